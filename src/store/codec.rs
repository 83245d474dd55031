//! How values are written into columns: packed text, times.

use std::cell::RefCell;

use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zstd::bulk::Compressor;

/// The first byte of a blob that is kept as it is.
const RAW: u8 = 0;
/// The first byte of a blob that is one zstd frame.
const ZSTD: u8 = 1;
/// Effort of compression: 3 is zstd's own default, and more gains under 4 % on articles.
const ZSTD_LEVEL: i32 = 3;
/// The most bytes that a blob may unpack to: four times the largest page that is fetched.
const UNPACKED_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Below this many bytes a frame's header costs more than it saves.
const PACK_BYTES_MIN: usize = 64;

/// Packs `bytes` for a blob column.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    if bytes.len() >= PACK_BYTES_MIN
        && let Ok(mut packed) = compress(bytes)
        && packed.len() < bytes.len()
    {
        packed.insert(0, ZSTD);
        return packed;
    }
    let mut raw = Vec::with_capacity(bytes.len() + 1);
    raw.push(RAW);
    raw.extend_from_slice(bytes);
    raw
}

/// Makes one zstd frame, with tables that the thread keeps: making them costs more than using them.
fn compress(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    thread_local! {
        static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    PACKER.with_borrow_mut(|kept| {
        let packer = match kept {
            Some(packer) => packer,
            None => kept.insert(Compressor::new(ZSTD_LEVEL)?),
        };
        packer.compress(bytes)
    })
}

/// Unpacks a blob column; what is damaged gives an error, never a panic.
pub(super) fn unpack(blob: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let unpacked = match blob.split_first() {
        None => Ok(Vec::new()),
        Some((&RAW, rest)) => Ok(rest.to_vec()),
        Some((&ZSTD, rest)) => zstd::bulk::decompress(rest, unpacked_bytes(rest)),
        Some(_) => Err(std::io::Error::other("a blob of an unknown form")),
    };
    unpacked.map_err(broken)
}

/// How much room the frame asks for, within bounds.
fn unpacked_bytes(frame: &[u8]) -> usize {
    zstd::zstd_safe::get_frame_content_size(frame)
        .ok()
        .flatten()
        .and_then(|size| usize::try_from(size).ok())
        .map_or(UNPACKED_BYTES_MAX, |size| size.min(UNPACKED_BYTES_MAX))
}

/// Packs a text.
pub(super) fn pack_text(text: &str) -> Vec<u8> {
    pack(text.as_bytes())
}

/// Unpacks a text.
pub(super) fn unpack_text(blob: &[u8]) -> rusqlite::Result<String> {
    String::from_utf8(unpack(blob)?).map_err(broken)
}

/// Packs a value as JSON.
pub(super) fn pack_json(value: &impl Serialize) -> Vec<u8> {
    pack(&serde_json::to_vec(value).expect("plain values without maps have a JSON form"))
}

/// Unpacks a value from JSON.
pub(super) fn unpack_json<T: DeserializeOwned>(blob: &[u8]) -> rusqlite::Result<T> {
    serde_json::from_slice(&unpack(blob)?).map_err(broken)
}

/// Writes a value as JSON text.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain values without maps have a JSON form")
}

/// Reads a value from JSON text.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(broken)
}

/// Times are kept as Unix seconds.
pub(super) fn timestamp(seconds: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_second(seconds).map_err(|_| FromSqlError::OutOfRange(seconds).into())
}

/// As [`timestamp`], of a column that may be null.
pub(super) fn timestamp_option(seconds: Option<i64>) -> rusqlite::Result<Option<Timestamp>> {
    seconds.map(timestamp).transpose()
}

/// A value in the database that cannot be read.
pub(super) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    FromSqlError::Other(Box::new(error)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let long = "accused ".repeat(10_000);
        for text in ["", "short", long.as_str()] {
            let packed = pack_text(text);
            assert_eq!(unpack_text(&packed).unwrap(), text);
        }
        assert!(pack_text(&long).len() < 200);
    }

    #[test]
    fn damage_is_an_error() {
        let good = pack_text(&"word ".repeat(100));
        for blob in [&[9_u8, 1, 2][..], &[ZSTD, 1, 2], &good[..good.len() - 3], &[RAW, 0xff]] {
            assert!(unpack_text(blob).is_err(), "{blob:?}");
        }
        assert_eq!(unpack_text(&[]).unwrap(), "");
    }
}
