//! Choosing what is listed.

use super::list;
use crate::app::Command;
use crate::app::Effect;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::Prompt;
use crate::app::Purpose;
use crate::app::Scope;
use crate::app::Search;
use crate::app::State;
use crate::app::Verb;
use crate::app::View;
use crate::app::list::Page;
use crate::app::picker::Picker;
use crate::app::scope::order_name;
use crate::app::sidebar::SideRow;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::Order;

/// The most scopes that can be gone back to.
const PAST_MAX: usize = 100;

/// Carries out a command that chooses stories.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    let argument = command.argument.as_str();
    Some(match command.verb {
        Verb::Search if argument.is_empty() => ask_search(state),
        Verb::Search => search(state, argument),
        Verb::Query if argument.is_empty() => ask_query(state),
        Verb::Query => query(state, argument),
        Verb::Country => pick(state, argument),
        Verb::ClearCountries => set_countries(state, Vec::new()),
        Verb::Pinned => pinned(state, argument),
        Verb::All => everything(state),
        Verb::Unfilter => unfilter(state),
        Verb::Clear => clear(state),
        Verb::FilterBack => travel(state, true),
        Verb::FilterForward => travel(state, false),
        Verb::View => named(state, argument),
        Verb::KeepView if argument.is_empty() => {
            state.mode = Mode::Line(Prompt::new(Purpose::KeepView, ""));
            Vec::new()
        }
        Verb::KeepView => {
            vec![Effect::KeepView { name: argument.to_owned(), filter: state.filter() }]
        }
        Verb::DropView => vec![Effect::DropView(argument.to_owned())],
        Verb::Sort => sort(state, argument),
        Verb::DismissSamples => dismiss(state),
        _ => return None,
    })
}

/// Lists another scope, and remembers the one before.
pub(super) fn set(state: &mut State, scope: Scope) -> Vec<Effect> {
    if scope == state.scope {
        if state.dossiers.take().is_some() {
            return Vec::new();
        }
        state.status.say("the list is like this already");
        return Vec::new();
    }
    state.dossiers = None;
    let before = std::mem::replace(&mut state.scope, scope);
    remember(state, before);
    show_in_sidebar(state);
    state.list.announce = true;
    list(state, Page::Start)
}

/// Brings the row of the view that is shown into sight, unless a country is what was chosen.
fn show_in_sidebar(state: &mut State) {
    let rows = state.sidebar.rows(&state.survey);
    let view = &state.scope.view;
    let shown = |row: &SideRow| match row {
        SideRow::View(known, _) => known.is_same(view),
        SideRow::Feed(at) => matches!(view, View::Feed(id, _) if state.survey.feeds[*at].id == *id),
        SideRow::Folder { name, .. } => matches!(view, View::Folder(shown) if shown == name),
        SideRow::Heading(_) | SideRow::Legend | SideRow::Gap | SideRow::Country(_) => false,
    };
    let at = rows.iter().position(shown).filter(|_| state.scope.countries.is_empty());
    if let Some(at) = at {
        state.sidebar.selected = at;
        state.sidebar.follow(rows.len(), state.measured.sidebar_rows);
    }
}

/// Remembers the scope before, for going back to it.
pub(super) fn remember(state: &mut State, before: Scope) {
    state.past.push(before);
    if state.past.len() > PAST_MAX {
        state.past.remove(0);
    }
    state.future.clear();
}

/// Shows a view, without countries and search.
pub(super) fn show(state: &mut State, view: View) -> Vec<Effect> {
    let order = order_in(state, &view);
    set(state, Scope { view, order, ..Scope::default() })
}

/// Lists everything.
fn everything(state: &mut State) -> Vec<Effect> {
    set(state, Scope::everything(order_in(state, &View::All)))
}

/// Returns the order in which a view is shown at first: its own, else the one chosen before a
/// view that brought its own, else the one that is.
fn order_in(state: &State, view: &View) -> Order {
    let Scope { view: from, order, .. } = &state.scope;
    match (view.order(), from.order()) {
        (Some(own), _) => own,
        (None, Some(brought)) if brought == *order => {
            let before = state.past.iter().rev().find(|before| before.view.order().is_none());
            before.map(|before| before.order).unwrap_or_default()
        }
        (None, _) => *order,
    }
}

/// Filters by these countries in place of those before, picked or typed.
pub(super) fn set_countries(state: &mut State, countries: Vec<Condition>) -> Vec<Effect> {
    let scope = state.scope.of_countries(countries);
    set(state, scope)
}

fn ask_search(state: &mut State) -> Vec<Effect> {
    let text = state.scope.search.as_ref().map_or("", |search| search.text.as_str()).to_owned();
    state.before_search = Some(state.scope.clone());
    state.mode = Mode::Line(Prompt::new(Purpose::Search, &text));
    super::typing::line_typed(state)
}

fn ask_query(state: &mut State) -> Vec<Effect> {
    let text = crate::app::search::print(&state.filter().condition);
    state.mode = Mode::Line(Prompt::new(Purpose::Query, &text));
    Vec::new()
}

/// Searches for `text`; an empty one searches for nothing.
pub(super) fn search(state: &mut State, text: &str) -> Vec<Effect> {
    match read(state, text) {
        Ok(found) => set(state, Scope { search: found, ..state.scope.clone() }),
        Err(problem) => {
            state.status.warn(problem);
            Vec::new()
        }
    }
}

/// Lists what `text` asks for, in place of the whole scope.
pub(super) fn query(state: &mut State, text: &str) -> Vec<Effect> {
    match read(state, text) {
        Ok(found) => {
            let order = order_in(state, &View::All);
            set(state, Scope { search: found, order, ..Scope::default() })
        }
        Err(problem) => {
            state.status.warn(problem);
            Vec::new()
        }
    }
}

/// Reads a search; nothing for blanks.
pub(super) fn read(state: &State, text: &str) -> Result<Option<Search>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let filter = crate::app::search::read(text, &state.names, &state.survey)
        .map_err(|(_, problem)| problem)?;
    Ok(Some(Search { text: text.trim().to_owned(), condition: filter.condition }))
}

/// Says how many stories were found; where none was, which query may have been meant.
pub(super) fn tell_found(state: &mut State, total: u64) {
    let typed = state.scope.search.as_ref().filter(|_| total == 0);
    let meant = typed
        .and_then(|search| crate::app::search::plain(&search.text, &state.names, &state.survey));
    state.status.say(match meant {
        Some(meant) => format!("0 found; / then tab asks for {meant} instead"),
        None => format!("{total} found"),
    });
}

fn pick(state: &mut State, typed: &str) -> Vec<Effect> {
    if typed.is_empty() {
        state.mode = Mode::Picker(Picker::of(&state.survey.countries, &state.scope));
        return Vec::new();
    }
    let picker = Picker::open(&state.survey.countries, typed);
    if let Some(condition) = picker.condition(&state.survey.countries) {
        return set_countries(state, vec![condition]);
    }
    state.status.warn(format!("no country is called `{typed}`"));
    Vec::new()
}

/// Puts a pinned country into the filter, or takes it out.
fn pinned(state: &mut State, number: &str) -> Vec<Effect> {
    let at = number.parse::<usize>().unwrap_or_default();
    let Some(code) = at.checked_sub(1).and_then(|at| state.settings.pinned.get(at)) else {
        state.status.say(format!("no country is pinned to {number}; see `pinned` in config.toml"));
        return Vec::new();
    };
    let condition = Condition::Country(None, ActorCode::state(code));
    let mut countries = state.scope.countries.clone();
    match countries.iter().position(|known| *known == condition) {
        Some(at) => drop(countries.remove(at)),
        None => countries.push(condition),
    }
    set(state, Scope { countries, ..state.scope.clone() })
}

fn unfilter(state: &mut State) -> Vec<Effect> {
    let Some(last) = state.scope.chips().pop() else {
        state.status.say("nothing is filtered");
        return Vec::new();
    };
    remove(state, &last)
}

/// Takes one part of the filter away.
pub(super) fn remove(state: &mut State, chip: &crate::app::scope::Chip) -> Vec<Effect> {
    let mut scope = state.scope.clone();
    scope.remove(chip);
    if scope.view != state.scope.view {
        scope.order = order_in(state, &scope.view);
    }
    set(state, scope)
}

/// Clears one thing a press: the article's focus, then the filter.
fn clear(state: &mut State) -> Vec<Effect> {
    if state.focus != Pane::List || state.dossiers.is_some() {
        return super::moving::command(state, &Verb::Back.into()).unwrap_or_default();
    }
    if state.scope.is_plain() {
        if let Some(effects) = super::screen::end_tour(state) {
            return effects;
        }
        if state.status.notice.text.is_empty() {
            state.status.say("nothing to clear");
        } else {
            state.status.hush();
        }
        return Vec::new();
    }
    everything(state)
}

fn travel(state: &mut State, back: bool) -> Vec<Effect> {
    let from = if back { &mut state.past } else { &mut state.future };
    let Some(scope) = from.pop() else {
        state.status.say(if back {
            "no filter before this one"
        } else {
            "no filter after this one"
        });
        return Vec::new();
    };
    let left = std::mem::replace(&mut state.scope, scope);
    let to = if back { &mut state.future } else { &mut state.past };
    to.push(left);
    show_in_sidebar(state);
    state.list.announce = true;
    list(state, Page::Start)
}

/// Goes back to the filter before, or to everything where there is none.
pub(super) fn step_back(state: &mut State) -> Vec<Effect> {
    if state.past.is_empty() {
        return everything(state);
    }
    travel(state, true)
}

fn named(state: &mut State, name: &str) -> Vec<Effect> {
    let kept = || {
        let found = state.survey.kept.iter().find(|(kept, _)| kept.eq_ignore_ascii_case(name));
        found.map(|(kept, condition)| View::Kept(kept.clone(), condition.clone()))
    };
    if let Some(view) = View::from_name(name).or_else(kept) {
        return show(state, view);
    }
    state.status.warn(format!("no view is called `{name}`; see the sidebar"));
    Vec::new()
}

fn sort(state: &mut State, name: &str) -> Vec<Effect> {
    let order = if name.is_empty() {
        let at =
            Order::ALL.iter().position(|order| *order == state.scope.order).unwrap_or_default();
        Some(Order::ALL[(at + 1) % Order::ALL.len()])
    } else {
        Order::ALL.into_iter().find(|order| order_name(*order) == name)
    };
    let Some(order) = order else {
        let known = Order::ALL.map(order_name).join(", ");
        state.status.warn(format!("no order is called `{name}`; there are {known}"));
        return Vec::new();
    };
    state.status.say(format!("sorted by {}", order_name(order)));
    set(state, Scope { order, ..state.scope.clone() })
}

fn dismiss(state: &mut State) -> Vec<Effect> {
    // The counts come a moment after the first rows.
    let listed = state.list.rows.iter().any(|row| row.sample);
    if state.survey.samples == 0 && !listed {
        state.status.say("there are no samples");
        return Vec::new();
    }
    if state.scope.view == View::Samples {
        state.scope.view = View::All;
    }
    if state.reader.as_ref().is_some_and(|reader| reader.row.sample) {
        state.reader = None;
        state.focus = Pane::List;
    }
    let mut effects = vec![Effect::DismissSamples];
    effects.extend(list(state, Page::Start));
    effects.push(super::survey(state));
    effects
}
