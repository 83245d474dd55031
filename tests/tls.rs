//! What the reader is told when a connection cannot be safe, from a TLS server of our own.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const FEED: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Safe</title>\
    <item><title>Talks open</title><guid>1</guid></item></channel></rss>";

/// What listens behind a port.
enum Speaks {
    /// TLS with a certificate.
    Tls(Arc<ServerConfig>),
    /// HTTP without TLS.
    Plain,
}

/// A server that ends with its value.
struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
}

impl Server {
    fn start(speaks: Speaks) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let speaks = Arc::new(speaks);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), speaks) = (stream, Arc::clone(&speaks)) else { continue };
                thread::spawn(move || match &*speaks {
                    Speaks::Plain => answer(stream),
                    Speaks::Tls(config) => {
                        let session = ServerConnection::new(Arc::clone(config)).unwrap();
                        answer(StreamOwned::new(session, stream));
                    }
                });
            }
        });
        Self { address, stop }
    }

    fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}/feed", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(self.address));
    }
}

/// Reads one request and gives the feed; a client that breaks off is no failure here.
fn answer(mut stream: impl Read + Write) {
    let mut request = Vec::new();
    let mut part = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&part[..count]),
        }
        if !request.starts_with(&b"GET "[..request.len().min(4)]) {
            // No HTTP: a plain server says so and hangs up.
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return;
        }
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        FEED.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(FEED));
    let _ = stream.flush();
}

fn config(certificate: &Certificate, key: &KeyPair) -> Speaks {
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth();
    Speaks::Tls(Arc::new(config.with_single_cert(chain, key).unwrap()))
}

/// An authority that the reader's machine trusts.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "Authority of the test");
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    fn signs(&self, params: &CertificateParams) -> Speaks {
        let key = KeyPair::generate().unwrap();
        config(&params.signed_by(&key, &self.issuer).unwrap(), &key)
    }
}

fn of_name(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

/// A certificate that is good between the first days of two years.
fn of_years(first: i32, last: i32) -> CertificateParams {
    let mut params = of_name("127.0.0.1");
    params.not_before = rcgen::date_time_ymd(first, 1, 1);
    params.not_after = rcgen::date_time_ymd(last, 1, 1);
    params
}

/// A certificate that signs itself; `openssl req -x509` makes one that is also an authority.
fn itself(authority: IsCa) -> Speaks {
    let key = KeyPair::generate().unwrap();
    let mut params = of_name("127.0.0.1");
    params.is_ca = authority;
    config(&params.self_signed(&key).unwrap(), &key)
}

fn demarche(authorities: &Path, arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("--home")
        .arg(home.path())
        .args(arguments)
        .env("DEMARCHE_ALLOW_PRIVATE", "127.0.0.1")
        .env("SSL_CERT_FILE", authorities)
        .env_remove("SSL_CERT_DIR")
        .env_remove("DEMARCHE_HOME")
        .output()
        .unwrap()
}

#[test]
fn each_unsafe_connection_has_its_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let authorities = folder.path().join("authorities.pem");
    let authority = Authority::new();
    std::fs::write(&authorities, &authority.pem).unwrap();
    let good = || authority.signs(&of_years(2020, 2400));
    let cases: Vec<(&str, Speaks, &str, &str)> = vec![
        ("good", good(), "https", "Talks open"),
        ("expired", authority.signs(&of_years(2019, 2020)), "https", "certificate has expired"),
        ("too early", authority.signs(&of_years(2400, 2401)), "https", "is not valid yet"),
        ("other name", authority.signs(&of_name("e.example")), "https", "is for another name"),
        ("self-signed", itself(IsCa::NoCa), "https", "signed by nobody this machine trusts"),
        (
            "self-signed authority",
            itself(IsCa::Ca(BasicConstraints::Unconstrained)),
            "https",
            "signed by nobody this machine trusts",
        ),
        ("plain on https", Speaks::Plain, "https", "what answers there is not https"),
        ("TLS on http", good(), "http", "not HTTP"),
    ];
    for (name, speaks, scheme, expected) in cases {
        let server = Server::start(speaks);
        let output = demarche(&authorities, &["parse", &server.url(scheme), "--json"]);
        let said = String::from_utf8_lossy(&output.stderr);
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(expected) || shown.contains(expected), "{name}: {said:?} {shown:?}");
        assert_eq!(output.status.code(), Some(i32::from(name != "good")), "{name}: {said:?}");
        assert!(said.trim_end().lines().count() <= 1, "{name} takes one sentence: {said:?}");
    }
}
