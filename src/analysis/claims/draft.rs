//! A claim while it is being made.

use std::ops::Range;

use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// A claim in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What kind.
    pub(crate) tag: Tag,
    /// Who makes it.
    pub(crate) source: Vec<ActorCode>,
    /// Whom it is about.
    pub(crate) target: Vec<ActorCode>,
    /// The words that name the source.
    pub(crate) source_tokens: Option<Range<usize>>,
    /// The words that name the target.
    pub(crate) target_tokens: Option<Range<usize>>,
    /// The sentence.
    pub(crate) sentence: usize,
    /// The words that triggered the rule.
    pub(crate) cue: Range<usize>,
    /// Whether it is made.
    pub(crate) polarity: Polarity,
    /// In which world.
    pub(crate) modality: Modality,
    /// How weak it is.
    pub(crate) hedge: u8,
    /// Which rule made it.
    pub(crate) rule: &'static str,
    /// Whether the words stand for the accusation itself (`denied it`, `a claim Beijing rejected`).
    pub(crate) refers: bool,
    /// Whether somebody is said to make it, named or not.
    pub(crate) reported: bool,
}

impl Draft {
    /// Makes an asserted claim without parties.
    pub(crate) fn new(tag: Tag, sentence: usize, cue: Range<usize>, rule: &'static str) -> Self {
        Self {
            tag,
            source: Vec::new(),
            target: Vec::new(),
            source_tokens: None,
            target_tokens: None,
            sentence,
            cue,
            polarity: Polarity::Asserted,
            modality: Modality::Actual,
            hedge: 0,
            rule,
            refers: false,
            reported: false,
        }
    }

    /// Makes the accusation that a denial answers: by its target, of its source.
    pub(crate) fn answered(&self, rule: &'static str) -> Self {
        let mut accusation = Self::new(Tag::Accusation, self.sentence, self.cue.clone(), rule);
        accusation.source.clone_from(&self.target);
        accusation.source_tokens.clone_from(&self.target_tokens);
        accusation.target.clone_from(&self.source);
        accusation.target_tokens.clone_from(&self.source_tokens);
        accusation
    }
}

/// Drops doubles among the drafts from `first` on, and accusations of oneself; the earlier rule wins.
pub(crate) fn settle(drafts: &mut Vec<Draft>, first: usize) {
    for draft in &mut drafts[first..] {
        if draft.tag != Tag::Cooperation {
            let source = std::mem::take(&mut draft.source);
            draft.target.retain(|code| !source.contains(code));
            draft.source = source;
        }
    }
    if drafts[first..].iter().any(|draft| draft.tag == Tag::Threat) {
        let threatened =
            |draft: &Draft| matches!(draft.modality, Modality::Planned | Modality::Conditional);
        let mut index = first;
        while index < drafts.len() {
            if drafts[index].tag != Tag::Threat && threatened(&drafts[index]) {
                drafts.remove(index);
            } else {
                index += 1;
            }
        }
    }
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts.drain(first..) {
        let idle = (draft.tag == Tag::Accusation && draft.target.is_empty())
            || (draft.tag == Tag::Cooperation && draft.polarity == Polarity::Negated);
        if !idle && !kept.iter().any(|other| says_more(other, &draft)) {
            kept.retain(|other| !says_more(&draft, other));
            kept.push(draft);
        }
    }
    kept.sort_by_key(|draft| draft.cue.start);
    drafts.append(&mut kept);
}

/// Whether `one` says all that `other` says.
fn says_more(one: &Draft, other: &Draft) -> bool {
    one.tag == other.tag
        && other.target.iter().all(|code| one.target.contains(code))
        && (other.source.is_empty()
            || other
                .source
                .iter()
                .filter(|code| code.is_state())
                .all(|code| one.source.contains(code))
                && other.source.iter().any(|code| one.source.contains(code)))
}
