//! Unpacks an answer while it arrives, and stops at the limit of the unpacked size.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// How often an answer may be packed over; more is an attack or a broken server.
const LAYERS_MAX: usize = 2;

/// The first bytes of a gzip file, by which one without `Content-Encoding` is told.
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];

/// Why an answer could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnpackError {
    /// It unpacks to more than the limit.
    TooLarge,
    /// It is not what its header says.
    Broken,
}

/// Where the unpacked bytes go; shared by all layers, so that the limit is one.
#[derive(Clone)]
struct Sink {
    bytes: Arc<Mutex<Vec<u8>>>,
    limit: usize,
}

impl Sink {
    fn is_full(&self) -> bool {
        self.bytes.lock().is_ok_and(|bytes| bytes.len() >= self.limit)
    }
}

impl Write for Sink {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.lock().map_err(|_| io::Error::other("poisoned"))?;
        if bytes.len() + part.len() > self.limit {
            // Filling up to the limit tells `is_full` why the write failed.
            let room = self.limit - bytes.len();
            bytes.extend_from_slice(&part[..room]);
            return Err(io::Error::other("over the limit"));
        }
        bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One layer of packing around the next.
trait Layer: Write + Send {
    fn end(&mut self) -> io::Result<()>;
}

impl Layer for Sink {
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Layer for Box<dyn Layer> {
    fn end(&mut self) -> io::Result<()> {
        (**self).end()
    }
}

struct Gzip(flate2::write::MultiGzDecoder<Box<dyn Layer>>);
struct Brotli(brotli::DecompressorWriter<Box<dyn Layer>>);
struct Zstd(zstd::stream::write::Decoder<'static, Box<dyn Layer>>);

/// `deflate` means zlib by the standard and raw deflate by habit: the first byte decides.
enum Deflate {
    Unknown(Option<Box<dyn Layer>>),
    Zlib(flate2::write::ZlibDecoder<Box<dyn Layer>>),
    Raw(flate2::write::DeflateDecoder<Box<dyn Layer>>),
}

macro_rules! writes {
    ($($name:ident: $end:expr;)*) => { $(
        impl Write for $name {
            fn write(&mut self, part: &[u8]) -> io::Result<usize> {
                self.0.write(part)
            }
            fn flush(&mut self) -> io::Result<()> {
                self.0.flush()
            }
        }
        impl Layer for $name {
            fn end(&mut self) -> io::Result<()> {
                $end(&mut self.0)?;
                self.0.get_mut().end()
            }
        }
    )* };
}

writes! {
    Gzip: |inner: &mut flate2::write::MultiGzDecoder<Box<dyn Layer>>| inner.try_finish();
    Brotli: |inner: &mut brotli::DecompressorWriter<Box<dyn Layer>>| inner.close();
    Zstd: |inner: &mut zstd::stream::write::Decoder<'static, Box<dyn Layer>>| inner.flush();
}

impl Write for Deflate {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if let (Self::Unknown(inner), Some(first)) = (&mut *self, part.first()) {
            let inner = inner.take().ok_or_else(|| io::Error::other("no layer below"))?;
            // RFC 1950: the low half of the first byte is 8 for the only method there is.
            *self = if first & 0x0f == 8 {
                Self::Zlib(flate2::write::ZlibDecoder::new(inner))
            } else {
                Self::Raw(flate2::write::DeflateDecoder::new(inner))
            };
        }
        match self {
            Self::Unknown(_) => Ok(0),
            Self::Zlib(inner) => inner.write(part),
            Self::Raw(inner) => inner.write(part),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Unknown(_) => Ok(()),
            Self::Zlib(inner) => inner.flush(),
            Self::Raw(inner) => inner.flush(),
        }
    }
}

impl Layer for Deflate {
    fn end(&mut self) -> io::Result<()> {
        match self {
            Self::Unknown(_) => Ok(()),
            Self::Zlib(inner) => {
                inner.try_finish()?;
                inner.get_mut().end()
            }
            Self::Raw(inner) => {
                inner.try_finish()?;
                inner.get_mut().end()
            }
        }
    }
}

/// Unpacks an answer piece by piece.
pub(super) struct Unpacker {
    top: Box<dyn Layer>,
    sink: Sink,
}

impl Unpacker {
    /// Makes an unpacker for the value of `Content-Encoding`, holding at most `limit` bytes.
    pub(super) fn new(encodings: &str, limit: usize) -> Result<Self, UnpackError> {
        let sink = Sink { bytes: Arc::default(), limit };
        let mut top: Box<dyn Layer> = Box::new(sink.clone());
        let names = encodings.split(',').map(|name| name.trim().to_ascii_lowercase());
        let names = names.filter(|name| !name.is_empty() && name != "identity");
        for (depth, name) in names.enumerate() {
            if depth == LAYERS_MAX {
                return Err(UnpackError::Broken);
            }
            top = layer(&name, top)?;
        }
        Ok(Self { top, sink })
    }

    /// Takes the next piece of the answer.
    pub(super) fn push(&mut self, part: &[u8]) -> Result<(), UnpackError> {
        self.top.write_all(part).map_err(|_| self.failure())
    }

    /// Ends the answer and returns it unpacked; a gzip file in it is unpacked as well.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, UnpackError> {
        self.top.end().map_err(|_| self.failure())?;
        drop(self.top);
        let bytes = std::mem::take(&mut *self.sink.bytes.lock().map_err(|_| UnpackError::Broken)?);
        if !bytes.starts_with(GZIP_MAGIC) {
            return Ok(bytes);
        }
        let inner = Sink { bytes: Arc::default(), limit: self.sink.limit };
        let mut file = Self { top: layer("gzip", Box::new(inner.clone()))?, sink: inner };
        file.push(&bytes)?;
        file.top.end().map_err(|_| file.failure())?;
        drop(file.top);
        let unpacked =
            std::mem::take(&mut *file.sink.bytes.lock().map_err(|_| UnpackError::Broken)?);
        Ok(unpacked)
    }

    fn failure(&self) -> UnpackError {
        if self.sink.is_full() { UnpackError::TooLarge } else { UnpackError::Broken }
    }
}

fn layer(name: &str, below: Box<dyn Layer>) -> Result<Box<dyn Layer>, UnpackError> {
    /// The buffer of the brotli decoder, in bytes.
    const BROTLI_BUFFER_BYTES: usize = 16 * 1024;
    /// The largest window of zstd, as a power of two: 8 MiB, which RFC 9659 allows on the web.
    const ZSTD_WINDOW_LOG_MAX: u32 = 23;
    Ok(match name {
        "gzip" | "x-gzip" => Box::new(Gzip(flate2::write::MultiGzDecoder::new(below))),
        "deflate" => Box::new(Deflate::Unknown(Some(below))),
        "br" => Box::new(Brotli(brotli::DecompressorWriter::new(below, BROTLI_BUFFER_BYTES))),
        "zstd" => {
            let decoder = zstd::stream::write::Decoder::new(below).and_then(|mut decoder| {
                decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
                Ok(decoder)
            });
            Box::new(Zstd(decoder.map_err(|_| UnpackError::Broken)?))
        }
        _ => return Err(UnpackError::Broken),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"<rss version=\"2.0\"><channel><title>ok</title></channel></rss>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn raw(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn br(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        brotli::CompressorWriter::new(&mut out, 4096, 5, 22).write_all(bytes).unwrap();
        out
    }

    fn zst(bytes: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(bytes, 3).unwrap()
    }

    fn unpack(encodings: &str, bytes: &[u8], limit: usize) -> Result<Vec<u8>, UnpackError> {
        let mut unpacker = Unpacker::new(encodings, limit)?;
        for part in bytes.chunks(7) {
            unpacker.push(part)?;
        }
        unpacker.finish()
    }

    #[test]
    fn unpacks_what_the_header_names() {
        let cases: &[(&str, Vec<u8>)] = &[
            ("", TEXT.to_vec()),
            ("identity", TEXT.to_vec()),
            ("gzip", gzip(TEXT)),
            ("x-gzip", gzip(TEXT)),
            ("deflate", zlib(TEXT)),
            ("deflate", raw(TEXT)),
            ("br", br(TEXT)),
            ("zstd", zst(TEXT)),
            ("gzip, gzip", gzip(&gzip(TEXT))),
            ("gzip, br", br(&gzip(TEXT))),
            ("", gzip(TEXT)),
        ];
        for (encodings, bytes) in cases {
            assert_eq!(unpack(encodings, bytes, 1000).as_deref(), Ok(TEXT), "{encodings:?}");
        }
    }

    #[test]
    fn refuses_what_is_not_packed_so() {
        for encodings in ["gzip", "br", "zstd", "gzip, gzip, gzip", "compress", "gzip, gzip"] {
            assert_eq!(unpack(encodings, TEXT, 1000), Err(UnpackError::Broken), "{encodings:?}");
        }
        let mut wide = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
        wide.window_log(27).unwrap();
        wide.write_all(TEXT).unwrap();
        assert_eq!(
            unpack("zstd", &wide.finish().unwrap(), 1000),
            Err(UnpackError::Broken),
            "128 MiB"
        );
        let whole = gzip(TEXT);
        let cut = &whole[..whole.len() - 9];
        assert_eq!(unpack("gzip", cut, 1000), Err(UnpackError::Broken), "cut off");
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = vec![b'A'; 4 << 20];
        for (encodings, bytes) in [
            ("", bomb.clone()),
            ("gzip", gzip(&bomb)),
            ("gzip, gzip", gzip(&gzip(&bomb))),
            ("br", br(&bomb)),
            ("zstd", zst(&bomb)),
            ("deflate", zlib(&bomb)),
            ("", gzip(&bomb)),
        ] {
            assert_eq!(
                unpack(encodings, &bytes, 1 << 20),
                Err(UnpackError::TooLarge),
                "{encodings:?}"
            );
        }
    }
}
