//! What the world answers.

use super::list_again;
use super::survey;
use crate::app::Alarm;
use crate::app::Effect;
use crate::app::Message;
use crate::app::Mode;
use crate::app::Progress;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Tone;
use crate::app::Whole;
use crate::app::diff::Diff;
use crate::app::diff::Reading;
use crate::app::list::Page;
use crate::model::Story;
use crate::model::StoryId;
use crate::model::StoryRow;

/// How long the outcome of a fetch stays in the status line, in milliseconds.
const NOTICE_MS: u64 = 8_000;

/// Takes in a reply of the worker.
pub(super) fn take(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Listed { ask, page, listed } => return listed_rows(state, ask, page, listed),
        Message::Counted { ask, total } => counted(state, ask, total),
        Message::Sized { ask, sizes } => super::groups::take(state, ask, sizes),
        Message::Surveyed(found) => {
            state.survey = *found;
            super::dossiers::surveyed(state);
            state.survey.kept = kept(state);
            let rows = state.sidebar.rows(&state.survey);
            state.sidebar.step(0, &rows, state.measured.sidebar_rows);
            if let crate::app::Mode::Picker(picker) = &mut state.mode {
                picker.search(&state.survey.countries);
            }
        }
        Message::Opened(story) => return opened(state, *story),
        Message::NotOpened { id, asked, reason } => not_opened(state, (id, asked), &reason),
        Message::Outlined { ask, part } => super::dossiers::take(state, ask, part),
        Message::Cited(text) => {
            state.status.answer(format!("copied {text}"), Tone::Good);
            return vec![Effect::Terminal(TerminalEffect::Copy(text))];
        }
        Message::Versions(id, readings) => versions(state, id, readings),
        Message::Drafts(drafts) => super::noting::remember(state, drafts),
        Message::Unkept(draft) => state.drafts.push(draft),
        Message::Earlier(what) => {
            state.undo_earlier = true;
            let said = format!("of an earlier session: {what}; once more undoes it");
            state.status.answer(said, Tone::Plain);
        }
        Message::Changed { what, rows, more } => return changed(state, &what, rows, more),
        Message::Unfetched { what } => {
            state.status.progress = None;
            state.status.answer(what, Tone::Bad);
        }
        Message::Progressed(progress) => return progressed(state, progress),
        Message::Fetched { progress } => return fetched(state, &progress),
        Message::Exported { path, stories } => {
            let stories = plural(stories, "story", "stories");
            let said = format!("{stories} written to {}", path.display());
            state.status.answer(said, Tone::Good);
        }
        Message::Told(what) => {
            state.status.answer(what, Tone::Good);
        }
        Message::Failed { what, lost } => {
            if !lost {
                state.status.fail(state.now, what);
                return Vec::new();
            }
            // Nothing that stands there matters as much.
            state.status.hush();
            state.status.fail(state.now, format!("NOT KEPT: {what}"));
            return as_kept(state);
        }
        Message::Known(known) => {
            if let crate::app::Mode::Who(who) = &mut state.mode {
                who.learn(&known);
            }
        }
        Message::Themed(name) => {
            state.status.praise(format!("theme {name}"));
            state.panes.theme = name;
        }
        Message::Named(names) => {
            state.names = names;
            state.survey.kept = kept(state);
        }
        Message::Configured(settings) => {
            state.settings = *settings;
            state.status.settings = None;
        }
        Message::Misconfigured(problem) => state.status.settings = problem,
        Message::Edited(text) => return super::noting::edited(state, &text),
        Message::Do(_)
        | Message::Typed(_)
        | Message::Pasted(_)
        | Message::Pending(_)
        | Message::Unbound(_)
        | Message::Pointed(_)
        | Message::Measured(_)
        | Message::Clock(_)
        | Message::Woke(_) => {}
    }
    Vec::new()
}

fn listed_rows(state: &mut State, ask: u64, page: Page, listed: crate::app::Listed) -> Vec<Effect> {
    if ask != state.list.ask {
        return Vec::new();
    }
    state.list.take(page, listed, state.measured.list_rows);
    let mut effects: Vec<Effect> = super::ages::arm(state).into_iter().collect();
    match page {
        Page::Start | Page::End => effects.extend(super::moving::rest(state)),
        Page::After(_) | Page::Before(_) | Page::Around(_) => {}
    }
    effects
}

/// Takes in how many stories there are; after a search, says so.
fn counted(state: &mut State, ask: u64, total: u64) {
    if ask != state.list.ask {
        return;
    }
    state.list.total = Some(total);
    if !state.list.after && !state.list.loading {
        state.list.first = total.saturating_sub(state.list.rows.len() as u64);
    }
    if std::mem::take(&mut state.list.announce) && !state.scope.is_plain() {
        super::choosing::tell_found(state, total);
    }
}

/// Reads the queries of the filters that the reader kept; one that is wrong is left out.
fn kept(state: &State) -> Vec<(String, crate::model::Condition)> {
    let read = |(name, query): &(String, String)| {
        let filter = crate::app::search::read(query, &state.names, &state.survey).ok()?;
        Some((name.clone(), filter.condition))
    };
    state.survey.queries.iter().filter_map(read).collect()
}

fn opened(state: &mut State, story: Story) -> Vec<Effect> {
    let Some(reader) = &mut state.reader else { return Vec::new() };
    if reader.row.id != story.row.id {
        return Vec::new();
    }
    let whole = reader.story.as_ref().is_some_and(|story| story.complete);
    let longer = reader.story.is_some() && reader.text() != story.article.text;
    let read = reader.row.read;
    reader.row = story.row.clone();
    reader.row.read |= read;
    if reader.fetching && story.complete {
        let said = match (longer, whole) {
            (true, true) => "the text has changed; = shows how, word by word",
            (true, false) => "the whole text is here",
            (false, _) => "the text is as it was",
        };
        state.status.answer(said, Tone::Good);
        reader.unfetched.clear();
    }
    reader.fetching &= !story.complete;
    reader.story = Some(Box::new(story));
    reader.revision += 1;
    super::fetch_page(state).into_iter().collect()
}

/// Opens the page of changes, if there are any.
fn versions(state: &mut State, id: StoryId, readings: Vec<Reading>) {
    if let Some(diff) = Diff::open(id, readings) {
        state.mode = Mode::Diff(Box::new(diff));
        return;
    }
    let open = state.reader.as_ref().filter(|reader| reader.row.id == id);
    let said = match open.map_or("", |reader| reader.unfetched.as_str()) {
        "" => "the text is as it first was; x looks at its page again".to_owned(),
        reason => format!("no other text is known, as its page could not be fetched: {reason}"),
    };
    state.status.answer(said, Tone::Plain);
}

fn not_opened(state: &mut State, (id, asked): (StoryId, bool), reason: &str) {
    if let Some(reader) = &mut state.reader
        && reader.row.id == id
    {
        reader.fetching = false;
        reason.clone_into(&mut reader.unfetched);
        reader.revision += 1;
    }
    if asked {
        state.status.fail(state.now, reason);
    }
}

/// Takes in a change that was kept: the rows as they are now, and the story if it is open.
/// Shows list and article as the store has them, where the screen was ahead of it.
pub(super) fn as_kept(state: &mut State) -> Vec<Effect> {
    let mut effects = list_again(state);
    if let Some(reader) = &state.reader {
        effects.push(Effect::Open { id: reader.row.id, whole: Whole::Never });
    }
    effects
}

fn changed(state: &mut State, what: &str, rows: Vec<StoryRow>, more: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    for row in rows {
        if let Some(reader) = &mut state.reader
            && reader.row.id == row.id
        {
            let noted = reader.row.notes != row.notes
                || reader
                    .story
                    .as_ref()
                    .is_some_and(|story| story.annotations.len() != row.notes as usize);
            reader.row = row.clone();
            reader.revision += 1;
            if noted || more || !what.is_empty() {
                effects.push(Effect::Open { id: row.id, whole: Whole::Never });
            }
        }
        if let Some(outline) = state.dossiers.as_mut().and_then(|held| held.open.as_mut()) {
            outline.rows(row.id).for_each(|held| held.clone_from(&row));
        }
        if let Some(at) = state.list.find(row.id) {
            state.list.rows[at] = row;
        }
    }
    effects.extend(super::dossiers::again(state));
    if !what.is_empty() {
        state.status.answer(what, Tone::Good);
    }
    if more {
        effects.extend(list_again(state));
        let open = state.reader.as_ref().map(|reader| reader.row.id);
        effects.extend(open.map(|id| Effect::Open { id, whole: Whole::Never }));
    }
    effects.push(survey(state));
    effects
}

fn progressed(state: &mut State, progress: Progress) -> Vec<Effect> {
    let before = state.status.progress.as_ref().map_or(0, |before| before.new);
    let more = progress.new > before;
    state.status.progress = Some(progress);
    if more { list_again(state) } else { Vec::new() }
}

/// Takes in how a fetch ended.
fn fetched(state: &mut State, progress: &Progress) -> Vec<Effect> {
    state.status.progress = None;
    let (said, tone) = ending(progress);
    let shown = state.status.answer(said, tone);
    for reason in progress.reasons.iter().rev() {
        state.status.keep(state.now, reason.clone());
    }
    if progress.offline {
        // Said once in the status line: no reminder at the right of it.
        state.status.unseen = 0;
    }
    let alarm = Alarm::Notice(state.status.count);
    let wake = shown.then_some(Effect::Wake { after_ms: NOTICE_MS, alarm });
    let mut effects: Vec<Effect> = wake.into_iter().collect();
    effects.extend(list_again(state));
    effects.push(survey(state));
    effects
}

/// Says how a fetch ended: one line, with one failure for all feeds if none could be reached.
fn ending(progress: &Progress) -> (String, Tone) {
    let (asked, failed) = (progress.total, progress.failed);
    let new = plural(progress.new, "new story", "new stories");
    let feeds = plural(asked, "feed", "feeds");
    let said = if asked == 0 {
        "no feed is due yet".to_owned()
    } else if progress.offline {
        format!("{feeds} not reached: no network; R asks them again")
    } else if failed == asked && asked > 1 {
        format!("{feeds} not reached; ! shows why, R asks them again")
    } else if failed > 0 {
        format!("{new}; {failed} of {feeds} not reached, ! shows why")
    } else {
        return (format!("{new}; {feeds} asked"), Tone::Good);
    };
    (said, Tone::Plain)
}

/// Returns `1 story` or `2 stories`.
fn plural(count: usize, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    format!("{count} {word}")
}
