//! A document as one table for spreadsheets: a row for each story, quote, claim and note.

use super::digest::Digest;
use super::digest::Part;
use super::escape::cell;
use crate::model::Act;
use crate::model::ActorCode;

/// The columns; `record` says what a row is, and the others are empty where they do not apply.
const COLUMNS: [&str; 22] = [
    "record",
    "story",
    "title",
    "outlet",
    "outlet_country",
    "published",
    "link",
    "labels",
    "text",
    "speaker",
    "role",
    "country",
    "kind",
    "source",
    "target",
    "polarity",
    "modality",
    "hedge",
    "act",
    "note",
    "colour",
    "made",
];

/// One row, with the columns in their order.
#[derive(Default)]
struct Row<'a> {
    record: &'a str,
    text: &'a str,
    speaker: &'a str,
    role: &'a str,
    country: &'a str,
    kind: &'a str,
    source: String,
    target: String,
    polarity: &'a str,
    modality: &'a str,
    hedge: String,
    act: &'a str,
    note: &'a str,
    colour: &'a str,
    made: String,
}

/// Writes the table as RFC 4180 has it: UTF-8, CRLF, cells quoted where needed.
pub(super) fn render(digest: &Digest<'_>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("memory takes everything");
    for part in &digest.exhibits {
        for row in rows(part) {
            writer.write_record(cells(part, &row)).expect("memory takes everything");
        }
    }
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("the cells are text")
}

fn rows<'a>(part: &'a Part<'_>) -> Vec<Row<'a>> {
    let text = part.text();
    let mut rows = vec![Row { record: "story", ..Row::default() }];
    rows.extend(part.quotes().map(|quote| {
        let speaker = quote.speaker.as_ref();
        Row {
            record: "quote",
            text: quote.content.text(text),
            speaker: speaker.map_or("", |speaker| &speaker.name),
            role: speaker.and_then(|speaker| speaker.role.as_deref()).unwrap_or(""),
            country: speaker
                .and_then(|speaker| speaker.country.as_ref())
                .map_or("", ActorCode::as_str),
            kind: quote.kind.as_str(),
            ..Row::default()
        }
    }));
    rows.extend(part.claims().map(|claim| Row {
        record: "claim",
        text: claim.evidence.text(text),
        kind: claim.tag.as_str(),
        source: codes(&claim.source),
        target: codes(&claim.target),
        polarity: claim.polarity.as_str(),
        modality: claim.modality.as_str(),
        hedge: claim.hedge.to_string(),
        act: claim.act.map_or("", Act::as_str),
        ..Row::default()
    }));
    rows.extend(part.notes.iter().map(|note| Row {
        record: "annotation",
        text: note.annotation.anchor.as_ref().map_or("", |anchor| anchor.exact()),
        note: &note.body,
        colour: note.annotation.colour.as_str(),
        made: note.annotation.created_at.to_string(),
        ..Row::default()
    }));
    rows
}

fn cells(part: &Part<'_>, row: &Row<'_>) -> [String; COLUMNS.len()] {
    let story = &part.exhibit.story.row;
    let labels = story.labels.join("; ");
    [
        row.record.to_owned(),
        part.uid.to_string(),
        cell(&story.title),
        cell(part.outlet()),
        cell(&part.exhibit.outlet.country),
        story.published_at.to_string(),
        cell(&story.link),
        cell(&labels),
        cell(row.text),
        cell(row.speaker),
        cell(row.role),
        cell(row.country),
        row.kind.to_owned(),
        cell(&row.source),
        cell(&row.target),
        row.polarity.to_owned(),
        row.modality.to_owned(),
        row.hedge.clone(),
        row.act.to_owned(),
        cell(row.note),
        row.colour.to_owned(),
        row.made.clone(),
    ]
}

fn codes(codes: &[ActorCode]) -> String {
    codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;

    #[test]
    fn every_row_has_every_column_and_no_cell_is_a_formula() {
        for text in tests::HOSTILE {
            let document = tests::hostile(text);
            let table = render(&Digest::new(&document));
            let mut reader = csv::Reader::from_reader(table.as_bytes());
            assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 2 * (1 + 1 + 1 + 2), "of {text:?}");
            for value in rows.iter().flatten() {
                assert!(!value.starts_with(['=', '+', '-', '@', '\t', '\r']), "{value:?}");
            }
        }
    }

    #[test]
    fn quotes_and_claims_have_rows_of_their_own() {
        let document = tests::document();
        let table = render(&Digest::new(&document));
        let row = table.lines().find(|line| line.starts_with("quote,")).unwrap();
        assert!(row.contains("Winston Peters,foreign minister,NZ,direct"), "{row}");
        let row = table.lines().find(|line| line.starts_with("claim,")).unwrap();
        assert!(row.contains("ACCUSATION,NZ,CN,asserted,actual,0"), "{row}");
    }
}
