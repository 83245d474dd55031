//! Finds a story again: under which identities a feed names its entries.
//!
//! No single field can be trusted: ids change at each fetch, are shared by all entries, or are
//! used again for another story; links are the same for all; titles are rewritten. Two fields
//! that agree can be: an entry is the same story if any of its pairs agrees. A pair that
//! different entries of one document share is no identity of that feed, then and ever after.

use jiff::Timestamp;

use crate::store::story_key;

/// What an entry says by which it can be found again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Names<'a> {
    /// The id as the document gives it, or empty.
    pub id: &'a str,
    /// The address of its page, or empty.
    pub link: &'a str,
    /// Its headline, or empty.
    pub title: &'a str,
    /// When it was published, if it says so.
    pub at: Option<Timestamp>,
    /// A hash of its text, for entries that say nothing else.
    pub text_hash: i64,
}

/// The identities of the entries of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// The keys of each entry, in the order given; none for an entry that repeats another.
    pub keys: Vec<Vec<i64>>,
    /// Which pairs proved to be no identity of this feed, as bits; to be given back next time.
    pub weak: u16,
}

/// A pair of fields that may identify a story.
#[derive(Clone, Copy)]
enum Pair {
    IdLink,
    IdDate,
    IdTitle,
    LinkTitle,
    LinkDate,
    TitleDate,
}

impl Pair {
    const ALL: [Self; 6] = [
        Self::IdLink,
        Self::IdDate,
        Self::IdTitle,
        Self::LinkTitle,
        Self::LinkDate,
        Self::TitleDate,
    ];

    fn bit(self) -> u16 {
        1 << match self {
            Self::IdLink => 0,
            Self::IdDate => 1,
            Self::IdTitle => 2,
            Self::LinkTitle => 3,
            Self::LinkDate => 4,
            Self::TitleDate => 5,
        }
    }

    /// Returns the two fields of this pair, if the entry has both and the pair is of use to it.
    fn fields<'f>(self, fields: &Fields<'f>) -> Option<(&'f str, &'f str)> {
        let Fields { id, link, title, date } = *fields;
        let (first, second) = match self {
            Self::IdLink => (id, link),
            Self::IdDate => (id, date),
            // Where there is a date, a title says no more about an id.
            Self::IdTitle if date.is_empty() => (id, title),
            Self::LinkTitle => (link, title),
            Self::LinkDate if id.is_empty() => (link, date),
            Self::TitleDate if id.is_empty() && link.is_empty() => (title, date),
            Self::IdTitle | Self::LinkDate | Self::TitleDate => return None,
        };
        (!first.is_empty() && !second.is_empty()).then_some((first, second))
    }

    fn name(self) -> &'static str {
        match self {
            Self::IdLink => "id-link",
            Self::IdDate => "id-date",
            Self::IdTitle => "id-title",
            Self::LinkTitle => "link-title",
            Self::LinkDate => "link-date",
            Self::TitleDate => "title-date",
        }
    }
}

/// The fields of an entry as they are compared; empty where it has none.
#[derive(Clone, Copy)]
struct Fields<'f> {
    id: &'f str,
    link: &'f str,
    title: &'f str,
    date: &'f str,
}

/// Finds the identities of the entries of one document; `weak` is what the last one gave.
pub fn of(entries: &[Names<'_>], weak: u16) -> Identities {
    let date = |at: Timestamp| at.as_second().to_string();
    let made: Vec<(String, String)> = entries
        .iter()
        .map(|names| (bare_link(names.link), names.at.map(date).unwrap_or_default()))
        .collect();
    let fields: Vec<Fields<'_>> = entries
        .iter()
        .zip(&made)
        .map(|(names, (link, date))| Fields { id: names.id, link, title: names.title, date })
        .collect();
    let weak = weak | shared(&fields);
    let mut known = std::collections::HashSet::new();
    let keys = entries.iter().zip(&fields).map(|(names, fields)| {
        let bare = fields.id.is_empty() && fields.link.is_empty();
        let rest = if bare { (fields.date, names.text_hash) } else { ("", 0) };
        if !known.insert((fields.id, fields.link, fields.title, rest)) {
            return Vec::new();
        }
        let strong = Pair::ALL.into_iter().filter(|pair| weak & pair.bit() == 0);
        let mut keys: Vec<i64> = strong
            .filter_map(|pair| Some((pair.name(), pair.fields(fields)?)))
            .map(|(name, (first, second))| story_key(&[name, first, second]))
            .collect();
        // The whole is needed only where no pair will do: each key costs a row.
        if keys.is_empty() || weak != 0 {
            keys.push(whole(names, fields));
        }
        keys
    });
    let keys = keys.collect();
    Identities { keys, weak }
}

/// Finds the pairs that different entries of one document share, as bits.
fn shared(entries: &[Fields<'_>]) -> u16 {
    let is_shared = |pair: &Pair| {
        let mut seen = std::collections::HashMap::new();
        entries.iter().any(|fields| {
            let whole = (fields.id, fields.link, fields.title);
            let other = pair.fields(fields).and_then(|both| seen.insert(both, whole));
            other.is_some_and(|other| other != whole)
        })
    };
    Pair::ALL.into_iter().filter(is_shared).map(Pair::bit).fold(0, |bits, bit| bits | bit)
}

/// All fields together, or the text too where there is neither id nor link.
fn whole(names: &Names<'_>, fields: &Fields<'_>) -> i64 {
    let Fields { id, link, title, date } = *fields;
    if id.is_empty() && link.is_empty() {
        return story_key(&["text", title, date, &names.text_hash.to_string()]);
    }
    story_key(&["whole", id, link, title])
}

/// The address without its scheme and without what only counts readers.
fn bare_link(link: &str) -> String {
    let (address, fragment) = link.split_once('#').map_or((link, ""), |(a, f)| (a, f));
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let counts = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        !name.starts_with("utm_")
            && !matches!(name, "fbclid" | "gclid" | "at_medium" | "at_campaign")
    };
    let query: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty()).filter(counts).collect();
    let mut bare = path.trim_end_matches('/').to_owned();
    if !query.is_empty() {
        bare.push('?');
        bare.push_str(&query.join("&"));
    }
    if !fragment.is_empty() {
        bare.push('#');
        bare.push_str(fragment);
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'a>(id: &'a str, link: &'a str, title: &'a str, day: i64) -> Names<'a> {
        let at = (day != 0).then(|| Timestamp::from_second(day * 86_400).unwrap());
        Names { id, link, title, at, text_hash: 1 }
    }

    /// Whether the second document's only entry is the story of the first one's.
    fn is_same(first: Names<'_>, second: Names<'_>) -> bool {
        let (first, second) = (of(&[first], 0), of(&[second], 0));
        first.keys[0].iter().any(|key| second.keys[0].contains(key))
    }

    #[test]
    fn a_story_is_found_again_when_two_of_its_names_agree() {
        for (what, first, second, expected) in [
            ("nothing changed", names("1", "/a", "A", 1), names("1", "/a", "A", 1), true),
            ("title rewritten", names("1", "/a", "A", 1), names("1", "/a", "B", 1), true),
            ("title rewritten, no link", names("1", "", "A", 1), names("1", "", "B", 1), true),
            ("link and title rewritten", names("1", "/a", "A", 1), names("1", "/b", "B", 1), true),
            ("id changes at each fetch", names("1", "/a", "A", 1), names("2", "/a", "A", 1), true),
            ("id used again", names("1", "/a", "A", 1), names("1", "/b", "B", 2), false),
            ("link used again", names("1", "/live", "A", 1), names("2", "/live", "B", 2), false),
            ("no id, title rewritten", names("", "/a", "A", 1), names("", "/a", "B", 1), true),
            ("no id, no date", names("", "/a", "A", 0), names("", "/a", "A", 0), true),
            ("no id, no link", names("", "", "A", 1), names("", "", "A", 1), true),
            (
                "counting link",
                names("", "https://e/a/?utm_x=1", "A", 0),
                names("", "http://e/a", "A", 0),
                true,
            ),
            (
                "other page",
                names("", "https://e/?p=1", "A", 0),
                names("", "https://e/?p=2", "A", 0),
                false,
            ),
        ] {
            assert_eq!(is_same(first, second), expected, "{what}");
        }
        let text = |text_hash| Names { text_hash, ..names("", "", "", 0) };
        assert!(is_same(text(1), text(1)) && !is_same(text(1), text(2)));
    }

    #[test]
    fn a_thousand_entries_of_one_id_are_a_thousand_stories() {
        for (link, day) in [(Some("/all"), 1), (None, 1), (Some("/all"), 0), (None, 0)] {
            let own: Vec<(String, String)> =
                (0..1000).map(|index| (format!("/{index}"), format!("T{index}"))).collect();
            let entries: Vec<Names<'_>> = own
                .iter()
                .map(|(own_link, title)| names("same", link.unwrap_or(own_link), title, day))
                .collect();
            let first = of(&entries, 0);
            let mut keys: Vec<i64> = first.keys.iter().flatten().copied().collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all, "two stories share a key");
            assert!(first.keys.iter().all(|keys| !keys.is_empty()));
            let again = of(&entries, first.weak);
            assert!(
                first
                    .keys
                    .iter()
                    .zip(&again.keys)
                    .all(|(a, b)| a.iter().any(|key| b.contains(key)))
            );
            let alone = of(&[names("same", link.unwrap_or("/new"), "New", day)], first.weak);
            assert!(!alone.keys[0].iter().any(|key| keys.contains(key)), "an id known to be weak");
        }
    }

    #[test]
    fn an_entry_that_comes_twice_is_one_story() {
        let twice = [names("1", "/a", "A", 1), names("1", "/a", "A", 1)];
        let found = of(&twice, 0);
        assert_eq!(
            (found.keys[0].is_empty(), found.keys[1].is_empty(), found.weak),
            (false, true, 0)
        );
    }
}
