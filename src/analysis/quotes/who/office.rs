//! Whom a noun of office repeats: `the diplomat`, `the CS`, the `minister` of a headline.

use std::ops::Range;

use super::CAST_REACH;
use super::INITIALS_MAX;
use super::Identity;
use super::Kind;
use super::NAMING_REACH;
use super::SHORT_PHRASE;
use super::Who;
use crate::analysis::actors::Person;
use crate::analysis::doc::Shape;
use crate::analysis::lexicon::Classes;
use crate::model::ActorCode;

impl Who<'_> {
    /// The person who spoke last, if `the diplomat`, `the official` or `the expert` can be said of him.
    pub(super) fn of_that_sort(
        &self,
        chunk: &Range<usize>,
        at: usize,
        owner: Option<&ActorCode>,
    ) -> Option<&Identity> {
        let classes = self.doc.tokens[at].classes;
        if chunk.len() > SHORT_PHRASE
            || !classes.any(Classes::OFFICE)
            || classes.any(Classes::PLURAL)
            || self.doc.word(at).starts_with("spokes") && owner.is_some()
        {
            return None;
        }
        let named = |known: &&Identity| known.kind == Kind::Person && known.naming.is_some();
        let mut before = self.cast.iter().rev().take(CAST_REACH).filter(named);
        let fits = |known: &Identity, sorts: &[Classes]| {
            let role = known.role.as_ref().and_then(|role| role.rsplit([' ', '-']).next());
            let role = role.map_or(Classes::default(), |role| self.classes_of(role));
            let same =
                owner.is_none_or(|owner| known.country.as_ref().is_none_or(|one| one == owner));
            same && sorts.iter().any(|one| classes.any(*one) && role.any(*one))
        };
        if !classes.any(Classes::GENERAL) {
            return before.find(|known| fits(known, &[Classes::DIPLOMAT]));
        }
        // `The diplomat` after a deputy director of the foreign ministry
        let speaks_for = |known: &Identity| {
            classes.any(Classes::DIPLOMAT) && known.country.is_some() && known.role.is_some()
        };
        before
            .next()
            .filter(|known| speaks_for(known) || fits(known, &[Classes::PUBLIC, Classes::EXPERT]))
    }

    /// `the CS` after `Cabinet Secretary Mercy Chebukati`: the person last named whose office it shortens.
    pub(super) fn by_initials(&self, name: &Range<usize>) -> Option<(usize, &Person)> {
        let letters = self.doc.word(name.start);
        let upper = self.doc.tokens[name.start].shape.any(Shape::UPPER);
        if name.len() != 1 || !upper || letters.len() > INITIALS_MAX {
            return None;
        }
        let end = self.actors.namings.partition_point(|n| n.tokens.start < name.start);
        (end.saturating_sub(NAMING_REACH)..end).rev().find_map(|index| {
            let person = self.actors.person_of(index)?;
            let start = self.actors.namings[index].tokens.start;
            let first = start.checked_sub(letters.len())?;
            let short = letters.chars().zip(first..start).all(|(letter, at)| {
                self.doc.tokens[at].shape.any(Shape::CAPITAL)
                    && self.doc.word(at).starts_with(letter)
            });
            short.then_some((index, person))
        })
    }

    /// Gives the nouns of the headline the name of the one who holds that office in the story.
    pub(super) fn name_headline(&mut self) {
        let Some(title) = self.doc.title() else { return };
        for index in 0..self.cast.len() {
            let known = &self.cast[index];
            if known.naming.is_some() || known.kind != Kind::Person || known.start >= title.end() {
                continue;
            }
            let [noun] = known.words.as_slice() else { continue };
            let wanted = self.classes_of(noun);
            let later = self.cast[index..].iter().find(|one| {
                one.naming.is_some()
                    && one.start >= title.end()
                    && one.role.as_ref().is_some_and(|role| {
                        role.split([' ', '-']).any(|word| {
                            word == noun
                                || wanted.any(Classes::GENERAL)
                                    && wanted.any(Classes::PUBLIC)
                                    && self.classes_of(word).any(Classes::PUBLIC)
                        })
                    })
            });
            if let Some(later) = later.filter(|_| wanted.any(Classes::OFFICE)) {
                let named = Identity { start: known.start, ..later.clone() };
                self.cast[index] = named;
            }
        }
    }

    pub(super) fn classes_of(&self, lower: &str) -> Classes {
        let words = &self.doc.lexicon.words;
        words.get(words.find(lower)).classes
    }
}
