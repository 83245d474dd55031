//! Keeping dossiers: the shelf, the outline of one, and putting stories into them.

use super::browse;
use super::moving;
use super::open_selected;
use super::working;
use crate::app::Change;
use crate::app::Command;
use crate::app::DossierChange;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::NoteEditor;
use crate::app::Pane;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::Shelf;
use crate::app::State;
use crate::app::Verb;
use crate::app::dossiers::Dossiers;
use crate::app::dossiers::Outline;
use crate::app::dossiers::Part;
use crate::app::offers;
use crate::model::Dossier;
use crate::model::Filter;
use crate::model::StoryId;

/// What is said where no dossier is meant.
const NONE: &str = "no dossier here; S puts a story into one, g d shows them";

/// Carries out a command on dossiers.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::Dossiers => show(state),
        Verb::Shelve => shelve(state, argument),
        Verb::NewDossier => named(state, Purpose::NewDossier, argument),
        Verb::LivingDossier => named(state, Purpose::LivingDossier, argument),
        Verb::RenameDossier => named(state, Purpose::RenameDossier, argument),
        Verb::Section => named(state, Purpose::Section, argument),
        Verb::Summary => summary(state),
        Verb::MoveDown => place(state, 1),
        Verb::MoveUp => place(state, -1),
        Verb::TakeOut => take_out(state),
        _ => return None,
    })
}

/// Puts the dossiers in the place of the stories.
fn show(state: &mut State) -> Vec<Effect> {
    state.focus = Pane::List;
    state.panes.zen = false;
    match &mut state.dossiers {
        Some(dossiers) => dossiers.open = None,
        None => state.dossiers = Some(Dossiers::default()),
    }
    vec![super::survey(state)]
}

/// Shows one dossier.
pub(super) fn show_one(state: &mut State, dossier: Dossier) -> Vec<Effect> {
    state.focus = Pane::List;
    let selected = state.survey.dossiers.iter().position(|known| known.id == dossier.id);
    let living = living(state, &dossier);
    let mut outline = Outline::new(dossier, living);
    let effect = ask(&mut outline, 0);
    state.dossiers = Some(Dossiers { selected: selected.unwrap_or_default(), open: Some(outline) });
    vec![effect]
}

/// Returns what fills a dossier; nothing for one with stories of its own.
fn living(state: &State, dossier: &Dossier) -> Option<Filter> {
    if dossier.query.is_empty() {
        return None;
    }
    let found = crate::app::search::read(&dossier.query, &state.names, &state.survey).ok()?;
    Some(Filter { samples: state.samples, ..found })
}

fn ask(outline: &mut Outline, offset: u64) -> Effect {
    outline.ask += 1;
    outline.loading = true;
    Effect::Outline { ask: outline.ask, id: outline.id(), living: outline.living.clone(), offset }
}

/// Asks for more of the open dossier if the bar nears the end of what is held.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let outline = state.dossiers.as_mut()?.open.as_mut()?;
    let offset = outline.wanted()?;
    Some(ask(outline, offset))
}

/// Asks for the open dossier again, after a change.
pub(super) fn again(state: &mut State) -> Option<Effect> {
    let outline = state.dossiers.as_mut()?.open.as_mut()?;
    let offset = outline.start();
    Some(ask(outline, offset))
}

/// Takes in a part of the open dossier.
pub(super) fn take(state: &mut State, ask: u64, part: Part) {
    let outline = state.dossiers.as_mut().and_then(|dossiers| dossiers.open.as_mut());
    if let Some(outline) = outline.filter(|outline| outline.ask == ask) {
        outline.take(part);
    }
}

/// Follows what has become of the dossiers: names, summaries, deletions.
pub(super) fn surveyed(state: &mut State) {
    let Some(dossiers) = &mut state.dossiers else { return };
    let known = &state.survey.dossiers;
    dossiers.selected = dossiers.selected.min(known.len().saturating_sub(1));
    if let Some(outline) = &mut dossiers.open {
        match known.iter().find(|dossier| dossier.id == outline.id()) {
            Some(dossier) => {
                let stories = outline.dossier.stories;
                outline.dossier = Dossier { stories, ..dossier.clone() };
            }
            None => dossiers.open = None,
        }
    }
}

/// Moves the bar.
pub(super) fn step(state: &mut State, rows: isize) -> Vec<Effect> {
    let last = state.survey.dossiers.len().saturating_sub(1);
    let Some(dossiers) = &mut state.dossiers else { return Vec::new() };
    match &mut dossiers.open {
        Some(outline) => outline.step(rows),
        None => dossiers.selected = dossiers.selected.saturating_add_signed(rows).min(last),
    }
    moving::rest(state)
}

/// Opens what the bar stands on: a dossier, its summary, or a story.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let Some(dossiers) = &state.dossiers else { return Vec::new() };
    match &dossiers.open {
        Some(outline) if outline.bar == 0 => summary(state),
        Some(_) => open_selected(state, false),
        None => match dossiers.dossier(&state.survey.dossiers).cloned() {
            Some(dossier) => show_one(state, dossier),
            None => named(state, Purpose::NewDossier, ""),
        },
    }
}

/// Opens the story next to the one under the bar.
pub(super) fn neighbour(state: &mut State, rows: isize) -> Vec<Effect> {
    let before = state.current().map(|row| row.id);
    let effects = step(state, rows);
    let now = state.current().map(|row| row.id);
    if now.is_none() || now == before {
        state.status.say("no further story in this dossier");
        return effects;
    }
    if state.reader.is_none() {
        return effects;
    }
    open_selected(state, state.focus != Pane::Article)
}

/// Goes back: from a dossier to the shelf, from there to the stories.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    match &mut state.dossiers {
        Some(dossiers) if dossiers.open.is_some() => dossiers.open = None,
        Some(_) | None => {
            state.dossiers = None;
            return super::list_again(state);
        }
    }
    Vec::new()
}

/// Asks for a name, or does what it is for.
fn named(state: &mut State, purpose: Purpose, name: &str) -> Vec<Effect> {
    if !name.is_empty() {
        return submit(state, purpose, name);
    }
    let held = state.dossiers.as_ref();
    let text = match purpose {
        Purpose::RenameDossier => {
            held.and_then(|held| held.dossier(&state.survey.dossiers)).map(|held| held.name.clone())
        }
        Purpose::Section => held.and_then(Dossiers::current).map(|entry| entry.section.clone()),
        _ => Some(String::new()),
    };
    match text {
        Some(text) => state.mode = Mode::Line(Prompt::new(purpose, &text)),
        None if held.is_some_and(|held| held.open.is_some()) => {
            state.status.say("no story under the bar; go to one of the dossier's first");
        }
        None => state.status.say(NONE),
    }
    Vec::new()
}

/// Does what a typed name is for.
pub(super) fn submit(state: &mut State, purpose: Purpose, name: &str) -> Vec<Effect> {
    let name = name.to_owned();
    let query = match purpose {
        Purpose::LivingDossier => crate::app::search::print(&state.filter().condition),
        Purpose::RenameDossier => return rename(state, name),
        Purpose::Section => return section(state, name),
        _ => String::new(),
    };
    if name.is_empty() {
        return Vec::new();
    }
    if purpose == Purpose::LivingDossier && query.is_empty() {
        state.status.say("nothing is filtered, so the filter would fill it with everything");
        return Vec::new();
    }
    change(DossierChange::Create { name, query, stories: Vec::new() })
}

fn change(change: DossierChange) -> Vec<Effect> {
    vec![Effect::Change(Change::Dossier(change))]
}

fn rename(state: &mut State, name: String) -> Vec<Effect> {
    let held = state.dossiers.as_ref().and_then(|held| held.dossier(&state.survey.dossiers));
    match held.cloned() {
        Some(dossier) if !name.is_empty() => {
            change(DossierChange::Edit(Dossier { name, ..dossier }))
        }
        Some(_) => Vec::new(),
        None => {
            state.status.say(NONE);
            Vec::new()
        }
    }
}

/// The open dossier, if it has an order of its own, and the place of the story under the bar.
fn ordered(state: &mut State) -> Option<(Dossier, usize, StoryId, String)> {
    let outline = state.dossiers.as_ref().and_then(|held| held.open.as_ref());
    let Some((outline, entry)) = outline.and_then(|held| Some((held, held.current()?))) else {
        state.status.say("open a dossier and go to one of its stories first");
        return None;
    };
    if outline.living.is_some() {
        state.status.say("a filter fills this dossier, so it has no order of its own");
        return None;
    }
    let place = usize::try_from(outline.bar - 1).unwrap_or_default();
    Some((outline.dossier.clone(), place, entry.row.id, entry.section.clone()))
}

fn section(state: &mut State, section: String) -> Vec<Effect> {
    let Some((dossier, place, story, _)) = ordered(state) else { return Vec::new() };
    if let Some(outline) = state.dossiers.as_mut().and_then(|held| held.open.as_mut()) {
        outline.follow = Some(story);
    }
    change(DossierChange::Move { dossier: dossier.id, story, place, section })
}

/// Moves the story under the bar, and the bar with it; past a heading it goes under that heading.
fn place(state: &mut State, rows: i64) -> Vec<Effect> {
    let Some((dossier, place, story, section)) = ordered(state) else { return Vec::new() };
    let Some(outline) = state.dossiers.as_mut().and_then(|held| held.open.as_mut()) else {
        return Vec::new();
    };
    let goal = (place as u64).checked_add_signed(rows).filter(|goal| *goal < outline.part.total);
    let Some(goal) = goal else {
        state.status.say("the story is at the end of the dossier");
        return Vec::new();
    };
    let section = outline.entry(goal).map_or(section, |entry| entry.section.clone());
    outline.bar = goal + 1;
    // The two stories change places at once; the store's answer has the last word.
    let at = |place: u64| usize::try_from(place - outline.part.offset).ok();
    if let (Some(from), Some(to)) = (at(place as u64), at(goal))
        && from.max(to) < outline.part.entries.len()
    {
        outline.part.entries.swap(from, to);
        outline.part.entries[to].section.clone_from(&section);
    }
    let place = usize::try_from(goal).unwrap_or(place);
    change(DossierChange::Move { dossier: dossier.id, story, place, section })
}

fn take_out(state: &mut State) -> Vec<Effect> {
    let held = state.dossiers.as_ref();
    let at_head = held.and_then(|held| held.open.as_ref()).is_some_and(|outline| outline.bar == 0);
    if held.is_some_and(|held| held.open.is_some()) && !at_head {
        let Some((dossier, _, story, _)) = ordered(state) else { return Vec::new() };
        return change(DossierChange::Remove { dossier: dossier.id, story });
    }
    match held.and_then(|held| held.dossier(&state.survey.dossiers)) {
        Some(dossier) if !at_head => change(DossierChange::Drop(dossier.id)),
        Some(_) => {
            state.status.say("go back to the list of dossiers to delete this one");
            Vec::new()
        }
        None => {
            state.status.say(NONE);
            Vec::new()
        }
    }
}

/// Opens the editor on the summary of a dossier.
fn summary(state: &mut State) -> Vec<Effect> {
    let held = state.dossiers.as_ref().and_then(|held| held.dossier(&state.survey.dossiers));
    let Some(dossier) = held.cloned() else {
        state.status.say(NONE);
        return Vec::new();
    };
    let mut editor = NoteEditor::new(StoryId(0), None).with(&dossier.summary);
    editor.summary = Some(dossier);
    state.mode = Mode::Note(editor);
    Vec::new()
}

/// Puts the story into the dossier named, or lets the reader choose one.
fn shelve(state: &mut State, name: &str) -> Vec<Effect> {
    working::with_row(state, |state, row| {
        if name.is_empty() {
            state.mode = Mode::Shelf(Shelf { stories: vec![row.id], ..Shelf::default() });
            return Vec::new();
        }
        put(state, name, vec![row.id])
    })
}

/// Puts stories into the dossier of this name, or into a new one.
fn put(state: &mut State, name: &str, stories: Vec<StoryId>) -> Vec<Effect> {
    let known = state.survey.dossiers.iter();
    let found = known.into_iter().find(|known| known.name.to_lowercase() == name.to_lowercase());
    if let Some(dossier) = found.cloned() {
        return add(state, &dossier, stories);
    }
    let mut effects = kept(state, &stories);
    let name = name.to_owned();
    effects.splice(0..0, change(DossierChange::Create { name, query: String::new(), stories }));
    effects
}

/// Puts stories at the end of a dossier.
pub(super) fn add(state: &mut State, dossier: &Dossier, stories: Vec<StoryId>) -> Vec<Effect> {
    if !dossier.query.is_empty() {
        state.status.say(format!("a filter fills the dossier {}; choose another", dossier.name));
        return Vec::new();
    }
    let pages = kept(state, &stories);
    let added = Change::Dossier(DossierChange::Add { dossier: dossier.clone(), stories });
    let mut effects = working::change(state, added);
    effects.extend(pages);
    effects
}

/// Shows stories as saved, which a dossier makes them, and asks for their pages as evidence.
fn kept(state: &mut State, stories: &[StoryId]) -> Vec<Effect> {
    let mut pages = Vec::new();
    for id in stories {
        working::touch(state, *id, |row| row.saved = true);
        let row = working::row(state).filter(|row| row.id == *id);
        pages.extend(row.as_ref().and_then(working::evidence));
    }
    pages
}

/// Carries out a command while a dossier is being chosen.
pub(super) fn shelf(state: &mut State, verb: Verb) -> Vec<Effect> {
    let Mode::Shelf(shelf) = &mut state.mode else { return Vec::new() };
    let found = offers::shelf(&state.survey.dossiers, shelf.input.text());
    match verb {
        Verb::Down | Verb::Complete => {
            shelf.selected = (shelf.selected + 1).min(found.len().saturating_sub(1));
        }
        Verb::Up | Verb::CompleteBack => shelf.selected = shelf.selected.saturating_sub(1),
        Verb::Submit => {
            let (chosen, stories) = (found.get(shelf.selected).cloned(), shelf.stories.clone());
            let Some(chosen) = chosen else {
                state.status.say("type a name for the first dossier");
                return Vec::new();
            };
            browse(state);
            return put(state, &chosen.name, stories);
        }
        Verb::Back | Verb::Cancel | Verb::Clear => browse(state),
        verb => return super::typing::edit(state, verb).unwrap_or_default(),
    }
    Vec::new()
}

/// Returns the effect that exports the dossier in view.
pub(super) fn export(state: &State, format: &str) -> Option<Effect> {
    let dossier = state.dossiers.as_ref()?.dossier(&state.survey.dossiers)?.clone();
    let living = living(state, &dossier);
    Some(Effect::ExportDossier { dossier, living, format: format.to_owned() })
}
