//! Reported speech.

use serde::{Deserialize, Serialize};

use super::{ActorCode, Span};

/// How the words of a quote are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Wholly between marks.
    Direct,
    /// A reported clause without marks.
    Indirect,
    /// A reported clause with marked words in it.
    Mixed,
}

impl QuoteKind {
    /// Returns the name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Who says a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words that name the speaker, as written (`he`).
    pub span: Span,
    /// Whom they stand for, in the fullest form of the text (`Winston Peters`).
    pub name: String,
    /// The office, in lower case, if the text gives one (`foreign minister`).
    pub role: Option<String>,
    /// The state the speaker speaks for; of one who speaks for none, the state where he or she is at home.
    pub country: Option<ActorCode>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Direct: between the marks. Mixed: the whole content with its unmarked words. Indirect: the clause.
    pub content: Span,
    /// How the words are given.
    pub kind: QuoteKind,
    /// Whether this is a single word, name or title in marks rather than speech.
    pub scare: bool,
    /// The marked parts without their marks; empty for an indirect quote.
    pub stretches: Vec<Span>,
    /// Who speaks, or `None` if the text does not say.
    pub speaker: Option<Speaker>,
    /// The reporting verb or noun.
    pub cue: Option<Span>,
}

impl Speaker {
    /// Names the speaker with office and state: `Winston Peters, foreign minister (NZ)`.
    #[must_use]
    pub fn in_full(&self) -> String {
        let role = self.role.as_deref().filter(|role| !self.name.contains(role));
        let role = role.map_or_else(String::new, |role| format!(", {role}"));
        let state = self.country.as_ref().map_or_else(String::new, |code| {
            format!(" ({})", code.as_str().trim_start_matches("ORG:"))
        });
        format!("{}{role}{state}", self.name)
    }
}

impl Quote {
    /// Says who is quoted, as [`Speaker::in_full`] does, or that nobody is named.
    #[must_use]
    pub fn by(&self) -> String {
        self.speaker.as_ref().map_or_else(|| "speaker not named".to_owned(), Speaker::in_full)
    }

    /// Returns what is said as a reader may pass it on: the speaker's own words in marks, reported
    /// words behind the verb that reports them, so that what somebody denied is not read as said:
    /// `“We know,”` is `“We know”`, and `denied it knew` is `[denied] it knew`.
    ///
    /// `text` is the text of the article.
    #[must_use]
    pub fn quoted(&self, text: &str) -> String {
        let words = self.content.text(text).trim().trim_end_matches(',').trim_end();
        // A verb that comes after the words only says that they are said.
        let verb = self.cue.filter(|cue| cue.end() <= self.content.start());
        match (self.kind, verb.map(|cue| cue.text(text))) {
            (QuoteKind::Direct, _) => format!("“{words}”"),
            (QuoteKind::Mixed | QuoteKind::Indirect, Some(verb)) if !SAYS_WHO.contains(&verb) => {
                format!("[{verb}] {words}")
            }
            (QuoteKind::Mixed | QuoteKind::Indirect, _) => words.to_owned(),
        }
    }
}

/// What reports without a verb, and says no more than who speaks.
const SAYS_WHO: &[&str] = &["According", "according"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_passed_on_with_what_reports_them() {
        for (text, kind, cue, content, wanted) in [
            ("“We know,” he said.", QuoteKind::Direct, "said", "We know,", "“We know”"),
            ("He denied it knew.", QuoteKind::Indirect, "denied", "it knew", "[denied] it knew"),
            ("It knew, he said.", QuoteKind::Indirect, "said", "It knew", "It knew"),
            ("according to him, it knew", QuoteKind::Indirect, "according", "it knew", "it knew"),
        ] {
            let span = |part: &str| {
                let start = text.find(part).expect("the case names its own words");
                Span::new(start, start + part.len())
            };
            let quote = Quote {
                content: span(content),
                kind,
                scare: false,
                stretches: Vec::new(),
                speaker: None,
                cue: Some(span(cue)),
            };
            assert_eq!(quote.quoted(text), wanted);
        }
    }
}
