//! Reads the cache of newsboat, which is a SQLite file of its own.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::Row;

use super::StoreError;

/// The most stories that are taken from one cache, newest first.
const ITEMS_MAX: u32 = 50_000;
/// The longest text of a story that is read, in bytes; a page has no more.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// A story as newsboat keeps it; nothing in it is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsboatItem {
    /// The address of the feed.
    pub feed_url: String,
    /// The feed's title.
    pub feed_title: String,
    /// The identity that the feed gave.
    pub guid: String,
    /// The headline.
    pub title: String,
    /// The author.
    pub author: String,
    /// The address of the page.
    pub url: String,
    /// The text, as HTML.
    pub content: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// Whether it was not opened yet.
    pub unread: bool,
    /// The letters with which the reader flagged it; empty if not.
    pub flags: String,
}

/// Reads the stories of newsboat's `cache.db`, newest first; those deleted are left out.
///
/// Only reads; a row that is no text is passed over.
///
/// # Errors
///
/// Returns a [`StoreError`] if the file is no cache of newsboat.
pub fn read_newsboat(path: &Path) -> Result<Vec<NewsboatItem>, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |source| StoreError::Open { path: path.to_owned(), source };
    let db = Connection::open_with_flags(path, flags).map_err(failed)?;
    let read = || -> rusqlite::Result<Vec<NewsboatItem>> {
        db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
        let mut statement = db.prepare(
            "SELECT i.feedurl, f.title, i.guid, i.title, i.author, i.url, i.content, i.pubDate,
                    i.unread, i.flags
             FROM rss_item AS i JOIN rss_feed AS f ON f.rssurl = i.feedurl
             WHERE i.deleted = 0 ORDER BY i.pubDate DESC, i.id DESC LIMIT ?1",
        )?;
        let items = statement.query_map([ITEMS_MAX], item)?;
        Ok(items.filter_map(Result::ok).collect())
    };
    read().map_err(StoreError::when("read newsboat's cache"))
}

fn item(row: &Row<'_>) -> rusqlite::Result<NewsboatItem> {
    let text = |place: usize| -> rusqlite::Result<String> {
        let bytes = row.get_ref(place)?.as_bytes_or_null()?.unwrap_or_default();
        let bytes = bytes.get(..TEXT_BYTES_MAX).unwrap_or(bytes);
        Ok(String::from_utf8_lossy(bytes).into_owned())
    };
    Ok(NewsboatItem {
        feed_url: text(0)?,
        feed_title: text(1)?,
        guid: text(2)?,
        title: text(3)?,
        author: text(4)?,
        url: text(5)?,
        content: text(6)?,
        published_at: row.get::<_, i64>(7).ok().and_then(|at| Timestamp::from_second(at).ok()),
        unread: row.get::<_, i64>(8).unwrap_or(0) != 0,
        flags: text(9)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of newsboat 2.21, as far as they are read.
    const CACHE: &str = "
        CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024),
            title VARCHAR(1024));
        CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64),
            title VARCHAR(1024), author VARCHAR(1024), url VARCHAR(1024), feedurl VARCHAR(1024),
            pubDate INTEGER, content VARCHAR(65535), unread INTEGER, flags VARCHAR(52),
            deleted INTEGER NOT NULL DEFAULT 0);
        INSERT INTO rss_feed VALUES ('https://a.example/f', 'https://a.example', 'Agency A');
        INSERT INTO rss_item VALUES (1, 'g1', 'Kept', 'A', 'https://a.example/1',
            'https://a.example/f', 1790000000, '<p>x</p>', 0, 's', 0);
        INSERT INTO rss_item VALUES (2, 'g2', CAST(x'ff41' AS TEXT), NULL, '', 'https://a.example/f',
            1790000001, NULL, 1, NULL, 0);
        INSERT INTO rss_item VALUES (3, 'g3', 'Gone', '', '', 'https://a.example/f', 1, '', 0, '', 1);";

    #[test]
    fn reads_what_was_not_deleted_whatever_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        Connection::open(&path).unwrap().execute_batch(CACHE).unwrap();
        let items = read_newsboat(&path).unwrap();
        let seen: Vec<(&str, bool, &str)> = items
            .iter()
            .map(|item| (item.title.as_str(), item.unread, item.flags.as_str()))
            .collect();
        assert_eq!(seen, [("\u{fffd}A", true, ""), ("Kept", false, "s")]);
    }

    #[test]
    fn another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        std::fs::write(&path, "SQLite format 3\0 and no more").unwrap();
        assert!(read_newsboat(&path).is_err());
    }
}
