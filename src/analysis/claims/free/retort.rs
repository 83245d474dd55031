//! What the accused says is not so, by the by: irony, a comparison, an excuse.

use super::Ask;
use super::denial;
use crate::analysis::claims::draft::Draft;
use crate::analysis::lexicon::Classes;
use crate::model::Tag;

/// The rule of such words.
const RETORT: &str = "the accused makes light of it";

/// The fewest tokens that say something of a charge.
const TOKENS_MIN: usize = 4;

/// Returns the denial of an accused who accuses nobody, in whose words between marks nothing else was found.
///
/// They must say what is not so: thanks, offers and policy do not.
pub(super) fn read(ask: &Ask<'_>) -> Option<Draft> {
    let g = &ask.read.grammar;
    let stretch = ask.stretch;
    let marked = ask.read.voices.is_quoted(stretch.tokens.start);
    if !marked || stretch.tokens.len() < TOKENS_MIN || ask.dispute.accuses(&stretch.side) {
        return None;
    }
    let mut words = stretch.tokens.clone();
    let to_come = |at: usize| g.is(at, Classes::MODAL) || g.is(at, Classes::PLANS) && g.is_verb(at);
    if ask.accusers().is_empty() || words.clone().any(to_come) || denial::evades(ask, words.end) {
        return None;
    }
    let cue = words.find(|at| g.is(*at, Classes::NEGATION) && !g.is(*at + 1, Classes::EMPHATIC))?;
    let mut draft = ask.draft(Tag::Denial, cue, RETORT);
    draft.target = ask.accusers().to_vec();
    Some(draft)
}
