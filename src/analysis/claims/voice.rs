//! Whose words a token is: the writer's, or a speaker's.

use std::ops::Range;

use super::fill;
use super::grammar::Grammar;
use super::party;
use super::turns::Turns;
use crate::analysis::actors::Naming;
use crate::analysis::lexicon::Classes;
use crate::analysis::quotes::Said;
use crate::analysis::quotes::Speech;
use crate::model::ActorCode;
use crate::model::MentionKind;
use crate::model::QuoteKind;

/// How far from its cue what is said stands, in tokens.
const SPEECH_REACH: usize = 80;

/// Whose words each token is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voices<'a> {
    speech: &'a Speech,
    issuer: &'a [ActorCode],
    turns: &'a Turns,
}

/// Who says a clause.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// The codes of the speaker.
    pub(crate) codes: Vec<ActorCode>,
    /// The words that name the speaker, if they stand in the sentence.
    pub(crate) tokens: Option<Range<usize>>,
    /// Whether the words are the speaker's own, so that `we` is the speaker's side.
    pub(crate) direct: bool,
}

impl<'a> Voices<'a> {
    /// Looks voices up in the speech of a text.
    pub(crate) fn new(speech: &'a Speech, turns: &'a Turns) -> Self {
        Self { speech, issuer: &[], turns }
    }

    /// Takes the words without marks for those of `issuer`, who speaks of itself as `we`.
    pub(crate) fn issued_by(self, issuer: &'a [ActorCode]) -> Self {
        Self { issuer, ..self }
    }

    /// Returns whether the token is between quotation marks, in speech.
    pub(crate) fn is_quoted(self, token: usize) -> bool {
        self.marked(token).is_some()
    }

    /// Returns the codes of whoever speaks the token between marks, or issued the text; empty for the writer.
    pub(crate) fn at(self, token: usize) -> &'a [ActorCode] {
        match self.marked(token) {
            Some(said) => said.side.as_slice(),
            None => self.turns.at(token).unwrap_or(self.issuer),
        }
    }

    /// Returns whom the speaker's words stand for; a pronoun is what the quotes made of it.
    fn codes_of(self, g: &Grammar<'_>, speaker: &Range<usize>, cue: usize) -> Vec<ActorCode> {
        let side = || {
            let same = |said: &&Said| said.speaker.as_ref() == Some(speaker);
            self.near(cue).find(same).and_then(|said| said.side.clone())
        };
        if g.actors.within(speaker.clone()).is_empty()
            && let Some(side) = side().filter(ActorCode::is_state)
        {
            return vec![side];
        }
        let mut codes = party::speakers(g, speaker.clone(), self.at(cue));
        if codes.is_empty() {
            codes = party::issuer_of(g, speaker, self.at(cue));
        }
        if !codes.is_empty() {
            return codes;
        }
        let near = |said: &&Said| said.cue == Some(cue) || said.speaker.as_ref() == Some(speaker);
        let side = self.near(cue).find(near).and_then(|said| said.side.clone());
        let side = side.or_else(|| self.goes_on(g, speaker));
        side.filter(|side| !fill::is_common(side)).into_iter().collect()
    }

    /// `The drones, he said, belonged to it`: the state of whoever spoke last, if the words are no more than a pronoun.
    fn goes_on(self, g: &Grammar<'_>, speaker: &Range<usize>) -> Option<ActorCode> {
        let pronoun = speaker.len() == 1 && g.is_one(speaker.start, &["he", "she", "they"]);
        let before = |said: &&Said| pronoun && said.tokens.start < speaker.start;
        let last = self.near(speaker.start).take_while(before).last()?;
        let person = |one: &Naming| one.kind == MentionKind::Person;
        let another = g.actors.within(last.tokens.end..speaker.start).iter().any(person);
        last.side.clone().filter(|side| side.is_state() && !another)
    }

    fn marked(self, token: usize) -> Option<&'a Said> {
        let said = self.speech.at(token)?;
        let quote = &self.speech.quotes[said.quote];
        (quote.kind != QuoteKind::Indirect).then_some(said)
    }

    /// Returns the side of what the verb at `cue` reports, if the quotes know it.
    ///
    /// A state that the text names only behind the cue is not the one that spoke.
    pub(crate) fn of_cue(self, g: &Grammar<'_>, cue: usize) -> Option<&'a ActorCode> {
        let names = &g.doc.lexicon.names;
        self.near(cue)
            .find(|said| said.cue == Some(cue) && speaks(g, said, cue))
            .and_then(|said| said.side.as_ref())
            .filter(|side| !fill::is_common(side))
            .filter(|side| {
                let named = g.actors.within(0..cue);
                named.iter().any(|one| one.country.is_some_and(|state| names.code(state) == *side))
            })
    }

    /// What is said within reach of a cue.
    fn near(self, cue: usize) -> impl Iterator<Item = &'a Said> {
        let from = self.speech.said.partition_point(|said| said.tokens.end + SPEECH_REACH < cue);
        self.speech.said[from..]
            .iter()
            .take_while(move |said| said.tokens.start < cue + SPEECH_REACH)
    }

    /// Returns the side whose words begin last among `tokens`.
    pub(crate) fn last_side(self, tokens: Range<usize>) -> Option<&'a ActorCode> {
        let end = self.speech.said.partition_point(|said| said.tokens.start < tokens.end);
        let last = self.speech.said[..end].last()?;
        last.side.as_ref().filter(|_| last.tokens.end > tokens.start)
    }

    fn issued(self, token: usize) -> Option<Voice> {
        let codes = self.turns.at(token).unwrap_or(self.issuer);
        (!codes.is_empty()).then(|| Voice {
            codes: codes.to_vec(),
            tokens: None,
            direct: self.turns.is_empty(),
        })
    }

    /// Returns the first token behind the label of a transcript's line, if one opens the words at `start`.
    pub(crate) fn behind_label(self, start: usize) -> usize {
        self.turns.behind_label(start)
    }

    /// Returns who says the token without marks, where the quotes found a side for it.
    ///
    /// A joint subject speaks for all its members.
    fn told(self, g: &Grammar<'_>, token: usize) -> Option<Voice> {
        let said = self.speech.at(token)?;
        let side = said.side.clone().filter(|side| !fill::is_common(side))?;
        let joint = said
            .cue
            .zip(said.speaker.as_ref())
            .filter(|(cue, _)| (g.start..g.end).contains(cue))
            .map(|(cue, speaker)| joint(g, speaker, cue))
            .filter(|codes| codes.len() > 1 && codes.contains(&side));
        let codes = joint.unwrap_or_else(|| vec![side]);
        Some(Voice { codes, tokens: said.speaker.clone(), direct: false })
    }

    /// Returns who says the clause of `token`: by quotation, by reporting verb, or `according to`.
    pub(crate) fn says(self, g: &Grammar<'_>, token: usize) -> Option<Voice> {
        if self.is_quoted(token) {
            return Some(Voice { codes: self.at(token).to_vec(), tokens: None, direct: true });
        }
        self.told(g, token)
            .or_else(|| reporter_before(g, self, token))
            .or_else(|| sure_before(g, self, token))
            .or_else(|| reporter_after(g, self, token))
            .or_else(|| according_to(g, self))
            .or_else(|| self.issued(token))
    }
}

/// Whether the words that name the speaker are the subject of the verb at `cue`.
fn speaks(g: &Grammar<'_>, said: &Said, cue: usize) -> bool {
    let subject = g.subject(g.verb_group(cue)).filter(|subject| subject.end <= cue);
    said.speaker.as_ref().zip(subject).is_none_or(|(speaker, subject)| {
        speaker.end <= g.start || speaker.start < subject.end && subject.start < speaker.end
    })
}

/// The parties of a joint subject: `Norway, Sweden and Finland said`, `the FBI, together with Japan's NPA, said`.
fn joint(g: &Grammar<'_>, speaker: &Range<usize>, cue: usize) -> Vec<ActorCode> {
    let mut codes = party::parties(g, speaker.clone(), &[]);
    let subject = g.subject(g.verb_group(cue)).filter(|subject| {
        subject.start < speaker.end && speaker.start < subject.end && subject.end <= cue
    });
    if let Some(subject) = subject {
        let named = party::parties(g, subject, &[]);
        if named.len() > codes.len() {
            codes = named;
        }
    }
    for code in party::beside(g, speaker.end..cue) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn is_reporting(g: &Grammar<'_>, voices: Voices<'_>, at: usize) -> bool {
    // `The group, he went on, reports to it.`
    let goes_on = g.word(at) == "went" && g.word(at + 1) == "on" && g.word(at + 2) == ",";
    (g.is(at, Classes::REPORTS) && !g.is(at, Classes::NAMES) || goes_on)
        && !voices.is_quoted(at)
        && g.is_verb(at)
}

/// `The GCSB said that … token`: the nearest reporting verb before.
fn reporter_before(g: &Grammar<'_>, voices: Voices<'_>, token: usize) -> Option<Voice> {
    if !g.has(Classes::REPORTS.with(Classes::LEADS)) {
        return None;
    }
    let at = (g.start..token).rev().find(|at| is_reporting(g, voices, *at))?;
    let group = g.verb_group(at);
    if group.passive {
        return None;
    }
    let left = (at + 1..token).any(|between| g.word(between) == ";");
    let subject = g.subject(group).filter(|_| !left)?;
    let mut codes = voices.codes_of(g, &subject, at);
    if codes.is_empty() && g.is_one(subject.start, &["it", "they"]) && g.is_in_relative(group) {
        // `Kenya arrested two men it says spied`
        let main = g.verb_before(subject.start).and_then(|verb| g.subject(g.verb_group(verb)));
        codes = main.map_or_else(Vec::new, |main| party::speakers(g, main, voices.at(at)));
    }
    Some(Voice { codes, tokens: Some(subject), direct: false })
}

/// `The committee is satisfied that … token`: who holds it for sure.
fn sure_before(g: &Grammar<'_>, voices: Voices<'_>, token: usize) -> Option<Voice> {
    if !g.has(Classes::SURE) {
        return None;
    }
    let sure = (g.start..token).rev().find(|at| {
        g.is(*at, Classes::SURE) && g.word(at + 1) == "that" && !voices.is_quoted(*at)
    })?;
    let be = (g.start..sure).rev().take(3).find(|at| g.is(*at, Classes::BE))?;
    let group = g.verb_group(be);
    let subject = g.subject(group).filter(|_| !group.negated)?;
    let codes = voices.codes_of(g, &subject, be);
    Some(Voice { codes, tokens: Some(subject), direct: false })
}

/// `… token …, the FBI said` and `…, said the FBI`.
fn reporter_after(g: &Grammar<'_>, voices: Voices<'_>, token: usize) -> Option<Voice> {
    if !g.has(Classes::REPORTS.with(Classes::LEADS)) {
        return None;
    }
    let at = (token + 1..g.end).find(|at| is_reporting(g, voices, *at))?;
    let group = g.verb_group(at);
    if group.passive {
        return reported_by(g, voices, token, at);
    }
    if group.infinitive {
        return None;
    }
    let closes =
        |at: usize| matches!(g.word(at), "," | "”" | "\"" | "’" | "'" | "?" | "!" | "–" | "—");
    let speaker = match g.subject(group) {
        Some(subject)
            if subject.start > token && subject.start > g.start && closes(subject.start - 1) =>
        {
            subject
        }
        // Not of `…, has since blamed Moscow`.
        _ if group.first > 0 && closes(group.first - 1) && !g.is(at, Classes::REJECTS) => {
            g.phrase_from(at + 1)?
        }
        _ => return None,
    };
    let codes = voices.codes_of(g, &speaker, at);
    Some(Voice { codes, tokens: Some(speaker), direct: false })
}

/// `Attacks by APT28 were also reported | by Germany`: who is said to report what the subject tells.
fn reported_by(g: &Grammar<'_>, voices: Voices<'_>, token: usize, at: usize) -> Option<Voice> {
    g.subject(g.verb_group(at)).filter(|subject| subject.contains(&token))?;
    let speaker = g.phrase_from(at + 2).filter(|_| g.word(at + 1) == "by")?;
    let codes = voices.codes_of(g, &speaker, at);
    Some(Voice { codes, tokens: Some(speaker), direct: false })
}

/// `according to three officials`.
fn according_to(g: &Grammar<'_>, voices: Voices<'_>) -> Option<Voice> {
    if !g.has(Classes::LEADS) {
        return None;
    }
    let at = (g.start..g.end).find(|at| {
        g.is(*at, Classes::LEADS)
            && g.word(*at).eq_ignore_ascii_case("according")
            && g.word(at + 1) == "to"
            && !voices.is_quoted(*at)
    })?;
    let speaker = g.phrase_from(at + 2)?;
    let codes = party::parties(g, speaker.clone(), &[]);
    Some(Voice { codes, tokens: Some(speaker), direct: false })
}
