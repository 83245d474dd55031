//! The lines of the article pane at one width.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::summary;
use crate::app::State;
use crate::app::reader::ArticleLine;
use crate::app::reader::Laid;
use crate::app::reader::LineKind;
use crate::app::reader::OwnLine;
use crate::app::reader::Reader;
use crate::article::wrap;
use crate::clean;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Span;
use crate::model::Story;
use crate::ui::text;

/// Cells at the left of the text for signs.
pub(super) const GUTTER_CELLS: u16 = 3;

/// The widest left margin, in cells.
const MARGIN_CELLS: u16 = 12;

/// The most lines that are laid out: a very long book, and no more than memory can hold.
const LINES_MAX: usize = 100_000;

/// Returns where the text of an article stands.
pub(in crate::ui) fn text_area(state: &State, area: Rect) -> Rect {
    Rect { x: margin(state, area), width: column(state, area), ..area }
}

/// Returns how wide the column of text is in `area`.
pub(super) fn column(state: &State, area: Rect) -> u16 {
    area.width.saturating_sub(GUTTER_CELLS + 1).min(state.settings.column).max(10)
}

/// Returns where the column of text begins.
pub(super) fn margin(state: &State, area: Rect) -> u16 {
    let room = area.width.saturating_sub(GUTTER_CELLS + 1 + column(state, area));
    area.x + GUTTER_CELLS + (room / 2).min(MARGIN_CELLS)
}

/// Lays the open story out, or returns the lines there are if nothing has changed.
pub(in crate::ui) fn lay(state: &State, area: Rect) -> Laid {
    let Some(reader) = &state.reader else { return Laid::default() };
    let column = column(state, area);
    let key = Some((reader.row.id, reader.revision, column));
    if state.measured.article.key == key {
        return state.measured.article.clone();
    }
    let cells = usize::from(column);
    let mut lines = Vec::new();
    match &reader.story {
        Some(story) => {
            head(state, reader, Some(story), cells, &mut lines);
            let titled = |block: &&Block| block.kind == BlockKind::Title;
            let mut before = None;
            for block in story.article.blocks.iter().skip_while(titled) {
                if before.is_some_and(|before| wrap::stands_apart(before, block.kind)) {
                    blank(&mut lines);
                }
                lay_block(&story.article.text, block, column, &mut lines);
                before = Some(block.kind);
            }
            blank(&mut lines);
            foot(state, reader, story, cells, &mut lines);
        }
        None => head(state, reader, None, cells, &mut lines),
    }
    lines.truncate(LINES_MAX);
    Laid { key, lines: Arc::new(lines) }
}

fn own(kind: OwnLine, said: &str, cells: usize, lines: &mut Vec<ArticleLine>) {
    for range in text::wrap(said, cells) {
        let lead = said.get(range).unwrap_or_default().to_owned();
        lines.push(ArticleLine { kind: LineKind::Own(kind), span: Span::default(), lead });
    }
}

fn blank(lines: &mut Vec<ArticleLine>) {
    lines.push(ArticleLine { kind: LineKind::Blank, span: Span::default(), lead: String::new() });
}

/// Lays out title, outlet, date, author, and the line that sums the story up.
fn head(
    state: &State,
    reader: &Reader,
    story: Option<&Story>,
    cells: usize,
    lines: &mut Vec<ArticleLine>,
) {
    let title = story.and_then(|story| {
        let first = story.article.blocks.first()?;
        (first.kind == BlockKind::Title).then_some((story, first))
    });
    if let Some((story, block)) = title {
        lay_block(&story.article.text, block, u16::try_from(cells).unwrap_or(u16::MAX), lines);
    } else {
        own(OwnLine::Heading, &reader.row.title, cells, lines);
    }
    own(OwnLine::Meta, &meta(state, reader, story), cells, lines);
    if let Some(story) = story {
        blank(lines);
        own(OwnLine::Summary, &summary::line(&story.analysis, "·"), cells, lines);
        lines.push(ArticleLine {
            kind: LineKind::Own(OwnLine::Rule),
            span: Span::default(),
            lead: String::new(),
        });
        blank(lines);
    } else {
        blank(lines);
        own(OwnLine::Hint, "opening…", cells, lines);
    }
}

/// Returns `Outlet · 24 Nov 2026 10:05 · 3h ago · by Author · SAMPLE`.
fn meta(state: &State, reader: &Reader, story: Option<&Story>) -> String {
    let row = &reader.row;
    let at = row.published_at.to_zoned_datetime(state.settings.zone.clone());
    let mut parts = vec![row.feed_title.clone(), at.strftime("%-d %b %Y %H:%M").to_string()];
    let age = crate::ui::list::time(
        row.published_at,
        state.now,
        &crate::app::Settings { absolute_time: false, ..state.settings.clone() },
    );
    parts.push(if age == "now" { "just now".to_owned() } else { format!("{age} ago") });
    if let Some(byline) = story.map(|story| story.byline.trim()).filter(|line| !line.is_empty()) {
        parts.push(byline.to_owned());
    }
    if row.saved {
        parts.push("saved".to_owned());
    }
    parts.extend(row.labels.iter().map(|label| format!("#{label}")));
    if row.sample {
        parts.push("SAMPLE".to_owned());
    }
    parts.join(" · ")
}

/// Lays out one block of the article.
fn lay_block(whole: &str, block: &Block, column: u16, lines: &mut Vec<ArticleLine>) {
    if block.kind == BlockKind::Rule {
        let kind = LineKind::Own(OwnLine::Rule);
        lines.push(ArticleLine { kind, span: Span::default(), lead: String::new() });
        return;
    }
    let start = block.span.start();
    let mut wrapped = Vec::new();
    wrap::block(whole, 0, block, column, &mut wrapped);
    for line in wrapped {
        let lead = lead(block.kind, &line);
        lines.push(ArticleLine { kind: LineKind::Text(start), span: line.span, lead });
    }
}

/// Returns what stands before a line: its marker, at the end of its indent.
fn lead(kind: BlockKind, line: &wrap::Line) -> String {
    let marked = line.is_first || kind == BlockKind::Quote;
    let marker = if marked { wrap::marker(kind) } else { "".into() };
    let indent = usize::from(line.indent);
    if text::width(&marker) > indent { String::new() } else { text::right(&marker, indent) }
}

/// Lays out what stands after the article: hints, notes.
fn foot(state: &State, reader: &Reader, story: &Story, cells: usize, lines: &mut Vec<ArticleLine>) {
    if reader.fetching {
        own(OwnLine::Hint, "fetching the whole text from its page…", cells, lines);
        blank(lines);
    } else if !story.complete {
        let said = match reader.unfetched.as_str() {
            "" => "This is the teaser of the feed; x fetches the whole text from its page.".into(),
            reason => format!("Only what the feed gave; x tries the page again. {reason}"),
        };
        own(OwnLine::Hint, &said, cells, lines);
        blank(lines);
    }
    notes(state, story, cells, lines);
    corrections(story, cells, lines);
}

/// Lays out the notes, each in full.
fn notes(state: &State, story: &Story, cells: usize, lines: &mut Vec<ArticleLine>) {
    if story.annotations.is_empty() {
        return;
    }
    own(OwnLine::Heading, "Notes", cells, lines);
    for note in &story.annotations {
        let at = note.created_at.to_zoned_datetime(state.settings.zone.clone());
        let said = format!("¶ {} · {}", at.strftime("%-d %b %Y %H:%M"), note.colour.as_str());
        own(OwnLine::Meta, &said, cells, lines);
        if let Some(anchor) = &note.anchor {
            let gone = anchor.locate(&story.article.text).is_err();
            let aside = if gone { " (these words are no longer there)" } else { "" };
            let room = cells.saturating_sub(text::width(aside) + 5);
            let words = text::cut(&clean::line(anchor.exact()), room, "…");
            own(OwnLine::Meta, &format!("on “{words}”{aside}"), cells, lines);
        }
        if !note.body.is_empty() {
            own(OwnLine::Note, clean::text(&note.body).trim_end(), cells, lines);
        }
        blank(lines);
    }
}

/// Lays out what the reader corrected in the machine's reading.
fn corrections(story: &Story, cells: usize, lines: &mut Vec<ArticleLine>) {
    if story.corrections.is_empty() {
        return;
    }
    own(OwnLine::Heading, "Your corrections", cells, lines);
    for correction in &story.corrections {
        own(
            OwnLine::Meta,
            &format!("± {}", clean::line(&summary::correction(correction))),
            cells,
            lines,
        );
    }
    blank(lines);
}
