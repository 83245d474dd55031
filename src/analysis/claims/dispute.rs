//! Who accuses whom in a text, as far as its plain sentences say so.

use super::deed::NAMED;
use super::draft::Draft;
use super::fill::is_common;
use crate::model::ActorCode;
use crate::model::Modality;
use crate::model::Polarity;
use crate::model::Tag;

/// One side's charge against another.
#[derive(Clone, Debug)]
struct Charge {
    by: ActorCode,
    against: ActorCode,
    sentence: usize,
}

/// The charges that a text reports, in order.
#[derive(Debug, Default)]
pub(crate) struct Dispute {
    charges: Vec<Charge>,
    /// The states that deny something or are accused, whoever says it of them.
    deniers: Vec<ActorCode>,
}

impl Dispute {
    /// Gathers the charges of all accusations, and those that denials answer.
    pub(crate) fn of(drafts: &[Draft]) -> Self {
        let mut charges = Vec::new();
        let mut deniers = Vec::new();
        let made = drafts.iter().filter(|draft| {
            draft.polarity == Polarity::Asserted
                && matches!(draft.modality, Modality::Actual | Modality::Historical)
        });
        for draft in made {
            let (by, against) = match draft.tag {
                Tag::Accusation => (&draft.source, &draft.target),
                Tag::Denial => (&draft.target, &draft.source),
                Tag::Indictment
                | Tag::Confirmation
                | Tag::NoComment
                | Tag::Condemnation
                | Tag::Demand
                | Tag::Warning
                | Tag::Threat
                | Tag::Sanction
                | Tag::Expulsion
                | Tag::Investigation
                | Tag::Refusal
                | Tag::Cooperation => continue,
            };
            // `“Georgian spies”, a tabloid had it`: a name is no charge.
            let by_nobody = by.iter().all(is_common) && draft.rule != NAMED;
            if draft.tag == Tag::Denial || by_nobody {
                deniers.extend(against.iter().filter(|code| code.is_state()).cloned());
            }
            for by in by.iter().filter(|by| !is_common(by)) {
                charges.extend(against.iter().filter(|against| *against != by).map(|against| {
                    Charge { by: by.clone(), against: against.clone(), sentence: draft.sentence }
                }));
            }
        }
        Self { charges, deniers }
    }

    /// Returns whether somebody is said to accuse somebody.
    pub(crate) fn has_charges(&self) -> bool {
        !self.charges.is_empty()
    }

    /// Returns whether nobody accuses anybody, and no state denies anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.charges.is_empty() && self.deniers.is_empty()
    }

    /// Returns the charges against those whom `first` does not know as a party, and who accuse nobody.
    pub(crate) fn beyond(&self, first: &Self) -> Self {
        let party = |code: &ActorCode| {
            first.charges.iter().any(|charge| charge.against == *code)
                || self.charges.iter().any(|charge| charge.by == *code)
        };
        let late = self.charges.iter().filter(|charge| !party(&charge.against));
        Self { charges: late.cloned().collect(), deniers: Vec::new() }
    }

    /// Returns whether somebody is known to accuse one of `side`.
    pub(crate) fn is_accused(&self, side: &[ActorCode]) -> bool {
        self.charges.iter().any(|charge| side.contains(&charge.against))
    }

    /// Returns whether one of `side` accuses somebody.
    pub(crate) fn accuses(&self, side: &[ActorCode]) -> bool {
        self.charges.iter().any(|charge| side.contains(&charge.by))
    }

    /// Returns whether one of `side` denies something elsewhere.
    pub(crate) fn denies(&self, side: &[ActorCode]) -> bool {
        side.iter().any(|code| self.deniers.contains(code))
    }

    /// Returns who accuses one of `side`: those whom its words name, else as the sentences nearest to `sentence`
    /// say, before rather than after.
    pub(crate) fn accusers(
        &self,
        side: &[ActorCode],
        sentence: usize,
        named: &[ActorCode],
    ) -> Vec<ActorCode> {
        let accuses = |charge: &Charge| side.contains(&charge.against);
        // In which sentences one of the named accuses.
        let mut by_name: Vec<usize> = self
            .charges
            .iter()
            .filter(|charge| named.contains(&charge.by) && accuses(charge))
            .map(|charge| charge.sentence)
            .collect();
        by_name.sort_unstable();
        let found = self.nearest(
            sentence,
            |charge| by_name.binary_search(&charge.sentence).is_ok() && accuses(charge),
            |charge| &charge.by,
        );
        if found.is_empty() { self.nearest(sentence, accuses, |charge| &charge.by) } else { found }
    }

    /// Returns whom one of `side` accuses, in the same way.
    pub(crate) fn accused(&self, side: &[ActorCode], sentence: usize) -> Vec<ActorCode> {
        self.nearest(sentence, |charge| side.contains(&charge.by), |charge| &charge.against)
    }

    /// Returns whether `one` accuses one of `side`, or the other way round.
    pub(crate) fn opposes(&self, side: &[ActorCode], one: &ActorCode) -> bool {
        self.charges.iter().any(|charge| {
            (side.contains(&charge.by) && charge.against == *one)
                || (side.contains(&charge.against) && charge.by == *one)
        })
    }

    /// Returns whether `one` accuses somebody whom one of `side` accuses too.
    pub(crate) fn stands_by(&self, side: &[ActorCode], one: &ActorCode) -> bool {
        self.charges.iter().filter(|charge| charge.by == *one).any(|charge| {
            self.charges.iter().any(|own| side.contains(&own.by) && own.against == charge.against)
        })
    }

    fn nearest<'a>(
        &'a self,
        sentence: usize,
        holds: impl Fn(&Charge) -> bool,
        other: impl Fn(&'a Charge) -> &'a ActorCode,
    ) -> Vec<ActorCode> {
        let distance =
            |charge: &Charge| (charge.sentence > sentence, charge.sentence.abs_diff(sentence));
        let Some(least) = self.charges.iter().filter(|one| holds(one)).map(distance).min() else {
            return Vec::new();
        };
        let mut codes: Vec<ActorCode> = Vec::new();
        for charge in self.charges.iter().filter(|one| holds(one) && distance(one) == least) {
            let code = other(charge);
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }
}
