//! Twenty feeds of all formats, from a server of our own to what the command line shows.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part of it")]
mod server;
#[path = "support/walk.rs"]
mod walk;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use demarche::ingest::FetchLock;
use serde_json::Value;
use server::{Reply, Seen, Server};
use walk::Walk;

/// How many feeds the server has, five of each format.
const FEEDS: usize = 20;

/// How many stories each feed tells.
const STORIES: usize = 3;

fn title(feed: usize, story: usize) -> String {
    format!("Envoy {story} of desk {feed} accuses China & others")
}

fn body(feed: usize, story: usize, edition: usize) -> String {
    let again =
        if edition > 0 && feed == 7 && story == 1 { " A correction was added." } else { "" };
    let more = "The talks went on in the capital for a second day. ".repeat(24);
    format!(
        "<p>New Zealand on Monday accused China of hacking ministry {feed}.{story}.</p><p>{more}{again}</p>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One feed document; the format follows from the number.
fn document(base: &str, feed: usize, edition: usize) -> (String, &'static str) {
    let stories = (0..STORIES).map(|story| {
        let link = format!("{base}/page/{feed}/{story}");
        let day = format!("2026-11-{:02}T08:00:00Z", 1 + story);
        (escape(&title(feed, story)), link, body(feed, story, edition), day, story)
    });
    match feed % 4 {
        0 => {
            let items: Vec<String> = stories
                .map(|(title, link, body, _, story)| {
                    let day = format!("{:02} Nov 2026 08:00:00 GMT", 1 + story);
                    format!(
                        "<item><title>{title}</title><link>{link}</link><guid>{link}</guid>\
                         <pubDate>{day}</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>"
                    )
                })
                .collect();
            let items = items.concat();
            let text = format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\" \
                 xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
                 <title>Feed {feed}</title><link>{base}</link>{items}</channel></rss>"
            );
            (text, "application/rss+xml")
        }
        1 => {
            let entries: Vec<String> = stories
                .map(|(title, link, body, day, _)| {
                    format!(
                        "<entry><title>{title}</title><link href=\"{link}\"/><id>{link}</id>\
                         <published>{day}</published><updated>{day}</updated>\
                         <content type=\"html\">{}</content></entry>",
                        escape(&body)
                    )
                })
                .collect();
            let entries = entries.concat();
            let text = format!(
                "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">\
                 <title>Feed {feed}</title><id>{base}/{feed}</id>{entries}</feed>"
            );
            (text, "application/atom+xml")
        }
        2 => {
            let items: Vec<Value> = stories
                .map(|(title, link, body, day, _)| {
                    let title = title.replace("&amp;", "&");
                    serde_json::json!({
                        "id": link, "url": link, "title": title, "content_html": body,
                        "date_published": day,
                    })
                })
                .collect();
            let text = serde_json::json!({
                "version": "https://jsonfeed.org/version/1.1", "title": format!("Feed {feed}"),
                "items": items,
            });
            (text.to_string(), "application/feed+json")
        }
        _ => {
            let items: Vec<String> = stories
                .map(|(title, link, body, day, _)| {
                    format!(
                        "<item rdf:about=\"{link}\"><title>{title}</title><link>{link}</link>\
                         <dc:date>{day}</dc:date><content:encoded>{}</content:encoded></item>",
                        escape(&body)
                    )
                })
                .collect();
            let items = items.concat();
            let text = format!(
                "<?xml version=\"1.0\"?><rdf:RDF xmlns=\"http://purl.org/rss/1.0/\" \
                 xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
                 xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
                 <channel rdf:about=\"{base}\"><title>Feed {feed}</title></channel>{items}</rdf:RDF>"
            );
            (text, "application/rdf+xml")
        }
    }
}

fn serve(seen: &Seen, edition: usize) -> Reply {
    let feed = seen.path.strip_prefix("/feed/").and_then(|number| number.parse().ok());
    let Some(feed) = feed else { return Reply::page(404, &[], b"") };
    let edition = if feed == 7 { edition } else { 0 };
    let etag = format!("\"{feed}-{edition}\"");
    if seen.header("if-none-match") == Some(&etag) {
        return Reply::page(304, &[&format!("ETag: {etag}")], b"");
    }
    let (text, kind) = document("https://example.org", feed, edition);
    let headers = [format!("ETag: {etag}"), format!("Content-Type: {kind}")];
    Reply::page(200, &[&headers[0], &headers[1]], text.as_bytes())
}

fn demarche(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("--home")
        .arg(home)
        .args(arguments)
        .env("DEMARCHE_ALLOW_PRIVATE", "127.0.0.1")
        .env_remove("DEMARCHE_HOME")
        .output()
        .unwrap()
}

/// Runs a command that must succeed and returns the JSON documents it wrote.
fn json(home: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = demarche(home, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?} failed: {errors}");
    let documents = serde_json::Deserializer::from_slice(&output.stdout).into_iter();
    documents.collect::<Result<_, _>>().unwrap()
}

fn outcomes(report: &Value) -> BTreeSet<String> {
    let feeds = report["feeds"].as_array().unwrap();
    assert_eq!(feeds.len(), FEEDS);
    feeds.iter().map(|feed| feed["outcome"].as_str().unwrap().to_owned()).collect()
}

fn only(outcome: &str) -> BTreeSet<String> {
    BTreeSet::from([outcome.to_owned()])
}

/// Opens the newsroom on a terminal long enough for all stories, and compares it with `rows`.
fn the_screen_shows(home: &Path, rows: &[Value]) {
    let mut walk = Walk::start(home, 160, 200);
    walk.see("SAMPLE");
    // The samples came first; away with them, and what feeds brought stands alone.
    walk.press("D");
    let screen = walk.until("the stories of the feeds", |screen| {
        let all = rows.iter().all(|row| screen.contains(row["title"].as_str().unwrap()));
        all && !screen.contains("SAMPLE")
            && screen.contains(&format!(" {} stories", rows.len()))
            && screen.matches("NZ▸CN").count() >= rows.len()
    });
    let mut below = screen.as_str();
    for row in rows {
        let title = row["title"].as_str().unwrap();
        let at = below.find(title).unwrap_or_else(|| panic!("`{title}`, in order:\n{screen}"));
        below = &below[at + title.len()..];
        let line = below.lines().take(2).collect::<String>();
        assert!(line.contains("NZ▸CN"), "who accuses whom of `{title}`: {line}");
    }
    walk.press("gg\r");
    let text = rows[0]["title"].as_str().unwrap().split(' ').collect::<Vec<_>>();
    let ministry = format!("hacking ministry {}.{}", text[4], text[1]);
    walk.see(&ministry);
    walk.quit();
}

#[test]
fn twenty_feeds_of_all_formats_are_fetched_listed_and_shown() {
    let edition = Arc::new(AtomicUsize::new(0));
    let current = Arc::clone(&edition);
    let server = Server::start(move |seen| serve(seen, current.load(Ordering::SeqCst)));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let list = home.join("urls");
    let urls: Vec<String> = (0..FEEDS).map(|feed| server.url(&format!("/feed/{feed}"))).collect();
    std::fs::write(&list, urls.join("\n")).unwrap();
    let output = demarche(home, &["feeds", "import", list.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let first = &json(home, &["fetch", "--json"])[0];
    assert_eq!((outcomes(first), &first["new_stories"]), (only("new"), &(FEEDS * STORIES).into()));
    assert!(server.take().iter().all(|seen| seen.header("if-none-match").is_none()));

    let rows = json(home, &["list", "--json", "--limit", "1000"]);
    let told: BTreeSet<String> =
        (0..FEEDS).flat_map(|feed| (0..STORIES).map(move |story| title(feed, story))).collect();
    let listed: BTreeSet<String> =
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect();
    assert_eq!((rows.len(), listed), (FEEDS * STORIES, told));
    for row in rows.iter().step_by(7) {
        let shown = &json(home, &["show", &row["id"].to_string(), "--json"])[0];
        for field in ["id", "title", "link", "feed", "published", "accusers", "accused"] {
            assert_eq!(shown[field], row[field], "{field} of {}", row["title"]);
        }
        let text = shown["text"].as_str().unwrap();
        assert!(text.contains("accused China of hacking ministry"), "{text}");
        assert_eq!(row["accusers"], serde_json::json!(["NZ"]), "{}", row["title"]);
        assert_eq!(row["accused"], serde_json::json!(["CN"]), "{}", row["title"]);
    }

    let second = &json(home, &["fetch", "--json"])[0];
    assert_eq!((outcomes(second), &second["new_stories"]), (only("unchanged"), &0.into()));
    let asked = server.take();
    assert_eq!(asked.len(), FEEDS);
    assert!(asked.iter().all(|seen| seen.header("if-none-match").is_some()), "validators are sent");
    assert_eq!(json(home, &["list", "--json", "--limit", "1000"]), rows);

    edition.store(1, Ordering::SeqCst);
    let third = &json(home, &["fetch", "--json"])[0];
    let updated: Vec<&Value> = third["feeds"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|feed| feed["updated_stories"] != 0)
        .collect();
    assert_eq!((updated.len(), &third["new_stories"]), (1, &0.into()));
    assert_eq!(updated[0]["updated_stories"], 1);
    assert_eq!(json(home, &["list", "--json", "--limit", "1000"]).len(), rows.len(), "no doubles");

    let health = json(home, &["feeds", "check", "--json"]);
    assert_eq!(health.len(), FEEDS);
    assert!(health.iter().all(|feed| feed["asks"].as_array().unwrap().len() == 3));
    the_screen_shows(home, &json(home, &["list", "--json", "--limit", "1000"]));
}

#[test]
fn a_failing_feed_does_not_stop_the_others() {
    let server = Server::start(|seen| serve(seen, 0));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    for path in ["/feed/0", "/nothing", "/feed/1"] {
        let output = demarche(home, &["feeds", "add", "--force", &server.url(path)]);
        assert!(output.status.success());
    }
    let output = demarche(home, &["fetch", "--json"]);
    assert_eq!(output.status.code(), Some(3), "partly done");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let outcomes: Vec<&str> = report["feeds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feed| feed["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "failed").count(), 1);
    assert_eq!(report["new_stories"], 2 * STORIES);
    let named = demarche(home, &["fetch", &server.url("/nothing")]);
    assert_eq!(named.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&named.stderr).contains("not found"));
    let said = String::from_utf8_lossy(&named.stdout);
    assert!(!said.contains("not found"), "said once: {said}");
    let unknown = demarche(home, &["fetch", "https://unknown.example/"]);
    assert_eq!(unknown.status.code(), Some(2));

    let ill = demarche(home, &["feeds", "check", &server.url("/nothing"), "--json"]);
    assert_eq!(ill.status.code(), Some(3), "a feed that fails");
    assert_eq!(String::from_utf8_lossy(&ill.stdout).lines().count(), 1);
    let well = demarche(home, &["feeds", "check", &server.url("/feed/0")]);
    assert_eq!(well.status.code(), Some(0), "a feed that does not");
    assert_eq!(demarche(home, &["feeds", "check"]).status.code(), Some(3));
}

#[test]
fn what_cannot_be_added_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for (address, status, expected) in [
        ("notaurl", 2, "`notaurl` is no address"),
        ("ftp://127.0.0.1/", 2, "is no http or https address"),
        ("http://127.0.0.1:9/", 1, "refused: nothing answers at `127.0.0.1:9`"),
    ] {
        let output = demarche(folder.path(), &["feeds", "add", address]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{address}: {said}");
        assert!(said.contains(expected) && !said.contains("will be asked"), "{address}: {said}");
    }
}

#[test]
fn the_first_fetch_subscribes_to_what_the_newsroom_begins_with() {
    // A proxy that refuses everything stands between the test and the world.
    let wall = Server::start(|_| Reply::page(502, &[], b""));
    let folder = tempfile::tempdir().unwrap();
    let first = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("--home")
        .arg(folder.path())
        .args(["fetch", "--json"])
        .env("HTTPS_PROXY", wall.url(""))
        .env("HTTP_PROXY", wall.url(""))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env_remove("DEMARCHE_HOME")
        .output()
        .unwrap();
    assert_eq!(first.status.code(), Some(1), "none can be reached");
    let report: Value = serde_json::from_slice(&first.stdout).unwrap();
    let defaults = demarche::feeds::opml::defaults().len();
    assert_eq!(report["feeds"].as_array().unwrap().len(), defaults);
    let outcomes = report["feeds"].as_array().unwrap().iter().map(|feed| feed["outcome"].as_str());
    assert!(outcomes.map(Option::unwrap).all(|outcome| matches!(outcome, "failed" | "skipped")));
    for command in [&["feeds", "list", "--json"][..], &["feeds", "check", "--json"]] {
        let listed = demarche(folder.path(), command).stdout;
        assert_eq!(String::from_utf8_lossy(&listed).lines().count(), defaults, "{command:?}");
    }
    let doctor = demarche(folder.path(), &["doctor"]).stdout;
    let said = format!("feeds     {defaults},");
    assert!(String::from_utf8_lossy(&doctor).contains(&said), "{said}");

    // Who brings feeds before the first start keeps to those.
    let own = tempfile::tempdir().unwrap();
    let server = Server::start(|seen| serve(seen, 0));
    demarche(own.path(), &["feeds", "add", "--force", &server.url("/feed/0")]);
    let report = &json(own.path(), &["fetch", "--json"])[0];
    assert_eq!(report["feeds"].as_array().unwrap().len(), 1);
}

#[test]
fn parse_and_extract_read_what_a_server_gives() {
    let paragraph = "<p>New Zealand accused China of breaking into the servers of its parliament, \
        the foreign minister said on Monday, and called the act unacceptable.</p>"
        .repeat(8);
    let server = Server::start(move |seen| match seen.path.as_str() {
        "/moved" => Reply::page(301, &["Location: /feed/2"], b""),
        "/page" => Reply::page(
            200,
            &["Content-Type: text/html; charset=windows-1251"],
            &[b"<!doctype html><title>\xcf</title><article><h1>\xcf</h1>", paragraph.as_bytes()]
                .concat(),
        ),
        _ => serve(seen, 0),
    });
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let parsed = &json(home, &["parse", &server.url("/moved"), "--json"])[0];
    assert_eq!((&parsed["version"], &parsed["bozo"]), (&"json11".into(), &false.into()));
    assert_eq!(parsed["entries"].as_array().unwrap().len(), STORIES);
    let page = &json(home, &["extract", &server.url("/page"), "--json"])[0];
    assert_eq!(page["title"], "П");
    assert!(page["text"].as_str().unwrap().starts_with("New Zealand accused China"));
    for (command, path) in [("parse", "/page"), ("extract", "/nothing")] {
        let output = demarche(home, &[command, &server.url(path), "--json"]);
        assert_eq!(output.status.code(), Some(1), "{command} {path}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
    }
}

#[test]
fn a_second_program_says_that_another_fetches_and_reads_all_the_same() {
    let server = Server::start(|seen| serve(seen, 0));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    demarche(home, &["feeds", "add", "--force", &server.url("/feed/0")]);
    let lock = FetchLock::take(&home.join("state")).unwrap();
    let output = demarche(home, &["fetch"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("another demarche is fetching"), "{said}");
    assert!(demarche(home, &["list"]).status.success());
    drop(lock);
    assert!(demarche(home, &["fetch"]).status.success());
}

#[test]
fn a_feed_is_found_from_the_address_of_its_site() {
    let server = Server::start(|seen| match seen.path.as_str() {
        "/" => Reply::page(
            200,
            &["Content-Type: text/html"],
            b"<!doctype html><html><head><title>Site</title><link rel=alternate \
              type=application/rss+xml title=News href=/feed/4></head><body>x</body></html>",
        ),
        "/missing.xml" => Reply::page(404, &["Content-Type: text/plain"], b"not here"),
        _ => serve(seen, 0),
    });
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let added = &json(home, &["feeds", "add", &server.url("/"), "--json"])[0];
    assert_eq!(added["url"], server.url("/feed/4"));
    assert_eq!(added["title"], "Feed 4");
    assert_eq!(added["newest"].as_array().unwrap().len(), STORIES);
    let again = demarche(home, &["feeds", "add", &server.url("/feed/4")]);
    assert_eq!(again.status.code(), Some(2), "a double is refused");
    let lone = demarche(home, &["feeds", "add", &server.url("/nothing")]);
    assert_eq!(lone.status.code(), Some(1));
    let missing = demarche(home, &["feeds", "add", &server.url("/missing.xml")]);
    let said = String::from_utf8_lossy(&missing.stderr);
    assert!(said.contains("not added: nothing is at"), "{said}");
    assert!(said.contains("404") && !said.contains("its stories"), "{said}");
}

#[test]
fn a_fetch_that_is_killed_loses_nothing_that_was_kept() {
    let server = Server::start(|seen| serve(seen, 0));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let list = home.join("urls");
    let urls: Vec<String> = (0..FEEDS).map(|feed| server.url(&format!("/feed/{feed}"))).collect();
    std::fs::write(&list, urls.join("\n")).unwrap();
    demarche(home, &["feeds", "import", list.to_str().unwrap()]);
    demarche(home, &["fetch", &urls[0]]);
    let story = json(home, &["list", "--json"])[0]["id"].to_string();
    assert!(demarche(home, &["save", &story]).status.success());
    assert!(demarche(home, &["note", &story, "Seen before the fetch."]).status.success());
    server.take();

    // Killed after one more feed was asked each time, so that every stage is met.
    for asked in 0..FEEDS {
        let mut fetch = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["--home", home.to_str().unwrap(), "fetch", "--json"])
            .env("DEMARCHE_ALLOW_PRIVATE", "127.0.0.1")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while server.seen().len() < asked && fetch.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        fetch.kill().unwrap();
        fetch.wait().unwrap();
        server.take();
        let shown = &json(home, &["show", &story, "--json"])[0];
        assert_eq!(shown["saved"], true);
        assert_eq!(shown["annotations"][0]["body"], "Seen before the fetch.");
    }
    let sound = demarche(home, &["doctor"]);
    assert!(sound.status.success(), "{}", String::from_utf8_lossy(&sound.stdout));
    assert!(demarche(home, &["fetch"]).status.success(), "no lock was left behind");
    assert_eq!(json(home, &["list", "--json", "--limit", "1000"]).len(), FEEDS * STORIES);
}

#[test]
fn a_feed_is_looked_at_without_subscribing() {
    let server = Server::start(|seen| serve(seen, 0));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let mut walk = Walk::with(home, &["--feed", &server.url("/feed/1")], 100, 30);
    walk.see("Envoy 2 of desk 1");
    walk.see("nothing is kept");
    walk.press("gg\r");
    walk.see("accused China of hacking ministry");
    walk.press("s");
    walk.until("that it is not kept", |screen| {
        screen.contains("not kept") && !screen.contains("· saved")
    });
    walk.quit();
    assert!(json(home, &["list", "--json"]).is_empty());
    assert!(json(home, &["feeds", "list", "--json"]).is_empty());
    let left = std::fs::read_dir(home.join("cache")).unwrap().count();
    assert_eq!(left, 0, "the cache is as before");
    let none = demarche(home, &["--feed", &server.url("/nothing")]);
    assert_eq!(none.status.code(), Some(1));
    let said = String::from_utf8_lossy(&none.stderr);
    assert!(said.contains("nothing is at"), "{said}");
}

#[test]
fn a_feed_added_while_others_are_asked_does_not_wait_for_them() {
    let go = Arc::new(AtomicUsize::new(0));
    let waits = Arc::clone(&go);
    let server = Server::on(&["127.0.0.1", "127.0.0.2"], move |seen| {
        while seen.path == "/feed/0" && waits.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        serve(seen, 0)
    });
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    demarche(home, &["feeds", "add", "--force", &server.url_on(1, "/feed/0")]);
    let mut walk = Walk::with(home, &[], 100, 30);
    while server.seen().is_empty() {
        std::thread::yield_now();
    }
    // Where nobody speaks https, an address without a scheme is asked by http.
    let url = server.url("/feed/1");
    walk.press(&format!(":add-feed {}\r", url.trim_start_matches("http://")));
    for feeds in [1, 2] {
        let fetched = format!("{} stories", 44 + feeds * STORIES);
        walk.see(&fetched);
        go.store(1, Ordering::SeqCst);
    }
    walk.quit();
}
