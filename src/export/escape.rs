//! One function for each place where text from outside may stand.

use std::fmt::Write as _;

/// The signs that have a meaning within a line of Markdown or of Obsidian's dialect.
const MARKDOWN_SIGNS: &str = r"\`*_[]<>&#|~$^=%{}";

/// Escapes text for one line of Markdown: it is shown as it is, and nothing in it is a link, a
/// tag, HTML, a heading or a list.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        if place == 0 {
            mark_line_start(word, &mut out);
        } else {
            mark_word(word, &mut out);
        }
    }
    out
}

/// As [`markdown`], for text of several lines; each line ends with a hard break.
pub(super) fn markdown_lines(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(markdown).collect();
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            let broken = !line.is_empty() && lines.get(place - 1).is_some_and(|l| !l.is_empty());
            out.push_str(if broken { "  \n" } else { "\n" });
            out.push_str(if line.is_empty() { indent.trim_end() } else { indent });
        }
        out.push_str(line);
    }
    out
}

/// Escapes what makes a block at the start of a line: `- `, `+ `, `1. `, `1) `.
fn mark_line_start(word: &str, out: &mut String) {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - rest.len();
    if digits > 0 && rest.starts_with(['.', ')']) {
        out.push_str(&word[..digits]);
        out.push('\\');
        out.push_str(&rest[..1]);
        mark_word(&rest[1..], out);
        return;
    }
    if word.starts_with(['-', '+']) {
        out.push('\\');
    }
    mark_word(word, out);
}

fn mark_word(word: &str, out: &mut String) {
    for c in word.chars() {
        if MARKDOWN_SIGNS.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Writes an address as the target of a Markdown link, between `<` and `>`.
pub(super) fn markdown_url(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C").replace(['\n', '\r'], "")
}

/// Writes a string as a double-quoted scalar of YAML, which is also one of JSON.
///
/// The three line breaks that only YAML 1.1 knows are escaped as well.
pub(super) fn yaml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{7f}' => unicode(c, &mut out),
            c if c.is_control() => unicode(c, &mut out),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Escapes text for HTML and XML, in elements and in quoted attributes.
///
/// Characters that XML cannot hold at all are left out.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Keeps a spreadsheet from reading a cell as a formula: a `'` before what may begin one.
pub(super) fn cell(text: &str) -> String {
    const STARTS: &[char] =
        &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '|', '%'];
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let text = text.replace('\0', "");
    if text.starts_with(STARTS) || first.starts_with(STARTS) { format!("'{text}") } else { text }
}

/// Escapes text for a value between the braces of BibTeX.
pub(super) fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            match c {
                '\\' => out.push_str("\\textbackslash{}"),
                '~' => out.push_str("\\textasciitilde{}"),
                '^' => out.push_str("\\textasciicircum{}"),
                '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    out
}

fn unicode(c: char, out: &mut String) {
    write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_text_as_it_is() {
        for (text, expected) in [
            ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
            ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
            ("```\nfence", r"\`\`\` fence"),
            ("# no heading #tag", r"\# no heading \#tag"),
            ("1. no item", r"1\. no item"),
            ("2026) no item", r"2026\) no item"),
            ("- no item - here", r"\- no item - here"),
            ("> no quote", r"\> no quote"),
            ("a | b", r"a \| b"),
            ("&lt;b&gt;", r"\&lt;b\&gt;"),
            (
                "![[embed]] ==mark== $x$ ^id %%no%%",
                r"!\[\[embed\]\] \=\=mark\=\= \$x\$ \^id \%\%no\%\%",
            ),
            ("=====", r"\=\=\=\=\="),
            ("", ""),
        ] {
            assert_eq!(markdown(text), expected);
        }
        assert_eq!(markdown_lines("one\ntwo\n\n# three", "> "), "one  \n> two\n>\n> \\# three");
    }

    #[test]
    fn a_cell_is_no_formula() {
        for (text, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("@SUM", "'@SUM"),
            ("-1+1", "'-1+1"),
            ("\t=1", "'\t=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("plain = text", "plain = text"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn html_and_tex_have_no_markup_left() {
        assert_eq!(html("<a href='x'>\"&\u{1b}\u{ffff}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
        assert_eq!(tex("}\\input{x} $5 & 10%"), "\\}\\textbackslash{}input\\{x\\} \\$5 \\& 10\\%");
    }

    #[test]
    fn a_yaml_string_reads_back_as_itself() {
        for text in
            ["a: b", "---", "\"", "\\", "a\nb", "\u{85}\u{2028}\u{2029}", "- x", "#", "\u{1b}[m"]
        {
            let yaml = yaml(text);
            assert!(!yaml.contains(['\n', '\u{85}', '\u{2028}', '\u{2029}', '\u{1b}']), "{yaml}");
            assert_eq!(serde_json::from_str::<String>(&yaml).unwrap(), text);
        }
    }
}
