//! What goes to standard output: data and nothing else, for people or for programs.

use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::StdoutLock;
use std::io::Write;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::variable;
use crate::clean;

/// How wide text is made where no terminal says it, in columns.
const WIDTH_ELSEWHERE: usize = 80;
/// The narrowest and widest that text is made, in columns: prose over 100 is hard to read.
const WIDTH_MIN: usize = 20;
const WIDTH_MAX: usize = 100;

/// How a stretch of text stands out on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Headings, and what is unread.
    Bold,
    /// What matters less.
    Dim,
    /// Who accuses, and accusations.
    Red,
    /// Who denies, and denials.
    Blue,
    /// Names of countries.
    Yellow,
}

impl Tone {
    /// The number of the SGR sequence.
    fn code(self) -> u8 {
        match self {
            Self::Bold => 1,
            Self::Dim => 2,
            Self::Red => 31,
            Self::Yellow => 33,
            Self::Blue => 34,
        }
    }
}

/// Standard output, for people or for programs.
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    colour: bool,
    terminal: bool,
    width: usize,
}

impl Output {
    /// Takes standard output; colours only on a terminal that wants them.
    pub(crate) fn new() -> Self {
        let stdout = std::io::stdout();
        let terminal = stdout.is_terminal();
        let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty())
            || variable("CLICOLOR").is_some_and(|value| value == "0")
            || variable("TERM").is_none_or(|term| term == "dumb");
        let width = terminal.then(terminal_size::terminal_size).flatten();
        let width = width.map_or(WIDTH_ELSEWHERE, |(width, _)| usize::from(width.0));
        Self {
            out: BufWriter::new(stdout.lock()),
            colour: terminal && !refused,
            terminal,
            width: width.clamp(WIDTH_MIN, WIDTH_MAX),
        }
    }

    /// Returns how many columns of a line are left after `used`: all that is needed where no
    /// terminal shows it, since a program that reads the lines wants them whole.
    pub(crate) fn room(&self, used: usize, least: usize) -> usize {
        if self.terminal { self.width.saturating_sub(used).max(least) } else { usize::MAX }
    }

    /// Returns `text`, cleaned, in a tone; plain where there are no colours.
    pub(crate) fn tone(&self, tone: Tone, text: &str) -> String {
        let text = clean::line(text);
        if self.colour && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", tone.code())
        } else {
            text
        }
    }

    /// Writes a line that was put together from cleaned parts.
    pub(crate) fn line(&mut self, line: &str) -> std::io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Writes text from outside, cleaned and wrapped, with `indent` before each line.
    pub(crate) fn prose(&mut self, indent: &str, text: &str) -> std::io::Result<()> {
        let room = self.width.saturating_sub(indent.width()).max(WIDTH_MIN / 2);
        for paragraph in clean::text(text).split('\n') {
            for line in wrap(paragraph, room) {
                writeln!(self.out, "{}", format!("{indent}{line}").trim_end())?;
            }
        }
        Ok(())
    }

    /// Writes one value on one line.
    pub(crate) fn json_line(&mut self, value: &Value) -> std::io::Result<()> {
        writeln!(self.out, "{}", harmless(&value.to_string()))
    }

    /// Writes one value on several lines.
    pub(crate) fn json(&mut self, value: &Value) -> std::io::Result<()> {
        writeln!(self.out, "{}", harmless(&format!("{value:#}")))
    }

    /// Writes what is left; an error here must not get lost.
    pub(crate) fn finish(mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Escapes what JSON lets through and a terminal obeys: DEL and the C1 controls.
fn harmless(json: &str) -> std::borrow::Cow<'_, str> {
    let acts = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !json.contains(acts) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if acts(letter) {
            out.extend(format!("\\u{:04x}", u32::from(letter)).chars());
        } else {
            out.push(letter);
        }
    }
    out.into()
}

/// Breaks a line at spaces so that each part has at most `room` columns; a longer word stays
/// whole.
fn wrap(line: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let Some(last) = lines.last_mut() else { break };
        if last.is_empty() {
            last.push_str(word);
        } else if last.width() + 1 + word.width() <= room {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Cuts `text` to `room` columns; what was cut is marked by `…`.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let mut longer = kept.clone();
        longer.push(letter);
        if longer.width() + 1 > room {
            break;
        }
        kept = longer;
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_spaces_by_width() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("中国 否认 指控", 9), ["中国 否认", "指控"]);
        assert_eq!(wrap("", 9), [""]);
    }

    #[test]
    fn cuts_by_width() {
        assert_eq!(cut("Talks open", 10), "Talks open");
        assert_eq!(cut("Talks open", 6), "Talks…");
        assert_eq!(cut("中国否认", 5), "中国…");
    }

    #[test]
    fn json_holds_nothing_that_a_terminal_obeys() {
        let value = Value::from("a\u{1b}[31m\u{9b}1m\u{7f}");
        let shown = harmless(&value.to_string()).into_owned();
        assert_eq!(shown, r#""a\u001b[31m\u009b1m\u007f""#);
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
    }
}
