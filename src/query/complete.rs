//! Offers what may stand at the cursor of a query.

use super::Field;
use super::Names;
use super::parse::ORDERS;
use crate::model::Mark;
use crate::model::Span;
use crate::model::Tag;

/// How many candidates are offered: more than a popup shows.
const CANDIDATES_MAX: usize = 50;

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What replaces [`Completion::span`].
    pub text: String,
    /// A few words about it.
    pub hint: String,
}

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that a candidate replaces.
    pub span: Span,
    /// What may stand there, best first; empty where anything may.
    pub candidates: Vec<Candidate>,
}

/// Offers fields and values for the word that ends at `cursor`, a byte offset of `text`.
#[must_use]
pub fn complete(text: &str, cursor: usize, names: &dyn Names) -> Completion {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let cursor = cursor.unwrap_or(0);
    let before = text.get(..cursor).unwrap_or_default();
    let start = word_start(before);
    let word = before.get(start..).unwrap_or_default();
    let Some((name, value)) = word.split_once(':') else {
        let candidates = if word.is_empty() { fields("") } else { fields(word) };
        return Completion { span: Span::new(start, cursor), candidates };
    };
    let Some(field) = Field::from_name(name) else { return Completion::default() };
    let start = start + name.len() + 1;
    let (typed, start, head) = match value.rsplit_once('>').filter(|_| field == Field::Claim) {
        Some((head, tail)) => (tail, start, format!("{head}>")),
        None => (value, start, String::new()),
    };
    let typed = typed.trim_start_matches('"');
    let mut candidates = values(field, typed, names);
    for candidate in &mut candidates {
        candidate.text = format!("{head}{}", quoted(&candidate.text));
    }
    Completion { span: Span::new(start, cursor), candidates }
}

/// Where the word that ends `before` begins; an open quotation holds its spaces.
fn word_start(before: &str) -> usize {
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in before.char_indices() {
        let after = at + letter.len_utf8();
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | ')' => start = after,
            '-' if at == start => start = after,
            _ if letter.is_whitespace() => start = after,
            _ => {}
        }
    }
    start
}

fn fields(typed: &str) -> Vec<Candidate> {
    let typed = typed.to_ascii_lowercase();
    let matching = Field::ALL.into_iter().filter(|field| field.as_str().starts_with(&typed));
    matching
        .map(|field| Candidate { text: format!("{}:", field.as_str()), hint: field.hint().into() })
        .collect()
}

fn values(field: Field, typed: &str, names: &dyn Names) -> Vec<Candidate> {
    let own = |texts: &[&str]| texts.iter().map(|text| ((*text).into(), String::new())).collect();
    let known: Vec<(String, String)> = match field {
        Field::Tag => own(&Tag::ALL.map(Tag::as_str)),
        Field::Is => own(&Mark::ALL.map(Mark::as_str)),
        Field::Sort => own(&ORDERS.map(|(_, name)| name)),
        Field::Since | Field::Until => own(&["24h", "7d", "2w", "4w"]),
        Field::Claim => names.values(Field::Country),
        Field::Country
        | Field::Accuser
        | Field::Accused
        | Field::Denier
        | Field::Target
        | Field::Sanctioner
        | Field::Mentioned
        | Field::Speaker
        | Field::Group
        | Field::Feed
        | Field::Folder
        | Field::Lang
        | Field::Incident
        | Field::Label
        | Field::Note
        | Field::Dossier => names.values(field),
    };
    let typed = typed.to_lowercase();
    let rank = |(text, hint): &(String, String)| {
        let (text, hint) = (text.to_lowercase(), hint.to_lowercase());
        if text.starts_with(&typed) {
            Some(0)
        } else if hint.starts_with(&typed) {
            Some(1)
        } else if hint.split_whitespace().any(|word| word.starts_with(&typed)) {
            Some(2)
        } else {
            None
        }
    };
    let mut found: Vec<_> =
        known.into_iter().filter_map(|known| Some((rank(&known)?, known))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(CANDIDATES_MAX);
    found.into_iter().map(|(_, (text, hint))| Candidate { text, hint }).collect()
}

fn quoted(text: &str) -> String {
    if text.chars().any(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '\\')) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        text.to_owned()
    }
}
