//! A small HTTP server on a free port of this machine, which answers as a test tells it to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as the server saw it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// Path and query.
    pub(crate) path: String,
    /// Headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The address of this machine that was asked.
    pub(crate) host: String,
}

impl Seen {
    /// Returns the value of a header, or nothing.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// A status, headers, and a body of known length; the connection stays open.
    Page(u16, Vec<(String, String)>, Vec<u8>),
    /// Whatever this writes; the connection ends with it.
    Raw(Box<dyn FnOnce(&mut TcpStream) + Send>),
}

impl Reply {
    /// A page with headers written as `name: value`.
    pub(crate) fn page(status: u16, headers: &[&str], body: &[u8]) -> Self {
        let pair = |line: &&str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.to_owned())
        };
        Self::Page(status, headers.iter().map(pair).collect(), body.to_vec())
    }

    /// Bytes as they are, and then the end of the connection.
    pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::Raw(Box::new(move |stream| drop(stream.write_all(&bytes))))
    }
}

type Handler = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

/// A server that ends with its value.
pub(crate) struct Server {
    addresses: Vec<SocketAddr>,
    seen: Arc<Mutex<Vec<Seen>>>,
    most: Arc<AtomicUsize>,
    stop: Arc<AtomicUsize>,
}

impl Server {
    /// Answers on 127.0.0.1.
    pub(crate) fn start(handler: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::on(&["127.0.0.1"], handler)
    }

    /// Answers on each of `hosts`, all on one free port.
    pub(crate) fn on(
        hosts: &[&str],
        handler: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listeners = listen(hosts);
        let addresses = listeners.iter().map(|at| at.local_addr().unwrap()).collect();
        let handler: Handler = Arc::new(handler);
        let server =
            Self { addresses, seen: Arc::default(), most: Arc::default(), stop: Arc::default() };
        for listener in listeners {
            let (handler, seen) = (Arc::clone(&handler), Arc::clone(&server.seen));
            let (most, stop) = (Arc::clone(&server.most), Arc::clone(&server.stop));
            thread::spawn(move || accept(&listener, &handler, &seen, &most, &stop));
        }
        server
    }

    /// Returns the address of `path` on the first host.
    pub(crate) fn url(&self, path: &str) -> String {
        self.url_on(0, path)
    }

    /// Returns the address of `path` on the host of number `index`.
    pub(crate) fn url_on(&self, index: usize, path: &str) -> String {
        format!("http://{}{path}", self.addresses[index])
    }

    /// Returns the port.
    pub(crate) fn port(&self) -> u16 {
        self.addresses[0].port()
    }

    /// Returns every request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Forgets the requests so far and returns them.
    pub(crate) fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    /// Returns the most connections that one host had open at once.
    pub(crate) fn most_connections(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(1, Ordering::SeqCst);
        for address in &self.addresses {
            // Wakes the thread that waits for a connection.
            drop(TcpStream::connect(address));
        }
    }
}

/// Listens on each host, all with the port that was free on the first.
fn listen(hosts: &[&str]) -> Vec<TcpListener> {
    loop {
        let first = TcpListener::bind((hosts[0], 0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let rest: Result<Vec<_>, _> =
            hosts[1..].iter().map(|host| TcpListener::bind((*host, port))).collect();
        // Another program may hold the port on another host; then the next one is tried.
        if let Ok(rest) = rest {
            return std::iter::once(first).chain(rest).collect();
        }
    }
}

fn accept(
    listener: &TcpListener,
    handler: &Handler,
    seen: &Arc<Mutex<Vec<Seen>>>,
    most: &Arc<AtomicUsize>,
    stop: &Arc<AtomicUsize>,
) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        if stop.load(Ordering::SeqCst) != 0 {
            return;
        }
        let Ok(stream) = stream else { continue };
        let (handler, seen) = (Arc::clone(handler), Arc::clone(seen));
        let (open, most) = (Arc::clone(&open), Arc::clone(most));
        most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::spawn(move || {
            serve(stream, &handler, &seen);
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn serve(mut stream: TcpStream, handler: &Handler, seen: &Mutex<Vec<Seen>>) {
    let _ = stream.set_nodelay(true);
    let host = stream.local_addr().map(|at| at.ip().to_string()).unwrap_or_default();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(mut request) = read(&mut reader) {
        request.host.clone_from(&host);
        seen.lock().unwrap().push(request.clone());
        match handler(&request) {
            Reply::Page(status, headers, body) => {
                let mut bytes = format!("HTTP/1.1 {status} X\r\n").into_bytes();
                for (name, value) in &headers {
                    bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
                }
                bytes.extend_from_slice(
                    format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(),
                );
                bytes.extend_from_slice(&body);
                if stream.write_all(&bytes).is_err() {
                    return;
                }
            }
            Reply::Raw(write) => return write(&mut stream),
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut line = String::new();
    reader.by_ref().take(1 << 16).read_line(&mut line).ok().filter(|count| *count > 0)?;
    let mut seen = Seen { path: line.split(' ').nth(1)?.to_owned(), ..Seen::default() };
    loop {
        let mut line = String::new();
        reader.by_ref().take(1 << 16).read_line(&mut line).ok().filter(|count| *count > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { return Some(seen) };
        seen.headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
}
