//! What the reader says against the machine's reading.

use serde::{Deserialize, Serialize};

use super::{
    ActorCode, Analysis, Claim, CountrySeen, Modality, Polarity, Role, Span, Speaker, Tag,
};

/// The rule named by claims that the reader made or changed.
pub const READER_RULE: &str = "reader";

/// The number of a correction in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorrectionId(pub i64);

/// A claim in words, so that it is found again when the text is analysed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimWords {
    /// What kind.
    pub tag: Tag,
    /// Who makes it.
    pub source: Vec<ActorCode>,
    /// Whom it is about.
    pub target: Vec<ActorCode>,
    /// The whole sentence.
    pub evidence: String,
}

impl ClaimWords {
    /// Puts a claim of `text` into words.
    #[must_use]
    pub fn of(claim: &Claim, text: &str) -> Self {
        Self {
            tag: claim.tag,
            source: claim.source.clone(),
            target: claim.target.clone(),
            evidence: claim.evidence.text(text).to_owned(),
        }
    }
}

/// One thing that the reader knows better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// The text does not make this claim.
    Reject(ClaimWords),
    /// The text makes another claim here.
    Replace {
        /// What the machine read.
        read: ClaimWords,
        /// What stands there; its evidence is that of `read`.
        right: ClaimWords,
    },
    /// The text makes a claim that the machine missed.
    Add(ClaimWords),
    /// The text is about this country, or is not, whatever the machine read.
    Country {
        /// Its code.
        code: ActorCode,
        /// Its name, for a country that the machine did not see.
        name: String,
        /// Whether it belongs to the story.
        present: bool,
    },
    /// Somebody else says this quote.
    Speaker {
        /// The words of the quote.
        quote: String,
        /// Who says it; empty for nobody named.
        name: String,
        /// The state the speaker speaks for.
        country: Option<ActorCode>,
    },
}

impl Correction {
    /// Returns whether a claim of `text` is what the reader put here.
    #[must_use]
    pub fn made(&self, claim: &Claim, text: &str) -> bool {
        match self {
            Self::Replace { right, .. } | Self::Add(right) => *right == ClaimWords::of(claim, text),
            Self::Reject(_) | Self::Country { .. } | Self::Speaker { .. } => false,
        }
    }
}

/// Applies what the reader knows better, in order, to what the machine read in `text`.
///
/// A correction of a claim that the machine no longer makes does nothing. Roles of countries
/// follow the claims.
#[must_use]
pub fn corrected(machine: &Analysis, text: &str, corrections: &[Correction]) -> Analysis {
    let mut analysis = machine.clone();
    for correction in corrections {
        match correction {
            Correction::Reject(words) => {
                if let Some(place) = find(&analysis, text, words) {
                    reject(&mut analysis, place);
                }
            }
            Correction::Replace { read, right } => {
                if let Some(place) = find(&analysis, text, read) {
                    replace(&mut analysis, place, right);
                }
            }
            Correction::Add(words) => add(&mut analysis, text, words),
            Correction::Country { code, name, present } => {
                set_country(&mut analysis, code, name, *present);
            }
            Correction::Speaker { quote, name, country } => {
                set_speaker(&mut analysis, text, quote, (name, country.as_ref()));
            }
        }
    }
    analysis
}

/// Finds the claim: with the same words and parties, else the same tag in the same sentence.
fn find(analysis: &Analysis, text: &str, words: &ClaimWords) -> Option<usize> {
    let in_sentence =
        |claim: &&Claim| claim.tag == words.tag && claim.evidence.text(text) == words.evidence;
    let same = |claim: &Claim| claim.source == words.source && claim.target == words.target;
    let claims = &analysis.claims;
    claims
        .iter()
        .position(|claim| in_sentence(&claim) && same(claim))
        .or_else(|| claims.iter().position(|claim| in_sentence(&claim)))
}

fn reject(analysis: &mut Analysis, place: usize) {
    let gone = analysis.claims.remove(place);
    for claim in &mut analysis.claims {
        claim.answers.retain(|answered| *answered != place);
        for answered in &mut claim.answers {
            *answered -= usize::from(*answered > place);
        }
    }
    take_roles(analysis, &gone);
}

fn replace(analysis: &mut Analysis, place: usize, right: &ClaimWords) {
    let Some(claim) = analysis.claims.get_mut(place) else { return };
    let before = claim.clone();
    claim.tag = right.tag;
    claim.source.clone_from(&right.source);
    claim.target.clone_from(&right.target);
    READER_RULE.clone_into(&mut claim.rule);
    let after = claim.clone();
    take_roles(analysis, &before);
    give_roles(analysis, &after);
}

fn add(analysis: &mut Analysis, text: &str, words: &ClaimWords) {
    let Some(start) = text.find(&words.evidence).filter(|_| !words.evidence.is_empty()) else {
        return;
    };
    let evidence = Span::new(start, start + words.evidence.len());
    let claim = Claim {
        tag: words.tag,
        source: words.source.clone(),
        target: words.target.clone(),
        source_span: None,
        target_span: None,
        evidence,
        cue: evidence,
        polarity: Polarity::Asserted,
        modality: Modality::Actual,
        hedge: 0,
        act: None,
        headline: analysis.title.is_some_and(|title| title.contains(evidence)),
        answers: Vec::new(),
        rule: READER_RULE.to_owned(),
    };
    let place = analysis.claims.partition_point(|other| other.evidence.start() <= start);
    for answered in analysis.claims.iter_mut().flat_map(|claim| &mut claim.answers) {
        *answered += usize::from(*answered >= place);
    }
    analysis.claims.insert(place, claim.clone());
    give_roles(analysis, &claim);
}

fn set_country(analysis: &mut Analysis, code: &ActorCode, name: &str, present: bool) {
    if !present {
        analysis.countries.retain(|seen| seen.code != *code);
    } else if !analysis.countries.iter().any(|seen| seen.code == *code) {
        analysis.countries.push(seen(code, name, Role::Mentioned));
    }
}

/// Gives every quote with these words a speaker, whose name is looked for in the text.
fn set_speaker(
    analysis: &mut Analysis,
    text: &str,
    words: &str,
    (name, country): (&str, Option<&ActorCode>),
) {
    for quote in analysis.quotes.iter_mut().filter(|quote| quote.content.text(text) == words) {
        let named = text.find(name).map(|start| Span::new(start, start + name.len()));
        let before = quote.speaker.as_ref().map(|speaker| speaker.span);
        let nowhere = Span::new(quote.content.start(), quote.content.start());
        quote.speaker = (!name.is_empty()).then(|| Speaker {
            span: named.or(before).unwrap_or(nowhere),
            name: name.to_owned(),
            role: None,
            country: country.cloned(),
        });
    }
}

/// The roles that a claim gives.
fn roles(claim: &Claim) -> Vec<(&ActorCode, Role)> {
    if !claim.counts() {
        return Vec::new();
    }
    let (of_source, of_target) = match claim.tag {
        Tag::Accusation => (Some(Role::Accuser), Some(Role::Accused)),
        Tag::Denial => (Some(Role::Denier), None),
        Tag::Sanction => (Some(Role::Sanctioner), None),
        Tag::Indictment
        | Tag::Condemnation
        | Tag::Warning
        | Tag::Demand
        | Tag::Threat
        | Tag::Expulsion
        | Tag::Investigation
        | Tag::Confirmation
        | Tag::Cooperation
        | Tag::Refusal
        | Tag::NoComment => (None, None),
    };
    let sources = claim.source.iter().filter_map(|code| Some((code, of_source?)));
    let targets = claim.target.iter().filter_map(|code| Some((code, of_target?)));
    sources.chain(targets).filter(|(code, _)| code.is_state()).collect()
}

/// Takes the roles that `gone` gave and that no other claim gives.
fn take_roles(analysis: &mut Analysis, gone: &Claim) {
    for (code, role) in roles(gone) {
        let held = analysis.claims.iter().flat_map(roles).any(|other| other == (code, role));
        if held {
            continue;
        }
        for country in analysis.countries.iter_mut().filter(|country| country.code == *code) {
            country.roles.retain(|held| *held != role);
            if country.roles.is_empty() {
                country.roles.push(Role::Mentioned);
            }
        }
    }
}

fn give_roles(analysis: &mut Analysis, claim: &Claim) {
    for (code, role) in roles(claim) {
        match analysis.countries.iter_mut().find(|country| country.code == *code) {
            None => analysis.countries.push(seen(code, code.as_str(), role)),
            Some(country) => {
                country.roles.retain(|held| *held != Role::Mentioned && *held != role);
                country.roles.push(role);
                country.roles.sort_unstable();
            }
        }
    }
}

fn seen(code: &ActorCode, name: &str, role: Role) -> CountrySeen {
    CountrySeen { code: code.clone(), name: name.to_owned(), roles: vec![role], mentions: 0 }
}

#[cfg(test)]
mod tests {
    use super::super::{Quote, QuoteKind};
    use super::*;

    const TEXT: &str = "NZ accused CN. CN denied it.";

    fn code(code: &str) -> ActorCode {
        ActorCode::state(code)
    }

    fn words(tag: Tag, source: &str, target: &str, evidence: &str) -> ClaimWords {
        let codes = |code: &str| {
            if code.is_empty() { Vec::new() } else { vec![ActorCode::state(code)] }
        };
        ClaimWords { tag, source: codes(source), target: codes(target), evidence: evidence.into() }
    }

    /// What the machine would read: an accusation, and a denial that answers it.
    fn machine() -> Analysis {
        let mut analysis = corrected(
            &Analysis::default(),
            TEXT,
            &[
                Correction::Add(words(Tag::Accusation, "NZ", "CN", "NZ accused CN.")),
                Correction::Add(words(Tag::Denial, "CN", "NZ", "CN denied it.")),
            ],
        );
        analysis.claims[1].answers = vec![0];
        analysis
    }

    fn shown(analysis: &Analysis) -> String {
        let claims = analysis
            .claims
            .iter()
            .map(|claim| format!("{}{:?}", claim.tag.as_str(), claim.answers));
        let countries = analysis.countries.iter().map(|country| {
            let roles: Vec<_> = country.roles.iter().map(|role| role.as_str()).collect();
            format!("{}:{}", country.code, roles.join("+"))
        });
        claims.chain(countries).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_the_reader_says_wins() {
        let accusation = || words(Tag::Accusation, "NZ", "CN", "NZ accused CN.");
        let present = |code_: &str, present| Correction::Country {
            code: code(code_),
            name: code_.into(),
            present,
        };
        let replaced = Correction::Replace {
            read: accusation(),
            right: words(Tag::Warning, "NZ", "CN", "NZ accused CN."),
        };
        let cases: &[(&[Correction], &str)] = &[
            (&[], "ACCUSATION[] DENIAL[0] NZ:accuser CN:accused+denier"),
            (&[Correction::Reject(accusation())], "DENIAL[] NZ:mentioned CN:denier"),
            (&[replaced], "WARNING[] DENIAL[0] NZ:mentioned CN:denier"),
            (
                &[Correction::Add(words(Tag::Sanction, "US", "CN", "NZ accused CN."))],
                "ACCUSATION[] SANCTION[] DENIAL[0] NZ:accuser CN:accused+denier US:sanctioner",
            ),
            (
                &[Correction::Add(words(Tag::Denial, "US", "", "not in the text"))],
                "ACCUSATION[] DENIAL[0] NZ:accuser CN:accused+denier",
            ),
            (
                &[present("CN", false), present("FR", true)],
                "ACCUSATION[] DENIAL[0] NZ:accuser FR:mentioned",
            ),
        ];
        for (corrections, expected) in cases {
            assert_eq!(shown(&corrected(&machine(), TEXT, corrections)), *expected);
        }
    }

    #[test]
    fn a_quote_is_said_by_whom_the_reader_names() {
        let text = "“We did not,” said she. Mao Ning spoke.";
        let mut machine = machine();
        machine.quotes = vec![Quote {
            content: Span::new(3, 13),
            kind: QuoteKind::Direct,
            scare: false,
            stretches: Vec::new(),
            speaker: None,
            cue: None,
        }];
        for (name, expected) in [("Mao Ning", Some(Span::new(28, 36))), ("", None)] {
            let correction = Correction::Speaker {
                quote: "We did not".into(),
                name: name.into(),
                country: Some(code("CN")),
            };
            let after = corrected(&machine, text, &[correction]);
            let speaker = after.quotes[0].speaker.as_ref();
            assert_eq!(speaker.map(|speaker| speaker.span), expected, "of {name:?}");
        }
    }

    #[test]
    fn a_claim_whose_parties_are_read_otherwise_is_still_found() {
        let read = words(Tag::Accusation, "AU", "CN", "NZ accused CN.");
        let after = corrected(&machine(), TEXT, &[Correction::Reject(read)]);
        assert_eq!(after.claims.len(), 1);
    }
}
