//! The moves of an incident: each claim once, with what it answers.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Telling;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::Modality;
use crate::model::Move;
use crate::model::Tag;

/// The most moves of one incident: what a reader can follow.
const MOVES_MAX: usize = 200;

/// What makes two claims one move: kind, by whom, about whom.
type Key = (Tag, Vec<ActorCode>, Vec<ActorCode>);

/// Gathers the moves that `tellings` report, which are in the order of time.
pub(super) fn moves(tellings: &[&Telling]) -> Vec<Move> {
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    let mut moves: Vec<Move> = Vec::new();
    // What the analysis of a story says about answers, as places of moves.
    let mut answered: BTreeMap<usize, usize> = BTreeMap::new();
    for telling in tellings {
        let claims = &telling.analysis.claims;
        let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, claim) in claims.iter().enumerate() {
            if !is_move(claim) {
                continue;
            }
            let key = key(claim);
            let place = match places.get(&key) {
                Some(place) => *place,
                None if moves.len() == MOVES_MAX => continue,
                None => {
                    moves.push(made(claim, telling.published_at, telling));
                    places.insert(key, moves.len() - 1);
                    moves.len() - 1
                }
            };
            place_of.insert(number, place);
        }
        for (number, place) in &place_of {
            let claim = &claims[*number];
            let other = claim.answers.iter().find_map(|other| place_of.get(other));
            if let Some(other) = other.filter(|other| *other != place) {
                answered.entry(*place).or_insert(*other);
            }
        }
    }
    for place in 0..moves.len() {
        let known = answered.get(&place).copied();
        moves[place].answers = known.or_else(|| answer(&moves, place));
    }
    in_order(&moves)
}

/// A claim that was made, by somebody, in this story and not as background.
fn is_move(claim: &Claim) -> bool {
    claim.counts() && claim.modality != Modality::Historical && !claim.source.is_empty()
}

fn key(claim: &Claim) -> Key {
    let sorted = |codes: &[ActorCode]| {
        let mut codes = codes.to_vec();
        codes.sort();
        codes.dedup();
        codes
    };
    (claim.tag, sorted(&claim.source), sorted(&claim.target))
}

fn made(claim: &Claim, at: Timestamp, telling: &Telling) -> Move {
    Move {
        at,
        tag: claim.tag,
        source: claim.source.clone(),
        target: claim.target.clone(),
        story: telling.story,
        answers: None,
    }
}

/// Finds the move that this one answers: the nearest before that is about who makes this one
/// and, if this one names somebody, by them; else the nearest after, as when an outlet tells
/// the answer first.
fn answer(moves: &[Move], place: usize) -> Option<usize> {
    let this = moves.get(place)?;
    let answerable = answerable(this.tag)?;
    let meets = |one: &[ActorCode], other: &[ActorCode]| one.iter().any(|c| other.contains(c));
    let fits = |other: &&usize| {
        let other = &moves[**other];
        answerable.contains(&other.tag)
            && meets(&this.source, &other.target)
            && (this.target.is_empty() || meets(&this.target, &other.source))
            && !meets(&this.source, &other.source)
    };
    let (before, after): (Vec<usize>, Vec<usize>) =
        (0..moves.len()).filter(|other| *other != place).partition(|other| *other < place);
    // Only what cannot open a matter answers something that is told later.
    let later = matches!(this.tag, Tag::Denial | Tag::NoComment | Tag::Confirmation | Tag::Refusal);
    let mut after = after.iter().filter(|_| later);
    before.iter().rev().find(fits).or_else(|| after.find(fits)).copied()
}

/// What a kind of move can answer; `None` for those that open a matter.
fn answerable(tag: Tag) -> Option<&'static [Tag]> {
    match tag {
        Tag::Denial | Tag::NoComment => Some(&[Tag::Accusation, Tag::Indictment]),
        Tag::Confirmation => Some(&[Tag::Accusation]),
        Tag::Refusal => Some(&[Tag::Demand]),
        Tag::Expulsion | Tag::Sanction => Some(&[Tag::Expulsion, Tag::Sanction, Tag::Accusation]),
        Tag::Condemnation | Tag::Threat => Some(&[Tag::Sanction, Tag::Expulsion, Tag::Accusation]),
        Tag::Accusation
        | Tag::Warning
        | Tag::Demand
        | Tag::Indictment
        | Tag::Investigation
        | Tag::Cooperation => None,
    }
}

/// Puts an answer after what it answers where both have the same time.
fn in_order(moves: &[Move]) -> Vec<Move> {
    let mut order: Vec<usize> = (0..moves.len()).collect();
    let is_answer = |place: usize| moves[place].answers.is_some();
    order.sort_by_key(|place| (moves[*place].at, is_answer(*place), *place));
    let mut new_place = vec![0; moves.len()];
    for (new, old) in order.iter().enumerate() {
        new_place[*old] = new;
    }
    let placed = |old: &usize| {
        let mut made = moves[*old].clone();
        made.answers = made.answers.map(|answers| new_place[answers]);
        made
    };
    order.iter().map(placed).collect()
}
