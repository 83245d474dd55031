//! Intrusion sets: names that need a cue, numbered names, and names of the vendors' schemes.

use rustc_hash::FxHashSet;

use super::Called;
use super::Naming;
use super::Use;
use super::scan::Found;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::analysis::lexicon::NameId;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// How far from a doubtful name its cue may stand, in tokens.
const CUE_TOKENS: usize = 7;

/// Drops the doubtful names that have no cue beside them, nor anywhere else a cue or an alias.
pub(super) fn settle(doc: &Doc<'_>, found: &mut Found) {
    if found.doubtful.is_empty() {
        return;
    }
    let doubtful: FxHashSet<usize> = found.doubtful.iter().copied().collect();
    let mut sure: FxHashSet<NameId> = FxHashSet::default();
    for (index, naming) in found.namings.iter().enumerate() {
        if let Called::Listed(name) = naming.name
            && naming.sort == Sort::Group
            && (!doubtful.contains(&index) || has_cue(doc, naming))
        {
            sure.insert(name);
        }
    }
    let mut index = 0;
    found.namings.retain(|naming| {
        let doubted = doubtful.contains(&index);
        index += 1;
        !doubted
            || match naming.name {
                Called::Listed(name) => {
                    sure.contains(&name) || naming.sort != Sort::Group && has_cue(doc, naming)
                }
                Called::Written(_) => has_cue(doc, naming),
            }
    });
    found.doubtful.clear();
}

/// Whether words of intrusion stand near a name, in its sentence.
fn has_cue(doc: &Doc<'_>, naming: &Naming) -> bool {
    const CUES: &[&str] = &[
        "ransomware",
        "malware",
        "apt",
        "hacktivist",
        "hacktivists",
        "hackers",
        "hacking",
        "cyber",
        "cyberespionage",
        "espionage",
        "intrusion",
        "aka",
        "dubbed",
        "alias",
        "aliases",
        "threat",
        "extortion",
        "hacker",
        "cybercrime",
        "cybercriminals",
        "intruders",
        "campaign",
        "phishing",
    ];
    let sentence = &doc.sentences[doc.sentence_of(naming.tokens.start)].tokens;
    let from = sentence.start.max(naming.tokens.start.saturating_sub(CUE_TOKENS));
    let to = sentence.end.min(naming.tokens.end + CUE_TOKENS);
    (from..to).filter(|at| !naming.tokens.contains(at)).any(|at| {
        let word = doc.word(at);
        let culprit = doc.tokens[at].classes.any(Classes::CULPRIT)
            && !doc.tokens[at].classes.any(Classes::OFFICE)
            && !matches!(word, "service" | "intelligence" | "unit" | "cell" | "contractor");
        let hack = word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("hack"));
        culprit || hack || CUES.iter().any(|cue| word.eq_ignore_ascii_case(cue))
    })
}

/// Finds a numbered name (`UNC3886`, `UAC-0184`, `Storm-0558`) at a token, and returns its end.
pub(super) fn numbered(doc: &Doc<'_>, at: usize, end: usize) -> Option<usize> {
    const SCHEMES: &[&str] = &["APT", "UNC", "UAC", "TA", "FIN", "DEV", "TAG", "ATK", "UTA", "UNK"];
    let word = doc.word(at);
    let (letters, digits) =
        word.split_at(word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len()));
    if (2..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return SCHEMES.contains(&letters).then_some(at + 1);
    }
    let scheme = SCHEMES.contains(&word) || word == "Storm";
    let dashed = scheme
        && at + 2 < end
        && matches!(doc.word(at + 1), "-" | "‑" | "–")
        && !doc.tokens[at + 2].shape.any(Shape::SPACED)
        && doc.tokens[at + 2].shape.any(Shape::NUMBER)
        && doc.word(at + 2).len() >= 2
        && doc.word(at + 2).bytes().all(|byte| byte.is_ascii_digit());
    dashed.then_some(at + 3)
}

/// Finds the end of the name of a volunteer army of hackers (`Bangladesh Cyber Army`) whose state ends before `from`.
pub(super) fn army(doc: &Doc<'_>, from: usize, end: usize, state: Sort) -> Option<usize> {
    if !matches!(state, Sort::Country | Sort::Adjective | Sort::People) {
        return None;
    }
    let at = from + usize::from(matches!(doc.word(from), "'s" | "’s"));
    let joined = matches!(doc.word(at), "Cyberarmy" | "CyberArmy" | "ElectronicArmy");
    let apart = matches!(doc.word(at), "Cyber" | "Electronic" | "Hacker" | "Hackers" | "IT")
        && matches!(doc.word(at + 1), "Army" | "Warriors" | "Resistance" | "Brigade" | "Team");
    let after = at + 1 + usize::from(apart);
    ((joined || apart) && after <= end).then_some(after)
}

/// Finds a name of a vendor's scheme (`Granite Sandstorm`) that no list has, with its state.
pub(super) fn scheme(doc: &Doc<'_>, at: usize, end: usize) -> Option<Naming> {
    let last = doc.tokens.get(at + 1).filter(|_| at + 1 < end)?;
    let state = doc.lexicon.names.scheme(last.word)?.state;
    let first = doc.tokens[at];
    let ordinary = Classes::DETERMINER
        .with(Classes::PREPOSITION)
        .with(Classes::TITLE)
        .with(Classes::CONJUNCTION);
    if !first.shape.any(Shape::CAPITAL)
        || !last.shape.any(Shape::CAPITAL)
        || !last.shape.any(Shape::SPACED)
        || first.classes.any(ordinary)
        || matches!(
            doc.word(at),
            "Super"
                | "Tropical"
                | "Eurofighter"
                | "Hawker"
                | "Activision"
                | "Giant"
                | "Red"
                | "Polar"
                | "Hurricane"
                | "Typhoon"
                | "Great"
                | "Baby"
        )
    {
        return None;
    }
    Some(written(doc, at, at + 2, state))
}

/// Makes a group of words that no list has.
pub(super) fn written(
    doc: &Doc<'_>,
    at: usize,
    end: usize,
    country: Option<crate::analysis::lexicon::StateId>,
) -> Naming {
    Naming {
        tokens: at..end,
        kind: MentionKind::Group,
        sort: Sort::Group,
        name: Called::Written(doc.span_of(at..end)),
        country,
        usage: Use::Acts,
        furniture: false,
        local: false,
        person: None,
    }
}
