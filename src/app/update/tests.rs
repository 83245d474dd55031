//! What the state becomes after a message.

use super::*;
use crate::app::Settings;

#[test]
fn a_newsroom_that_opens_asks_for_its_list() {
    let mut state = State::new("2026-11-24T12:00:00Z".parse().unwrap(), Settings::default());
    let effects = start(&mut state, true);
    assert!(matches!(effects[0], Effect::List { ask: 1, page: Page::Start, .. }));
    assert!(effects.contains(&Effect::Fetch(Asked::Due)));
    assert!(state.list.loading);
}
