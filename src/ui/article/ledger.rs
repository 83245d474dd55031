//! The ledger beside the article: who says what about whom, and quotes by speaker.

use std::fmt::Write;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span as Cells;

use super::super::Look;
use super::super::list;
use super::super::list::tag_role;
use super::super::text;
use super::super::theme::Role;
use super::summary;
use crate::app::State;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Quote;
use crate::model::READER_RULE;
use crate::model::Span;

/// The most lines of evidence for a claim, and of words for a quote.
const EVIDENCE_LINES: usize = 2;

/// A line of the ledger, with the bytes of the article that it is about.
struct Row<'a> {
    line: Line<'a>,
    about: Span,
}

/// Draws the ledger, from the first claim on that is on the screen.
pub(in crate::ui) fn view(frame: &mut Frame<'_>, area: Rect, state: &State, look: &Look) {
    list::title(frame, area, "Ledger", "", false, look);
    let inner = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    let Some(reader) = &state.reader else { return };
    let Some(story) = &reader.story else { return };
    let columns = usize::from(inner.width);
    let mut rows = claims(&story.analysis, reader.text(), columns, look);
    rows.extend(quotes(&story.analysis, reader.text(), columns, look));
    if rows.is_empty() {
        let said = "No claim and no quotation was read in this text.";
        for (line, y) in text::wrap(said, columns).into_iter().zip(inner.y + 1..inner.bottom()) {
            frame.buffer_mut().set_string(inner.x, y, &said[line], look.theme[Role::Muted]);
        }
        return;
    }
    for (row, y) in rows.iter().zip(inner.top()..inner.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        frame.render_widget(&row.line, area);
        if reader.place.is_some_and(|place| place.overlaps(row.about)) {
            frame.buffer_mut().set_style(area, look.theme[Role::Place]);
        }
    }
}

fn heading<'a>(name: &'static str, look: &Look) -> Row<'a> {
    Row { line: Line::styled(name, look.theme[Role::Faint]), about: Span::default() }
}

fn gap<'a>() -> Row<'a> {
    Row { line: Line::default(), about: Span::default() }
}

/// Lays out the claims: `! NZ ▸ CN  accusation`, and the sentence.
fn claims<'a>(analysis: &Analysis, whole: &str, columns: usize, look: &Look) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    if analysis.claims.is_empty() {
        return rows;
    }
    rows.push(heading("WHO SAYS WHAT ABOUT WHOM", look));
    for claim in &analysis.claims {
        rows.push(Row { line: claim_line(claim, columns, look), about: claim.evidence });
        let sentence = claim.evidence.text(whole).replace('\n', " ");
        let muted = look.theme[Role::Muted];
        for line in
            text::lines(&sentence, columns.saturating_sub(2), EVIDENCE_LINES, look.signs.more)
        {
            let line = Line::from(vec![Cells::raw("  "), Cells::styled(line, muted)]);
            rows.push(Row { line, about: claim.evidence });
        }
    }
    rows.push(gap());
    rows
}

fn claim_line<'a>(claim: &Claim, columns: usize, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let style = theme[tag_role(claim.tag)];
    let mut name = claim.tag.as_str().to_lowercase().replace('_', " ");
    let weak = match claim.hedge {
        0 => "",
        1 => ", soft",
        2 => ", suspected",
        _ => ", disputed",
    };
    name.push_str(weak);
    if claim.rule == READER_RULE {
        name.insert_str(0, "± ");
    }
    if claim.polarity == crate::model::Polarity::Negated {
        name.push_str(", negated");
    }
    match claim.modality {
        crate::model::Modality::Actual => {}
        other => {
            name.push_str(", ");
            name.push_str(other.as_str());
        }
    }
    let side = |codes: &[crate::model::ActorCode]| {
        if codes.is_empty() {
            "?".to_owned()
        } else {
            codes.iter().map(summary::spoken).collect::<Vec<_>>().join(" ")
        }
    };
    let who = side(&claim.source);
    let mut spans = vec![
        Cells::styled(format!("{} ", look.signs.tag(claim.tag)), style),
        Cells::styled(text::cut(&who, columns / 3, look.signs.more), theme[Role::Country]),
    ];
    if !claim.target.is_empty() {
        let whom = text::cut(&side(&claim.target), columns / 3, look.signs.more);
        spans.push(Cells::styled(look.signs.arrow, theme[Role::Arrow]));
        spans.push(Cells::styled(whom, theme[Role::Country]));
    }
    spans.push(Cells::styled(format!("  {name}"), style));
    Line::from(spans)
}

/// Lays out the quotes by speaker, in the order in which the speakers are first heard.
fn quotes<'a>(analysis: &Analysis, whole: &str, columns: usize, look: &Look) -> Vec<Row<'a>> {
    let mut speakers: Vec<(String, Vec<&Quote>)> = Vec::new();
    for quote in analysis.quotes.iter().filter(|quote| !quote.scare) {
        let name = quote
            .speaker
            .as_ref()
            .map_or_else(|| "somebody".to_owned(), |speaker| speaker.name.clone());
        match speakers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, quotes)) => quotes.push(quote),
            None => speakers.push((name, vec![quote])),
        }
    }
    let mut rows = Vec::new();
    if speakers.is_empty() {
        return rows;
    }
    rows.push(heading("IN WHOSE WORDS", look));
    for (name, quotes) in speakers {
        let about = quotes.first().map(|quote| quote.content).unwrap_or_default();
        rows.push(Row { line: speaker_line(&name, quotes.first().copied(), columns, look), about });
        for quote in quotes {
            let words = quote.quoted(whole).replace('\n', " ");
            let style: Style = look.theme[Role::Quote];
            for line in
                text::lines(&words, columns.saturating_sub(2), EVIDENCE_LINES, look.signs.more)
            {
                let line = Line::from(vec![Cells::raw("  "), Cells::styled(line, style)]);
                rows.push(Row { line, about: quote.content });
            }
        }
    }
    rows
}

/// `Winston Peters, foreign minister  NZ`
fn speaker_line<'a>(name: &str, quote: Option<&Quote>, columns: usize, look: &Look) -> Line<'a> {
    let theme = &look.theme;
    let speaker = quote.and_then(|quote| quote.speaker.as_ref());
    let country = speaker
        .and_then(|speaker| speaker.country.as_ref())
        .map_or_else(String::new, |code| format!("  {}", summary::spoken(code)));
    let mut said = name.to_owned();
    if let Some(role) = speaker.and_then(|speaker| speaker.role.as_ref())
        && !name.to_lowercase().contains(role.as_str())
    {
        let _ = write!(said, ", {role}");
    }
    let room = columns.saturating_sub(text::width(&country));
    Line::from(vec![
        Cells::styled(text::cut(&said, room, look.signs.more), theme[Role::Actor]),
        Cells::styled(country, theme[Role::Country]),
    ])
}
