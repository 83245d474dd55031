//! Every fault of the network ends in time, in one clear sentence.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part of it")]
mod server;

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use demarche::feeds::fetch::{
    Answer, Environment, FeedOptions, FetchError, FetchSettings, Fetcher, Kind, Question,
};
use jiff::Timestamp;
use server::{Reply, Seen, Server};

const FEED: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>ok</title>\
    <item><title>one</title><guid>1</guid></item></channel></rss>";

/// The limit on a document in these tests, in bytes.
const LIMIT_BYTES: u64 = 1024 * 1024;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn settings(allow: &[&str]) -> FetchSettings {
    FetchSettings {
        limit_bytes: LIMIT_BYTES,
        allow_private: allow.iter().map(|&name| name.to_owned()).collect(),
        ..FetchSettings::default()
    }
}

/// Settings with short limits, for servers that are never in time.
fn hasty() -> FetchSettings {
    FetchSettings { first_byte_seconds: 1, total_seconds: 2, ..settings(&["127.0.0.1"]) }
}

fn get(settings: &FetchSettings, question: &Question) -> Result<Answer, FetchError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let fetcher = Fetcher::new(settings, &Environment::default()).unwrap();
    runtime.block_on(fetcher.get(question, now()))
}

fn ask(url: &str) -> Result<Answer, FetchError> {
    get(&settings(&["127.0.0.1"]), &Question::new(url, Kind::Feed))
}

/// The sentence of what came, or the status and size of the document.
fn told(outcome: Result<Answer, FetchError>) -> String {
    match outcome {
        Ok(answer) => format!("{} with {} bytes", answer.status, answer.body.len()),
        Err(error) => error.to_string(),
    }
}

/// Writes `part` until the other side has gone.
fn endless(stream: &mut TcpStream, part: &[u8]) {
    while stream.write_all(part).is_ok() {}
}

/// Writes one byte at a time until the other side has gone.
fn drip(stream: &mut TcpStream, bytes: &[u8]) {
    for byte in bytes.iter().cycle() {
        if stream.write_all(&[*byte]).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn raw(write: impl FnOnce(&mut TcpStream) + Send + 'static) -> Reply {
    Reply::Raw(Box::new(write))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";

fn head(rest: &str) -> Vec<u8> {
    [HEAD, rest.as_bytes(), b"\r\n"].concat()
}

/// One route for each fault.
fn hostile(seen: &Seen) -> Reply {
    let with = |rest: &str, body: &[u8]| Reply::bytes([&head(rest), body].concat());
    let to = |location: &str| Reply::page(302, &[&format!("Location: {location}")], b"");
    match seen.path.as_str() {
        "/ok" => Reply::page(200, &["Content-Type: application/rss+xml", "ETag: \"a\""], FEED),
        "/slow_header" => raw(|stream| drip(stream, b"HTTP/1.1 200 OK\r\nX: aaaaaaaa")),
        "/slow_body" => raw(|stream| {
            let _ = stream.write_all(&head(""));
            drip(stream, FEED);
        }),
        "/never_answers" => raw(|stream| {
            // Ends when the other side gives up.
            let _ = std::io::Read::read(stream, &mut [0]);
        }),
        "/truncated" => with("Content-Length: 9999\r\n", &FEED[..60]),
        "/cut_chunks" => with("Transfer-Encoding: chunked\r\n", b"ff\r\nabc"),
        "/endless_body" => raw(|stream| {
            let _ = stream.write_all(&head(""));
            endless(stream, &vec![b' '; 65536]);
        }),
        "/endless_chunked" => raw(|stream| {
            let _ = stream.write_all(&head("Transfer-Encoding: chunked\r\n"));
            endless(stream, &[b"1000\r\n".as_slice(), &[b' '; 4096], b"\r\n"].concat());
        }),
        "/endless_headers" => raw(|stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            endless(stream, &[b"X-A: ".as_slice(), &[b'b'; 8000], b"\r\n"].concat());
        }),
        "/many_headers" => with(&"X-A: b\r\n".repeat(3000), FEED),
        "/lying_length" => with("Content-Length: 9223372036854775807\r\n", FEED),
        "/gzip_bomb" => with("Content-Encoding: gzip\r\n", &gzip(&vec![b'A'; 4 << 20])),
        "/gzip_not_gzip" => with("Content-Encoding: gzip\r\n", FEED),
        "/gzip_cut" => with("Content-Encoding: gzip\r\n", &gzip(FEED)[..40]),
        "/gzip_twice" => with("Content-Encoding: gzip, gzip\r\n", &gzip(&gzip(FEED))),
        "/gzip_file" => with("", &gzip(FEED)),
        "/unknown_packing" => with("Content-Encoding: rot13\r\n", FEED),
        "/redir_self" => to("/redir_self"),
        "/redir_pingpong" => to("/redir_pong"),
        "/redir_pong" => to("/redir_pingpong"),
        "/redir_file" => to("file:///etc/passwd"),
        "/redir_gopher" => to("gopher://127.0.0.1:1/"),
        "/redir_ftp" => to("ftp://127.0.0.1/f"),
        "/redir_data" => to("data:text/xml,<rss version='2.0'/>"),
        "/redir_js" => to("javascript:alert(1)"),
        "/redir_long" => to(&format!("/{}", "a".repeat(100_000))),
        "/redir_empty" => to(""),
        "/redir_308" => Reply::page(308, &["Location: /ok"], b""),
        "/redir_nowhere" => Reply::page(302, &[], b""),
        "/redir_private" => to("http://127.0.0.2:9/secret"),
        "/redir_v6" => to("http://[::1]:9/secret"),
        "/redir_decimal" => to("http://2130706434:9/secret"),
        "/redir_mapped" => to("http://[::ffff:127.0.0.2]:9/secret"),
        "/status_garbage" => {
            Reply::bytes(b"\x00\xff\x1b]52;c;ZXZpbA==\x07 HTTP/9.9 x\r\n\r\n".to_vec())
        }
        "/http09" => Reply::bytes(FEED),
        "/nothing" => Reply::bytes(Vec::new()),
        "/smuggle" => {
            with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n<rss/>")
        }
        "/header_ctrl" => with("ETag: \"\x1b[2J\"\r\nContent-Length: 3\r\n", b"abc"),
        "/gone_ctrl" => {
            Reply::bytes(b"HTTP/1.1 410 X\r\nX-A: \x1b[2J\r\nContent-Length: 0\r\n\r\n".to_vec())
        }
        "/reason_ctrl" => Reply::bytes(b"HTTP/1.1 200 \x1b]0;pwn\x07\r\n\r\n<rss/>".to_vec()),
        "/html_200" => {
            Reply::page(200, &["Content-Type: text/html"], b"<!doctype html><title>News")
        }
        "/html_as_xml" => with("", b"<?xml version='1.0'?><!DOCTYPE html><html>"),
        "/portal" => Reply::page(200, &[], b"<!doctype html><title>Captive portal</title>"),
        "/wall_200" => Reply::page(200, &[], b"<html><title>Just a moment...</title>"),
        "/wall_403" => Reply::page(403, &["cf-mitigated: challenge"], b"<html>"),
        "/empty_200" => Reply::page(200, &["Content-Type: text/xml"], b""),
        "/blank_200" => Reply::page(200, &["Content-Type: text/xml"], b" \r\n\n"),
        path => match path.strip_prefix("/status_").and_then(|code| code.parse().ok()) {
            Some(code) => Reply::page(
                code,
                &["Retry-After: 999999999", "WWW-Authenticate: Basic realm=\"x\""],
                b"<html>no\n",
            ),
            None => Reply::page(404, &[], b""),
        },
    }
}

#[test]
fn each_fault_has_its_sentence() {
    let cases: &[(&str, &str)] = &[
        ("/ok", "200 with"),
        ("/slow_header", "no answer in 1 s"),
        ("/slow_body", "too slow"),
        ("/never_answers", "no answer in 1 s"),
        ("/truncated", "cut off"),
        ("/cut_chunks", "cut off"),
        ("/nothing", "cut off"),
        ("/endless_body", "over 1 MiB from"),
        ("/endless_chunked", "over 1 MiB from"),
        ("/endless_headers", "headers too large"),
        ("/many_headers", "headers too large"),
        ("/lying_length", "over 1 MiB from"),
        ("/gzip_bomb", "over 1 MiB after unpacking"),
        ("/gzip_not_gzip", "bad compression"),
        ("/gzip_cut", "bad compression"),
        ("/gzip_twice", "200 with"),
        ("/gzip_file", "200 with"),
        ("/unknown_packing", "bad compression"),
        ("/redir_self", "redirect loop"),
        ("/redir_pingpong", "redirect loop"),
        ("/redir_file", "refused redirect to file:"),
        ("/redir_gopher", "refused redirect to gopher:"),
        ("/redir_ftp", "refused redirect to ftp:"),
        ("/redir_data", "refused redirect to data:"),
        ("/redir_js", "refused redirect to javascript:"),
        ("/redir_long", "bad redirect"),
        ("/redir_empty", "bad redirect"),
        ("/redir_nowhere", "bad redirect"),
        ("/redir_308", "200 with"),
        ("/redir_private", "refused: private address `127.0.0.2`"),
        ("/redir_v6", "refused: private address `::1`"),
        ("/redir_decimal", "refused: private address `127.0.0.2`"),
        ("/redir_mapped", "refused: private address `::ffff:127.0.0.2`"),
        ("/status_garbage", "not HTTP"),
        ("/http09", "not HTTP"),
        ("/smuggle", "empty answer"),
        ("/header_ctrl", "bad header"),
        ("/gone_ctrl", "gone: the publisher has removed this feed"),
        ("/reason_ctrl", "not HTTP"),
        ("/html_200", "this is a web page, not a feed: `http://"),
        ("/html_as_xml", "this is a web page, not a feed: `http://"),
        ("/portal", "this is a web page, not a feed: the network wants a login"),
        ("/wall_200", "bot wall"),
        ("/wall_403", "bot wall"),
        ("/empty_200", "empty answer"),
        ("/blank_200", "empty answer"),
        ("/status_204", "empty answer"),
        ("/status_400", "`127.0.0.1:"),
        ("/status_401", "`127.0.0.1:"),
        ("/status_403", "forbidden"),
        ("/status_404", "not found"),
        ("/status_410", "gone: the publisher has removed this feed"),
        ("/status_418", "`127.0.0.1:"),
        ("/status_451", "not found"),
        ("/status_429", "`127.0.0.1:"),
        ("/status_500", "`127.0.0.1:"),
        ("/status_503", "`127.0.0.1:"),
        ("/status_999", "`127.0.0.1:"),
        ("/status_304", "304 with 0 bytes"),
    ];
    let server = Server::start(hostile);
    std::thread::scope(|scope| {
        for (route, expected) in cases {
            let url = server.url(route);
            scope.spawn(move || {
                let late = expected.starts_with("no answer") || expected.starts_with("too slow");
                let settings = if late { hasty() } else { settings(&["127.0.0.1"]) };
                let found = told(get(&settings, &Question::new(&url, Kind::Feed)));
                assert!(found.starts_with(expected), "{route} gave {found:?}");
                assert!(found.chars().all(|c| !c.is_control()), "{route} gave {found:?}");
                assert!(!found.contains('\n'), "{route} gave {found:?}");
            });
        }
    });
}

#[test]
fn what_cannot_be_reached_says_so() {
    // The port of a connection's own end is taken, and nobody listens there.
    let server = Server::start(hostile);
    let held = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let port = held.local_addr().unwrap().port();
    let allowed = settings(&["127.0.0.1", "localhost"]);
    let cases = [
        (format!("http://127.0.0.1:{port}/"), "refused: nothing answers at `127.0.0.1:"),
        (format!("http://localhost:{port}/"), "refused: nothing answers at `localhost:"),
        (
            "http://no-such-name.invalid/".into(),
            "offline: no address was found for `no-such-name.invalid`",
        ),
        ("ftp://127.0.0.1/".into(), "`ftp://127.0.0.1/` is no http or https address"),
        ("not an address".into(), "`notanaddress` is no http or https address"),
        ("file:///etc/passwd".into(), "`file:///etc/passwd` is no http"),
    ];
    for (url, expected) in cases {
        let found = told(get(&allowed, &Question::new(&url, Kind::Feed)));
        assert!(found.starts_with(expected), "{url} gave {found:?}");
    }
}

#[test]
fn private_addresses_are_asked_only_where_they_are_named() {
    let server = Server::on(&["127.0.0.1", "127.0.0.2"], hostile);
    let named = format!("http://localhost:{}/ok", server.port());
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], &server.url("/ok"), "refused: private address `127.0.0.1`"),
        (&[], &named, "refused: private address `localhost`"),
        (&["127.0.0.1"], &server.url("/ok"), "200"),
        (&["127.0.0.1"], &server.url_on(1, "/ok"), "refused: private address `127.0.0.2`"),
        (&["127.0.0.0/8"], &server.url_on(1, "/ok"), "200"),
        (&["127.0.0.1"], &named, "200"),
        (&["localhost"], &named, "200"),
        (&["localhost"], &server.url("/ok"), "refused: private address"),
    ];
    for (allow, url, expected) in cases {
        let found = told(get(&settings(allow), &Question::new(url, Kind::Feed)));
        assert!(found.starts_with(expected), "{allow:?} {url} gave {found:?}");
    }
}

#[test]
fn a_login_stays_at_its_origin() {
    let other = Server::start(hostile);
    let elsewhere = other.url("/ok");
    let server = Server::start(move |seen| match seen.path.as_str() {
        "/away" => Reply::page(302, &[&format!("Location: {elsewhere}")], b""),
        "/near" => Reply::page(302, &["Location: /ok"], b""),
        _ => hostile(seen),
    });
    let mut settings = settings(&["127.0.0.1"]);
    let options = FeedOptions {
        headers: [("X-Api-Key".to_owned(), "k3y".to_owned())].into(),
        cookies: "session=c00kie".into(),
        user: "me".into(),
        password_command: vec!["echo".into(), "s3cret".into()],
        ..FeedOptions::default()
    };
    let origin = server.url("");
    settings.feeds.insert(origin, options);
    let secret = ["authorization", "cookie", "x-api-key"];

    let near = get(&settings, &Question::new(&server.url("/near"), Kind::Feed)).unwrap();
    assert!(!near.login_withheld);
    for seen in server.take() {
        assert_eq!(seen.header("authorization"), Some("Basic bWU6czNjcmV0"), "{seen:?}");
        assert_eq!(seen.header("cookie"), Some("session=c00kie"));
        assert_eq!(seen.header("x-api-key"), Some("k3y"));
        assert_eq!(seen.header("referer"), None);
        assert!(seen.header("user-agent").unwrap().starts_with("demarche/"));
    }
    let away = get(&settings, &Question::new(&server.url("/away"), Kind::Feed)).unwrap();
    assert!(away.login_withheld);
    let seen = other.seen();
    assert_eq!(seen.len(), 1);
    for name in secret {
        assert_eq!(seen[0].header(name), None, "{name} was sent to another origin");
    }
    let userinfo = server.url("/away").replace("http://", "http://you:pw@");
    get(&settings, &Question::new(&userinfo, Kind::Feed)).unwrap();
    assert_eq!(other.seen()[1].header("authorization"), None);
}

#[test]
fn a_host_that_asks_for_peace_is_left_in_peace() {
    let server = Server::on(&["127.0.0.1", "127.0.0.2"], |seen| match seen.path.as_str() {
        "/busy" => Reply::page(429, &["Retry-After: 60"], b""),
        _ => hostile(seen),
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let settings = settings(&["127.0.0.0/8"]);
    let fetcher = Fetcher::new(&settings, &Environment::default()).unwrap();
    let get = |url: String, now| {
        told(runtime.block_on(fetcher.get(&Question::new(&url, Kind::Feed), now)))
    };
    let later = "2026-11-24T12:01:01Z".parse().unwrap();
    let waits = "asked to wait until 2026-11-24T12:01:00Z";
    for (url, at, expected) in [
        (server.url("/busy"), now(), waits),
        (server.url("/ok"), now(), waits),
        (server.url_on(1, "/ok"), now(), "200"),
        (server.url("/ok"), later, "200"),
    ] {
        let found = get(url.clone(), at);
        assert!(found.contains(expected), "{url} at {at} gave {found:?}");
    }
    assert_eq!(server.seen().len(), 3, "the second request was not sent");
    fetcher.hold(&server.url("/"), later);
    assert!(get(server.url("/ok"), now()).contains("asked to wait"), "remembered from before");
}

#[test]
fn what_we_have_is_not_sent_again() {
    let server = Server::start(|seen| match seen.header("if-none-match") {
        Some("\"v1\"") => Reply::page(304, &["ETag: \"v1\""], b""),
        _ => Reply::page(
            200,
            &[
                "ETag: \"v1\"",
                "Last-Modified: Fri, 31 Dec 9999 23:59:59 GMT",
                "Cache-Control: max-age=600",
                "Set-Cookie: a=b",
            ],
            FEED,
        ),
    });
    let first = ask(&server.url("/")).unwrap();
    assert_eq!((first.etag.as_str(), first.last_modified.as_str()), ("\"v1\"", ""));
    assert_eq!((first.fresh_seconds, first.body.as_slice()), (Some(600), FEED));
    assert_eq!(first.header("set-cookie"), None, "cookies are not kept");
    let question = Question { etag: first.etag, ..Question::new(&server.url("/"), Kind::Feed) };
    let second = get(&settings(&["127.0.0.1"]), &question).unwrap();
    assert!(second.not_modified && second.body.is_empty());
    let encodings = server.seen()[0].header("accept-encoding").map(str::to_owned);
    assert_eq!(encodings.as_deref(), Some("gzip, br, zstd, deflate"));
}

#[test]
fn a_proxy_is_used_and_never_gone_around() {
    let proxy = Server::start(|seen| {
        assert!(seen.path.starts_with("http://feeds.example/"), "{seen:?}");
        Reply::page(200, &[], FEED)
    });
    let through = |proxy: String| FetchSettings { proxy, ..settings(&[]) };
    let question = Question::new("http://feeds.example/f.xml", Kind::Feed);
    assert!(told(get(&through(proxy.url("")), &question)).starts_with("200"));
    let local = Question::new("http://localhost/f.xml", Kind::Feed);
    let found = told(get(&through(proxy.url("")), &local));
    assert!(found.starts_with("refused: private address `localhost`"), "{found}");
    let gone = proxy.url("");
    drop(proxy);
    let found = told(get(&through(gone), &question));
    assert!(found.starts_with("proxy `127.0.0.1:"), "{found}");
}

#[test]
fn a_host_never_has_more_than_two_connections() {
    let hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
    for workers in [1, 2] {
        // A server each: it counts a connection until it has read its end, which may be late.
        let server = Server::on(&hosts, |seen| {
            std::thread::sleep(Duration::from_millis(2));
            match seen.path.as_str() {
                "/3" => Reply::page(302, &["Location: /ok"], b""),
                _ => hostile(seen),
            }
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(workers)
            .enable_all()
            .build()
            .unwrap();
        let settings = settings(&["127.0.0.0/8"]);
        let fetcher = Fetcher::new(&settings, &Environment::default()).unwrap();
        runtime.block_on(async {
            let mut tasks = tokio::task::JoinSet::new();
            for index in 0..120 {
                let path = if index % 10 == 0 { "/3" } else { "/ok" };
                let question = Question::new(&server.url_on(index % 3, path), Kind::Feed);
                let fetcher = fetcher.clone();
                tasks.spawn(async move { told(fetcher.get(&question, now()).await) });
            }
            while let Some(found) = tasks.join_next().await {
                let found = found.unwrap();
                assert!(found.starts_with("200"), "{found}");
            }
        });
        assert!(server.most_connections() <= 2, "{} connections", server.most_connections());
    }
}
