//! Lines of the page that are not of the article: `config/lexicon/furniture.tsv`.

use rustc_hash::FxHashMap;

use super::LexiconError;
use super::lines::each_line;

/// The longest line that is compared, in bytes: related headlines are shorter.
const LINE_BYTES_MAX: usize = 400;

/// How a line of the page is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Start,
    Whole,
    List,
}

/// The beginnings of lines of the page, by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Furniture {
    by_first: FxHashMap<Box<str>, Vec<(Way, Box<str>)>>,
}

impl Furniture {
    /// Returns whether a trimmed line is of the page, and whether it begins a list.
    pub(crate) fn has(&self, line: &str) -> (bool, bool) {
        let first = first_word(line);
        if first.is_empty() || first.len() > 24 || line.len() > LINE_BYTES_MAX {
            return (false, false);
        }
        let Some(known) = self.by_first.get(first.to_lowercase().as_str()) else {
            return (false, false);
        };
        let lower = line.to_lowercase().replace('’', "'");
        let bare = lower.trim_end_matches([':', ' ', '.', '…', '>', '»']);
        for (way, words) in known {
            match way {
                Way::Start if lower.starts_with(&**words) => return (true, false),
                Way::Whole if bare == &**words => return (true, false),
                Way::List if bare == &**words => return (true, true),
                Way::Start | Way::Whole | Way::List => {}
            }
        }
        (false, false)
    }

    /// Reads lines of `way TAB words`.
    ///
    /// # Errors
    ///
    /// Returns [`LexiconError`] with file, line and reason.
    pub(crate) fn read(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        each_line(file, text, |line| self.read_line(line))
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        let Some((way, words)) = line.split_once('\t') else {
            return Err("one tab between the way and the words is needed".into());
        };
        let way = match way {
            "start" => Way::Start,
            "whole" => Way::Whole,
            "list" => Way::List,
            other => return Err(format!("way `{other}` is not `start`, `whole` or `list`")),
        };
        let words = words.trim_end();
        let first = first_word(words);
        if first.is_empty() || words != words.to_lowercase() {
            return Err(format!("`{words}` must be words in lower case"));
        }
        self.by_first.entry(first.into()).or_default().push((way, words.into()));
        Ok(())
    }
}

/// Returns the beginning of a line up to its first space or mark; the mark itself if it begins so.
fn first_word(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
    if end > 0 {
        return &line[..end];
    }
    line.chars().next().map_or("", |first| &line[..first.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_refused_with_its_number() {
        let error = Furniture::default().read("own.tsv", "# x\nstart\tRead\n").unwrap_err();
        assert_eq!(error.to_string(), "own.tsv, line 2: `Read` must be words in lower case");
    }
}
