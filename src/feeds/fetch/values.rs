//! What the headers of an answer mean: waits, freshness, validators.

use jiff::{SignedDuration, Timestamp};

/// The longest wait that a server may ask for.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(24);

/// The wait where a server refuses and names none: what NetNewsWire waits.
const WAIT_DEFAULT: SignedDuration = SignedDuration::from_mins(10);

/// The longest time that an answer is taken as fresh: a day off is a day's news missed.
const FRESH_MAX_SECONDS: i64 = 5 * 3600;

/// How far a `Last-Modified` may lie ahead of our clock, in seconds, before it is nonsense.
const CLOCK_SLACK_SECONDS: i64 = 24 * 3600;

/// The longest validator that is kept, in bytes.
const VALIDATOR_MAX_BYTES: usize = 1024;

/// Reads a date of HTTP: the form of today, that of RFC 850, and that of `asctime`.
pub(super) fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(found) = parser.parse_timestamp(text) {
        return Some(found);
    }
    let civil = |format: &str, text: &str| {
        let parsed = jiff::fmt::strtime::parse(format, text).ok()?.to_datetime().ok()?;
        jiff::tz::TimeZone::UTC.to_timestamp(parsed).ok()
    };
    civil("%A, %d-%b-%y %H:%M:%S GMT", text).or_else(|| civil("%a %b %e %H:%M:%S %Y", text))
}

/// Returns until when to leave a host in peace that answered 429 or 503.
pub(super) fn wait_until(retry_after: Option<&str>, now: Timestamp) -> Timestamp {
    let latest = now.saturating_add(WAIT_MAX).unwrap_or(Timestamp::MAX);
    let asked = retry_after.map(str::trim).and_then(|text| {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return date(text);
        }
        let seconds: i64 = text.parse().unwrap_or(i64::MAX);
        Some(now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(latest))
    });
    let default = now.saturating_add(WAIT_DEFAULT).unwrap_or(latest);
    asked.filter(|until| *until > now).unwrap_or(default).min(latest)
}

/// Returns for how many seconds an answer is fresh (RFC 9111, 4.2), at most 5 hours.
pub(super) fn fresh_seconds<'h>(header: impl Fn(&str) -> Option<&'h str>) -> Option<u32> {
    let control = header("cache-control").unwrap_or_default().to_ascii_lowercase();
    let directives = || control.split(',').map(str::trim);
    if directives().any(|name| name == "no-store" || name == "no-cache") {
        return Some(0);
    }
    let max_age = directives().find_map(|name| name.strip_prefix("max-age="));
    let age: i64 = header("age").and_then(|text| text.trim().parse().ok()).unwrap_or(0).max(0);
    let lifetime: i64 = if let Some(seconds) = max_age {
        seconds.trim_matches('"').parse().unwrap_or(0)
    } else {
        let expires = header("expires")?;
        let served = header("date").and_then(date)?;
        date(expires).map_or(0, |at| at.as_second() - served.as_second())
    };
    u32::try_from(lifetime.saturating_sub(age).clamp(0, FRESH_MAX_SECONDS)).ok()
}

/// Returns an `ETag` that can be sent back, or nothing.
pub(super) fn etag(value: Option<&str>) -> String {
    let value = value.map(str::trim).unwrap_or_default();
    let sound =
        value.len() <= VALIDATOR_MAX_BYTES && value.bytes().all(|byte| byte.is_ascii_graphic());
    if sound { value.to_owned() } else { String::new() }
}

/// Returns a `Last-Modified` that can be sent back, or nothing where it lies in the future.
pub(super) fn last_modified(value: Option<&str>, now: Timestamp) -> String {
    let value = value.map(str::trim).unwrap_or_default();
    let known =
        date(value).is_some_and(|at| at.as_second() <= now.as_second() + CLOCK_SLACK_SECONDS);
    if known && value.len() <= VALIDATOR_MAX_BYTES { value.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn waits_as_long_as_the_server_asks_and_no_longer_than_a_day() {
        let now = at("2026-11-24T12:00:00Z");
        for (asked, expected) in [
            (None, "2026-11-24T12:10:00Z"),
            (Some(""), "2026-11-24T12:10:00Z"),
            (Some("soon"), "2026-11-24T12:10:00Z"),
            (Some("-5"), "2026-11-24T12:10:00Z"),
            (Some("0"), "2026-11-24T12:10:00Z"),
            (Some("120"), "2026-11-24T12:02:00Z"),
            (Some("999999999"), "2026-11-25T12:00:00Z"),
            (Some("99999999999999999999999"), "2026-11-25T12:00:00Z"),
            (Some("Tue, 24 Nov 2026 13:00:00 GMT"), "2026-11-24T13:00:00Z"),
            (Some("Tuesday, 24-Nov-26 13:00:00 GMT"), "2026-11-24T13:00:00Z"),
            (Some("Tue Nov 24 13:00:00 2026"), "2026-11-24T13:00:00Z"),
            (Some("Tue, 24 Nov 2020 13:00:00 GMT"), "2026-11-24T12:10:00Z"),
            (Some("Fri, 01 Jan 2027 00:00:00 GMT"), "2026-11-25T12:00:00Z"),
        ] {
            assert_eq!(wait_until(asked, now), at(expected), "{asked:?}");
        }
    }

    #[test]
    fn freshness_is_read_and_bounded() {
        type Case = (&'static [(&'static str, &'static str)], Option<u32>);
        let cases: &[Case] = &[
            (&[], None),
            (&[("cache-control", "max-age=600")], Some(600)),
            (&[("cache-control", "public, Max-Age=600"), ("age", "100")], Some(500)),
            (&[("cache-control", "max-age=600"), ("age", "9999")], Some(0)),
            (&[("cache-control", "max-age=31536000")], Some(18000)),
            (&[("cache-control", "no-cache, max-age=600")], Some(0)),
            (&[("cache-control", "max-age=lots")], Some(0)),
            (
                &[
                    ("date", "Tue, 24 Nov 2026 12:00:00 GMT"),
                    ("expires", "Tue, 24 Nov 2026 12:30:00 GMT"),
                ],
                Some(1800),
            ),
            (&[("date", "Tue, 24 Nov 2026 12:00:00 GMT"), ("expires", "0")], Some(0)),
            (&[("expires", "Tue, 24 Nov 2026 12:30:00 GMT")], None),
        ];
        for (headers, expected) in cases {
            let header = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
            assert_eq!(fresh_seconds(header), *expected, "{headers:?}");
        }
    }

    #[test]
    fn validators_are_kept_only_if_they_can_be_sent_back() {
        let now = at("2026-11-24T12:00:00Z");
        assert_eq!(etag(Some("W/\"a-1\"")), "W/\"a-1\"");
        assert_eq!(etag(Some("\"a b\"")), "");
        assert_eq!(etag(Some(&"x".repeat(2000))), "");
        let modified = |text| last_modified(Some(text), now);
        assert_eq!(modified("Tue, 24 Nov 2026 11:00:00 GMT"), "Tue, 24 Nov 2026 11:00:00 GMT");
        assert_eq!(modified("Fri, 31 Dec 9999 23:59:59 GMT"), "");
        assert_eq!(modified("yesterday"), "");
    }
}
