//! A month of 300 feeds of ten temperaments under a virtual clock: no double, no lost story, no
//! needless question, and every sick feed named.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use demarche::feeds::health;
use demarche::feeds::schedule::{self, Asked, News, Wish};
use demarche::ingest::identity::{self, Names};
use demarche::model::{Fault, FeedMemory, Health};
use jiff::Timestamp;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const MONTH: i64 = 30 * DAY;

/// How many feeds there are of each temperament.
const EACH: usize = 30;

/// How many entries a feed shows; few, so that a late question loses some.
const WINDOW: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Temperament {
    Hourly,
    Daily,
    /// Answers, and says nothing new any more.
    Zombie,
    /// Removed by its publisher on the tenth day.
    Gone,
    /// Redirects for good from the fifth day on.
    Moved,
    /// Asks everybody to wait who comes within half an hour.
    RateLimited,
    /// Gives every headline a second form.
    RewritesTitles,
    /// Has five ids and uses them in turn.
    ReusesIds,
    /// Gives every entry a new id at each ask.
    ChangesIds,
    /// Puts up a wall against robots on the twelfth day.
    BotWalled,
}

use Temperament::{
    BotWalled, ChangesIds, Daily, Gone, Hourly, Moved, RateLimited, ReusesIds, RewritesTitles,
    Zombie,
};

const ALL: [Temperament; 10] = [
    Hourly,
    Daily,
    Zombie,
    Gone,
    Moved,
    RateLimited,
    RewritesTitles,
    ReusesIds,
    ChangesIds,
    BotWalled,
];

impl Temperament {
    /// The time between two of its stories, in seconds.
    fn interval(self) -> i64 {
        match self {
            Hourly | RateLimited | RewritesTitles => HOUR,
            ReusesIds | ChangesIds | Moved => 3 * HOUR,
            Gone | BotWalled => 6 * HOUR,
            Daily | Zombie => DAY,
        }
    }

    /// When it stops telling stories, in seconds after the start.
    fn ends(self) -> i64 {
        match self {
            Zombie => -40 * DAY,
            Gone => 10 * DAY,
            BotWalled => 12 * DAY,
            Hourly | Daily | Moved | RateLimited | RewritesTitles | ReusesIds | ChangesIds => MONTH,
        }
    }

    /// How many questions the whole month is worth to someone who knows the feed.
    fn ideal(self) -> i64 {
        let usual = |seconds: i64| seconds / self.interval();
        match self {
            Hourly | Daily | Moved | RateLimited | RewritesTitles | ReusesIds | ChangesIds => {
                usual(MONTH)
            }
            // Once a day, in case it wakes up.
            Zombie => MONTH / DAY,
            Gone => usual(10 * DAY) + 1,
            // Doubling waits to a day, and once a week after a week.
            BotWalled => usual(12 * DAY) + 5 + 6 + 1,
        }
    }
}

/// One feed of the world outside.
struct Publisher {
    temperament: Temperament,
    offset: i64,
    asks: u64,
    last_ask: i64,
}

enum Served {
    Document { entries: Vec<Entry>, moved_to: Option<String> },
    Fault(Fault, Option<i64>),
}

struct Entry {
    number: i64,
    id: String,
    link: String,
    title: String,
    at: i64,
}

impl Publisher {
    /// The numbers of its stories told up to `now`.
    fn told(&self, now: i64) -> i64 {
        (now.min(self.temperament.ends()) - self.offset).div_euclid(self.temperament.interval())
    }

    fn answer(&mut self, now: i64, url: &str) -> Served {
        let pause = now - self.last_ask;
        self.asks += 1;
        self.last_ask = now;
        match self.temperament {
            Gone if now >= 10 * DAY => return Served::Fault(Fault::Gone, None),
            BotWalled if now >= 12 * DAY => return Served::Fault(Fault::BotWall, None),
            RateLimited if pause < HOUR / 2 => {
                return Served::Fault(Fault::Waiting, Some(now + HOUR));
            }
            _ => {}
        }
        let newest = self.told(now);
        let first = newest - i64::try_from(WINDOW).unwrap() + 1;
        let entries = (first..=newest).rev().map(|number| self.entry(number, now)).collect();
        let leads_on = self.temperament == Moved && now >= 5 * DAY && !url.ends_with("/new");
        Served::Document { entries, moved_to: leads_on.then(|| format!("{url}/new")) }
    }

    fn entry(&self, number: i64, now: i64) -> Entry {
        let at = self.offset + number * self.temperament.interval();
        let id = match self.temperament {
            ReusesIds => format!("id{}", number.rem_euclid(5)),
            ChangesIds => format!("id{number}-{}", self.asks),
            _ => format!("id{number}"),
        };
        let rewritten = self.temperament == RewritesTitles && now - at > 5 * HOUR;
        let title = format!("Story {number}{}", if rewritten { ", corrected" } else { "" });
        Entry { number, id, link: format!("https://e.example/{number}"), title, at }
    }
}

/// What our side keeps of a feed.
struct Kept {
    url: String,
    memory: FeedMemory,
    next_at: Option<Timestamp>,
    stories: HashMap<i64, i64>,
    /// The story behind each kept story, as the world numbers it.
    behind: Vec<i64>,
    first_seen: HashMap<i64, i64>,
    moved: u32,
    was: HashSet<&'static str>,
}

/// 2026-11-01T00:00:00Z, in Unix seconds.
const START: i64 = 1_793_491_200;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(START + seconds).unwrap()
}

/// Keeps the stories of a document; returns how many were new, and which identities are weak.
fn keep(kept: &mut Kept, entries: &[Entry], now: i64) -> (usize, u16) {
    let names: Vec<Names<'_>> = entries
        .iter()
        .map(|entry| Names {
            id: &entry.id,
            link: &entry.link,
            title: &entry.title,
            at: Some(at(entry.at)),
            text_hash: entry.number,
        })
        .collect();
    let identities = identity::of(&names, kept.memory.weak_keys);
    let mut new = 0;
    for (entry, keys) in entries.iter().zip(&identities.keys) {
        let known = keys.iter().find_map(|key| kept.stories.get(key).copied());
        let story = known.unwrap_or_else(|| {
            new += 1;
            kept.behind.push(entry.number);
            kept.first_seen.insert(entry.number, now);
            i64::try_from(kept.behind.len()).unwrap() - 1
        });
        let behind = kept.behind[usize::try_from(story).unwrap()];
        assert_eq!(behind, entry.number, "two stories were taken for one: {}", entry.title);
        for key in keys {
            kept.stories.entry(*key).or_insert(story);
        }
    }
    (new, identities.weak)
}

fn ask(publisher: &mut Publisher, kept: &mut Kept, seed: u64, now: i64) {
    let time = at(now);
    assert_eq!(schedule::skip(&kept.memory, false, kept.next_at, Wish::Due, time), None);
    match publisher.answer(now, &kept.url) {
        Served::Fault(fault, wait) => {
            let asked = Asked { fault: Some(fault), wait_until: wait.map(at), ..Asked::default() };
            kept.memory = schedule::remember(std::mem::take(&mut kept.memory), &asked, time);
        }
        Served::Document { entries, moved_to } => {
            let (new_stories, weak) = keep(kept, &entries, now);
            let dates: Vec<Timestamp> = entries.iter().map(|entry| at(entry.at)).collect();
            let news = News { new_stories, dates: &dates, ..News::default() };
            let asked =
                Asked { moved_to: moved_to.as_deref(), news: Some(news), ..Asked::default() };
            kept.memory = schedule::remember(std::mem::take(&mut kept.memory), &asked, time);
            kept.memory.weak_keys = weak;
        }
    }
    if let Some(to) = schedule::settled_move(&kept.memory).map(str::to_owned) {
        kept.url = to;
        kept.moved += 1;
        kept.memory.moves.clear();
        kept.memory.moved_at = Some(time);
    }
    kept.was.insert(health::of(&kept.memory, false, "reason", time).0.as_str());
    kept.next_at = schedule::next_at(&kept.memory, time, seed);
}

#[test]
fn a_month_of_three_hundred_feeds() {
    let mut feeds: Vec<(Publisher, Kept)> = (0..ALL.len() * EACH)
        .map(|index| {
            let temperament = ALL[index % ALL.len()];
            let offset = i64::try_from(index).unwrap() * 97 % temperament.interval();
            let publisher = Publisher { temperament, offset, asks: 0, last_ask: -DAY };
            let kept = Kept {
                url: format!("https://feed{index}.example"),
                memory: FeedMemory::default(),
                next_at: None,
                stories: HashMap::new(),
                behind: Vec::new(),
                first_seen: HashMap::new(),
                moved: 0,
                was: HashSet::new(),
            };
            (publisher, kept)
        })
        .collect();
    let mut due: BinaryHeap<Reverse<(i64, usize)>> =
        (0..feeds.len()).map(|index| Reverse((0, index))).collect();
    while let Some(Reverse((now, index))) = due.pop() {
        let (publisher, kept) = &mut feeds[index];
        ask(publisher, kept, u64::try_from(index).unwrap(), now);
        let next = kept.next_at.map(|next| next.as_second() - at(0).as_second());
        if let Some(next) = next.filter(|next| *next < MONTH) {
            due.push(Reverse((next.max(now + 1), index)));
        }
    }
    let mut asked: HashMap<Temperament, i64> = HashMap::new();
    for (publisher, kept) in &feeds {
        judge(publisher, kept);
        *asked.entry(publisher.temperament).or_default() += i64::try_from(publisher.asks).unwrap();
    }
    let each = i64::try_from(EACH).unwrap();
    for (temperament, asks) in &asked {
        let ideal = temperament.ideal() * each;
        assert!(asks * 10 <= ideal * 13, "{temperament:?}: {asks} asks where {ideal} are ideal");
    }
}

/// Checks what was kept of one feed at the end of the month.
fn judge(publisher: &Publisher, kept: &Kept) {
    let temperament = publisher.temperament;
    let distinct: HashSet<i64> = kept.behind.iter().copied().collect();
    assert_eq!(distinct.len(), kept.behind.len(), "{temperament:?} has doubles");
    // What was told in the last two intervals may not have been seen yet.
    let end = MONTH.min(temperament.ends()) - 2 * temperament.interval();
    for number in 0.max(publisher.told(0))..=publisher.told(end) {
        assert!(distinct.contains(&number), "{temperament:?} lost story {number}");
    }
    let late = kept.first_seen.iter().filter(|(number, seen)| {
        let told = publisher.offset + **number * temperament.interval();
        told > 0 && *seen - told > 2 * temperament.interval() + HOUR
    });
    assert_eq!(late.count(), 0, "{temperament:?} was seen late");
    let health = health::of(&kept.memory, false, "reason", at(MONTH)).0;
    let expected = match temperament {
        Hourly | Daily | RewritesTitles | ReusesIds | ChangesIds | Moved | RateLimited => {
            Health::Good
        }
        Zombie => Health::Zombie,
        Gone => Health::Gone,
        BotWalled => Health::BotWalled,
    };
    assert_eq!(health, expected, "{temperament:?}");
    let moves = u32::from(temperament == Moved);
    assert_eq!(kept.moved, moves, "{temperament:?} moved");
    assert_eq!(kept.was.contains("moved"), temperament == Moved, "{temperament:?}: {:?}", kept.was);
    assert!(temperament == RateLimited || !kept.was.contains("waiting"), "{temperament:?}");
}
