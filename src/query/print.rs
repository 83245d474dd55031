//! Writes a query.

use super::Field;
use super::parse::ORDERS;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::Filter;
use crate::model::Moment;
use crate::model::Order;

/// Hours of a week and of a day, which are written as such.
const WEEK_HOURS: u32 = 24 * 7;
const DAY_HOURS: u32 = 24;

/// Writes a filter as a query; [`parse`](super::parse()) gives the same filter again.
#[must_use]
pub fn print(filter: &Filter) -> String {
    let mut text = String::new();
    match &filter.condition {
        Condition::All(parts) => join(parts, " ", &mut text),
        other => condition(other, &mut text),
    }
    if filter.order != Order::default() {
        // An order belongs to the whole, so alternatives must not take it in.
        if let Condition::Any(_) = filter.condition {
            text = format!("({text})");
        }
        if !text.is_empty() {
            text.push(' ');
        }
        let name = ORDERS.iter().find(|(order, _)| *order == filter.order);
        text.push_str("sort:");
        text.push_str(name.map_or("newest", |(_, name)| name));
    }
    text
}

fn join(parts: &[Condition], with: &str, text: &mut String) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(with);
        }
        inner(part, text);
    }
}

/// Writes a condition that stands beside others.
fn inner(part: &Condition, text: &mut String) {
    match part {
        Condition::All(_) | Condition::Any(_) => {
            text.push('(');
            condition(part, text);
            text.push(')');
        }
        other => condition(other, text),
    }
}

fn condition(part: &Condition, text: &mut String) {
    match part {
        Condition::All(parts) => join(parts, " ", text),
        Condition::Any(parts) if parts.is_empty() => text.push_str("-()"),
        Condition::Any(parts) => join(parts, " OR ", text),
        Condition::Not(part) => negated(part, text),
        Condition::Word { word, prefix } => {
            escape_word(word, text);
            if *prefix {
                text.push('*');
            }
        }
        Condition::Phrase(words) => quote(words, text),
        Condition::Country(role, code) => {
            field(Field::of_role(*role), &value(code.as_str()), text);
        }
        Condition::Claim(source, target) => {
            let side = |side: &Option<ActorCode>| {
                let code = side.as_ref().map_or("", ActorCode::as_str);
                code.replace('\\', "\\\\").replace('>', "\\>")
            };
            field(Field::Claim, &value(&format!("{}>{}", side(source), side(target))), text);
        }
        Condition::Tag(tag) => field(Field::Tag, tag.as_str(), text),
        Condition::Group(name) => field(Field::Group, &value(name), text),
        Condition::Speaker(name) => field(Field::Speaker, &value(name), text),
        Condition::FeedId(id) => field(Field::Feed, &id.0.to_string(), text),
        Condition::Feed(part) => field(Field::Feed, &feed(part), text),
        Condition::Folder(folder) => field(Field::Folder, &value(folder), text),
        Condition::Lang(code) => field(Field::Lang, &value(code), text),
        Condition::Label(label) => field(Field::Label, &value(label), text),
        Condition::Note(words) => field(Field::Note, &value(words), text),
        Condition::Dossier(name) => field(Field::Dossier, &value(name), text),
        Condition::Incident(id) => field(Field::Incident, &id.to_string(), text),
        Condition::Since(moment) => field(Field::Since, &time(*moment), text),
        Condition::Until(moment) => field(Field::Until, &time(*moment), text),
        Condition::Is(mark) => field(Field::Is, mark.as_str(), text),
    }
}

fn negated(part: &Condition, text: &mut String) {
    text.push('-');
    if let Condition::Not(_) = part {
        text.push('(');
        condition(part, text);
        text.push(')');
    } else {
        inner(part, text);
    }
}

fn field(field: Field, value: &str, text: &mut String) {
    text.push_str(field.as_str());
    text.push(':');
    text.push_str(value);
}

/// A value, quoted where it must be.
fn value(plain: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '>' | '.' | '/' | '\'');
    // `name://` would be read as an address.
    if !plain.is_empty() && !plain.starts_with("//") && plain.chars().all(bare) {
        return plain.to_owned();
    }
    let mut quoted = String::new();
    quote(plain, &mut quoted);
    quoted
}

/// Part of an outlet's name; a number alone would be a feed's.
fn feed(part: &str) -> String {
    if part.parse::<i64>().is_ok() { format!("\"{part}\"") } else { value(part) }
}

fn quote(plain: &str, text: &mut String) {
    text.push('"');
    for letter in plain.chars() {
        if matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
}

/// Takes the meaning of signs in a bare word.
fn escape_word(word: &str, text: &mut String) {
    if matches!(word, "OR" | "AND") {
        text.push('\\');
    }
    for (place, letter) in word.chars().enumerate() {
        let sign = matches!(letter, '(' | ')' | '"' | '\\' | ':' | '*') || letter.is_whitespace();
        if sign || (place == 0 && letter == '-') {
            text.push('\\');
        }
        text.push(letter);
    }
}

fn time(moment: Moment) -> String {
    match moment {
        Moment::HoursAgo(hours) if hours > 0 && hours.is_multiple_of(WEEK_HOURS) => {
            format!("{}w", hours / WEEK_HOURS)
        }
        Moment::HoursAgo(hours) if hours > 0 && hours.is_multiple_of(DAY_HOURS) => {
            format!("{}d", hours / DAY_HOURS)
        }
        Moment::HoursAgo(hours) => format!("{hours}h"),
        Moment::Day(day) => day.to_string(),
    }
}
