//! Doing several things at once: counts, commands in a row, and what was recorded.

use crate::app::Command;
use crate::app::Effect;
use crate::app::Message;
use crate::app::State;
use crate::app::TerminalEffect;
use crate::app::Verb;

/// The highest count: more rows than anybody counts by eye.
const COUNT_MAX: usize = 999;

/// The most steps that are recorded or done in a row: what keeps a slip from running for minutes.
const STEPS_MAX: usize = 1_000;

/// Carries out a command as often as the count before it says.
pub(super) fn run(state: &mut State, command: &Command) -> Vec<Effect> {
    if command.verb == Verb::Count {
        return count(state, &command.argument);
    }
    let Some(times) = state.count.take() else {
        record(state, Message::Do(command.clone()));
        return super::run(state, command);
    };
    match command.verb {
        Verb::Clear | Verb::Cancel | Verb::Back => Vec::new(),
        Verb::Several => play(&steps(&command.argument), times),
        Verb::Play => play(&state.recorded, times),
        _ => play(&[Message::Do(command.clone())], times),
    }
}

/// Carries out a command that is about others; `None` for those others.
pub(super) fn command(state: &mut State, command: &Command) -> Option<Vec<Effect>> {
    Some(match command.verb {
        Verb::Several => play(&steps(&command.argument), 1),
        Verb::Play if state.recorded.is_empty() => {
            state.status.say("nothing is recorded");
            Vec::new()
        }
        Verb::Play => play(&state.recorded, 1),
        Verb::Record => {
            switch(state);
            Vec::new()
        }
        _ => return None,
    })
}

/// Takes in what was typed or done, if it is being recorded. What stands for other commands is
/// left out: they come by themselves.
pub(super) fn record(state: &mut State, message: Message) {
    let stands_for_others = matches!(
        &message,
        Message::Do(Command { verb: Verb::Several | Verb::Play | Verb::Record, .. })
    );
    if !stands_for_others
        && let Some(recording) = &mut state.recording
        && recording.len() < STEPS_MAX
    {
        recording.push(message);
    }
}

/// Adds a digit to the count.
fn count(state: &mut State, digit: &str) -> Vec<Effect> {
    let before = state.count.unwrap_or_default();
    let digit: usize = digit.parse().unwrap_or_default();
    state.count = Some((before * 10 + digit.min(9)).min(COUNT_MAX));
    Vec::new()
}

/// Begins to record, or ends.
fn switch(state: &mut State) {
    match state.recording.take() {
        None => {
            state.recording = Some(Vec::new());
            state.status.say("recording");
        }
        Some(recorded) => {
            state.status.say(format!("{} steps recorded", recorded.len()));
            state.recorded = recorded;
        }
    }
}

/// The commands of a line.
fn steps(line: &str) -> Vec<Message> {
    Command::several(line).filter_map(Result::ok).map(Message::Do).collect()
}

/// Has `steps` done so many times, one after the other, each when the one before is answered.
fn play(steps: &[Message], times: usize) -> Vec<Effect> {
    let all = steps.iter().cycle().take(steps.len() * times.max(1)).take(STEPS_MAX);
    vec![Effect::Terminal(TerminalEffect::Play(all.cloned().collect()))]
}
