//! Whole documents, good and bad.

use super::*;

fn read(bytes: &[u8]) -> Document {
    let hints = Hints { base: Some("https://example.org/news/feed"), ..Hints::default() };
    parse(bytes, &hints)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

fn titles(document: &Document) -> Vec<String> {
    document.entries.iter().map(|entry| entry.about.title_text()).collect()
}

/// A feed whose one entry holds `inner`.
fn rss(inner: &str) -> String {
    format!("<rss version='2.0'><channel><title>T</title><item>{inner}</item></channel></rss>")
}

const RSS: &str = "<?xml version='1.0' encoding='utf-8'?>
    <rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'
         xmlns:content='http://purl.org/rss/1.0/modules/content/'>
    <channel><title>Ministry</title><link>https://example.org/</link><description>News</description>
      <language>en-NZ</language><ttl>60</ttl>
      <image><url>/logo.png</url><title>Logo</title><link>https://example.org/</link></image>
      <item><title>One &amp; two</title><link>/1</link><guid isPermaLink='false'>g1</guid>
        <pubDate>Tue, 03 Mar 2026 10:00:00 +1300</pubDate><dc:creator>Jane Doe</dc:creator>
        <description>Teaser &lt;b&gt;bold&lt;/b&gt;</description>
        <content:encoded><![CDATA[<p>Full <a href='/x'>text</a></p>]]></content:encoded>
        <category>cyber</category><enclosure url='/a.mp3' type='audio/mpeg' length='7'/>
        <source url='https://other.test/feed'>Other</source></item>
      <item><title>Two</title><guid>https://example.org/2</guid></item>
      <item><title>Three</title></item>
    </channel></rss>";

const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de' xml:base='https://a.test/x/'>
    <title type='html'>A &amp;amp; B</title><id>urn:f</id><updated>2026-03-03T10:00:00Z</updated>
    <link rel='self' href='feed.atom'/><link href='./'/>
    <author><name>Redaktion</name><email>r@a.test</email></author>
    <entry><id>urn:1</id><title>Eins</title><link href='1.html'/><published>2026-03-02T10:00:00Z</published>
      <summary>Kurz</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>
      <p>Lang <img src='i.png'/></p></div></content></entry>
    <entry><id>urn:2</id><title>Zwei</title></entry></feed>";

const RDF: &str = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
    xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
    <channel rdf:about='https://r.test/'><title>CERT</title><link>https://r.test/</link>
    <items><rdf:Seq><rdf:li rdf:resource='https://r.test/1'/></rdf:Seq></items></channel>
    <item rdf:about='https://r.test/1'><title>Alert</title><link>https://r.test/1</link>
    <dc:date>2026-03-03T10:00:00+09:00</dc:date></item>
    <item rdf:about='https://r.test/2'><title>Note</title></item></rdf:RDF>";

const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.test/",
    "feed_url":"https://j.test/feed.json","authors":[{"name":"Ann"}],
    "items":[{"id":7,"url":"https://j.test/7","title":"Sieben","content_html":"<p>x<script>1</script></p>",
    "date_published":"2026-03-03T10:00:00Z","tags":["a"],"authors":[{"name":"Bo","url":"mailto:bo@j.test"}],
    "attachments":[{"url":"https://j.test/a.mp3","mime_type":"audio/mpeg","size_in_bytes":9}]},
    {"id":"8","content_text":"plain } ] text"}]}"#;

#[test]
fn rss_is_read_with_all_its_parts() {
    let document = read(RSS.as_bytes());
    assert_eq!(
        (document.version.as_str(), document.bozo),
        ("rss20", false),
        "{:?}",
        document.problems
    );
    assert_eq!(document.feed.language.as_deref(), Some("en-NZ"));
    assert_eq!(
        document.feed.image.as_ref().unwrap().href.as_deref(),
        Some("https://example.org/logo.png")
    );
    assert_eq!(titles(&document), ["One & two", "Two", "Three"]);
    let one = &document.entries[0];
    assert_eq!(one.about.id.as_deref(), Some("g1"));
    assert_eq!(one.about.page(), Some("https://example.org/1"));
    assert_eq!(one.about.byline(), "Jane Doe");
    assert_eq!(one.published_at().unwrap().to_string(), "2026-03-02T21:00:00Z");
    assert_eq!(one.summary.as_ref().unwrap().plain(), "Teaser bold");
    assert!(one.content.as_ref().unwrap().value.contains("https://example.org/x"));
    assert_eq!(one.enclosures[0].href.as_deref(), Some("https://example.org/a.mp3"));
    assert_eq!(one.source.as_ref().unwrap().title_text(), "Other");
    assert_eq!(
        document.entries[1].about.page(),
        Some("https://example.org/2"),
        "the guid is the page"
    );
    assert!(document.entries[2].made_id, "an entry without an id gets one");
}

#[test]
fn atom_is_read_with_its_bases_and_languages() {
    let document = read(ATOM.as_bytes());
    assert_eq!(
        (document.version.as_str(), document.bozo),
        ("atom10", false),
        "{:?}",
        document.problems
    );
    assert_eq!(document.feed.title_text(), "A & B");
    assert_eq!(document.feed.language.as_deref(), Some("de"));
    assert_eq!(document.feed.link.as_deref(), Some("https://a.test/x/"));
    assert_eq!(document.feed.author.as_deref(), Some("Redaktion (r@a.test)"));
    let one = &document.entries[0];
    assert_eq!(one.about.page(), Some("https://a.test/x/1.html"));
    assert!(one.content.as_ref().unwrap().value.contains("https://a.test/x/i.png"));
    assert_eq!(one.summary.as_ref().unwrap().plain(), "Kurz");
}

#[test]
fn rdf_and_json_are_read() {
    let document = read(RDF.as_bytes());
    assert_eq!(
        (document.version.as_str(), document.bozo),
        ("rss10", false),
        "{:?}",
        document.problems
    );
    assert_eq!(titles(&document), ["Alert", "Note"]);
    assert_eq!(document.entries[0].published_at().unwrap().to_string(), "2026-03-03T01:00:00Z");
    assert_eq!(document.entries[1].about.id.as_deref(), Some("https://r.test/2"));

    let document = read(JSON.as_bytes());
    assert_eq!(
        (document.version.as_str(), document.bozo),
        ("json11", false),
        "{:?}",
        document.problems
    );
    let seven = &document.entries[0];
    assert_eq!((seven.about.id.as_deref(), seven.about.byline().as_str()), (Some("7"), "Bo"));
    assert_eq!(seven.content.as_ref().unwrap().value, "<p>x</p>");
    assert_eq!(seven.enclosures[0].length.as_deref(), Some("9"));
    assert_eq!(document.entries[1].content.as_ref().unwrap().plain(), "plain } ] text");
}

#[test]
fn a_feed_cut_at_any_byte_gives_its_whole_entries() {
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(RSS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (whole, end) in [
        (RSS.as_bytes().to_vec(), "</item>"),
        (ATOM.as_bytes().to_vec(), "</entry>"),
        (RDF.as_bytes().to_vec(), "</item>"),
        (JSON.as_bytes().to_vec(), "}"),
        (utf16, "</item>"),
    ] {
        let all = read(&whole);
        let text = if whole.starts_with(&[0xFF, 0xFE]) {
            RSS
        } else {
            std::str::from_utf8(&whole).unwrap()
        };
        let width = if text.len() == whole.len() { 1 } else { 2 };
        // Where the letter stands that ends each entry, in bytes of the document.
        let ends: Vec<usize> = if end == "}" {
            vec![text.find("]},").unwrap() + 2, text.rfind('}').unwrap() - 1]
        } else {
            let skip = usize::from(width == 2);
            text.match_indices(end).map(|(at, _)| (at + end.len() + skip) * width).collect()
        };
        for cut in 0..whole.len() {
            let wanted = ends.iter().filter(|end| **end <= cut).count();
            let hints = Hints { base: Some("https://example.org/news/feed"), ..Hints::default() };
            match parse(&whole[..cut], &hints) {
                Ok(document) => {
                    assert_eq!(
                        document.entries,
                        all.entries[..wanted],
                        "cut at {cut} of {}",
                        all.version
                    );
                    let markup_left = text.len() * width > cut + 12;
                    assert!(document.bozo || !markup_left, "cut at {cut} of {}", all.version);
                }
                Err(_) => assert_eq!(wanted, 0, "cut at {cut} of {}", all.version),
            }
        }
    }
}

#[test]
fn broken_documents_are_read_and_marked() {
    for (text, wanted) in [
        (rss("<title>AT&T</title>"), "AT&T"),
        (rss("<title>a&nbsp;&mdash; b</title>"), "a — b"),
        (rss("<title>x &#0;&#x110000;&#55296; y</title>"), "x \u{FFFD}\u{FFFD}\u{FFFD} y"),
        (rss("<title>x</title><link>http://a.test/?a=1&b=2</link>"), "x"),
        (rss("<title>1 < 2</title>"), "1 < 2"),
        (rss("<title>open<description>d</description>"), "opend"),
        (rss("<title>x</title><description>a<br>b</description>"), "x"),
        (rss("<title>x</TITLE>"), "x"),
        (format!("\n\n  {}", "<?xml version='1.0'?>").to_owned() + &rss("<title>x</title>"), "x"),
        (format!("Warning: mysql failed <b>x</b>\n{}", rss("<title>x</title>")), "x"),
        (rss("<title>x</title>") + "<script>junk</script>", "x"),
        (rss("<dc:title>x</dc:title>"), "x"),
        ("<rss><channel><item><title>x</title><item><title>y</title></channel></rss>".into(), "x"),
        (
            "<rss version=2.0><channel><item><title class=a b>x</title></item></channel></rss>"
                .into(),
            "x",
        ),
        (
            "<rss version='2.0'><channel><title>T<item><title>x</title></item></channel></rss>"
                .into(),
            "x",
        ),
    ] {
        let document = read(text.as_bytes());
        assert!(document.bozo && document.mended && !document.problems.is_empty(), "{text}");
        assert_eq!(document.entries[0].about.title_text(), wanted, "{text}");
    }
}

#[test]
fn odd_dialects_are_no_fault() {
    for (text, version) in [
        ("<rss><channel><item><title>x</title></item></channel></rss>", "rss"),
        ("<rss version='0.93'><channel><item><title>x</title></item></channel></rss>", "rss093"),
        ("<rss version='2.0.1'><channel><item><title>x</title></item></channel></rss>", "rss20"),
        ("<RSS version='2.0'><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>", "rss20"),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped'>x</title></entry></feed>",
            "atom03",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='nonsense'>x</title></entry></feed>",
            "atom10",
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>x</a:title></a:entry></a:feed>",
            "atom10",
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><item><title>x</title></item></rdf:RDF>",
            "rss090",
        ),
        (
            r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":1.5,"title":"x"}]}"#,
            "json1",
        ),
    ] {
        let document = read(text.as_bytes());
        assert_eq!(
            (document.version.as_str(), document.bozo),
            (version, false),
            "{text}: {:?}",
            document.problems
        );
        assert_eq!(titles(&document), ["x"], "{text}");
    }
}

#[test]
fn what_is_no_feed_says_so() {
    for (bytes, wanted) in [
        (&b""[..], ParseError::Empty),
        (b" \n", ParseError::Empty),
        (b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", ParseError::Page),
        (b"%PDF-1.7 ...", ParseError::NotAFeed),
        (b"\x89PNG\r\n\x1a\n\0\0", ParseError::NotAFeed),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ParseError::NotAFeed),
        (b"{\"a\":1}", ParseError::NotAFeed),
        (b"{\"items\" nonsense", ParseError::Json),
        (b"just text", ParseError::NotAFeed),
    ] {
        let found = parse(bytes, &Hints::default()).map(|document| document.version);
        assert_eq!(found, Err(wanted), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn nothing_active_is_left_and_nothing_unsafe_is_openable() {
    let inner = "<title>&lt;img src=x onerror=alert(1)&gt;</title><link>javascript:alert(1)</link>
        <description>&lt;a href='javascript:1' onclick='x'&gt;a&lt;/a&gt;&lt;script&gt;b&lt;/script&gt;
        &lt;iframe src='//evil.test'&gt;&lt;/iframe&gt;&lt;p style='x:expression(1)'&gt;c</description>";
    let document = read(rss(inner).as_bytes());
    let entry = &document.entries[0];
    let json = serde_json::to_string(entry).unwrap();
    let drawn = "<description>&lt;p&gt;a &lt;svg&gt;&lt;title&gt;b&lt;/title&gt;&lt;/svg&gt;
        &lt;math&gt;&lt;mi&gt;c&lt;/mi&gt;&lt;/math&gt; &lt;iframe src='x'&gt;d</description>";
    let document = read(rss(drawn).as_bytes());
    assert_eq!(document.entries[0].summary.as_ref().unwrap().plain(), "a b c d");
    for word in ["onerror", "onclick", "<script", "<iframe", "style=", "javascript:"] {
        assert!(!json.contains(word), "{word} in {json}");
    }
    assert_eq!(entry.about.page(), None);
    for link in ["file:///etc/passwd", "data:text/html,x", "-oProxyCommand=x", "ftp://a.test/x"] {
        let document =
            parse(rss(&format!("<link>{link}</link>")).as_bytes(), &Hints::default()).unwrap();
        assert_eq!(document.entries[0].about.page(), None, "{link}");
    }
}

#[test]
fn no_control_character_passes() {
    let text = rss(
        "<title>a\u{1B}]52;c;x\u{7}b &amp;#27;[31m &#155;1m \u{202E}c</title><author>x\u{9B}31m (y&#27;)</author>",
    );
    let document = read(text.as_bytes());
    let about = &document.entries[0].about;
    for shown in [about.title_text(), about.byline(), serde_json::to_string(about).unwrap()] {
        assert!(!shown.contains(['\u{1B}', '\u{7}', '\u{9B}', '\u{202E}']), "{shown:?}");
        assert!(!shown.contains("\\u001b"), "{shown:?}");
    }
}

#[test]
fn encodings_are_settled_by_the_bytes() {
    let feed = |encoding: &str, title: &str| {
        format!("<?xml version='1.0'{encoding}?>{}", rss(&format!("<title>{title}</title>")))
    };
    let latin = |text: String| {
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
    };
    let wide = |text: String, little: bool| {
        let units = text.encode_utf16();
        units
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect::<Vec<u8>>()
    };
    let utf8 = " encoding='utf-8'";
    let koi8 = encoding_rs::KOI8_R
        .encode(&feed(" encoding='koi8-r'", "Москва отвергает обвинения"))
        .0
        .into_owned();
    for (bytes, content_type, wanted, name, bozo) in [
        (wide(format!("\u{FEFF}{}", feed("", "é")), false), None, "é", "utf-16be", false),
        (
            wide(format!("\u{FEFF}{}", feed(" encoding='utf-16'", "é")), true),
            None,
            "é",
            "utf-16le",
            false,
        ),
        (wide(feed("", "é"), true), None, "é", "utf-16le", false),
        (feed(utf8, "é").into_bytes(), None, "é", "utf-8", false),
        (latin(feed(utf8, "caf\u{E9}")), None, "café", "windows-1252", true),
        (latin(feed(" encoding='iso-8859-1'", "caf\u{E9}")), None, "café", "iso-8859-1", false),
        (feed(" encoding='iso-8859-1'", "café").into_bytes(), None, "café", "utf-8", true),
        (feed(" encoding='bogus'", "café").into_bytes(), None, "café", "utf-8", true),
        (
            latin(feed(utf8, "caf\u{E9}")),
            Some("text/xml; charset=\"iso-8859-1\""),
            "café",
            "iso-8859-1",
            false,
        ),
        (koi8, None, "Москва отвергает обвинения", "koi8-r", false),
        (feed("", "x").into_bytes(), Some("text/xml"), "x", "us-ascii", false),
        (feed("", "é").into_bytes(), Some("text/xml"), "é", "utf-8", false),
        (feed("", "é").into_bytes(), Some("text/html"), "é", "utf-8", true),
    ] {
        let hints = Hints { content_type, ..Hints::default() };
        let document = parse(&bytes, &hints).unwrap();
        let found = (titles(&document).join("|"), document.encoding.as_str(), document.bozo);
        assert_eq!(found, (wanted.to_owned(), name, bozo), "{:?}", document.problems);
    }
}

#[test]
fn bombs_cost_little_and_give_what_is_whole() {
    let entity = "<!DOCTYPE rss [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    let document = read((entity.to_owned() + &rss("<title>&a;-&b;-&x;</title>")).as_bytes());
    assert_eq!(titles(&document), ["xxxxxxxxxx-&b;-&x;"]);

    let deep = "<x>".repeat(100_000) + &"</x>".repeat(100_000);
    let document = read(rss(&format!("<title>t</title>{deep}")).as_bytes());
    assert_eq!(titles(&document), ["t"]);

    let attributes: String =
        (0..100_000).fold(String::new(), |text, n| text + &format!(" a{n}='b'"));
    let document = read(rss(&format!("<title{attributes}>t</title>")).as_bytes());
    assert_eq!(titles(&document), ["t"]);

    let prefixes: String =
        (0..20_000).fold(String::new(), |text, n| text + &format!(" xmlns:a{n}='b'"));
    let document = read(rss(&format!("<title{prefixes}>t</title>")).as_bytes());
    assert_eq!(titles(&document), ["t"]);

    let document = read(rss(&format!("<title>{}</title>", "y".repeat(1 << 20))).as_bytes());
    assert!(document.entries[0].about.title_text().len() <= 8 << 10);

    let many = format!(
        r#"{{"version":"https://jsonfeed.org/version/1","items":[{{"id":"a"}},{{"id":"b","x":[{}1]}}]}}"#,
        "1,".repeat(600_000)
    );
    assert_eq!(read(many.as_bytes()).entries.len(), 1);

    let wide = rss(&format!("<title>t</title>{}", "<x/>".repeat(200_000)));
    assert_eq!(titles(&read(wide.as_bytes())), ["t"]);

    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(parse(nested.as_bytes(), &Hints::default()).err(), Some(ParseError::Json));

    let html = rss(&format!(
        "<title>t</title><description>{}</description>",
        "&lt;div&gt;".repeat(20_000)
    ));
    assert_eq!(titles(&read(html.as_bytes())), ["t"]);
}

#[test]
fn of_too_many_entries_the_newest_are_kept() {
    let items: String = (0..5_000).fold(String::new(), |text, n| {
        text + &format!("<item><title>{n}</title><pubDate>{}</pubDate></item>", 1_700_000_000 + n)
    });
    let document = read(format!("<rss version='2.0'><channel>{items}</channel></rss>").as_bytes());
    assert_eq!(document.entries.len(), ENTRIES_MAX);
    assert_eq!(document.entries[0].about.title_text(), "3000");
    assert!(document.problems[0].contains("5000 entries"), "{:?}", document.problems);
}

#[test]
fn an_entry_without_an_id_gets_the_same_one_each_time() {
    let text =
        "<rss><channel><item><title>a</title></item><item><title>b</title></item></channel></rss>";
    let (first, second) = (read(text.as_bytes()), read(text.as_bytes()));
    assert_eq!(first.entries, second.entries);
    assert_ne!(first.entries[0].about.id, first.entries[1].about.id);
    let same = "<rss><channel><item><guid>g</guid><title>a</title></item><item><guid>g</guid><title>b</title></item>
        <item><guid>g</guid><title>a</title></item></channel></rss>";
    assert_eq!(read(same.as_bytes()).distinct().count(), 2, "by id, page and headline");
}

#[test]
fn bylines_of_all_scripts_are_read() {
    for (author, name) in [
        ("張三（zhang@example.cn）", "張三"),
        ("zhang@example.cn (张三)", "张三"),
        ("Иван Петров", "Иван Петров"),
        ("ivan@example.ru (Иван Петров)", "Иван Петров"),
        ("محمد &lt;m@example.org&gt;", "محمد"),
        ("김철수 기자", "김철수 기자"),
    ] {
        let document = read(rss(&format!("<author>{author}</author>")).as_bytes());
        assert_eq!(document.entries[0].about.byline(), name, "{author}");
    }
}

#[test]
fn dates_that_are_not_believed_are_kept_as_written() {
    for date in ["Wed, 01 Jan 9999 00:00:00 GMT", "99999999999-01-01", "soon"] {
        let document = read(rss(&format!("<pubDate>{date}</pubDate>")).as_bytes());
        let entry = &document.entries[0];
        assert_eq!((entry.published_at(), entry.about.raw_date.as_deref()), (None, Some(date)));
    }
}
