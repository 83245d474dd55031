//! The last two rows: what is going on, and which keys work here.

use std::fmt::Write;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;
use ratatui::widgets::Clear;

use super::Look;
use super::areas::Areas;
use super::signs;
use super::text;
use super::theme::Role;
use crate::app::Command;
use crate::app::Context;
use crate::app::Mode;
use crate::app::Pane;
use crate::app::Progress;
use crate::app::Prompt;
use crate::app::State;
use crate::app::Tone;

/// The cells of the gauge, halved where there is less than this room for it and its words.
const GAUGE_CELLS: usize = 16;
const GAUGE_ROOM: usize = 80;

/// The most rows of what is said: the longest sentence on the narrowest screen.
const SAID_ROWS: usize = 4;

/// Draws status line and key hints.
pub(super) fn view(frame: &mut Frame<'_>, areas: &Areas, state: &State, look: &Look) {
    if let Mode::Line(prompt) = &state.mode {
        line(frame, areas.status, prompt, look);
    } else {
        status(frame, areas.status, state, look);
    }
    hints(frame, areas.hints, state, look);
}

/// Draws what is going on: the notice, or how far the feeds have been asked.
fn status(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let theme = &look.theme;
    let aside = aside(state, look);
    let room = usize::from(area.width).saturating_sub(text::width(&aside) + 3);
    let notice = &state.status.notice;
    let spans = if let Some(problem) = &state.status.settings {
        vec![Span::styled(text::cut(problem, room, look.signs.more), theme[Role::Bad])]
    } else if !notice.text.is_empty() {
        let role = match notice.tone {
            Tone::Plain => Role::Text,
            Tone::Good => Role::Good,
            Tone::Bad => Role::Bad,
        };
        let sign =
            if notice.tone == Tone::Bad { format!("{} ", look.signs.wrong) } else { String::new() };
        let last = said(frame, area, &format!("{sign}{}", notice.text), (room, role), look);
        vec![Span::styled(last, theme[role])]
    } else if let Some(progress) = &state.status.progress {
        gauge(progress, room, look)
    } else {
        let said = work(state).unwrap_or_else(|| resting(state, look, room));
        vec![Span::styled(text::cut(&said, room, look.signs.more), theme[Role::Muted])]
    };
    let mut all = vec![Span::raw(" ")];
    all.extend(spans);
    frame.render_widget(Line::from(all), area);
    if !aside.is_empty() {
        let x = area.right().saturating_sub(u16::try_from(text::width(&aside) + 1).unwrap_or(0));
        let role = if !state.pending.keys.is_empty() {
            Role::Key
        } else if state.status.unseen > 0 {
            Role::Bad
        } else {
            Role::Work
        };
        frame.buffer_mut().set_string(x, area.y, &aside, theme[role]);
    }
}

/// Draws a sentence that is longer than the status line over the rows above it; what fits into
/// the line itself, it returns.
fn said(
    frame: &mut Frame<'_>,
    area: Rect,
    sentence: &str,
    (room, role): (usize, Role),
    look: &Look,
) -> String {
    let whole = usize::from(area.width.saturating_sub(2));
    let mut lines = text::lines(sentence, whole, SAID_ROWS, look.signs.more);
    // The last line shares its row with what stands at the right of it.
    let last = lines.pop_if(|line| text::width(line) <= room).unwrap_or_default();
    let rows = (area.y - u16::try_from(lines.len()).unwrap_or_default())..area.y;
    let style = look.theme.over(Role::Page, Role::Popup).patch(look.theme[role]);
    for (line, y) in lines.iter().zip(rows) {
        let row = Rect { y, height: 1, ..area };
        frame.render_widget(Clear, row);
        frame.render_widget(Line::raw(format!(" {line}")).style(style), row);
        frame.buffer_mut().set_style(row, style);
    }
    last
}

/// Returns what stands at the right of the status line: keys that wait for more, work, or
/// failures not looked at.
fn aside(state: &State, look: &Look) -> String {
    if !state.pending.keys.is_empty() {
        return format!("{} {}", state.pending.keys, look.signs.more);
    }
    if let Some(count) = state.count {
        let key = look.keymap.keys_for(Context::List, &crate::app::Verb::Count.into());
        return format!("{key} {count} {}", look.signs.more);
    }
    let mut parts = Vec::new();
    if state.recording.is_some() {
        parts.push("recording".to_owned());
    }
    if let Some(progress) = &state.status.progress
        && !state.status.notice.text.is_empty()
    {
        parts.push(format!("feeds {}/{}", progress.done, progress.total));
    }
    if state.status.unseen > 0 {
        let key = look.keymap.keys_for(Context::List, &crate::app::Verb::Errors.into());
        parts.push(format!("{} failed, {key} shows why", state.status.unseen));
    }
    parts.join(&format!(" {} ", look.signs.dot))
}

/// Returns what is being done for the reader at the moment.
fn work(state: &State) -> Option<String> {
    if state.list.outdated {
        return Some("listing…".to_owned());
    }
    let reader = state.reader.as_ref()?;
    if reader.fetching {
        return Some(format!("fetching the whole text of “{}”…", reader.row.title));
    }
    reader.story.is_none().then(|| format!("opening “{}”…", reader.row.title))
}

/// Returns what the status line says when nothing is going on: about what is selected.
fn resting(state: &State, look: &Look, room: usize) -> String {
    if state.focus == Pane::Sidebar && state.mode == Mode::Browse {
        return super::sidebar::about(state, look);
    }
    let Some(row) = state.current() else { return "ready".to_owned() };
    let mut words: Vec<String> = Vec::new();
    let mut tags = row.tags.clone();
    tags.sort_unstable();
    words.extend(tags.iter().map(|tag| format!("{} {}", look.signs.tag(*tag), signs::name(*tag))));
    words.extend(row.groups.iter().take(3).cloned());
    if row.saved {
        words.push(format!("{} saved", look.signs.saved));
    }
    match row.notes {
        0 => {}
        1 => words.push(format!("{} 1 note", look.signs.noted)),
        notes => words.push(format!("{} {notes} notes", look.signs.noted)),
    }
    if row.revised {
        words.push(format!("{} revised", look.signs.revised));
    }
    words.extend(row.labels.iter().map(|label| format!("#{label}")));
    // Its row says that it is a sample; what to do with those, this line where it has the room.
    let hint = "SAMPLE, D takes the samples away";
    let used: usize = words.iter().map(|word| text::width(word) + 3).sum();
    if row.sample && used + text::width(hint) <= room {
        words.push(hint.to_owned());
    }
    if words.is_empty() { "ready".to_owned() } else { words.join(" · ") }
}

/// Draws `████░░░░ 12/28 feeds · 34 new · 3 not reached · waiting for The Record`.
fn gauge<'a>(progress: &Progress, room: usize, look: &Look) -> Vec<Span<'a>> {
    let theme = &look.theme;
    let total = progress.total.max(1);
    let cells = if room < GAUGE_ROOM { GAUGE_CELLS / 2 } else { GAUGE_CELLS };
    let done = (progress.done * cells / total).min(cells);
    let mut said = format!(" {}/{} feeds", progress.done, progress.total);
    let mut add = |part: String| {
        let _ = write!(said, " {} {part}", look.signs.dot);
    };
    if progress.new > 0 {
        add(format!("{} new", progress.new));
    }
    if progress.failed > 0 {
        add(format!("{} not reached", progress.failed));
    }
    if !progress.waiting.is_empty() {
        add(format!("waiting for {}", progress.waiting));
    }
    let said = text::cut(&said, room.saturating_sub(cells), look.signs.more);
    vec![
        Span::styled(look.signs.done.repeat(done), theme[Role::Work]),
        Span::styled(look.signs.undone.repeat(cells - done), theme[Role::Faint]),
        Span::styled(said, theme[Role::Text]),
    ]
}

/// Draws the line being typed, with its cursor; where it is wrong, the place is underlined.
fn line(frame: &mut Frame<'_>, area: Rect, prompt: &Prompt, look: &Look) {
    let theme = &look.theme;
    let sign = prompt.purpose.sign();
    let room = usize::from(area.width).saturating_sub(text::width(sign) + 3);
    let before = prompt.input.before();
    let skipped = skip(before, room);
    let mut spans = vec![Span::raw(" "), Span::styled(sign, theme[Role::Key])];
    let wrong = prompt.problem.as_ref().map(|(span, _)| *span);
    let start = before.len() - skipped.len();
    for (at, part) in pieces(prompt.input.text(), start, prompt.input.cursor(), wrong) {
        let bad = wrong
            .is_some_and(|wrong| wrong.start() <= at && at < wrong.end().max(wrong.start() + 1));
        let style =
            if bad { theme.over(Role::Input, Role::Bad).underlined() } else { theme[Role::Input] };
        spans.push(Span::styled(part.to_owned(), style));
    }
    let x = area.x + u16::try_from(1 + text::width(sign) + text::width(skipped)).unwrap_or(0);
    if let Some((_, problem)) = &prompt.problem {
        spans.push(Span::styled(format!("   {problem}"), theme[Role::Bad]));
    }
    frame.render_widget(Line::from(spans), area);
    frame.set_cursor_position((x.min(area.right().saturating_sub(1)), area.y));
}

/// Returns the end of `before` that fits in `room` cells.
fn skip(before: &str, room: usize) -> &str {
    let mut shown = before;
    while text::width(shown) > room {
        let mut letters = shown.chars();
        letters.next();
        shown = letters.as_str();
    }
    shown
}

/// Cuts the text from `start` on at the cursor and at both ends of what is wrong.
fn pieces(
    whole: &str,
    start: usize,
    cursor: usize,
    wrong: Option<crate::model::Span>,
) -> Vec<(usize, &str)> {
    let mut bounds = vec![start, cursor, whole.len()];
    if let Some(wrong) = wrong {
        bounds.extend([wrong.start(), wrong.end()]);
    }
    bounds.retain(|at| *at >= start && whole.is_char_boundary(*at));
    bounds.sort_unstable();
    bounds.dedup();
    bounds.windows(2).map(|pair| (pair[0], &whole[pair[0]..pair[1]])).collect()
}

/// Those of an open article.
const ON_ARTICLE: [(&str, &str); 13] = [
    ("back", "back"),
    ("read-on", "on"),
    ("next-claim", "claim"),
    ("next-quote", "quote"),
    ("why", "why"),
    ("save", "save"),
    ("note", "note"),
    ("select", "select"),
    ("links", "links"),
    ("browser", "browser"),
    ("next-story", "next"),
    ("zen", "zen"),
    ("help", "help"),
];

/// The commands whose keys are shown in a context, with a short word for each.
fn offered(state: &State) -> &'static [(&'static str, &'static str)] {
    match state.context() {
        Context::Global | Context::List if state.list.rows.is_empty() => &[
            ("refresh-all", "ask feeds"),
            ("unfilter", "unfilter"),
            ("country", "country"),
            ("search", "search"),
            ("help", "help"),
            ("back", "quit"),
        ],
        Context::Global | Context::List => &[
            ("open", "read"),
            ("country", "country"),
            ("search", "search"),
            ("save", "save"),
            ("note", "note"),
            ("toggle-read", "read/unread"),
            ("undo", "undo"),
            ("export", "export"),
            ("help", "help"),
            ("palette", "commands"),
            ("back", "quit"),
        ],
        Context::Dossier => of_dossier(state),
        Context::Sidebar => &[
            ("open", "show"),
            ("fold", "fold"),
            ("focus-right", "to the list"),
            ("feeds", "feeds"),
            ("refresh-all", "ask feeds"),
            ("help", "help"),
        ],
        Context::Article => &ON_ARTICLE,
        Context::Select => &[
            ("word-right", "word"),
            ("down", "line"),
            ("line-end", "to the end"),
            ("note", "note on it"),
            ("edit-note", "edit its note"),
            ("highlight yellow", "yellow"),
            ("highlight green", "green"),
            ("highlight red", "red"),
            ("highlight blue", "blue"),
            ("add-claim", "claim"),
            ("copy-link", "copy"),
            ("back", "leave"),
        ],
        Context::Line => &[("submit", "done"), ("complete", "complete"), ("back", "leave")],
        Context::Note => &[
            ("submit", "keep the note"),
            ("break", "new line"),
            ("editor", "in $EDITOR"),
            ("complete", "@actor #label"),
            ("colour", "colour"),
            ("back", "leave"),
        ],
        Context::Picker => &[
            ("submit", "filter"),
            ("complete", "role"),
            ("mark", "several"),
            ("down", "down"),
            ("back", "leave"),
        ],
        Context::Finder if matches!(state.mode, Mode::Help(_) | Mode::Feeds(_)) => {
            &[("submit", "read on"), ("page-down", "page"), ("back", "all of it")]
        }
        Context::Finder => {
            &[("submit", "do it"), ("down", "down"), ("page-down", "page"), ("back", "leave")]
        }
        Context::Page => offered_on_page(&state.mode),
        Context::Hints => &[("back", "leave")],
    }
}

/// As [`offered`], for the shelf of dossiers and the outline of one.
fn of_dossier(state: &State) -> &'static [(&'static str, &'static str)] {
    if state.dossiers.as_ref().is_some_and(|held| held.open.is_none()) {
        return &[
            ("open", "open"),
            ("new-dossier", "new"),
            ("edit-summary", "summary"),
            ("rename-dossier", "rename"),
            ("take-out", "delete"),
            ("export", "export"),
            ("undo", "undo"),
            ("help", "help"),
            ("back", "back"),
        ];
    }
    &[
        ("open", "read"),
        ("move-down", "move down"),
        ("move-up", "up"),
        ("section", "section"),
        ("edit-summary", "summary"),
        ("note", "note"),
        ("take-out", "take out"),
        ("export", "export"),
        ("undo", "undo"),
        ("help", "help"),
        ("back", "back"),
    ]
}

/// The same for a page: what its mode offers.
fn offered_on_page(mode: &Mode) -> &'static [(&'static str, &'static str)] {
    match mode {
        Mode::Why { .. } => &[
            ("down", "next claim"),
            ("reject-claim", "not claimed"),
            ("correct-source", "source"),
            ("correct-target", "target"),
            ("correct-tag", "kind"),
            ("up", "claim before"),
            ("back", "close"),
        ],
        Mode::Diff(_) => &[
            ("down", "down"),
            ("page-down", "page"),
            ("focus-left", "older"),
            ("focus-right", "newer"),
            ("back", "close"),
        ],
        Mode::Help(_) => &[
            ("search", "search"),
            ("down", "down"),
            ("half-page-down", "half a page"),
            ("bottom", "end"),
            ("back", "leave"),
        ],
        Mode::Who(_) => &[("open", "its stories"), ("down", "down"), ("back", "close")],
        Mode::Feeds(_) => &[
            ("open", "all about it"),
            ("search", "find"),
            ("refresh", "ask it"),
            ("refresh-all", "ask all"),
            ("back", "close"),
        ],
        Mode::Feed(..) => &[("open", "its stories"), ("refresh", "ask it"), ("back", "all feeds")],
        _ => {
            &[("down", "down"), ("feeds", "feeds"), ("refresh-all", "ask again"), ("back", "close")]
        }
    }
}

/// The commands whose keys are shown before others find room; the last is what a dossier is for.
const ALWAYS: [&str; 3] = ["help", "back", "export"];

/// Draws the keys that work here.
fn hints(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    let theme = &look.theme;
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    if let Mode::Line(prompt) = &state.mode
        && !prompt.offers.is_empty()
    {
        frame.render_widget(offers(prompt, usize::from(area.width), look), area);
        return;
    }
    if let Mode::Line(Prompt { meant: Some(meant), .. }) = &state.mode {
        let keys = look.keymap.keys_for(Context::Line, &crate::app::Verb::Complete.into());
        let said = format!(" asks for {meant}  ");
        used += text::width(&keys) + text::width(&said);
        spans.push(Span::styled(keys, theme[Role::Key]));
        spans.push(Span::styled(said, theme[Role::Offer]));
    }
    if matches!(state.mode, Mode::Hints(_)) {
        let said = "letter: open the link  CAPITAL: copy its address  ";
        spans.push(Span::styled(said, theme[Role::Muted]));
        used += said.len();
    }
    let context = state.context();
    // What Tab asks for is said already.
    let meant = matches!(&state.mode, Mode::Line(Prompt { meant: Some(_), .. }));
    let offered = offered(state).iter().filter(|(name, _)| !meant || *name != "complete");
    let mut all: Vec<(usize, &str, String, &str)> = Vec::new();
    for (at, (name, word)) in offered.enumerate() {
        let Ok(command) = Command::parse(name) else { continue };
        let keys = look.keymap.keys_for(context, &command);
        if !keys.is_empty() {
            all.push((at, name, keys, word));
        }
    }
    // These stay on the narrowest screen.
    let always = if context == Context::Dossier { &ALWAYS[..] } else { &ALWAYS[..2] };
    all.sort_by_key(|(_, name, ..)| !always.contains(name));
    all.retain(|(_, _, keys, word)| {
        let wide = text::width(keys) + 1 + word.len() + 2;
        let fits = used + wide <= usize::from(area.width);
        used += if fits { wide } else { 0 };
        fits
    });
    all.sort_by_key(|(at, ..)| *at);
    for (_, _, keys, word) in all {
        spans.push(Span::styled(keys, theme[Role::Key]));
        spans.push(Span::styled(format!(" {word}  "), theme[Role::Muted]));
    }
    frame.render_widget(Line::from(spans), area);
}

/// Draws what Tab offers, with the one that stands in the line.
fn offers<'a>(prompt: &Prompt, columns: usize, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    let chosen = prompt.offer.unwrap_or_default();
    for (at, offer) in prompt.offers.iter().enumerate().skip(chosen.saturating_sub(3)) {
        let wide = text::width(offer) + 2;
        if used + wide > columns {
            break;
        }
        used += wide;
        let style = if prompt.offer == Some(at) { theme[Role::Offer] } else { theme[Role::Muted] };
        spans.push(Span::styled(format!(" {offer} "), style));
    }
    Line::from(spans)
}
