//! Finds the names of the lexicon in one pass, the longest first.

use super::Called;
use super::Naming;
use super::Use;
use crate::analysis::doc::Doc;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Form;
use crate::analysis::lexicon::Sort;
use crate::model::MentionKind;

/// The bits that fit in the masks of case.
const MASK_BITS: usize = 32;

/// Finds all names of the lexicon, in order, without overlap.
pub(super) fn scan(doc: &Doc<'_>) -> Vec<Naming> {
    let mut namings = Vec::with_capacity(doc.tokens.len() / 16);
    for sentence in &doc.sentences {
        let shouted = is_shouted(doc, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match longest(doc, at, sentence.tokens.end, shouted) {
                Some((end, form)) => {
                    if form.sort != Sort::Nothing {
                        namings.push(naming(at, end, form));
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    namings
}

/// Returns whether a sentence is in capitals throughout, so that case says nothing.
fn is_shouted(doc: &Doc<'_>, tokens: std::ops::Range<usize>) -> bool {
    let mut uppers = 0;
    for token in &doc.tokens[tokens] {
        if token.shape.any(Shape::UPPER) {
            uppers += 1;
        } else if token.shape.any(Shape::WORD) && token.end - token.start > 1 {
            return false;
        }
    }
    uppers > 2
}

/// Returns the end and form of the longest name that begins at a token.
fn longest<'a>(doc: &Doc<'a>, at: usize, end: usize, shouted: bool) -> Option<(usize, &'a Form)> {
    let names = &doc.lexicon.names;
    let mut node = names.enter(doc.tokens[at].word)?;
    let (mut capitals, mut uppers) = (0u32, 0u32);
    let mut found = None;
    for (index, next) in (at..end).take(MASK_BITS).enumerate() {
        let shape = doc.tokens[next].shape;
        capitals |= u32::from(shape.any(Shape::CAPITAL)) << index;
        uppers |= u32::from(shape.any(Shape::UPPER)) << index;
        let form = names
            .forms_at(node)
            .find(|form| form.fits(capitals, uppers) && !(shouted && form.is_short_acronym()));
        if let Some(form) = form {
            found = Some((next + 1, form));
        }
        let Some(word) = doc.tokens.get(next + 1).filter(|_| next + 1 < end) else { break };
        let Some(further) = names.step(node, word.word) else { break };
        node = further;
    }
    found
}

fn naming(at: usize, end: usize, form: &Form) -> Naming {
    let kind = match form.sort {
        Sort::Country | Sort::Adjective | Sort::People | Sort::Capital | Sort::Seat => {
            MentionKind::Country
        }
        Sort::Bloc => MentionKind::Bloc,
        Sort::Agency | Sort::Company | Sort::Outlet | Sort::Party | Sort::Team => {
            MentionKind::Organisation
        }
        Sort::Place | Sort::Nothing => MentionKind::Place,
        Sort::Group => MentionKind::Group,
        Sort::Person => MentionKind::Person,
    };
    Naming {
        tokens: at..end,
        kind,
        sort: form.sort,
        name: Called::Listed(form.name),
        country: form.state,
        usage: Use::Acts,
        furniture: false,
    }
}
