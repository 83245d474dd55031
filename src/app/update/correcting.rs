//! Correcting what the machine read: claims and speakers.

use super::browse;
use super::working::change;
use crate::app::Change;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::State;
use crate::app::Verb;
use crate::app::reader::Target;
use crate::model::ActorCode;
use crate::model::Claim;
use crate::model::ClaimWords;
use crate::model::Correction;
use crate::model::Quote;
use crate::model::Story;
use crate::model::Tag;

/// Carries out a command that corrects.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::RejectClaim => reject(state),
        Verb::CorrectSource => of_claim(state, Purpose::Source, argument),
        Verb::CorrectTarget => of_claim(state, Purpose::Target, argument),
        Verb::CorrectTag => of_claim(state, Purpose::Tag, argument),
        Verb::CorrectSpeaker => of_quote(state, argument),
        Verb::AddClaim => of_selection(state, argument),
        Verb::DropCorrections => drop_all(state),
        _ => return None,
    })
}

fn story(state: &State) -> Option<&Story> {
    state.reader.as_ref()?.story.as_deref()
}

/// Returns the claim that the reader looks at: that of the page on why, else of the place.
fn claim(state: &mut State) -> Option<usize> {
    let found = match &state.mode {
        Mode::Why { claims, at } => claims.get(*at).copied(),
        _ => state.reader.as_ref().and_then(|reader| {
            let place = reader.place?;
            let claims = &reader.story.as_ref()?.analysis.claims;
            claims.iter().position(|claim| claim.evidence.overlaps(place))
        }),
    };
    if found.is_none() {
        state.status.say("go to a claim first: ] c, then i");
    }
    found
}

fn reject(state: &mut State) -> Vec<Effect> {
    let Some(at) = claim(state) else { return Vec::new() };
    with_claim(state, at, |claim, text| Correction::Reject(ClaimWords::of(claim, text)))
}

/// Corrects the claim with this index.
fn with_claim(
    state: &mut State,
    at: usize,
    make: impl FnOnce(&Claim, &str) -> Correction,
) -> Vec<Effect> {
    let Some(story) = story(state) else { return Vec::new() };
    let Some(claim) = story.analysis.claims.get(at) else { return Vec::new() };
    let (id, correction) = (story.row.id, make(claim, &story.article.text));
    browse(state);
    change(state, Change::Correct { id, correction })
}

fn of_claim(state: &mut State, purpose: fn(usize) -> Purpose, typed: &str) -> Vec<Effect> {
    let Some(at) = claim(state) else { return Vec::new() };
    ask(state, purpose(at), typed)
}

/// Asks for what is right, or takes what was typed already.
fn ask(state: &mut State, purpose: Purpose, typed: &str) -> Vec<Effect> {
    if typed.is_empty() {
        state.mode = Mode::Line(Prompt::new(purpose, ""));
        return Vec::new();
    }
    submit(state, purpose, typed)
}

fn of_quote(state: &mut State, typed: &str) -> Vec<Effect> {
    let place = state.reader.as_ref().and_then(|reader| reader.place);
    let quotes = story(state).map(|story| story.analysis.quotes.as_slice()).unwrap_or_default();
    let here = |quote: &Quote| place.is_some_and(|place| quote.content.overlaps(place));
    let Some(at) = quotes.iter().position(|quote| !quote.scare && here(quote)) else {
        state.status.say("go to a quotation first: ] q");
        return Vec::new();
    };
    ask(state, Purpose::Speaker(at), typed)
}

fn of_selection(state: &mut State, typed: &str) -> Vec<Effect> {
    let span = match &state.mode {
        Mode::Select(selection) => Some(selection.span()),
        _ => state.reader.as_ref().and_then(|reader| {
            let place = reader.place?;
            reader.places(Target::Quote).contains(&place).then_some(place)
        }),
    };
    let Some(span) = span else {
        state.status.say("v selects the sentence that makes the claim");
        return Vec::new();
    };
    ask(state, Purpose::AddClaim(span), typed)
}

fn drop_all(state: &mut State) -> Vec<Effect> {
    match story(state) {
        Some(story) if !story.corrections.is_empty() => {
            vec![Effect::Change(Change::DropCorrections(story.row.id))]
        }
        Some(_) | None => {
            state.status.say("you have corrected nothing in this story");
            Vec::new()
        }
    }
}

/// Takes in what is right.
pub(super) fn submit(state: &mut State, purpose: Purpose, typed: &str) -> Vec<Effect> {
    let replaced = |claim: &Claim, text: &str, set: &dyn Fn(&mut ClaimWords)| {
        let read = ClaimWords::of(claim, text);
        let mut right = read.clone();
        set(&mut right);
        Correction::Replace { read, right }
    };
    match purpose {
        Purpose::Source(at) | Purpose::Target(at) => match codes(state, typed) {
            Ok(codes) => with_claim(state, at, |claim, text| {
                replaced(claim, text, &|right| match purpose {
                    Purpose::Source(_) => right.source.clone_from(&codes),
                    _ => right.target.clone_from(&codes),
                })
            }),
            Err(problem) => refuse(state, problem),
        },
        Purpose::Tag(at) => match tag(typed) {
            Ok(tag) => {
                with_claim(state, at, |claim, text| replaced(claim, text, &|right| right.tag = tag))
            }
            Err(problem) => refuse(state, problem),
        },
        Purpose::Speaker(at) => speaker(state, at, typed),
        Purpose::AddClaim(span) => match added(state, typed) {
            Ok((tag, source, target)) => {
                let Some(story) = story(state) else { return Vec::new() };
                let evidence = span.text(&story.article.text).to_owned();
                let words = ClaimWords { tag, source, target, evidence };
                let id = story.row.id;
                change(state, Change::Correct { id, correction: Correction::Add(words) })
            }
            Err(problem) => refuse(state, problem),
        },
        _ => Vec::new(),
    }
}

fn refuse(state: &mut State, problem: String) -> Vec<Effect> {
    state.status.warn(problem);
    Vec::new()
}

/// `Mao Ning, China`: the last part is a country if it is one; nothing for nobody named.
fn speaker(state: &mut State, at: usize, typed: &str) -> Vec<Effect> {
    let (name, country) = match typed.rsplit_once(',') {
        Some((name, last)) => match state.names.country(last.trim()) {
            Some(code) => (name.trim(), Some(code)),
            None => (typed.trim(), None),
        },
        None => (typed.trim(), None),
    };
    let Some(story) = story(state) else { return Vec::new() };
    let Some(quote) = story.analysis.quotes.get(at) else { return Vec::new() };
    let known = quote.speaker.as_ref().and_then(|speaker| speaker.country.clone());
    let correction = Correction::Speaker {
        quote: quote.content.text(&story.article.text).to_owned(),
        name: name.to_owned(),
        country: country.or(known).filter(|_| !name.is_empty()),
    };
    let id = story.row.id;
    change(state, Change::Correct { id, correction })
}

/// Reads the names or codes of actors; one that is no state is an organisation.
fn codes(state: &State, typed: &str) -> Result<Vec<ActorCode>, String> {
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    let mut codes = Vec::new();
    for part in parts {
        let code = state.names.country(part).or_else(|| {
            let organisation = part.strip_prefix("ORG:").or_else(|| part.strip_prefix("org:"));
            organisation.map(|name| ActorCode::organisation(name.trim()))
        });
        let Some(code) = code else {
            return Err(format!("`{part}` is no country; write org:{part} for an organisation"));
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

fn tag(typed: &str) -> Result<Tag, String> {
    let name = typed.trim().replace([' ', '-'], "_");
    Tag::from_name(&name).ok_or_else(|| {
        let known = Tag::ALL.map(|tag| tag.as_str().to_lowercase().replace('_', " "));
        format!("no claim is called `{}`; there are {}", typed.trim(), known.join(", "))
    })
}

/// Reads `accusation nz > cn`.
fn added(state: &State, typed: &str) -> Result<(Tag, Vec<ActorCode>, Vec<ActorCode>), String> {
    let (tag_words, parties) = typed.trim().split_once(' ').unwrap_or((typed, ""));
    let (source, target) = parties.split_once('>').unwrap_or((parties, ""));
    Ok((tag(tag_words)?, codes(state, source)?, codes(state, target)?))
}
