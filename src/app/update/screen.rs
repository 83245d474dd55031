//! The screen and the program: panes, popups, sizes, alarms, leaving.

use crate::app::Alarm;
use crate::app::Asked;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Exit;
use crate::app::Finder;
use crate::app::Measured;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::Pending;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::Scope;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;
use crate::app::sidebar::SideRow;
use crate::model::Order;

/// How many columns a key makes the list larger or smaller.
const LIST_STEP: i16 = 4;

/// How many steps the tour has.
const TOUR_STEPS: usize = 3;

/// Under which key it is kept that the tour was taken or skipped.
pub const TOUR_KEY: &str = "tour";

/// Carries out a command on the screen or the program.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    match command.verb {
        Verb::Zen => zen(state),
        Verb::Sidebar => toggle_sidebar(state),
        Verb::Ledger => toggle_ledger(state),
        Verb::Stack => toggle_stack(state),
        Verb::Headings => return Some(headings(state, argument)),
        Verb::Wider => resize_list(state, LIST_STEP),
        Verb::Narrower => resize_list(state, -LIST_STEP),
        Verb::Tour => return Some(tour(state)),
        Verb::Fold => fold(state),
        Verb::Feeds => state.mode = Mode::Feeds(Finder::default()),
        Verb::Command => state.mode = Mode::Line(Prompt::new(Purpose::Command, "")),
        Verb::Palette => state.mode = Mode::Palette(Finder::typing()),
        Verb::Help => state.mode = Mode::Help(Finder::default()),
        Verb::Errors => {
            state.status.unseen = 0;
            state.mode = Mode::Errors(0);
        }
        Verb::Refresh => return Some(refresh(state)),
        Verb::RefreshAll => return Some(refresh_all(state)),
        Verb::AddFeed => {
            state.status.say(format!("looking for a feed at {argument}…"));
            return Some(vec![Effect::AddFeed(argument.to_owned())]);
        }
        Verb::Theme => return Some(theme(state, argument)),
        Verb::Redraw => return Some(vec![Effect::Terminal(TerminalEffect::Redraw)]),
        Verb::Suspend => return Some(vec![Effect::Terminal(TerminalEffect::Suspend)]),
        Verb::Cancel => return Some(cancel(state)),
        Verb::Quit => return Some(quit(state)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Looks otherwise: in the theme of this name, or the next one.
fn theme(state: &mut State, name: &str) -> Vec<Effect> {
    let known = &state.settings.themes;
    if !name.is_empty() && !known.iter().any(|theme| theme == name) {
        let known = known.join(", ");
        state.status.warn(format!("there is no theme `{name}`; there are {known}"));
        return Vec::new();
    }
    let name = (!name.is_empty()).then(|| name.to_owned());
    vec![Effect::Terminal(TerminalEffect::Theme(name))]
}

fn zen(state: &mut State) {
    if state.reader.is_none() {
        state.status.say("open a story first");
        return;
    }
    state.panes.zen = !state.panes.zen;
    state.focus = Pane::Article;
}

/// What headings a list can have, by name, with the order that it must have for them.
const HEADINGS: [(&str, Option<Order>); 5] = [
    ("day", Some(Order::Newest)),
    ("incident", Some(Order::Incident)),
    ("country", Some(Order::Country)),
    ("outlet", Some(Order::Outlet)),
    ("off", None),
];

/// Puts headings of this name into the list, or the next ones.
fn headings(state: &mut State, name: &str) -> Vec<Effect> {
    let order = state.scope.order;
    let now = match order {
        Order::Incident => 1,
        Order::Country => 2,
        Order::Outlet if state.panes.headings => 3,
        Order::Newest | Order::Oldest if state.panes.headings => 0,
        Order::Newest | Order::Oldest | Order::Outlet | Order::Coverage | Order::Claims => 4,
    };
    let wanted = if name.is_empty() {
        Some((now + 1) % HEADINGS.len())
    } else {
        HEADINGS.iter().position(|(known, _)| *known == name)
    };
    let Some((name, by)) = wanted.map(|at| HEADINGS[at]) else {
        let known = HEADINGS.map(|(known, _)| known).join(", ");
        state.status.warn(format!("no headings are called `{name}`; there are {known}"));
        return Vec::new();
    };
    state.panes.headings = by.is_some();
    let order = match by {
        Some(Order::Newest) if order == Order::Oldest => Order::Oldest,
        Some(by) => by,
        None if matches!(order, Order::Incident | Order::Country | Order::Outlet) => Order::Newest,
        None => order,
    };
    let mut effects = Vec::new();
    if order != state.scope.order {
        effects = super::choosing::set(state, Scope { order, ..state.scope.clone() });
    }
    state.status.say(match by {
        Some(_) => format!("headings by {name}"),
        None => "no headings".to_owned(),
    });
    effects
}

/// Makes the list larger by so many columns, or half as many rows.
pub(super) fn resize_list(state: &mut State, cells: i16) {
    let (columns, rows) = state.measured.list_size;
    if state.measured.beside {
        state.panes.list_columns = columns.saturating_add_signed(cells).max(1);
    } else if state.reader.is_some() {
        state.panes.list_rows = rows.saturating_add_signed(cells / 2).max(1);
    } else {
        state.status.say("open a story first: the list has all the room");
    }
}

/// Shows the next step of the tour; after the last, no more.
fn tour(state: &mut State) -> Vec<Effect> {
    state.tour = match state.tour {
        None => Some(0),
        Some(step) if step + 1 < TOUR_STEPS => Some(step + 1),
        Some(_) => None,
    };
    if state.tour.is_some() { Vec::new() } else { taken(state) }
}

/// Ends the tour; `None` if none is shown.
pub(super) fn end_tour(state: &mut State) -> Option<Vec<Effect>> {
    state.tour.take()?;
    Some(taken(state))
}

/// Keeps that the tour was taken.
fn taken(state: &State) -> Vec<Effect> {
    if !state.keeps {
        return Vec::new();
    }
    vec![Effect::Remember { key: TOUR_KEY, value: "taken".to_owned() }]
}

/// Goes on with the tour where the reader has done what its step shows.
pub(super) fn guide(state: &mut State, verb: Verb) {
    let done = match state.tour {
        Some(0) => matches!(verb, Verb::Open | Verb::ReadOn),
        Some(1) => matches!(verb, Verb::Clear | Verb::Unfilter | Verb::All),
        Some(_) | None => false,
    };
    if done {
        state.tour = state.tour.map(|step| step + 1);
    }
}

fn toggle_sidebar(state: &mut State) {
    if state.measured.sidebar || state.panes.sidebar_off {
        state.panes.sidebar_off = !state.panes.sidebar_off;
        if state.panes.sidebar_off && state.focus == Pane::Sidebar {
            state.focus = Pane::List;
        }
    } else {
        state.focus = Pane::Sidebar;
    }
}

fn toggle_ledger(state: &mut State) {
    if !state.measured.ledger_fits {
        state.status.say("this screen has no room for the ledger; make it wider or higher");
    } else if state.panes.stacked || state.panes.zen {
        state.status.say("the ledger shows while the article is beside the list");
    } else {
        state.panes.ledger_off = !state.panes.ledger_off;
    }
}

fn toggle_stack(state: &mut State) {
    if state.measured.beside_fits {
        state.panes.stacked = !state.panes.stacked;
    } else {
        state.status.say("this screen has no room for the article beside the list; make it wider");
    }
}

fn fold(state: &mut State) {
    let rows = state.sidebar.rows(&state.survey);
    let folder = match rows.get(state.sidebar.selected) {
        Some(SideRow::Folder { name, .. }) => name.clone(),
        Some(SideRow::Feed(at)) => {
            state.survey.feeds.get(*at).map(|feed| feed.source.folder.clone()).unwrap_or_default()
        }
        Some(
            SideRow::Heading(_)
            | SideRow::Legend
            | SideRow::Gap
            | SideRow::View(..)
            | SideRow::Country(_),
        )
        | None => return,
    };
    if !state.sidebar.folded.remove(&folder) {
        state.sidebar.folded.insert(folder);
    }
}

fn refresh(state: &mut State) -> Vec<Effect> {
    let Some(row) = super::working::row(state) else { return refresh_all(state) };
    if row.sample {
        state.status.say("a sample has no feed to ask; press R for all feeds");
        return Vec::new();
    }
    state.status.say(format!("asking {}…", row.feed_title));
    vec![Effect::Fetch(Asked::One(row.feed_id))]
}

fn refresh_all(state: &mut State) -> Vec<Effect> {
    if state.status.progress.is_some() {
        state.status.say("the feeds are being asked already");
        return Vec::new();
    }
    state.status.say("asking all feeds…");
    vec![Effect::Fetch(Asked::All)]
}

/// Cancels what is going on; the second time in a row, quits.
fn cancel(state: &mut State) -> Vec<Effect> {
    if state.cancelled {
        state.exit = Some(Exit::Asked);
        return Vec::new();
    }
    state.cancelled = true;
    state.status.say("press again to quit");
    Vec::new()
}

/// Closes the newsroom.
pub(super) fn quit(state: &mut State) -> Vec<Effect> {
    state.exit = Some(Exit::Asked);
    Vec::new()
}

/// Remembers a key sequence that has begun, and sets an alarm for its hints.
pub(super) fn pending(state: &mut State, keys: String) -> Vec<Effect> {
    let count = state.pending.count + 1;
    let shown = state.pending.shown && !keys.is_empty();
    state.pending = Pending { keys, shown, count };
    if state.pending.keys.is_empty() || shown {
        return Vec::new();
    }
    vec![Effect::Wake { after_ms: state.settings.hint_after_ms, alarm: Alarm::Hint(count) }]
}

/// Says that a key means nothing here.
pub(super) fn unbound(state: &mut State, keys: &str) -> Vec<Effect> {
    state.pending = Pending { count: state.pending.count, ..Pending::default() };
    state.count = None;
    state.status.say(format!("{keys} does nothing here; ? shows the keys"));
    Vec::new()
}

/// Takes in what fits on the screen.
pub(super) fn measured(state: &mut State, measured: Measured) -> Vec<Effect> {
    let first = state.measured.size == (0, 0);
    let relaid = state.measured.article.key != measured.article.key;
    let anchor = relaid.then(|| top_byte(state)).flatten();
    // A note that is added while the end is in view comes into view.
    let last = super::moving::last_top(state);
    let at_end =
        relaid && state.reader.as_ref().is_some_and(|reader| last > 0 && reader.top >= last);
    let beside = measured.beside && !state.measured.beside;
    state.measured = measured;
    super::pages::scroll(state, 0);
    state.list.follow(state.measured.list_rows);
    let rows = state.sidebar.rows(&state.survey).len();
    state.sidebar.follow(rows, state.measured.sidebar_rows);
    keep_place(state, anchor);
    let last = super::moving::last_top(state);
    if let Some(reader) = state.reader.as_mut().filter(|_| at_end) {
        reader.top = last;
    }
    if beside && (first || state.reader.is_none()) {
        return super::moving::rest(state);
    }
    Vec::new()
}

/// Returns the first byte of the text on the screen, where the reader is past the beginning.
fn top_byte(state: &State) -> Option<usize> {
    let reader = state.reader.as_ref().filter(|reader| reader.top > 0)?;
    let same = state.measured.article.key.is_some_and(|(id, ..)| id == reader.row.id);
    let lines = state.measured.article.lines.iter().skip(reader.top);
    let text = |line: &&crate::app::reader::ArticleLine| !line.span.is_empty();
    lines.filter(text).map(|line| line.span.start()).next().filter(|_| same)
}

/// Keeps the same words at the top when the lines have changed.
fn keep_place(state: &mut State, anchor: Option<usize>) {
    let last = super::moving::last_top(state);
    let line = anchor.and_then(|at| state.measured.article.line_of(at));
    if let Some(reader) = &mut state.reader {
        reader.top = line.unwrap_or(reader.top);
        if !state.measured.article.lines.is_empty() {
            reader.top = reader.top.min(last);
        }
    }
}

/// Does what an alarm was set for.
pub(super) fn woke(state: &mut State, alarm: Alarm) -> Vec<Effect> {
    match alarm {
        Alarm::Hint(count) => {
            if count == state.pending.count && !state.pending.keys.is_empty() {
                state.pending.shown = true;
            }
        }
        Alarm::Peek(rests) => {
            let idle = state.focus != Pane::Article && state.measured.beside;
            if rests == state.rests && idle && state.current().is_some() {
                return super::open_selected(state, true);
            }
        }
        Alarm::Draft => return super::noting::keep_draft(state),
        Alarm::Ages => {
            state.ages_at = None;
            return super::ages::arm(state).into_iter().collect();
        }
        Alarm::Notice(count) => {
            if count == state.status.count {
                state.status.hush();
            }
        }
    }
    Vec::new()
}

/// Carries out a command that was typed or found in the palette.
pub(super) fn run_line(state: &mut State, line: &str) -> Vec<Effect> {
    super::browse(state);
    if line.trim().is_empty() {
        return Vec::new();
    }
    match Command::parse(line) {
        Ok(command) => super::run(state, &command),
        Err(error) => {
            state.status.warn(error.to_string());
            Vec::new()
        }
    }
}
