//! When the ages in the list must be drawn anew: as seldom as they change.

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::Alarm;
use crate::app::Effect;
use crate::app::State;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// Sets an alarm for the next age that changes, unless one is set for an earlier moment.
pub(super) fn arm(state: &mut State) -> Option<Effect> {
    let open = state.reader.iter().map(|reader| &reader.row);
    let rows = state.list.rows.iter().chain(open);
    let wait = rows.map(|row| wait(row.published_at, state.now)).min()?;
    let at = state.now.checked_add(SignedDuration::from_secs(wait)).ok()?;
    if state.ages_at.is_some_and(|armed| armed <= at) {
        return None;
    }
    state.ages_at = Some(at);
    let after_ms = wait.unsigned_abs() * 1_000;
    Some(Effect::Wake { after_ms, alarm: Alarm::Ages })
}

/// Returns in how many seconds the age of something of `at` is written otherwise.
fn wait(at: Timestamp, now: Timestamp) -> i64 {
    let age = now.as_second() - at.as_second();
    let step = match age {
        ..0 => return (-age).clamp(MINUTE_S, DAY_S),
        0..HOUR_S => MINUTE_S,
        HOUR_S..DAY_S => HOUR_S,
        _ => DAY_S,
    };
    step - age % step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_changes_when_its_unit_has_passed() {
        let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        for (age, expected) in
            [(0, 60), (59, 1), (61, 59), (3_600, 3_600), (5_400, 1_800), (86_400, 86_400), (-9, 60)]
        {
            let at = now - SignedDuration::from_secs(age);
            assert_eq!(wait(at, now), expected, "of {age} s");
        }
    }
}
