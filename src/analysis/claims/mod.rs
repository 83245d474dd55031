//! What one actor says or does to another.
//!
//! Each sentence is read by rules from the most explicit to the least: verbs with a frame,
//! dismissals, deeds with a culprit, nouns of accusation. [`discourse`] then carries on what a
//! sentence leaves unsaid, and [`answers`] joins denials to what they answer.

mod aim;
mod answers;
mod blamed;
mod called;
mod clause;
mod content;
mod culprit;
mod deed;
mod denial;
mod diplomatic;
mod discourse;
mod dispute;
mod doer;
mod draft;
mod exposed;
mod fill;
mod frame;
mod free;
mod grammar;
mod harm;
mod implicated;
mod mark;
mod modality;
mod noun;
mod party;
mod protest;
mod service;
mod shared;
mod threat;
mod turns;
mod unclaimed;
mod victim;
mod voice;
mod whence;
mod whose;

use crate::analysis::actors::Actors;
use crate::analysis::doc::Doc;
use crate::analysis::doc::ParagraphKind;
use crate::analysis::lexicon::Classes;
use crate::analysis::quotes::Speech;
use crate::model::ActorCode;
use crate::model::Claim;

use dispute::Dispute;
use draft::Draft;
use grammar::Grammar;
use grammar::Parts;
use turns::Turns;
use voice::Voices;

/// The most claims that are read in a text: a long report has a few hundred, and comparing each with
/// each stays cheap.
const CLAIMS_MAX: usize = 600;

/// What is claimed in a text, and who was harmed.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The claims, in order of appearance.
    pub(crate) claims: Vec<Claim>,
    /// The states to which a deed was done, without doubles.
    pub(crate) victims: Vec<ActorCode>,
}

/// Finds what is claimed in `doc`, in order of appearance.
pub(crate) fn find(doc: &Doc<'_>, actors: &Actors, speech: &Speech) -> Found {
    let turns = Turns::of(doc, actors);
    let voices = Voices::new(speech, &turns);
    let parts = Parts::of(doc, actors);
    let issuer = if turns.is_empty() {
        fill::issuer(doc, actors, &parts, |at| voices.is_quoted(at))
    } else {
        Vec::new()
    };
    let voices = voices.issued_by(&issuer);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut harmed = Vec::new();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        if drafts.len() >= CLAIMS_MAX {
            break;
        }
        if doc.paragraphs[sentence.paragraph].kind == ParagraphKind::Furniture {
            continue;
        }
        let read = Reader {
            grammar: Grammar::new(doc, actors, &parts, sentence),
            voices: &voices,
            sentence: index,
        };
        let first = drafts.len();
        read.sentence_into(&mut drafts);
        discourse::same(&read, &mut drafts, first);
        discourse::second(&read, &mut drafts, first);
        discourse::carry_on(&read, &mut drafts, first);
        draft::settle(&mut drafts, first);
        victim::read(&read, &drafts[first..], &mut harmed);
    }
    fill::from_others(doc, actors, &mut drafts, &issuer);
    read_again(doc, actors, &parts, &voices, &mut drafts);
    fill::drop_idle(doc, actors, &mut drafts);
    let victims = victim::all(harmed, &drafts);
    Found { claims: answers::finish(doc, actors, voices, drafts), victims }
}

/// Reads all sentences again for what the parties say in free words, and what those deny whom only that accused.
fn read_again(
    doc: &Doc<'_>,
    actors: &Actors,
    parts: &Parts,
    voices: &Voices<'_>,
    drafts: &mut Vec<Draft>,
) {
    let dispute = Dispute::of(drafts);
    if dispute.is_empty() {
        return;
    }
    let reader = |sentence: usize| Reader {
        grammar: Grammar::new(doc, actors, parts, &doc.sentences[sentence]),
        voices,
        sentence,
    };
    let mut memory = free::Memory::default();
    each_sentence(doc, drafts, |sentence, told, drafts| {
        let read = reader(sentence);
        free::read(&read, &dispute, &mut memory, told, drafts);
        free::read_names(&read, &dispute, told, drafts);
    });
    let late = Dispute::of(drafts).beyond(&dispute);
    if late.has_charges() {
        each_sentence(doc, drafts, |sentence, told, drafts| {
            free::read_denials(&reader(sentence), &late, told, drafts);
        });
    }
}

/// Adds what `read` finds in each sentence behind what is told of it, in order.
fn each_sentence(
    doc: &Doc<'_>,
    drafts: &mut Vec<Draft>,
    mut read: impl FnMut(usize, &[Draft], &mut Vec<Draft>),
) {
    let known = std::mem::take(drafts);
    let mut next = 0;
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let first = next;
        while known.get(next).is_some_and(|draft| draft.sentence == index) {
            next += 1;
        }
        let told = &known[first..next];
        drafts.extend_from_slice(told);
        let furniture = doc.paragraphs[sentence.paragraph].kind == ParagraphKind::Furniture;
        if !furniture && drafts.len() < CLAIMS_MAX {
            read(index, told, drafts);
        }
    }
}

/// One sentence, with who speaks in it.
pub(crate) struct Reader<'a> {
    /// Its words.
    pub(crate) grammar: Grammar<'a>,
    /// Who speaks where.
    pub(crate) voices: &'a Voices<'a>,
    /// Its index.
    pub(crate) sentence: usize,
}

impl Reader<'_> {
    fn sentence_into(&self, drafts: &mut Vec<Draft>) {
        let g = &self.grammar;
        let from = drafts.len();
        for at in g.start..g.end {
            if g.is(at, Classes::VERB) && g.is_verb(at) {
                frame::read(self, at, drafts);
            }
        }
        denial::read(self, drafts);
        if g.has(Classes::PARTICIPLE.with(Classes::SPEECH)) {
            diplomatic::read(self, drafts);
        }
        called::read(self, drafts, from);
        if g.has(Classes::CHARGE.with(Classes::SPEECH)) {
            noun::read(self, drafts);
        }
        content::read(self, drafts);
        deed::read(self, drafts);
        if g.has(Classes::EXPOSES.with(Classes::FORGOES)) {
            exposed::read(self, drafts);
        }
        protest::read(self, drafts);
    }
}
