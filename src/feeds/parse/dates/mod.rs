//! Dates in every shape that feeds have them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The longest text that may be a date, in bytes.
const DATE_BYTES_MAX: usize = 100;

/// Years that are believed: before the web, or a generation ahead, is an error of the writer.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// Names of zones and their offsets, in minutes east of Greenwich.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("adt", -180),
    ("ast", -240),
    ("edt", -240),
    ("est", -300),
    ("et", -300),
    ("cdt", -300),
    ("cst", -360),
    ("ct", -360),
    ("mdt", -360),
    ("mst", -420),
    ("mt", -420),
    ("pdt", -420),
    ("pst", -480),
    ("pt", -480),
    ("akdt", -480),
    ("akst", -540),
    ("hst", -600),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("bst", 60),
    ("west", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("ist", 330),
    ("eest", 180),
    ("msk", 180),
    ("msd", 240),
    ("sgt", 480),
    ("hkt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
];

/// The first letters by which months are told, in the languages of feeds.
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    // German, Dutch, Nordic
    ("jän", 1),
    ("mär", 3),
    ("mrz", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("maa", 3),
    ("mrt", 3),
    ("mei", 5),
    ("maj", 5),
    ("des", 12),
    // French
    ("janv", 1),
    ("fév", 2),
    ("fev", 2),
    ("avr", 4),
    ("juin", 6),
    ("juil", 7),
    ("aoû", 8),
    ("aou", 8),
    ("déc", 12),
    // Spanish, Portuguese, Italian
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("out", 10),
    ("set", 9),
    ("gen", 1),
    ("mag", 5),
    ("giu", 6),
    ("lug", 7),
    ("ott", 10),
    // Russian and Ukrainian
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("мая", 5),
    ("май", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("січ", 1),
    ("лют", 2),
    ("бер", 3),
    ("кві", 4),
    ("тра", 5),
    ("чер", 6),
    ("лип", 7),
    ("сер", 8),
    ("вер", 9),
    ("жов", 10),
    ("лис", 11),
    ("гру", 12),
    // Polish, Czech, Hungarian, Turkish, Greek
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("paź", 10),
    ("lis", 11),
    ("gru", 12),
    ("jún", 6),
    ("júl", 7),
    ("már", 3),
    ("ápr", 4),
    ("máj", 5),
    ("sze", 9),
    ("oca", 1),
    ("şub", 2),
    ("nis", 4),
    ("haz", 6),
    ("tem", 7),
    ("eyl", 9),
    ("eki", 10),
    ("kas", 11),
    ("ara", 12),
    ("ιαν", 1),
];

/// Reads a date, or returns `None` if it is none or not to be believed.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > DATE_BYTES_MAX {
        return None;
    }
    let time = epoch(text)
        .or_else(|| numeric(text))
        .or_else(|| compact(text))
        .or_else(|| east_asian(text))
        .or_else(|| worded(text))?;
    let time = Timestamp::from_second(time.as_second()).ok()?;
    YEARS.contains(&Offset::UTC.to_datetime(time).year()).then_some(time)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9 | 10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

/// A date and time of day in the making.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
    second: i32,
    offset_minutes: i32,
}

impl Parts {
    fn timestamp(self) -> Option<Timestamp> {
        let date = Date::new(
            i16::try_from(self.year).ok()?,
            i8::try_from(self.month).ok()?,
            i8::try_from(self.day).ok()?,
        )
        .ok()?;
        // 24:00 is the next midnight; a leap second is the last one of its minute.
        let (date, hour) = match self.hour {
            24 if self.minute == 0 && self.second == 0 => (date.tomorrow().ok()?, 0),
            hour => (date, hour),
        };
        let second = if self.second == 60 { 59 } else { self.second };
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(self.minute).ok()?);
        let valid =
            (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        let time = valid.then(|| date.at(hour, minute, i8::try_from(second).unwrap_or(0), 0))?;
        let offset = Offset::from_seconds(self.offset_minutes * 60).ok()?;
        offset.to_timestamp(time).ok()
    }
}

/// `2026-03-03T10:00:00+01:00` with any of its parts missing, and `-`, `/`, `.` or a space between.
fn numeric(text: &str) -> Option<Timestamp> {
    let mut reader = Reader { rest: text };
    let year = reader.digits(4, 4)?;
    let mut parts = Parts { year, month: 1, day: 1, ..Parts::default() };
    let dash = reader.take(|c| matches!(c, '-' | '/' | '.'));
    if dash.is_none() {
        return reader.rest.is_empty().then(|| parts.timestamp()).flatten();
    }
    parts.month = reader.digits(1, 2)?;
    if reader.take(|c| matches!(c, '-' | '/' | '.')).is_some() {
        parts.day = reader.digits(1, 2)?;
    }
    if reader.rest.is_empty() {
        return parts.timestamp();
    }
    reader.take(|c| matches!(c, 'T' | 't' | ' ' | '_' | ','))?;
    reader.rest = reader.rest.trim_start();
    if reader.rest.starts_with(|c: char| c.is_ascii_digit()) {
        time_of_day(&mut reader, &mut parts)?;
    }
    parts.offset_minutes = offset(reader.rest)?;
    parts.timestamp()
}

/// `20260303T100000Z` and `20260303`.
fn compact(text: &str) -> Option<Timestamp> {
    let mut reader = Reader { rest: text };
    let mut parts = Parts {
        year: reader.digits(4, 4)?,
        month: reader.digits(2, 2)?,
        day: reader.digits(2, 2)?,
        ..Parts::default()
    };
    if !reader.rest.is_empty() {
        reader.take(|c| matches!(c, 'T' | 't' | ' ' | '-'))?;
        parts.hour = reader.digits(2, 2)?;
        reader.take(|c| c == ':');
        parts.minute = reader.digits(2, 2).unwrap_or(0);
        reader.take(|c| c == ':');
        parts.second = reader.digits(2, 2).unwrap_or(0);
        parts.offset_minutes = offset(reader.rest)?;
    }
    parts.timestamp()
}

/// `2026年3月3日 10:00` and `2026년 3월 3일 오후 3:05`, in their own zones.
fn east_asian(text: &str) -> Option<Timestamp> {
    let korean = text.contains('년');
    if !korean && !text.contains('年') {
        return None;
    }
    let afternoon = ["오후", "下午", "午後"].iter().any(|word| text.contains(word));
    let spaced: String =
        text.chars().map(|c| if c.is_ascii_digit() || c == ':' { c } else { ' ' }).collect();
    let mut numbers =
        spaced.split([' ', ':']).filter(|part| !part.is_empty()).map(str::parse::<i32>);
    let mut next = || numbers.next().and_then(Result::ok);
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next().unwrap_or(0), next().unwrap_or(0), next().unwrap_or(0));
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    let offset_minutes = if korean { 540 } else { 480 };
    Parts { year, month, day, hour, minute, second, offset_minutes }.timestamp()
}

/// Dates with a month's name, in any order: RFC 822, asctime, `Mar 3, 2026`, `3 mars 2026`.
fn worded(text: &str) -> Option<Timestamp> {
    let lower = text.to_lowercase();
    let mut parts = Parts::default();
    let (mut month, mut numbers, mut zone) = (None, Vec::new(), None);
    let mut afternoon = None;
    for word in lower.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
    {
        if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            let mut reader = Reader { rest: word };
            time_of_day(&mut reader, &mut parts)?;
            afternoon = half_of_day(reader.rest).or(afternoon);
            if half_of_day(reader.rest).is_none() && !reader.rest.is_empty() {
                zone = Some(offset(reader.rest)?);
            }
        } else if numbers.len() >= 2 && word.starts_with(['+', '-']) {
            zone = Some(offset(word)?);
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            take_numbers(word, &mut numbers, &mut month);
        } else if let Some(half) = half_of_day(word) {
            afternoon = Some(half);
        } else if zone_named(word).is_some() || has_offset(word) {
            zone = Some(offset(word)?);
        } else if month.is_none() {
            month = month_named(word);
        }
    }
    parts.month = i32::from(month?);
    (parts.day, parts.year) = day_and_year(&numbers)?;
    match afternoon {
        Some(true) if parts.hour < 12 => parts.hour += 12,
        Some(false) if parts.hour == 12 => parts.hour = 0,
        Some(_) | None => {}
    }
    parts.offset_minutes = zone.unwrap_or(0);
    parts.timestamp()
}

/// Takes the numbers of `3`, `3rd`, `03-mar-2026`.
fn take_numbers<'a>(word: &'a str, numbers: &mut Vec<&'a str>, month: &mut Option<i8>) {
    for part in word.split(['-', '/', '.']).filter(|part| !part.is_empty()) {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        if end > 0 {
            numbers.push(&part[..end]);
        } else if month.is_none() {
            *month = month_named(part);
        }
    }
}

/// Tells day and year apart: a year has four digits, or comes last.
fn day_and_year(numbers: &[&str]) -> Option<(i32, i32)> {
    let (day, year) = match numbers {
        [first, second, ..] if first.len() == 4 => (second, first),
        [first, second, ..] => (first, second),
        _ => return None,
    };
    let number: i32 = year.parse().ok()?;
    let year = match year.len() {
        1 | 2 if number >= 70 => number + 1_900,
        1 | 2 => number + 2_000,
        3 => number + 1_900,
        _ => number,
    };
    Some((day.parse().ok()?, year))
}

fn half_of_day(word: &str) -> Option<bool> {
    match word.trim_matches('.') {
        "pm" | "p.m" => Some(true),
        "am" | "a.m" => Some(false),
        _ => None,
    }
}

/// `10:00`, `10:00:00`, `10.00`, `10:00:00.123`.
fn time_of_day(reader: &mut Reader<'_>, parts: &mut Parts) -> Option<()> {
    parts.hour = reader.digits(1, 2)?;
    if reader.take(|c| c == ':').is_none() {
        return Some(());
    }
    parts.minute = reader.digits(1, 2)?;
    if reader.take(|c| c == ':').is_some() {
        parts.second = reader.digits(1, 2)?;
        if reader.take(|c| matches!(c, '.' | ',')).is_some() {
            reader.rest = reader.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    Some(())
}

/// Returns the offset in minutes that a zone says; none says Greenwich.
fn offset(text: &str) -> Option<i32> {
    let lower = text.trim().to_lowercase();
    let lower = lower.strip_prefix("etc/").unwrap_or(&lower);
    if lower.is_empty() {
        return Some(0);
    }
    let signed = lower
        .strip_prefix("gmt")
        .or_else(|| lower.strip_prefix("utc"))
        .filter(|rest| rest.starts_with(['+', '-']))
        .unwrap_or(lower);
    let sign = match signed.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        Some(_) | None => return Some(zone_named(lower).unwrap_or(0)),
    };
    let mut reader = Reader { rest: &signed[1..] };
    let hours = reader.digits(1, 2)?;
    reader.take(|c| c == ':');
    let minutes = reader.digits(1, 2).unwrap_or(0);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Returns whether a word is `GMT+0100` or the like.
fn has_offset(word: &str) -> bool {
    let rest = word.strip_prefix("gmt").or_else(|| word.strip_prefix("utc"));
    rest.is_some_and(|rest| rest.starts_with(['+', '-']))
}

fn zone_named(word: &str) -> Option<i32> {
    let word = word.trim_matches(['(', ')', '.']);
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}

/// Finds the month whose first letters a word begins with; the longest match counts.
fn month_named(word: &str) -> Option<i8> {
    let matching = MONTHS.iter().filter(|(start, _)| word.starts_with(start));
    matching.max_by_key(|(start, _)| start.len()).map(|(_, month)| *month)
}

/// What is left of a text.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Takes a number of `least` to `most` digits.
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let number = (count >= least).then(|| self.rest[..count].parse().ok()).flatten()?;
        self.rest = &self.rest[count..];
        Some(number)
    }

    /// Takes one character that `wanted` accepts.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.rest.chars().next().filter(|c| wanted(*c))?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }
}

#[cfg(test)]
mod tests;
