//! Keys: from what the terminal sends to what the reader asks for.

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;

use crate::app::Command;
use crate::app::Context;
use crate::app::Message;
use crate::app::State;
use crate::app::Verb;
use crate::config::ConfigError;
use crate::config::keymap::Binding;

/// The most keys of a sequence: what fingers remember.
const SEQUENCE_MAX: usize = 4;

/// One key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Stroke {
    code: KeyCode,
    control: bool,
    alt: bool,
    shift: bool,
}

impl Stroke {
    /// Makes the stroke of an event; `None` for a key let go or a bare modifier.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held = |key| event.modifiers.contains(key);
        let (control, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
        let shift = held(KeyModifiers::SHIFT);
        Some(match event.code {
            // A letter carries its case; terminals differ in whether they report shift with it.
            KeyCode::Char(' ') => Self { code: KeyCode::Char(' '), control, alt, shift },
            KeyCode::Char(letter) if control => Self {
                code: KeyCode::Char(letter.to_ascii_lowercase()),
                control,
                alt,
                shift: false,
            },
            KeyCode::Char(letter) => {
                Self { code: KeyCode::Char(letter), control, alt, shift: false }
            }
            KeyCode::BackTab => Self { code: KeyCode::Tab, control, alt, shift: true },
            KeyCode::Modifier(_) | KeyCode::Null => return None,
            code => Self { code, control, alt, shift },
        })
    }

    /// Returns the letter that the stroke types.
    fn letter(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if !self.control && !self.alt => Some(letter),
            _ => None,
        }
    }
}

/// The names of keys that are no letters.
const NAMES: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("page-up", KeyCode::PageUp),
    ("page-down", KeyCode::PageDown),
];

impl std::fmt::Display for Stroke {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (held, name) in [(self.control, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                out.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return out.write_str(name);
        }
        match self.code {
            KeyCode::Char(letter) => write!(out, "{letter}"),
            KeyCode::F(number) => write!(out, "f{number}"),
            other => write!(out, "{other:?}"),
        }
    }
}

/// Reads one key, as `ctrl-d`, `shift-tab`, `G` or `page-up`.
fn parse_stroke(text: &str) -> Option<Stroke> {
    let mut stroke = Stroke { code: KeyCode::Null, control: false, alt: false, shift: false };
    let mut rest = text;
    loop {
        let lower = rest.to_ascii_lowercase();
        let after = |prefix: &str| {
            lower
                .starts_with(prefix)
                .then(|| rest.get(prefix.len()..))
                .flatten()
                .filter(|rest| !rest.is_empty())
        };
        if let Some(after) = after("ctrl-").or_else(|| after("c-")) {
            stroke.control = true;
            rest = after;
        } else if let Some(after) = after("alt-").or_else(|| after("m-")) {
            stroke.alt = true;
            rest = after;
        } else if let Some(after) = after("shift-") {
            stroke.shift = true;
            rest = after;
        } else {
            break;
        }
    }
    let lower = rest.to_ascii_lowercase();
    let number = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok());
    let mut letters = rest.chars();
    stroke.code = if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lower) {
        *code
    } else if let Some(number) = number.filter(|number| (1..=24).contains(number)) {
        KeyCode::F(number)
    } else {
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let upper = stroke.shift && letter.is_ascii_lowercase();
        stroke.shift = false;
        KeyCode::Char(if upper { letter.to_ascii_uppercase() } else { letter })
    };
    if let KeyCode::Char(letter) = stroke.code
        && stroke.control
    {
        stroke.code = KeyCode::Char(letter.to_ascii_lowercase());
    }
    Some(stroke)
}

/// Reads a sequence of keys with blanks between them.
fn parse_strokes(text: &str) -> Option<Vec<Stroke>> {
    let strokes: Option<Vec<_>> = text.split_whitespace().map(parse_stroke).collect();
    strokes.filter(|strokes| !strokes.is_empty() && strokes.len() <= SEQUENCE_MAX)
}

/// Writes a sequence of keys.
fn print(strokes: &[Stroke]) -> String {
    strokes.iter().map(Stroke::to_string).collect::<Vec<_>>().join(" ")
}

/// A sequence of keys and what it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where it holds.
    pub context: Context,
    /// The keys.
    strokes: Vec<Stroke>,
    /// What they run.
    pub command: Command,
    file: String,
    line: usize,
}

impl Bound {
    /// Returns the keys as text.
    pub fn keys(&self) -> String {
        print(&self.strokes)
    }
}

/// Which keys run what, where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<Bound>,
}

impl Keymap {
    /// Makes the keymap of these bindings; those of a later file go over those of an earlier.
    ///
    /// # Errors
    ///
    /// Returns [`ConfigError`] for keys that do not exist, and for two bindings of one file of
    /// which one hides the other.
    pub fn new(bindings: &[Binding]) -> Result<Self, ConfigError> {
        let mut bound: Vec<Bound> = Vec::new();
        for binding in bindings {
            let wrong =
                |problem| ConfigError { file: binding.file.clone(), line: binding.line, problem };
            let Some(strokes) = parse_strokes(&binding.keys) else {
                let problem = format!(
                    "`{}` is no key; write a letter, enter, ctrl-d, page-up, or such with blanks between",
                    binding.keys
                );
                return Err(wrong(problem));
            };
            let clash = bound.iter().find(|known| {
                known.context == binding.context
                    && known.file == binding.file
                    && hides(&known.strokes, &strokes)
            });
            if let Some(known) = clash {
                let (keys, other) = (&binding.keys, known.keys());
                let problem =
                    format!("`{keys}` clashes with `{other}` on line {}; keep one", known.line);
                return Err(wrong(problem));
            }
            bound.retain(|known| {
                known.context != binding.context || !hides(&known.strokes, &strokes)
            });
            if let Some(command) = &binding.command {
                bound.push(Bound {
                    context: binding.context,
                    strokes,
                    command: command.clone(),
                    file: binding.file.clone(),
                    line: binding.line,
                });
            }
        }
        Ok(Self { bound })
    }

    /// Returns every binding, in the order of the files.
    pub fn all(&self) -> &[Bound] {
        &self.bound
    }

    /// Returns the shortest keys that run `command` in `context`, empty if there are none.
    pub fn keys_for(&self, context: Context, command: &Command) -> String {
        let here = |bound: &&Bound| bound.command == *command && bound.context == context;
        let inherited = |bound: &&Bound| {
            context.inherits() && bound.command == *command && bound.context == Context::Global
        };
        let found = self.bound.iter().find(here).or_else(|| self.bound.iter().find(inherited));
        found.map(Bound::keys).unwrap_or_default()
    }

    /// Returns the bindings that hold in `context` and begin with `keys`, with their next key.
    pub fn following(&self, context: Context, keys: &str) -> Vec<(String, &Command)> {
        let typed = parse_strokes(keys).unwrap_or_default();
        self.holding(context)
            .filter(|bound| bound.strokes.starts_with(&typed) && bound.strokes.len() > typed.len())
            .map(|bound| (print(&bound.strokes[typed.len()..]), &bound.command))
            .collect()
    }

    fn holding(&self, context: Context) -> impl Iterator<Item = &Bound> {
        let here = self.bound.iter().filter(move |bound| bound.context == context);
        let global = self.bound.iter().filter(move |bound| {
            context.inherits()
                && bound.context == Context::Global
                && !self
                    .bound
                    .iter()
                    .any(|own| own.context == context && hides(&own.strokes, &bound.strokes))
        });
        here.chain(global)
    }

    /// Returns the keys that one event stands for. A terminal writes a key with alt as escape and
    /// the key, so that the two pressed quickly cannot be told from it: where nothing is bound to
    /// alt and the key, they are taken for the two.
    pub fn strokes(&self, state: &State, event: KeyEvent) -> Vec<KeyEvent> {
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        if !alt || !matches!(self.message(state, event), Some(Message::Unbound(_))) {
            return vec![event];
        }
        let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
        vec![escape, KeyEvent { modifiers: event.modifiers - KeyModifiers::ALT, ..event }]
    }

    /// Returns what a key means now.
    pub fn message(&self, state: &State, event: KeyEvent) -> Option<Message> {
        let stroke = Stroke::of(event)?;
        let context = state.context();
        let mut strokes = parse_strokes(&state.pending.keys).unwrap_or_default();
        let pending = !strokes.is_empty();
        strokes.push(stroke);
        if let KeyCode::Char(digit) = stroke.code
            && digit.is_ascii_digit()
            && state.count.is_some()
            && !pending
            && !context.types()
        {
            return Some(Message::Do(Command { verb: Verb::Count, argument: digit.to_string() }));
        }
        if let Some(bound) = self.holding(context).find(|bound| bound.strokes == strokes) {
            return Some(Message::Do(bound.command.clone()));
        }
        if self.holding(context).any(|bound| bound.strokes.starts_with(&strokes)) {
            return Some(Message::Pending(print(&strokes)));
        }
        if pending && stroke.code == KeyCode::Esc {
            return Some(Message::Pending(String::new()));
        }
        match stroke.letter() {
            Some(letter) if context.types() && !pending => Some(Message::Typed(letter)),
            _ => Some(Message::Unbound(print(&strokes))),
        }
    }
}

/// Returns whether one of two sequences is the beginning of the other.
fn hides(a: &[Stroke], b: &[Stroke]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::keymap::parse_keymap;

    #[test]
    fn the_keymap_that_ships_has_no_clash_and_a_help_text_for_every_key() {
        let keymap = Keymap::new(&Config::shipped().keymap).unwrap();
        for bound in keymap.all() {
            assert!(!bound.command.verb.help().is_empty(), "{}", bound.keys());
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for (text, expected) in [
            ("j", "j"),
            ("G", "G"),
            ("shift-g", "G"),
            ("Ctrl-D", "ctrl-d"),
            ("C-x", "ctrl-x"),
            ("g g", "g g"),
            ("shift-tab", "shift-tab"),
            ("space", "space"),
            ("page-up", "page-up"),
            ("f12", "f12"),
            ("f", "f"),
            ("ctrl--", "ctrl--"),
            ("é", "é"),
            ("jk", "?"),
            ("", "?"),
            ("a b c d e", "?"),
        ] {
            let found = parse_strokes(text).map_or("?".to_owned(), |strokes| print(&strokes));
            assert_eq!(found, expected, "of {text:?}");
        }
    }

    #[test]
    fn clashes_are_refused_with_their_lines_and_later_files_win() {
        let read = |file: &str, text: &str| parse_keymap(file, text).unwrap();
        let clash = read("mine", "[list]\n\"g\" = \"top\"\n\"g g\" = \"top\"\n");
        let error = Keymap::new(&clash).unwrap_err().to_string();
        assert_eq!(error, "mine, line 3: `g g` clashes with `g` on line 2; keep one");
        let mut both = read("shipped", "[list]\n\"g g\" = \"top\"\n\"x\" = \"save\"");
        both.extend(read("mine", "[list]\n\"g\" = \"bottom\"\n\"x\" = \"\""));
        let keymap = Keymap::new(&both).unwrap();
        assert_eq!(keymap.all().len(), 1);
        assert_eq!(keymap.keys_for(Context::List, &crate::app::Verb::Bottom.into()), "g");
    }
}
