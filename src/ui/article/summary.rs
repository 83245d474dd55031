//! Who says what about whom, in one line.

use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::ClaimWords;
use crate::model::Correction;
use crate::model::Tag;

/// The most parts of a summary: what one line or two can hold.
const PARTS_MAX: usize = 8;

/// What some actors say or do to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Part {
    /// The kind.
    pub(in crate::ui) tag: Tag,
    /// Who.
    pub(in crate::ui) source: Vec<ActorCode>,
    /// To whom.
    pub(in crate::ui) target: Vec<ActorCode>,
}

/// Sums an analysis up: its claims without doubles, those about the same target joined.
pub(in crate::ui) fn parts(analysis: &Analysis) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for tag in Tag::ALL {
        let of_tag = analysis.claims.iter().filter(|claim| claim.tag == tag && claim.counts());
        for claim in of_tag.filter(|claim| !claim.source.is_empty()) {
            let target = if tag == Tag::Denial { Vec::new() } else { claim.target.clone() };
            let known = parts.iter_mut().find(|part| part.tag == tag && part.target == target);
            match known {
                Some(part) => add(&mut part.source, &claim.source),
                None => parts.push(Part { tag, source: claim.source.clone(), target }),
            }
        }
    }
    drop_vague(&mut parts);
    parts.truncate(PARTS_MAX);
    parts
}

fn add(codes: &mut Vec<ActorCode>, more: &[ActorCode]) {
    for code in more {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

/// Leaves out a part without a target where another says the same of the same with one.
fn drop_vague(parts: &mut Vec<Part>) {
    let all = parts.clone();
    parts.retain(|part| {
        !part.target.is_empty()
            || part.tag == Tag::Denial
            || !all.iter().any(|other| {
                other.tag == part.tag
                    && !other.target.is_empty()
                    && part.source.iter().all(|code| other.source.contains(code))
            })
    });
}

/// Returns the verb of a tag, for one actor or several, with and without a target.
fn verb(tag: Tag, several: bool, target: bool) -> &'static str {
    let (one, many) = match tag {
        Tag::Accusation => ("accuses", "accuse"),
        Tag::Denial => ("denies", "deny"),
        Tag::Condemnation => ("condemns", "condemn"),
        Tag::Warning if target => ("warns of", "warn of"),
        Tag::Warning => ("warns", "warn"),
        Tag::Demand if target => ("makes demands on", "make demands on"),
        Tag::Demand => ("makes demands", "make demands"),
        Tag::Threat if target => ("threatens", "threaten"),
        Tag::Threat => ("makes threats", "make threats"),
        Tag::Sanction if target => ("sanctions", "sanction"),
        Tag::Sanction => ("imposes sanctions", "impose sanctions"),
        Tag::Indictment if target => ("charges people of", "charge people of"),
        Tag::Indictment => ("brings charges", "bring charges"),
        Tag::Expulsion if target => ("expels envoys of", "expel envoys of"),
        Tag::Expulsion => ("expels envoys", "expel envoys"),
        Tag::Investigation => ("investigates", "investigate"),
        Tag::Confirmation => ("confirms", "confirm"),
        Tag::Cooperation if target => ("works with", "work with"),
        Tag::Cooperation => ("agrees", "agree"),
        Tag::Refusal => ("refuses", "refuse"),
        Tag::NoComment => ("does not comment", "do not comment"),
    };
    if several { many } else { one }
}

/// Returns a code as it is read: a company by its name.
pub(in crate::ui) fn spoken(code: &ActorCode) -> &str {
    code.as_str().strip_prefix("ORG:").unwrap_or(code.as_str())
}

/// Writes codes as `NZ, US and GB`.
pub(in crate::ui) fn list(codes: &[ActorCode]) -> String {
    let names: Vec<&str> = codes.iter().map(spoken).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// Writes a part as `NZ and US accuse CN`.
pub(in crate::ui) fn sentence(part: &Part) -> String {
    let verb = verb(part.tag, part.source.len() > 1, !part.target.is_empty());
    let mut written = format!("{} {verb}", list(&part.source));
    if !part.target.is_empty() {
        written.push(' ');
        written.push_str(&list(&part.target));
    }
    written
}

/// Says what the reader corrected.
pub(in crate::ui) fn correction(made: &Correction) -> String {
    let words = |words: &ClaimWords| {
        let tag = words.tag.as_str().to_lowercase().replace('_', " ");
        match (list(&words.source), list(&words.target)) {
            (source, target) if target.is_empty() => format!("{tag} by {}", named(&source)),
            (source, target) => format!("{tag} by {} against {target}", named(&source)),
        }
    };
    match made {
        Correction::Reject(read) => {
            format!("not claimed: {}, in “{}”", words(read), read.evidence)
        }
        Correction::Replace { read, right } => {
            format!("{}, not {}, in “{}”", words(right), words(read), right.evidence)
        }
        Correction::Add(right) => format!("added: {}, in “{}”", words(right), right.evidence),
        Correction::Country { name, present: true, .. } => format!("{name} belongs to the story"),
        Correction::Country { name, present: false, .. } => {
            format!("{name} does not belong to the story")
        }
        Correction::Speaker { quote, name, .. } => {
            format!("“{quote}” is said by {}", named(name))
        }
    }
}

fn named(who: &str) -> &str {
    if who.is_empty() { "nobody named" } else { who }
}

/// Sums an analysis up in one line.
pub(in crate::ui) fn line(analysis: &Analysis, dot: &str) -> String {
    let parts: Vec<String> = parts(analysis).iter().map(sentence).collect();
    if !parts.is_empty() {
        return parts.join(&format!(" {dot} "));
    }
    let named: Vec<&str> =
        analysis.countries.iter().map(|seen| seen.name.as_str()).take(6).collect();
    if named.is_empty() {
        return "No actor and no claim was read in this text.".to_owned();
    }
    format!("No claim was read; it names {}.", named.join(", "))
}
