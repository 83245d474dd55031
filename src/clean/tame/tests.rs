//! Tests of the rewriting, against the tree that is then built.

use dom_query::{Document, NodeRef};

use super::{DEPTH_MAX, NODES_MAX, tame};

/// How much deeper than the bound a tree may get: formatting that is opened or copied again,
/// and `html` and `body`.
const SLACK: usize = 64;

/// Returns the depth and number of nodes of the tree built from `html`, without recursion.
fn measure(html: &str) -> (usize, usize) {
    let document = Document::from(html);
    let (mut deepest, mut nodes) = (0, 0);
    let mut todo: Vec<(NodeRef<'_>, usize)> = vec![(document.root(), 0)];
    while let Some((node, depth)) = todo.pop() {
        deepest = deepest.max(depth);
        nodes += 1;
        todo.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    (deepest, nodes)
}

/// Returns the HTML of the body that a tree builder makes of `html`.
fn body(html: &str) -> String {
    // The serializer keeps the kind of quotation marks that the page has.
    Document::from(html).select("body").inner_html().replace('\'', "\"")
}

#[test]
fn an_ordinary_page_builds_the_same_tree() {
    for page in [
        "<p>one<p>two <b>bold <i>both</b> italic</i> rest",
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
        "<table><tr><td>a<td>b<tr><td>c</table>after",
        "<table><caption>t</caption><thead><th>h<tbody><tr><td><p>x<p>y</table>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<h1>a<h2>b</h1>c",
        "<a href=x>one<a href='y'>two</a> three",
        "a < b &amp; c &lt; d <3",
        "<img src=a.png alt='a &amp; b'><br>x<hr>y",
        "<blockquote><p>q</blockquote><pre>  a\n  b</pre>",
        "<p>a<font size=1><p>b</font>c",
        "<section><header><h1>t</h1></header><article><p>x</article></section>",
        "<p><button>a<p>b</button>c",
        "<label><span>a</label>b</span>",
        "<div><span><div>a</span>b</div>c</div>",
    ] {
        assert_eq!(body(&tame(page).html), body(page), "{page}");
        assert!(!tame(page).simplified, "{page}");
    }
}

#[test]
fn what_is_never_read_is_left_out() {
    for (page, expected) in [
        ("a<script>if (x < 1) '</p>'</script>b", "ab"),
        ("a<SCRIPT>x</scripty></SCRIPT >b", "ab"),
        ("a<style>p{}</style>b<!-- <p> --!>c<!-->d", "abcd"),
        ("a<svg><title>t</title><svg/></svg>b</svg>c", "abc"),
        ("a<svg>b", "ab"),
        ("a<template><p>x</template>b", "ab"),
        ("a<select><option>x<option>y</select>b", "ab"),
        ("a<iframe src='//例youtube.com'>x</iframe>b", "ab"),
        ("a<textarea><p></textarea>b", "ab"),
        ("text<script>never closed", "text"),
        ("text<!-- never closed", "text"),
        ("text<p title='never closed", "text"),
        ("<p onclick=x>a", "<p>a"),
        ("a</div></td></p>b", "ab"),
        ("a<br><br><br><br>b", "a<br><br>b"),
        ("a\0b", "ab"),
        (
            "<script type='application/ld+json'>{\"a\":[1]}</script>",
            "<script type=\"application/ld+json\">{\"a\":[1]}</script>",
        ),
        ("<title>a<b>c</title>", "<title>a&lt;b>c</title>"),
    ] {
        assert_eq!(tame(page).html, expected, "{page}");
    }
}

#[test]
fn a_hostile_page_builds_a_small_tree() {
    for (unit, count) in [
        ("<div>", 100_000),
        ("<span>", 100_000),
        ("<blockquote>", 10_000),
        ("<ul><li>a", 20_000),
        ("<b>", 10_000),
        ("<p><a href=x>t", 50_000),
        ("<a><b><p></a></b>x", 5_000),
        ("<table><tr><td>a", 2_000),
        ("<table><tr><td></div><div>", 2_000),
        ("<table><div>", 2_000),
        ("<table><td><p>", 600),
        ("<x-y>", 10_000),
        ("<button><p>", 2_000),
        ("<form><div></form>", 5_000),
        ("<li><section>", 5_000),
        ("<dd><p><dt>", 5_000),
        ("<tr><td>a</td></tr>", 50_000),
        ("<h1><h2>", 5_000),
        ("<!x>", 100_000),
        ("<svg><g>", 5_000),
        ("<a><div><div><div><div><div><div><div><div><div><div>", 2_000),
        ("<table><b>", 3_000),
        ("<nobr><p>", 3_000),
        ("<ruby><rt>", 3_000),
        ("<b><button></b>", 3_000),
    ] {
        let tamed = tame(&unit.repeat(count));
        let (depth, nodes) = measure(&tamed.html);
        assert!(depth <= DEPTH_MAX + SLACK, "{unit}: {depth} deep");
        assert!(nodes <= NODES_MAX + NODES_MAX / 4, "{unit}: {nodes} nodes");
    }
    let fonts = (0..5000).map(|size| format!("<font size={size}>")).collect::<Vec<_>>().concat();
    let (_, nodes) = measure(&tame(&(fonts + &"<p>x".repeat(20_000))).html);
    assert!(nodes <= NODES_MAX * 2, "{nodes} nodes");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_mixture_of_tags_nests_deeper(
        tags in proptest::collection::vec(
            "</?(div|p|b|i|a|li|ul|table|tr|td|th|tbody|caption|span|form|button|h1|h2|dd|dl|section|nobr|font|x-a|svg|select|pre|hr|option|ruby|rt)( x=1)?>|x| ", 1..12),
    ) {
        let page = tags.concat().repeat(600);
        let (depth, _) = measure(&tame(&page).html);
        proptest::prop_assert!(depth <= DEPTH_MAX + SLACK, "{} deep", depth);
    }
}
