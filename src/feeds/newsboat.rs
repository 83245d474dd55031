//! Newsboat's `urls` file: an address a line, with tags.

use super::import::Import;
use super::import::Listed;
use crate::clean;
use crate::model::FeedSource;

/// How many lines are read.
const LINES_MAX: usize = 100_000;

/// The longest line that is read, in bytes.
const LINE_BYTES_MAX: usize = 16 << 10;

/// Reads the feeds of a `urls` file.
///
/// The first tag is the folder, `~Name` the title. Query feeds are passed over; lines that would
/// run a command or read a file are counted as unsafe.
#[must_use]
pub fn read(text: &str) -> Import {
    let mut import = Import::default();
    for line in text.trim_start_matches('\u{FEFF}').lines().take(LINES_MAX) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line.len() > LINE_BYTES_MAX {
            continue;
        }
        let words = words(line);
        let Some((url, tags)) = words.split_first() else {
            continue;
        };
        if url.starts_with("query:") {
            import.other_lines += 1;
            continue;
        }
        import.add(listed(url, tags));
    }
    import
}

/// Returns whether `text` looks like a `urls` file: its first line that says something is an
/// address or a query.
#[must_use]
pub fn is_urls(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let starts = ["http://", "https://", "feed:", "query:", "exec:", "filter:", "file:"];
    first.is_some_and(|line| {
        let line = line.trim_start_matches('"');
        starts.iter().any(|start| line.starts_with(start))
    })
}

fn listed(url: &str, tags: &[String]) -> Listed {
    let mut source = FeedSource { url: url.to_owned(), ..FeedSource::default() };
    for tag in tags {
        if let Some(title) = tag.strip_prefix('~') {
            source.title = clean::line(title);
        } else if tag != "!" && source.folder.is_empty() {
            source.folder = clean::line(tag).replace('/', "-");
        }
    }
    Listed { source, ..Listed::default() }
}

/// Cuts a line into words; quotes keep spaces, and `#` after a space begins a remark.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quoted => word.extend(letters.next()),
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            '#' if !quoted && !begun => break,
            space if space.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            other => {
                word.push(other);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_titles_and_folders_are_read() {
        let text = "# mine\n\
            https://a.test/feed\n\
            https://b.test/feed \"cyber news\" official \"~The \\\"B\\\" List\" # remark\n\
            \"https://c.test/feed\" \"!\" \"~C\"\n\
            \"query:Unread:unread = \\\"yes\\\"\"\n\
            exec:~/bin/fetch.sh\n\
            \"filter:~/bin/f.sh:https://d.test/feed\"\n\
            file:///etc/passwd\n\
            https://a.test/feed asia\n\n";
        let import = read(text);
        let found: Vec<_> = import.sources();
        let rows: Vec<_> =
            found.iter().map(|f| (f.url.as_str(), f.title.as_str(), f.folder.as_str())).collect();
        assert_eq!(
            rows,
            [
                ("https://a.test/feed", "", "asia"),
                ("https://b.test/feed", "The \"B\" List", "cyber news"),
                ("https://c.test/feed", "C", ""),
            ]
        );
        assert_eq!(
            (import.unsafe_lines, import.other_lines, import.doubles),
            (3, 1, 1),
            "{:?}",
            import.remarks()
        );
    }

    #[test]
    fn a_urls_file_is_told_from_others() {
        for (text, wanted) in [
            ("# x\n\nhttps://a.test/ \"t\"\n", true),
            ("\"query:x:y\"\n", true),
            ("<opml/>", false),
            ("{\"a\":1}", false),
            ("", false),
        ] {
            assert_eq!(is_urls(text), wanted, "{text}");
        }
    }
}
