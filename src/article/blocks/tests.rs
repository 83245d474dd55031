//! Tests of the walk.

use super::*;

/// Writes blocks as `kind:text`, one a line.
fn shown(html: &str) -> String {
    let base = Url::parse("https://e.com/a/").unwrap();
    let article = from_fragment(html, "", Some(&base));
    let blocks = article.blocks.iter().map(|block| {
        let text = block.span.text(&article.text).replace('\t', "|").replace('\n', "/");
        match block.kind {
            BlockKind::Title => format!("title:{text}"),
            BlockKind::Heading(level) => format!("h{level}:{text}"),
            BlockKind::Paragraph => format!("p:{text}"),
            BlockKind::Item { depth, number: Some(number) } => {
                format!("{depth}.{number}:{text}")
            }
            BlockKind::Item { depth, number: None } => format!("{depth}:{text}"),
            BlockKind::Quote => format!("quote:{text}"),
            BlockKind::Code => format!("code:{text}"),
            BlockKind::Row => format!("row:{text}"),
            BlockKind::Image => format!("image:{text}"),
            BlockKind::Rule => "rule".to_owned(),
        }
    });
    blocks.collect::<Vec<_>>().join("; ")
}

#[test]
fn each_kind_of_block_is_kept() {
    for (html, expected) in [
        ("one<p>two<div>three</div>four", "p:one; p:two; p:three; p:four"),
        ("a <b> b</b>c\n d", "p:a bc d"),
        ("<p>a<br>b<br><br>c", "p:a/b; p:c"),
        ("<h2>Head</h2><p>x", "h2:Head; p:x"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "0:a; 1:b; 0:c"),
        ("<ol start=3><li>a<li value=9>b<li>c</ol>", "0.3:a; 0.9:b; 0.10:c"),
        ("<ol start=9223372036854775807><li>a</ol>", "0.1:a"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "0:a; p:b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "quote:a; quote:b; p:c"),
        ("<pre>a\n  b</pre>", "code:a/  b"),
        ("<table><tr><th>x<th>y<tr><td>1<td><p>2</table>", "row:x|y; row:1|2"),
        ("<table><tr><td>only<tr><td>layout</table>", "p:only; p:layout"),
        ("a<hr>b", "p:a; rule; p:b"),
        ("<p>a<img alt='The envoy arrives' src=x>b", "p:ab; image:The envoy arrives"),
        ("<img alt='photo.jpg'><img alt='a b.png'><img alt=''>", ""),
        (
            "<figure><img alt='in other words'><figcaption>The envoy</figcaption></figure>",
            "image:The envoy",
        ),
        ("<p style='display: none'>secret</p>", "p:⟪hidden⟫ secret"),
        ("<script>x</script><style>y</style>z", "p:z"),
        ("a&#27;[31mb&#x202e;c", "p:ab⟪RLO⟫c"),
        ("&amp;#27;]52;", "p:&#27;]52;"),
        ("<a href='https://evil.org/'>https://bank.com</a>", "p:https://bank.com [evil.org]"),
    ] {
        assert_eq!(shown(html), expected, "{html}");
    }
}

#[test]
fn a_first_paragraph_that_repeats_the_title_goes_unless_it_is_all() {
    for (html, expected) in [
        ("<p>Talks fail<p>They left.", "Talks fail\n\nThey left."),
        ("<p>They left.<p>Talks fail", "Talks fail\n\nThey left.\n\nTalks fail"),
        ("<p>Talks fail", "Talks fail\n\nTalks fail"),
    ] {
        assert_eq!(from_fragment(html, "Talks fail", None).text, expected, "{html}");
    }
}

#[test]
fn a_link_keeps_its_words_and_a_heading_that_repeats_the_title_goes() {
    let base = Url::parse("https://e.com/a/").unwrap();
    let html = "<h1>Talks, fail!</h1><p>See <a href=b>the <b>report</b></a>, \
        <a href='javascript:1'>x</a>.<p><a href=/c>one<p>two</a>";
    let article = from_fragment(html, "Talks fail", Some(&base));
    assert_eq!(article.text, "Talks fail\n\nSee the report, x.\n\none\n\ntwo");
    let links: Vec<(&str, &str)> = article
        .links
        .iter()
        .map(|link| (link.span.text(&article.text), link.url.as_str()))
        .collect();
    assert_eq!(links[0], ("the report", "https://e.com/a/b"));
    assert!(links[1..].iter().all(|(_, url)| *url == "https://e.com/c"), "{links:?}");
}
