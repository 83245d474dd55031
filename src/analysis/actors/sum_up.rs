//! What the whole text says of each country and group.

use super::Actors;
use super::Naming;
use crate::analysis::claims::Found;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::lexicon::Names;
use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::CountrySeen;
use crate::model::GroupSeen;
use crate::model::Mention;
use crate::model::MentionKind;
use crate::model::Quote;
use crate::model::Role;
use crate::model::Tag;

/// Joins the stages into one analysis.
pub(crate) fn sum_up(doc: &Doc<'_>, actors: &Actors, quotes: Vec<Quote>, found: Found) -> Analysis {
    let Found { claims, victims } = found;
    let names = &doc.lexicon.names;
    let mentions = actors
        .namings
        .iter()
        .map(|naming| Mention {
            span: doc.span_of(naming.tokens.clone()),
            kind: naming.kind,
            name: Actors::name(doc, naming.name).to_owned(),
            country: naming.country.map(|state| names.code(state).clone()),
        })
        .collect();
    let furniture = doc
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Furniture)
        .map(|paragraph| paragraph.span)
        .collect();
    Analysis {
        title: doc.title(),
        language: actors.language.map(str::to_owned),
        lexicon: doc.lexicon.version().to_owned(),
        countries: countries(doc, &actors.namings, &claims, &victims),
        mentions,
        groups: groups(doc, &actors.namings),
        quotes,
        claims,
        furniture,
    }
}

/// Counts the states, and gives each its roles; the most named is first.
fn countries(
    doc: &Doc<'_>,
    namings: &[Naming],
    claims: &[Claim],
    victims: &[ActorCode],
) -> Vec<CountrySeen> {
    let names = &doc.lexicon.names;
    let mut counts = vec![0usize; names.state_count()];
    let mut order = Vec::new();
    for state in namings.iter().filter(|naming| counts_for_state(naming)).filter_map(Naming::state)
    {
        if counts[Names::index(state)] == 0 {
            order.push(state);
        }
        counts[Names::index(state)] += 1;
    }
    let mut seen: Vec<CountrySeen> = order
        .into_iter()
        .filter(|state| names.code(*state).is_state())
        .map(|state| CountrySeen {
            code: names.code(state).clone(),
            name: names.state_name(state).to_owned(),
            roles: Vec::new(),
            mentions: counts[Names::index(state)],
        })
        .collect();
    sponsors(doc, namings, claims, &mut seen);
    for claim in claims.iter().filter(|claim| claim.counts()) {
        for (codes, role) in roles(claim, claims) {
            for code in codes {
                if let Some(one) = seen.iter_mut().find(|one| one.code == *code)
                    && !one.roles.contains(&role)
                {
                    one.roles.push(role);
                }
            }
        }
    }
    for one in &mut seen {
        if victims.contains(&one.code) {
            one.roles.push(Role::Target);
        }
        if one.roles.is_empty() {
            one.roles.push(Role::Mentioned);
        }
        one.roles.sort_unstable();
    }
    seen.sort_by_key(|one| std::cmp::Reverse((one.roles != [Role::Mentioned], one.mentions)));
    seen
}

/// Adds the states that are accused only through a group that works for them, or the place of those who do
/// (`APT28 broke in`, `China-based hackers`).
fn sponsors(doc: &Doc<'_>, namings: &[Naming], claims: &[Claim], seen: &mut Vec<CountrySeen>) {
    let names = &doc.lexicon.names;
    let accusations = claims.iter().filter(|claim| claim.tag == Tag::Accusation && claim.counts());
    for code in accusations.flat_map(|claim| &claim.target) {
        if !code.is_state() || seen.iter().any(|one| one.code == *code) {
            continue;
        }
        let mut groups = namings
            .iter()
            .filter(|naming| matches!(naming.kind, MentionKind::Group | MentionKind::Place))
            .filter(|naming| !naming.furniture)
            .filter_map(|naming| naming.country)
            .filter(|state| names.code(*state) == code)
            .peekable();
        if let Some(state) = groups.peek().copied() {
            seen.push(CountrySeen {
                code: code.clone(),
                name: names.state_name(state).to_owned(),
                roles: Vec::new(),
                mentions: groups.count(),
            });
        }
    }
}

/// Whether a naming shows that the story is about its state.
fn counts_for_state(naming: &Naming) -> bool {
    !naming.furniture
        && match naming.kind {
            MentionKind::Country
            | MentionKind::Bloc
            | MentionKind::Organisation
            | MentionKind::Person => true,
            MentionKind::Place | MentionKind::Group => false,
        }
}

/// Returns which side of a claim gets which role.
fn roles<'a>(claim: &'a Claim, claims: &[Claim]) -> Vec<(&'a [ActorCode], Role)> {
    match claim.tag {
        Tag::Accusation => vec![(&claim.source, Role::Accuser), (&claim.target, Role::Accused)],
        Tag::Denial => {
            let mut sides = vec![(&*claim.source, Role::Denier), (&claim.target, Role::Accuser)];
            let for_others = claims.iter().any(|other| {
                other.tag == Tag::Accusation
                    && other.evidence == claim.evidence
                    && other.source.iter().any(|code| claim.target.contains(code))
                    && !claim.source.iter().all(|code| other.target.contains(code))
            });
            if !claim.target.is_empty() && !for_others {
                // What somebody alleged was alleged of whoever denies it.
                sides.push((&claim.source, Role::Accused));
            }
            sides
        }
        Tag::Sanction => vec![(&claim.source, Role::Sanctioner)],
        Tag::Condemnation
        | Tag::Warning
        | Tag::Demand
        | Tag::Threat
        | Tag::Indictment
        | Tag::Expulsion
        | Tag::Investigation
        | Tag::Confirmation
        | Tag::Cooperation
        | Tag::Refusal
        | Tag::NoComment => Vec::new(),
    }
}

/// Gathers the intrusion sets, in order of appearance.
fn groups(doc: &Doc<'_>, namings: &[Naming]) -> Vec<GroupSeen> {
    let mut seen: Vec<GroupSeen> = Vec::new();
    for naming in namings.iter().filter(|n| n.kind == MentionKind::Group && !n.furniture) {
        let name = Actors::name(doc, naming.name);
        let written = doc.span_of(naming.tokens.clone()).text(doc.text);
        let index = seen.iter().position(|one| one.name == name).unwrap_or_else(|| {
            seen.push(GroupSeen {
                name: name.to_owned(),
                country: naming.country.map(|state| doc.lexicon.names.code(state).clone()),
                aliases_seen: Vec::new(),
            });
            seen.len() - 1
        });
        let aliases = &mut seen[index].aliases_seen;
        if written != name && !aliases.iter().any(|alias| alias == written) {
            aliases.push(written.to_owned());
        }
    }
    seen
}
