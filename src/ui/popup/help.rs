//! The help page and the palette, both made from the keymap.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::text;
use super::super::theme::Role;
use crate::app::Context;
use crate::app::Finder;
use crate::app::Group;
use crate::app::Verb;
use crate::model::Tag;

/// Columns of the help page.
const COLUMNS: u16 = 84;

/// Cells of the keys on the help page.
const KEY_CELLS: usize = 20;

/// Below this width, the names of commands are left out.
const NAME_COLUMNS: u16 = 70;

/// Cells of the name of a command.
const NAME_CELLS: usize = 20;

/// Returns where help page and palette are.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, body.height.saturating_sub(2).max(8))
}

/// A line of the help page.
enum Entry {
    Heading(String),
    Key(String, String, String),
    Said(String),
}

/// Draws the help page.
pub(super) fn view(frame: &mut Frame<'_>, body: Rect, finder: &Finder, look: &Look) {
    let theme = &look.theme;
    let inner = super::open(frame, area(body), "Help: type to search, esc leaves", look);
    super::typed(frame, inner, "find: ", &finder.input, look);
    let entries = entries(&finder.input.text().to_lowercase(), look);
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let narrow = rows.width < NAME_COLUMNS;
    let top = finder.selected.min(entries.len().saturating_sub(usize::from(rows.height)));
    if entries.is_empty() {
        super::put(frame, rows, rows.y, "nothing is called that", theme[Role::Muted]);
    }
    for (entry, y) in entries.iter().skip(top).zip(rows.top()..rows.bottom()) {
        let line = match entry {
            Entry::Heading(title) => Line::styled(title.clone(), theme[Role::Heading]),
            Entry::Said(said) => Line::styled(said.clone(), theme[Role::Text]),
            Entry::Key(keys, _, help) if narrow => Line::from(vec![
                Span::styled(text::fit(keys, KEY_CELLS, look.signs.more), theme[Role::Key]),
                Span::styled(help.clone(), theme[Role::Text]),
            ]),
            Entry::Key(keys, name, help) => Line::from(vec![
                Span::styled(text::fit(keys, KEY_CELLS, look.signs.more), theme[Role::Key]),
                Span::styled(text::fit(name, NAME_CELLS, look.signs.more), theme[Role::Muted]),
                Span::styled(help.clone(), theme[Role::Text]),
            ]),
        };
        frame.render_widget(line, Rect { y, height: 1, ..rows });
    }
    if top + usize::from(rows.height) < entries.len() {
        let said = format!("{} more", look.signs.below);
        let x = rows.right().saturating_sub(8);
        frame.buffer_mut().set_string(x, inner.y, said, theme[Role::Faint]);
    }
}

/// Returns the lines of the help page that hold `wanted`.
fn entries(wanted: &str, look: &Look) -> Vec<Entry> {
    let mut entries = Vec::new();
    let fits = |parts: &[&str]| {
        wanted.is_empty() || parts.iter().any(|part| part.to_lowercase().contains(wanted))
    };
    for group in Group::ALL {
        let mut found = Vec::new();
        for verb in Verb::ALL.iter().filter(|verb| verb.group() == group) {
            let keys = keys_of(*verb, look);
            let name = match verb.argument() {
                "" => verb.name().to_owned(),
                argument => format!("{} {}", verb.name(), argument.to_uppercase()),
            };
            if fits(&[&keys, &name, verb.help(), group.title()]) {
                found.push(Entry::Key(keys, name, verb.help().to_owned()));
            }
        }
        add(&mut entries, group.title(), found);
    }
    let signs = Tag::ALL.iter().map(|tag| {
        let name = tag.as_str().to_lowercase().replace('_', " ");
        Entry::Key(look.signs.tag(*tag).to_owned(), name, "a claim of this kind".to_owned())
    });
    let marks = [
        (look.signs.unread, "unread", "not opened yet"),
        (look.signs.saved, "saved", "you keep it"),
        (look.signs.noted, "noted", "it has a note of yours"),
        (look.signs.revised, "revised", "its text has changed since it came in"),
    ]
    .map(|(sign, name, help)| Entry::Key(sign.to_owned(), name.to_owned(), help.to_owned()));
    let keep = |entry: &Entry| match entry {
        Entry::Key(keys, name, help) => fits(&[keys, name, help, "signs"]),
        Entry::Heading(_) | Entry::Said(_) => true,
    };
    add(&mut entries, "Signs", signs.chain(marks).filter(keep).collect());
    let queries = QUERIES.iter().filter(|(query, help)| fits(&[query, help, "query language"]));
    let queries = queries.map(|(query, help)| {
        Entry::Said(format!("{}{help}", text::fit(query, KEY_CELLS + NAME_CELLS, "")))
    });
    add(&mut entries, "Query language of / and F", queries.collect());
    entries
}

/// The query language by example.
const QUERIES: &[(&str, &str)] = &[
    ("volt typhoon", "both words, anywhere in the text"),
    ("\"critical infrastructure\"", "these words together"),
    ("accused:CN since:7d", "China accused, in the last week"),
    ("accuser:\"new zealand\"", "by name as well as by code"),
    ("claim:NZ>CN", "New Zealand accuses China"),
    ("denier:IR tag:denial", "Iran denies"),
    ("group:\"fancy bear\"", "an intrusion set by any of its names"),
    ("speaker:peters", "somebody of that name is quoted"),
    ("is:unread -is:saved", "unread, and not saved"),
    ("(country:RU OR country:BY) lang:en", "either country, in English"),
];

fn add(entries: &mut Vec<Entry>, title: &str, found: Vec<Entry>) {
    if found.is_empty() {
        return;
    }
    if !entries.is_empty() {
        entries.push(Entry::Said(String::new()));
    }
    entries.push(Entry::Heading(title.to_owned()));
    entries.extend(found);
}

/// Returns every key that runs `verb`, those of the panes first, without doubles.
fn keys_of(verb: Verb, look: &Look) -> String {
    let mut keys: Vec<String> = Vec::new();
    for bound in look.keymap.all().iter().filter(|bound| bound.command.verb == verb) {
        let shared = matches!(
            bound.context,
            Context::Global | Context::Sidebar | Context::List | Context::Article
        );
        if (shared || verb.group() == Group::Text) && !keys.contains(&bound.keys()) {
            keys.push(bound.keys());
        }
    }
    if verb == Verb::Pinned {
        return "1 to 9".to_owned();
    }
    keys.truncate(4);
    keys.join(", ")
}

/// Draws the palette.
pub(super) fn palette(frame: &mut Frame<'_>, body: Rect, finder: &Finder, look: &Look) {
    let theme = &look.theme;
    let inner = super::open(frame, area(body), "Commands", look);
    super::typed(frame, inner, "> ", &finder.input, look);
    let found = crate::app::offers::palette(finder.input.text());
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let top = (finder.selected + 1).saturating_sub(usize::from(rows.height));
    for ((at, verb), y) in found.iter().enumerate().skip(top).zip(rows.top()..rows.bottom()) {
        let area = Rect { y, height: 1, ..rows };
        let keys = keys_of(*verb, look);
        let help_cells = usize::from(rows.width).saturating_sub(NAME_CELLS + 16);
        let line = Line::from(vec![
            Span::styled(
                format!(" {}", text::fit(verb.name(), NAME_CELLS - 1, "")),
                theme[Role::Text],
            ),
            Span::styled(text::fit(verb.help(), help_cells, look.signs.more), theme[Role::Muted]),
            Span::styled(text::right(&text::cut(&keys, 15, look.signs.more), 16), theme[Role::Key]),
        ]);
        frame.render_widget(line, area);
        if at == finder.selected {
            frame.buffer_mut().set_style(area, theme[Role::Offer]);
            frame.buffer_mut().set_string(area.x, y, look.signs.bar, theme[Role::Focus]);
        }
    }
    if found.is_empty() {
        super::put(frame, rows, rows.y, "no command is called that", theme[Role::Muted]);
    }
}
