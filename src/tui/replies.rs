//! Answers of a slow terminal to the question for its background, which come as keys.

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;
use terminal_colorsaurus::ThemeMode;

/// The longest answer, `11;rgb:ffff/ffff/ffff`, with room for terminals that say more.
const ANSWER_CHARS_MAX: usize = 40;

/// How many answers may still come: the colours of text and background.
const ANSWERS: u8 = 2;

/// Takes late answers out of the keys.
#[derive(Debug, Default)]
pub(super) struct Replies {
    expected: u8,
    text: Option<String>,
}

/// What a key was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// A key.
    Key,
    /// A part of an answer.
    Part,
    /// The end of the answer about the background.
    Background(ThemeMode),
}

impl Replies {
    /// Expects answers if the terminal was asked and has not answered in time.
    pub(super) fn expected(late: bool) -> Self {
        Self { expected: if late { ANSWERS } else { 0 }, text: None }
    }

    /// Says what `key` was.
    pub(super) fn take(&mut self, key: KeyEvent) -> Taken {
        if self.expected == 0 {
            return Taken::Key;
        }
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let Some(text) = &mut self.text else {
            if alt && key.code == KeyCode::Char(']') {
                self.text = Some(String::new());
                return Taken::Part;
            }
            return Taken::Key;
        };
        match key.code {
            KeyCode::Char('\\') if alt => self.end(),
            KeyCode::Char('g') if control => self.end(),
            KeyCode::Char(letter) if text.chars().count() < ANSWER_CHARS_MAX => {
                text.push(letter);
                Taken::Part
            }
            _ => {
                self.text = None;
                Taken::Key
            }
        }
    }

    fn end(&mut self) -> Taken {
        self.expected -= 1;
        let text = self.text.take().unwrap_or_default();
        background(&text).map_or(Taken::Part, Taken::Background)
    }
}

/// Reads `11;rgb:ffff/ffff/ffff`: whether that background is light.
fn background(text: &str) -> Option<ThemeMode> {
    let (_, levels) = text.strip_prefix("11;")?.split_once(':')?;
    let mut sum = 0.0;
    for (level, weight) in levels.split('/').zip([0.299, 0.587, 0.114]) {
        let most = 16_f64.powi(i32::try_from(level.len()).ok()?) - 1.0;
        sum += weight * f64::from(u32::from_str_radix(level, 16).ok()?) / most;
    }
    Some(if sum > 0.5 { ThemeMode::Light } else { ThemeMode::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(replies: &mut Replies, text: &str) -> Vec<Taken> {
        let mut alt = false;
        let mut taken = Vec::new();
        for letter in text.chars() {
            if letter == '\u{1b}' {
                alt = true;
                continue;
            }
            let modifiers = if alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
            taken.push(replies.take(KeyEvent::new(KeyCode::Char(letter), modifiers)));
            alt = false;
        }
        taken
    }

    #[test]
    fn late_answers_are_no_keys() {
        let mut replies = Replies::expected(true);
        assert_eq!(keys(&mut replies, "j"), [Taken::Key]);
        let text = keys(&mut replies, "\u{1b}]10;rgb:dddd/dddd/dddd\u{1b}\\");
        assert!(text.iter().all(|taken| *taken == Taken::Part));
        let back = keys(&mut replies, "\u{1b}]11;rgb:ffff/ffff/fafa\u{1b}\\");
        assert_eq!(back.last(), Some(&Taken::Background(ThemeMode::Light)));
        assert_eq!(keys(&mut replies, "\u{1b}]1"), [Taken::Key, Taken::Key], "no more is expected");
        let mut none = Replies::expected(false);
        assert_eq!(keys(&mut none, "\u{1b}]"), [Taken::Key]);
    }
}
