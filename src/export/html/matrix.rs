//! Who accuses whom, as a drawing: a row for who accuses, a column for who is accused.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::export::digest::Digest;
use crate::export::escape::html;
use crate::model::ActorCode;
use crate::model::Tag;

/// The most rows and columns: more cannot be told apart on a page.
const ACTORS_MAX: usize = 20;
/// The side of a cell, in units of the drawing (pixels at full size).
const CELL: usize = 34;
/// The room for names left of the cells.
const NAMES_WIDTH: usize = 190;
/// The room for slanted names above the cells.
const NAMES_HEIGHT: usize = 120;
/// The room right of the cells, for the last slanted name.
const OVERHANG: usize = 110;
/// The longest name shown, in characters.
const NAME_CHARS_MAX: usize = 24;
/// How many strengths a cell can have; the style sheet has a class for each.
const SHADES: usize = 5;

/// Writes the drawing, or nothing if nobody accuses anybody.
pub(super) fn write(digest: &Digest<'_>, out: &mut String) -> std::fmt::Result {
    let pairs = digest.pairs();
    let (rows, columns) = (ends(&pairs, |pair| pair.0), ends(&pairs, |pair| pair.1));
    let Some(most) = pairs.iter().map(|pair| pair.2).max() else { return Ok(()) };
    let denied = denials(digest);
    let width = NAMES_WIDTH + CELL * columns.len() + OVERHANG;
    let height = NAMES_HEIGHT + CELL * rows.len() + 8;
    writeln!(out, "<section>\n<h2>Who accuses whom</h2>\n<figure class=\"chart\">")?;
    writeln!(
        out,
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"Who accuses whom: rows accuse, columns are accused\">"
    )?;
    for (place, code) in columns.iter().enumerate() {
        let x = NAMES_WIDTH + CELL * place + CELL / 2;
        let y = NAMES_HEIGHT - 8;
        let name = html(&short(digest.name(code)));
        writeln!(out, "<text x=\"{x}\" y=\"{y}\" transform=\"rotate(-40 {x} {y})\">{name}</text>")?;
    }
    for (place, code) in rows.iter().enumerate() {
        let (x, y) = (NAMES_WIDTH - 10, NAMES_HEIGHT + CELL * place + CELL / 2 + 5);
        let name = html(&short(digest.name(code)));
        writeln!(out, "<text x=\"{x}\" y=\"{y}\" class=\"end\">{name}</text>")?;
        for column in 0..columns.len() {
            let (x, y) = (NAMES_WIDTH + CELL * column + 2, NAMES_HEIGHT + CELL * place + 2);
            let side = CELL - 4;
            writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" rx=\"4\" class=\"c0\"/>"
            )?;
        }
    }
    for (source, target, count) in &pairs {
        let place = |codes: &[&ActorCode], code| codes.iter().position(|held| *held == code);
        let (Some(row), Some(column)) = (place(&rows, *source), place(&columns, *target)) else {
            continue;
        };
        let answered = denied.contains(&(*target, *source)) || denied_to_all(&denied, target);
        let names = (digest.name(source), digest.name(target));
        cell((row, column), (*count, most), answered, names, out)?;
    }
    writeln!(out, "</svg>")?;
    writeln!(
        out,
        "<figcaption>Rows accuse, columns are accused; the number counts stories. A ring marks \
         that the accused denies.{}</figcaption>\n</figure>\n</section>",
        if rows.len() == ACTORS_MAX || columns.len() == ACTORS_MAX {
            " The most frequent actors are shown."
        } else {
            ""
        }
    )
}

fn cell(
    (row, column): (usize, usize),
    (count, most): (usize, usize),
    answered: bool,
    (source, target): (&str, &str),
    out: &mut String,
) -> std::fmt::Result {
    let (x, y) = (NAMES_WIDTH + CELL * column + 2, NAMES_HEIGHT + CELL * row + 2);
    let side = CELL - 4;
    let shade = (count * SHADES).div_ceil(most).clamp(1, SHADES);
    let denies = if answered { "; denied" } else { "" };
    let noun = if count == 1 { "story" } else { "stories" };
    let (source, target) = (html(source), html(target));
    writeln!(out, "<g><title>{source} accuses {target} in {count} {noun}{denies}</title>")?;
    writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" rx=\"4\" class=\"c{shade}\"/>"
    )?;
    let (cx, cy) = (x + side / 2, y + side / 2);
    if answered {
        writeln!(out, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"12\" class=\"ring\"/>")?;
    }
    writeln!(out, "<text x=\"{cx}\" y=\"{}\" class=\"count n{shade}\">{count}</text></g>", cy + 5)
}

/// Who denies to whom; `None` stands in for a denial to nobody in particular.
fn denials<'a>(digest: &Digest<'a>) -> BTreeSet<(&'a ActorCode, &'a ActorCode)> {
    let mut denied = BTreeSet::new();
    for part in &digest.exhibits {
        for claim in part.claims().filter(|c| c.counts() && c.tag == Tag::Denial) {
            for source in &claim.source {
                denied.extend(claim.target.iter().map(|target| (source, target)));
                if claim.target.is_empty() {
                    denied.insert((source, source));
                }
            }
        }
    }
    denied
}

/// Whether an actor denies without naming to whom.
fn denied_to_all(denied: &BTreeSet<(&ActorCode, &ActorCode)>, actor: &ActorCode) -> bool {
    denied.contains(&(actor, actor))
}

/// The actors of one side, most stories first, at most [`ACTORS_MAX`].
fn ends<'a>(
    pairs: &[(&'a ActorCode, &'a ActorCode, usize)],
    end: impl Fn(&(&'a ActorCode, &'a ActorCode, usize)) -> &'a ActorCode,
) -> Vec<&'a ActorCode> {
    let mut counts: Vec<(&ActorCode, usize)> = Vec::new();
    for pair in pairs {
        let code = end(pair);
        match counts.iter_mut().find(|(held, _)| *held == code) {
            Some((_, count)) => *count += pair.2,
            None => counts.push((code, pair.2)),
        }
    }
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    counts.into_iter().take(ACTORS_MAX).map(|(code, _)| code).collect()
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS_MAX {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME_CHARS_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}
