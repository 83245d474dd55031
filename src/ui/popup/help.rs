//! The help page and the palette, both made from the keymap.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;

use super::super::Look;
use super::super::signs;
use super::super::text;
use super::super::theme::Role;
use super::sheet;
use super::sheet::Sheet;
use super::sheet::wrapped;
use crate::app::Context;
use crate::app::Finder;
use crate::app::Group;
use crate::app::Verb;
use crate::model::Tag;

/// Columns of the palette.
const COLUMNS: u16 = 84;

/// Cells of the keys on the help page.
const KEY_CELLS: usize = 20;

/// Cells of the name of a command.
const NAME_CELLS: usize = 22;

/// Below this width, a name has fewer cells.
const NAME_COLUMNS: usize = 70;
const NAME_CELLS_NARROW: usize = 17;

/// The most cells of the keys of a command in the palette.
const KEYS_CELLS: usize = 14;

/// Returns where the palette is.
pub(super) fn area(body: Rect) -> Rect {
    super::middle(body, COLUMNS, body.height.saturating_sub(2).max(8))
}

/// A line of the help page.
enum Entry {
    Heading(String),
    Key(String, String, String),
    Said(String),
}

/// Returns the help page.
pub(super) fn sheet(finder: &Finder, columns: usize, look: &Look) -> Sheet {
    let theme = &look.theme;
    let wanted = finder.input.text().trim().to_lowercase();
    let mut lines: Vec<Line<'static>> = Vec::new();
    let name_cells = if columns < NAME_COLUMNS { NAME_CELLS_NARROW } else { NAME_CELLS };
    for entry in entries(&wanted, look) {
        match entry {
            Entry::Heading(title) => lines.push(Line::styled(title, theme[Role::Heading])),
            Entry::Said(said) => lines.extend(wrapped(&said, 0, columns, theme[Role::Text])),
            Entry::Key(keys, name, help) => {
                let keys = text::fit(&keys, KEY_CELLS - 1, look.signs.more) + " ";
                let mut head = vec![Span::styled(keys, theme[Role::Key])];
                let name = text::fit(&name, name_cells - 1, look.signs.more) + " ";
                head.push(Span::styled(name, theme[Role::Muted]));
                let at = KEY_CELLS + name_cells;
                lines.extend(sheet::entry(head, &help, (at, columns), theme[Role::Text]));
            }
        }
    }
    if lines.is_empty() {
        lines.push(Line::styled("Nothing is called that.", theme[Role::Muted]));
    }
    let title = if finder.typing {
        format!("Help, find: {}{}", finder.input.text(), look.signs.cursor)
    } else if wanted.is_empty() {
        "Help: / searches, q leaves".to_owned()
    } else {
        format!("Help on “{wanted}”")
    };
    Sheet { title, lines, top: finder.selected }
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
            let keys = match keys_of(*verb, look) {
                none if none.is_empty() => format!(":{}", verb.name()),
                keys => keys,
            };
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
    let tags = Tag::ALL.iter().map(|tag| {
        Entry::Key(look.signs.tag(*tag).to_owned(), signs::name(*tag), signs::meaning(*tag).into())
    });
    let marks = [
        (look.signs.unread, "unread", "not opened yet"),
        (look.signs.saved, "saved", "you keep it"),
        (look.signs.noted, "noted", "it has a note of yours"),
        (look.signs.revised, "revised", "its text has changed since it came in"),
    ]
    .map(|(sign, name, help)| Entry::Key(sign.to_owned(), name.to_owned(), help.to_owned()));
    let arrow = look.signs.arrow;
    let columns = [
        (format!("NO{arrow}RU"), "pair", "Norway accuses Russia; +2 for two more such pairs"),
        ("RU DE".to_owned(), "countries", "the countries of a story in which nobody accuses"),
        (
            format!("{arrow} {} {}", look.signs.tag(Tag::Accusation), look.signs.tag(Tag::Denial)),
            "beside a country",
            "stories in which it accuses, is accused, denies; c has the same columns",
        ),
    ]
    .map(|(sign, name, help)| Entry::Key(sign, name.to_owned(), help.to_owned()));
    let keep = |entry: &Entry| match entry {
        Entry::Key(keys, name, help) => fits(&[keys, name, help, "signs"]),
        Entry::Heading(_) | Entry::Said(_) => true,
    };
    let all = columns.into_iter().chain(marks).chain(tags);
    add(&mut entries, "Signs of the list", all.filter(keep).collect());
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

/// Returns every key that runs `verb`, without doubles: those of the panes, else those that work
/// in one place only, with that place.
fn keys_of(verb: Verb, look: &Look) -> String {
    if verb == Verb::Pinned {
        return "1 to 9".to_owned();
    }
    let of = |contexts: &[Context]| {
        let mut keys: Vec<String> = Vec::new();
        for bound in look.keymap.all().iter().filter(|bound| bound.command.verb == verb) {
            let shown = contexts.contains(&bound.context) || verb.group() == Group::Text;
            if shown && !keys.contains(&bound.keys()) {
                keys.push(bound.keys());
            }
        }
        keys.truncate(4);
        keys.join(", ")
    };
    let shared = of(&[Context::Global, Context::Sidebar, Context::List, Context::Article]);
    if !shared.is_empty() {
        return shared;
    }
    let key = |verb: Verb| look.keymap.keys_for(Context::Article, &verb.into());
    for (context, place) in [
        (Context::Dossier, "in a dossier".to_owned()),
        (Context::Select, format!("after {}", key(Verb::Select))),
        (Context::Page, format!("after {}", key(Verb::Why))),
    ] {
        let keys = of(&[context]);
        if !keys.is_empty() {
            return format!("{keys} {place}");
        }
    }
    String::new()
}

/// Draws the palette.
pub(super) fn palette(frame: &mut Frame<'_>, body: Rect, finder: &Finder, look: &Look) {
    let theme = &look.theme;
    let inner = super::open(frame, area(body), "Commands", look);
    super::typed(frame, inner, "> ", &finder.input, look);
    let found = crate::app::offers::palette(finder.input.text());
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let top = super::first_shown(finder.selected, rows.height);
    let keys: Vec<String> = found.iter().map(|verb| keys_of(*verb, look)).collect();
    let shown = keys.iter().skip(top).take(usize::from(rows.height));
    let key_cells = shown.map(|keys| text::width(keys)).max().unwrap_or_default().min(KEYS_CELLS);
    let used = NAME_CELLS + key_cells + 1;
    let help_cells = usize::from(rows.width).saturating_sub(used);
    for ((at, verb), y) in found.iter().enumerate().skip(top).zip(rows.top()..rows.bottom()) {
        let area = Rect { y, height: 1, ..rows };
        let keys = text::cut(&keys[at], key_cells, look.signs.more);
        let line = Line::from(vec![
            Span::styled(
                format!(" {}", text::fit(verb.name(), NAME_CELLS - 1, "")),
                theme[Role::Text],
            ),
            Span::styled(text::fit(verb.help(), help_cells, look.signs.more), theme[Role::Muted]),
            Span::styled(text::right(&keys, key_cells + 1), theme[Role::Key]),
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
