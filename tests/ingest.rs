//! Feeds and pages over days: what is kept, what moves, what is never lost.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/server.rs"]
#[allow(dead_code, reason = "each test program uses its own part of it")]
mod server;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use demarche::analysis::Lexicon;
use demarche::feeds::fetch::{Environment, FetchSettings, Fetcher};
use demarche::feeds::schedule::Wish;
use demarche::ingest::{self, Desk, FeedReport, Opened};
use demarche::model::{AskOutcome, FeedId, FeedSource, Health, StoryId};
use demarche::store::Store;
use jiff::{SignedDuration, Timestamp};
use server::{Reply, Seen, Server};

fn day(day: i64) -> Timestamp {
    let start: Timestamp = "2026-11-10T12:00:00Z".parse().unwrap();
    start.checked_add(SignedDuration::from_hours(24 * day)).unwrap()
}

/// A reader with one feed.
struct Reader {
    desk: Desk,
    feed: FeedId,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl Reader {
    fn of(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("demarche.db"), day(0)).unwrap();
        let source = FeedSource { url: url.into(), ..FeedSource::default() };
        let feed = store.put_feed(&source, day(0)).unwrap();
        let allow_private = vec!["127.0.0.1".into()];
        let settings = FetchSettings { allow_private, ..FetchSettings::default() };
        let fetcher = Fetcher::new(&settings, &Environment::default()).unwrap();
        let desk = Desk::new(fetcher, store, Arc::new(Lexicon::built_in()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { desk, feed, runtime, _folder: folder }
    }

    fn fetch(&self, now: Timestamp) -> FeedReport {
        let feeds = self.desk.store.lock().unwrap().feeds().unwrap();
        let asked = ingest::fetch_all(&self.desk, feeds, Wish::All, now, |_| ());
        self.runtime.block_on(asked).unwrap().feeds.remove(0)
    }

    fn open(&self, story: StoryId) -> Opened {
        self.runtime.block_on(ingest::open_story(&self.desk, story, day(1))).unwrap()
    }

    fn url(&self) -> String {
        self.desk.store.lock().unwrap().feed(self.feed).unwrap().source.url
    }
}

fn rss(items: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Desk</title>{items}</channel></rss>"
    )
    .into_bytes()
}

fn item(name: &str, link: &str, text: &str) -> String {
    format!(
        "<item><title>{name}</title><link>{link}</link><guid>{name}</guid>\
         <pubDate>09 Nov 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"
    )
}

fn xml(body: &[u8]) -> Reply {
    Reply::page(200, &["Content-Type: application/rss+xml"], body)
}

#[test]
fn a_teaser_becomes_whole_when_its_story_is_opened() {
    let paragraph = "<p>New Zealand accused China of breaking into the servers of its parliament, \
        the foreign minister said on Monday, and called the act unacceptable.</p>"
        .repeat(8);
    let server = Server::start(move |seen: &Seen| match seen.path.as_str() {
        "/feed" => {
            let host = seen.header("host").unwrap();
            let items = item("Good", &format!("http://{host}/old"), "A teaser …")
                + &item("Lost", &format!("http://{host}/lost"), "Another teaser …")
                + &item("File", &format!("http://{host}/file"), "A third …");
            xml(&rss(&items))
        }
        "/old" => Reply::page(301, &["Location: /page"], b""),
        "/page" => Reply::page(
            200,
            &["Content-Type: text/html; charset=utf-8"],
            format!(
                "<!doctype html><html><head><title>Good</title></head><body>\
                 <article><h1>Good</h1>{paragraph}</article></body></html>"
            )
            .as_bytes(),
        ),
        "/file" => Reply::page(200, &["Content-Type: application/pdf"], b"%PDF-1.7"),
        _ => Reply::page(404, &[], b""),
    });
    let reader = Reader::of(&server.url("/feed"));
    let report = reader.fetch(day(0));
    assert_eq!((report.outcome, report.new.len()), (AskOutcome::New, 3), "{report:?}");

    let good = reader.open(report.new[0]);
    assert_eq!(good.remark, "");
    assert!(good.story.complete && good.story.article.text.contains("servers of its parliament"));
    assert_eq!(good.story.row.accusers.len(), 1, "the page was analysed");
    assert!(!good.story.row.revised, "a teaser that becomes whole is no correction");
    let pages = reader.desk.store.lock().unwrap().snapshots(report.new[0]).unwrap();
    assert_eq!(pages.len(), 1);
    let about = &pages[0].about;
    assert_eq!((&about.redirects, about.status), (&vec![server.url("/page")], 200));

    server.take();
    assert!(reader.open(report.new[0]).story.complete);
    assert_eq!(server.take().len(), 0, "a whole story is not fetched again");
    let lost = reader.open(report.new[1]);
    assert!(lost.remark.starts_with("not found") && !lost.story.complete, "{}", lost.remark);
    assert!(lost.story.article.text.contains("Another teaser"));
    assert!(reader.open(report.new[2]).remark.contains("no web page"));
    let again = reader.fetch(day(1));
    assert_eq!((again.new.len(), again.updated.len()), (0, 0), "a teaser replaces no whole text");
}

#[test]
fn a_feed_moves_after_three_days_and_its_stories_stay() {
    let server = Server::start(|seen| match seen.path.as_str() {
        "/old" => Reply::page(301, &["Location: /new"], b""),
        _ => xml(&rss(&item("One", "https://e.example/1", "Text."))),
    });
    let reader = Reader::of(&server.url("/old"));
    assert_eq!(reader.fetch(day(0)).new.len(), 1);
    reader.fetch(day(0));
    reader.fetch(day(1));
    assert_eq!(reader.url(), server.url("/old"), "two days are not enough");
    let moved = reader.fetch(day(2));
    assert_eq!((reader.url(), moved.health), (server.url("/new"), Health::Moved));
    let before = reader.desk.store.lock().unwrap().feed_urls(reader.feed).unwrap();
    assert_eq!(before[0].0, server.url("/old"));
    let after = reader.fetch(day(3));
    assert_eq!((after.new.len(), after.outcome), (0, AskOutcome::Unchanged));
}

#[test]
fn nothing_is_lost_because_a_feed_is_ill() {
    let step = Arc::new(AtomicUsize::new(0));
    let current = Arc::clone(&step);
    let server = Server::start(move |_| match current.fetch_add(1, Ordering::SeqCst) {
        0 => xml(&rss(&(item("One", "", "Text.") + &item("Two", "", "Text.")))),
        1 => xml(&rss("")),
        2 => Reply::page(200, &["Content-Type: text/html"], b"<!doctype html><title>Hello"),
        3 => Reply::page(429, &["Retry-After: 60"], b""),
        4 => xml(b"<rss><channel><item><title>Three & four</title><guid>3</guid></item><item><ti"),
        _ => Reply::page(410, &[], b""),
    });
    let reader = Reader::of(&server.url("/feed"));
    let expected = [
        (AskOutcome::New, 2, Health::Good),
        (AskOutcome::Unchanged, 0, Health::Good),
        (AskOutcome::Failed, 0, Health::Failing),
        (AskOutcome::Failed, 0, Health::Waiting),
        (AskOutcome::New, 1, Health::Mended),
        (AskOutcome::Failed, 0, Health::Gone),
        (AskOutcome::Skipped, 0, Health::Gone),
    ];
    for (index, (outcome, new, health)) in expected.into_iter().enumerate() {
        let report = reader.fetch(day(i64::try_from(index).unwrap()));
        let found = (report.outcome, report.new.len(), report.health);
        assert_eq!(found, (outcome, new, health), "ask {index}: {}", report.reason);
    }
    assert_eq!(step.load(Ordering::SeqCst), 6, "a feed that is gone is not asked");
    let store = reader.desk.store.lock().unwrap();
    assert_eq!(store.asks(reader.feed).unwrap().len(), 6);
    assert!(store.story(StoryId(1)).is_ok() && store.story(StoryId(3)).is_ok());
}
