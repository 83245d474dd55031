//! The headings between the stories of a list.

use ratatui::text::Line;
use ratatui::text::Span;

use super::Look;
use super::header::grouped;
use super::text;
use super::theme::Role;
use crate::app::State;
use crate::model::Group;
use crate::model::GroupSize;
use crate::model::StoryRow;

/// Makes the heading over `row`: what its group is at the left, how much it holds at the right.
pub(super) fn line<'a>(
    group: &Group,
    row: &StoryRow,
    state: &State,
    columns: u16,
    look: &Look,
) -> Line<'a> {
    let size = state.list.sizes.get(group).and_then(|(_, size)| size.as_ref());
    let held = size.map(|size| held(size, look)).unwrap_or_default();
    // A blank at either side, as over the stories, and one at either end of the rule.
    let room = usize::from(columns).saturating_sub(text::width(&held) + 4);
    let name = text::cut(&name(group, row, size, state), room, look.signs.more);
    let rule = look.signs.rule.repeat(room.saturating_sub(text::width(&name)));
    Line::from(vec![
        Span::styled(format!(" {name} "), look.theme[Role::Heading]),
        Span::styled(rule, look.theme[Role::Border]),
        Span::styled(format!(" {held}"), look.theme[Role::Muted]),
    ])
}

/// Returns `5 stories · 4 outlets`.
fn held(size: &GroupSize, look: &Look) -> String {
    let count = |number, one: &str, many: &str| {
        format!("{} {}", grouped(number), if number == 1 { one } else { many })
    };
    let stories = count(size.stories, "story", "stories");
    if size.outlets == 0 {
        return stories;
    }
    format!("{stories} {} {}", look.signs.dot, count(size.outlets, "outlet", "outlets"))
}

fn name(group: &Group, row: &StoryRow, size: Option<&GroupSize>, state: &State) -> String {
    match group {
        Group::Day { .. } => day(row, state),
        Group::Outlet(_) => row.feed_title.clone(),
        Group::Incident(Some(_)) => size.map(|size| size.title.clone()).unwrap_or_default(),
        Group::Incident(None) => "Told by one outlet alone".to_owned(),
        Group::Country(None) => "About no country".to_owned(),
        Group::Country(Some(code)) => {
            let code = code.as_str();
            let known = state.survey.countries.iter().find(|country| country.code == code);
            let name = known.map_or(code, |country| country.name.as_str());
            name.strip_prefix("ORG:").unwrap_or(name).to_owned()
        }
    }
}

/// Returns `Today, Tuesday 24 November 2026`.
fn day(row: &StoryRow, state: &State) -> String {
    let zone = &state.settings.zone;
    let day = row.published_at.to_zoned_datetime(zone.clone()).date();
    let today = state.now.to_zoned_datetime(zone.clone()).date();
    let named = match (today - day).get_days() {
        0 if today == day => "Today, ",
        1 if today.yesterday().is_ok_and(|yesterday| yesterday == day) => "Yesterday, ",
        _ => "",
    };
    format!("{named}{}", day.strftime("%A %-d %B %Y"))
}
