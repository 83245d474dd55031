//! What the headings of the list say, asked for as they come into view.

use crate::app::Effect;
use crate::app::State;
use crate::model::Group;
use crate::model::GroupSize;

/// How many screens of stories are looked at for headings: the one shown, and the next.
const SCREENS: usize = 2;

/// Asks what the groups in view hold, those that were not asked for since the list was.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let list = &state.list;
    if list.outdated || state.dossiers.is_some() {
        return None;
    }
    let rows = list.rows.iter().skip(list.top).take(SCREENS * state.measured.list_rows.max(1));
    let mut groups: Vec<Group> = rows.filter_map(|row| state.group_of(row)).collect();
    groups.dedup();
    groups.retain(|group| list.sizes.get(group).is_none_or(|(ask, _)| *ask != list.ask));
    if groups.is_empty() {
        return None;
    }
    let ask = list.ask;
    for group in &groups {
        let held = state.list.sizes.entry(group.clone()).or_default();
        held.0 = ask;
    }
    Some(Effect::Sizes { ask, filter: state.filter(), groups })
}

/// Takes in what groups hold.
pub(super) fn take(state: &mut State, ask: u64, sizes: Vec<(Group, GroupSize)>) {
    if ask == state.list.ask {
        state.list.sizes.extend(sizes.into_iter().map(|(group, size)| (group, (ask, Some(size)))));
    }
}
