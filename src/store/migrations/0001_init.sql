-- The first schema. A shipped migration never changes; append a new file instead.
-- Times are Unix seconds, booleans 0 or 1, blobs packed by `codec` (first byte: how).

CREATE TABLE feed (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT    NOT NULL UNIQUE,
    title         TEXT    NOT NULL,
    folder        TEXT    NOT NULL DEFAULT '',
    country       TEXT    NOT NULL DEFAULT '',
    lang          TEXT    NOT NULL DEFAULT '',
    class         TEXT    NOT NULL DEFAULT 'press',
    paused        INTEGER NOT NULL DEFAULT 0,
    health        TEXT    NOT NULL DEFAULT 'new',
    reason        TEXT    NOT NULL DEFAULT '',
    last_good_at  INTEGER,
    newest_at     INTEGER,
    next_at       INTEGER,
    etag          TEXT    NOT NULL DEFAULT '',
    last_modified TEXT    NOT NULL DEFAULT '',
    validators_at INTEGER,
    body_sha256   BLOB,
    memory        TEXT    NOT NULL DEFAULT '{}',
    settings      TEXT    NOT NULL DEFAULT '{}',
    added_at      INTEGER NOT NULL,
    removed_at    INTEGER
) STRICT;

-- Addresses that a feed had before.
CREATE TABLE feed_url (
    feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    url     TEXT    NOT NULL,
    left_at INTEGER NOT NULL,
    reason  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX feed_url_of_feed ON feed_url (feed_id, left_at);

-- The last asks of each feed.
CREATE TABLE feed_ask (
    id          INTEGER PRIMARY KEY,
    feed_id     INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    status      INTEGER,
    duration_ms INTEGER NOT NULL,
    size_bytes  INTEGER NOT NULL,
    new_stories INTEGER NOT NULL,
    reason      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX feed_ask_of_feed ON feed_ask (feed_id, id);

-- One row of the list; `id` is also the order in which stories came in.
CREATE TABLE story (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id       INTEGER NOT NULL REFERENCES feed,
    title         TEXT    NOT NULL,
    link          TEXT    NOT NULL DEFAULT '',
    byline        TEXT    NOT NULL DEFAULT '',
    published_at  INTEGER NOT NULL,
    published_raw TEXT    NOT NULL DEFAULT '',
    first_seen_at INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    read          INTEGER NOT NULL DEFAULT 0,
    saved_at      INTEGER,
    sample        INTEGER NOT NULL DEFAULT 0,
    revised       INTEGER NOT NULL DEFAULT 0,
    complete      INTEGER NOT NULL DEFAULT 0,
    lang          TEXT    NOT NULL DEFAULT '',
    lexicon       TEXT    NOT NULL DEFAULT '',
    entry_hash    INTEGER NOT NULL DEFAULT 0,
    facts         TEXT    NOT NULL DEFAULT '{}',
    claims        INTEGER NOT NULL DEFAULT 0,
    labels        TEXT    NOT NULL DEFAULT '[]',
    notes         INTEGER NOT NULL DEFAULT 0,
    incident_id   INTEGER,
    coverage      INTEGER NOT NULL DEFAULT 1,
    simhash       INTEGER
) STRICT;
-- The list, newest first.
CREATE INDEX story_by_time ON story (published_at, id, read);
CREATE INDEX story_unread ON story (published_at, id) WHERE read = 0;
CREATE INDEX story_of_feed ON story (feed_id);
CREATE INDEX story_of_incident ON story (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX story_by_claims ON story (claims, published_at, id);
CREATE INDEX story_by_coverage ON story (coverage, published_at, id);

-- The identities under which a feed may name a story again; `key` is a hash.
CREATE TABLE story_key (
    feed_id  INTEGER NOT NULL,
    key      INTEGER NOT NULL,
    story_id INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_key_of_story ON story_key (story_id);

-- Text, layout (blocks and links) and analysis of a story.
CREATE TABLE article (
    story_id INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
    text     BLOB NOT NULL,
    layout   BLOB NOT NULL,
    analysis BLOB NOT NULL
) STRICT;

-- What a story said before its text changed.
CREATE TABLE story_version (
    id       INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
    left_at  INTEGER NOT NULL,
    title    TEXT    NOT NULL,
    text     BLOB    NOT NULL,
    layout   BLOB    NOT NULL
) STRICT;
CREATE INDEX story_version_of_story ON story_version (story_id, id);

-- The page of a saved story as it was served.
CREATE TABLE snapshot (
    id         INTEGER PRIMARY KEY,
    story_id   INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
    fetched_at INTEGER NOT NULL,
    url        TEXT    NOT NULL,
    final_url  TEXT    NOT NULL,
    redirects  TEXT    NOT NULL DEFAULT '[]',
    status     INTEGER NOT NULL,
    headers    TEXT    NOT NULL DEFAULT '[]',
    sha256     BLOB    NOT NULL,
    size_bytes INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    lexicon    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX snapshot_of_story ON snapshot (story_id, id);

-- What a story can be filtered by, in the order of the list; `facet.rs` numbers the kinds.
CREATE TABLE facet (
    kind         INTEGER NOT NULL,
    value        TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    story_id     INTEGER NOT NULL,
    PRIMARY KEY (kind, value, published_at, story_id)
) STRICT, WITHOUT ROWID;

-- How many stories each facet has; kept in step by the code that writes facets.
CREATE TABLE facet_count (
    kind    INTEGER NOT NULL,
    value   TEXT    NOT NULL,
    stories INTEGER NOT NULL,
    unread  INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- Full text; `search.rs` folds what goes in, so nothing is kept but the index.
CREATE VIRTUAL TABLE story_fts USING fts5 (
    title, body, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE annotation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id   INTEGER NOT NULL REFERENCES story,
    exact      TEXT,
    prefix     TEXT    NOT NULL DEFAULT '',
    suffix     TEXT    NOT NULL DEFAULT '',
    body       TEXT    NOT NULL,
    colour     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX annotation_of_story ON annotation (story_id, id);
CREATE VIRTUAL TABLE annotation_fts USING fts5 (
    body, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE dossier (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL,
    folded     TEXT    NOT NULL UNIQUE,
    summary    TEXT    NOT NULL DEFAULT '',
    query      TEXT    NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE dossier_story (
    dossier_id INTEGER NOT NULL REFERENCES dossier ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    story_id   INTEGER NOT NULL REFERENCES story,
    section    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (dossier_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_of_story ON dossier_story (story_id);

-- What the reader says against the machine's reading.
CREATE TABLE correction (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id   INTEGER NOT NULL REFERENCES story,
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_of_story ON correction (story_id, id);

-- The last steps of the reader, for undo and redo.
CREATE TABLE step (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    title    TEXT    NOT NULL,
    forward  TEXT    NOT NULL,
    backward TEXT    NOT NULL,
    undone   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Saved views, pinned countries and what the screen remembers.
CREATE TABLE view (
    name     TEXT    PRIMARY KEY,
    query    TEXT    NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
