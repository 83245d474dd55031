//! How the feeds fare: which of them need the reader first.

use crate::model::Feed;
use crate::model::Health;

/// Returns how badly a feed needs the reader, the worst least.
fn need(health: Health) -> u8 {
    match health {
        Health::Gone => 0,
        Health::BotWalled => 1,
        Health::Failing => 2,
        Health::Zombie => 3,
        Health::Moved => 4,
        Health::Waiting => 5,
        Health::Mended => 6,
        Health::New => 7,
        Health::Good => 8,
        Health::Paused => 9,
    }
}

/// Returns whether a feed gives nothing, or nothing new.
pub fn ails(feed: &Feed) -> bool {
    need(feed.health) <= need(Health::Zombie)
}

/// Counts the feeds that cannot be had, and those that only give nothing new.
pub fn ailing(feeds: &[Feed]) -> (usize, usize) {
    let count = |what: fn(&Feed) -> bool| feeds.iter().filter(|feed| what(feed)).count();
    let failing = count(|feed| need(feed.health) <= need(Health::Failing));
    (failing, count(ails) - failing)
}

/// Returns the places of the feeds in `feeds` in which `typed` is found: by title, address, folder,
/// state of health or reason. Those that ail come first, then by title.
pub fn by_need(feeds: &[Feed], typed: &str) -> Vec<usize> {
    let wanted = typed.trim().to_lowercase();
    let fits = |feed: &Feed| {
        let source = &feed.source;
        [&source.title, &source.url, &source.folder, feed.health.as_str(), &feed.reason]
            .iter()
            .any(|part| part.to_lowercase().contains(&wanted))
    };
    let mut places: Vec<usize> = (0..feeds.len()).filter(|at| fits(&feeds[*at])).collect();
    places.sort_by_cached_key(|at| {
        let feed = &feeds[*at];
        (need(feed.health), feed.source.title.to_lowercase())
    });
    places
}
