//! How fast the store is with 100,000 stories, beside plain SQLite in the same run.
//!
//! `cargo bench --bench store` prints a table; `-- --stories 1000000` makes the archive larger,
//! `-- --keep PATH` leaves the database there for other measurements.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may panic and prints")]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use demarche::model::ActorCode;
use demarche::model::Analysis;
use demarche::model::Article;
use demarche::model::Claim;
use demarche::model::Condition;
use demarche::model::CountrySeen;
use demarche::model::Cursor;
use demarche::model::FeedId;
use demarche::model::FeedSource;
use demarche::model::Filter;
use demarche::model::Highlight;
use demarche::model::Mark;
use demarche::model::Mention;
use demarche::model::MentionKind;
use demarche::model::Modality;
use demarche::model::Moment;
use demarche::model::Order;
use demarche::model::Polarity;
use demarche::model::Role;
use demarche::model::Span;
use demarche::model::StoryId;
use demarche::model::Tag;
use demarche::store::NewStory;
use demarche::store::Store;
use demarche::store::story_key;
use jiff::Timestamp;

/// How many stories are made unless `--stories` says otherwise.
const STORIES: usize = 100_000;
/// How many feeds tell them.
const FEEDS: usize = 200;
/// How many stories one transaction holds, as when a large feed is first read.
const BATCH: usize = 100;
/// How often each question is put; the median is printed.
const ROUNDS: usize = 21;
/// How many rows a page has: a tall screen.
const PAGE: u32 = 60;

const CODES: [&str; 24] = [
    "US", "CN", "RU", "GB", "NZ", "IR", "KP", "UA", "DE", "FR", "IL", "IN", "PK", "AU", "CA", "JP",
    "KR", "TW", "EE", "LT", "PL", "TR", "SA", "VN",
];
const WORDS: [&str; 40] = [
    "the",
    "ministry",
    "of",
    "foreign",
    "affairs",
    "said",
    "that",
    "hackers",
    "linked",
    "to",
    "attack",
    "on",
    "parliament",
    "network",
    "denied",
    "accused",
    "government",
    "cyber",
    "espionage",
    "group",
    "statement",
    "embassy",
    "spokesman",
    "evidence",
    "sanctions",
    "against",
    "intelligence",
    "service",
    "data",
    "stolen",
    "in",
    "and",
    "a",
    "critical",
    "infrastructure",
    "was",
    "officials",
    "warned",
    "malicious",
    "activity",
];

/// A small generator, so that every run has the same stories.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// Favours the first, as news favours few countries.
    fn skewed(&mut self, sides: usize) -> usize {
        self.roll(sides).min(self.roll(sides))
    }
}

fn sentence(dice: &mut Dice, number: usize) -> String {
    let mut text = String::new();
    for place in 0..18 {
        if place > 0 {
            text.push(' ');
        }
        match dice.roll(7) {
            0 => write!(text, "word{}", dice.skewed(50_000)).unwrap(),
            _ => text.push_str(WORDS[dice.roll(WORDS.len())]),
        }
    }
    write!(text, " {}.", number % 97).unwrap();
    text
}

fn story(dice: &mut Dice, number: usize, now: Timestamp) -> NewStory {
    let title = format!("Story {number}: {}", &sentence(dice, number)[..40]);
    let paragraphs: Vec<String> = (0..6)
        .map(|_| (0..3).map(|_| sentence(dice, number)).collect::<Vec<_>>().join(" "))
        .collect();
    let article = Article::plain(&title, &paragraphs.join("\n\n"));
    let seconds = i64::try_from(number).unwrap() * 60;
    NewStory {
        keys: vec![story_key(&[&number.to_string()])],
        entry_hash: 1,
        title,
        link: format!("https://outlet{}.example/stories/{number}", number % FEEDS),
        published_at: Some(Timestamp::from_second(now.as_second() - seconds).unwrap()),
        analysis: analysis(dice, &article.text),
        article,
        complete: true,
        ..NewStory::default()
    }
}

fn analysis(dice: &mut Dice, text: &str) -> Analysis {
    let accuser = ActorCode::state(CODES[dice.skewed(CODES.len())]);
    let accused = ActorCode::state(CODES[dice.skewed(CODES.len())]);
    let other = ActorCode::state(CODES[dice.roll(CODES.len())]);
    let seen = |code: &ActorCode, roles: &[Role]| CountrySeen {
        code: code.clone(),
        name: code.to_string(),
        roles: roles.to_vec(),
        mentions: 3,
    };
    let claim = |tag, source: &ActorCode, target: &ActorCode, at: usize| Claim {
        tag,
        source: vec![source.clone()],
        target: vec![target.clone()],
        source_span: Some(Span::new(at, at + 3)),
        target_span: Some(Span::new(at + 10, at + 13)),
        evidence: Span::new(at, at + 90),
        cue: Span::new(at + 4, at + 9),
        polarity: Polarity::Asserted,
        modality: Modality::Actual,
        hedge: 0,
        act: None,
        headline: false,
        answers: Vec::new(),
        rule: "verb-object".into(),
    };
    let mention = |place: usize| Mention {
        span: Span::new(place * 40, place * 40 + 5),
        kind: MentionKind::Country,
        name: accuser.to_string(),
        country: Some(accuser.clone()),
    };
    Analysis {
        title: Some(Span::new(0, text.find('\n').unwrap_or(0))),
        language: Some("en".into()),
        lexicon: "1".into(),
        countries: vec![
            seen(&accuser, &[Role::Accuser]),
            seen(&accused, &[Role::Accused, Role::Denier]),
            seen(&other, &[Role::Mentioned]),
        ],
        mentions: (0..15).map(mention).collect(),
        claims: vec![
            claim(Tag::Accusation, &accuser, &accused, 100),
            claim(Tag::Denial, &accused, &accuser, 400),
        ],
        ..Analysis::default()
    }
}

/// Runs `ask` [`ROUNDS`] times and prints the median.
fn measure(name: &str, mut ask: impl FnMut() -> usize) {
    let mut times: Vec<Duration> = Vec::new();
    let mut found = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        found = ask();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let median = times[ROUNDS / 2];
    println!("{name:<52} {:>9.3} ms  {found} found", median.as_secs_f64() * 1e3);
}

fn fill(store: &mut Store, feeds: &[FeedId], stories: usize, now: Timestamp) {
    let mut dice = Dice(42);
    let mut spent = Duration::ZERO;
    let mut batch = Vec::new();
    // Oldest first, as news comes.
    for number in (0..stories).rev() {
        batch.push(story(&mut dice, number, now));
        if batch.len() == BATCH || number == 0 {
            let begun = Instant::now();
            store.put_stories(feeds[number / BATCH % FEEDS], &batch, now).unwrap();
            spent += begun.elapsed();
            batch.clear();
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = stories as f64 / spent.as_secs_f64();
    println!("{:<52} {rate:>9.0} stories/s", "insert with text, index, facets");
}

/// The least that any store must do: one table with the text, one index, the same transactions.
fn baseline(folder: &Path, stories: usize, now: Timestamp) {
    let db = rusqlite::Connection::open(folder.join("plain.db")).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE TABLE story (id INTEGER PRIMARY KEY, title TEXT, text TEXT, at INTEGER, c TEXT);
         CREATE INDEX story_at ON story (at);",
    )
    .unwrap();
    let mut dice = Dice(42);
    let mut spent = Duration::ZERO;
    let mut batch = Vec::new();
    for number in (0..stories).rev() {
        batch.push(story(&mut dice, number, now));
        if batch.len() == BATCH || number == 0 {
            let begun = Instant::now();
            db.execute_batch("BEGIN").unwrap();
            let mut insert = db
                .prepare_cached("INSERT INTO story (title, text, at, c) VALUES (?1, ?2, ?3, ?4)")
                .unwrap();
            for story in &batch {
                let at = story.published_at.unwrap().as_second();
                let code = story.analysis.countries[0].code.as_str();
                insert.execute((&story.title, &story.article.text, at, code)).unwrap();
            }
            db.execute_batch("COMMIT").unwrap();
            spent += begun.elapsed();
            batch.clear();
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = stories as f64 / spent.as_secs_f64();
    println!("{:<52} {rate:>9.0} stories/s", "baseline: plain SQLite, one table, one index");
    measure("baseline: newest 60 of one table", || {
        let mut list =
            db.prepare_cached("SELECT id, title, at FROM story ORDER BY at DESC LIMIT 60").unwrap();
        list.query_map([], |row| row.get::<_, String>(1)).unwrap().count()
    });
    measure("baseline: one country by scan", || {
        let mut list = db
            .prepare_cached("SELECT title FROM story WHERE c = 'LT' ORDER BY at DESC LIMIT 60")
            .unwrap();
        list.query_map([], |row| row.get::<_, String>(0)).unwrap().count()
    });
    measure("baseline: LIKE over the text", || {
        let mut list =
            db.prepare_cached("SELECT count(*) FROM story WHERE text LIKE '%word777 %'").unwrap();
        list.query_row([], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap()
    });
}

fn questions() -> Vec<(&'static str, Condition)> {
    let country = |role, code: &str| Condition::Country(role, ActorCode::state(code));
    let word = |word: &str, prefix| Condition::Word { word: word.into(), prefix };
    let state = |code: &str| Some(ActorCode::state(code));
    vec![
        ("everything", Condition::default()),
        ("country:US (frequent)", country(None, "US")),
        ("country:VN (rare)", country(None, "VN")),
        ("accuser:NZ", country(Some(Role::Accuser), "NZ")),
        ("is:unread", Condition::Is(Mark::Unread)),
        ("is:saved", Condition::Is(Mark::Saved)),
        (
            "accused:CN is:unread",
            Condition::All(vec![country(Some(Role::Accused), "CN"), Condition::Is(Mark::Unread)]),
        ),
        ("claim:NZ>CN", Condition::Claim(state("NZ"), state("CN"))),
        (
            "tag:DENIAL since:7d",
            Condition::All(vec![
                Condition::Tag(Tag::Denial),
                Condition::Since(Moment::HoursAgo(168)),
            ]),
        ),
        (
            "country:US OR country:VN",
            Condition::Any(vec![country(None, "US"), country(None, "VN")]),
        ),
        ("-country:US", Condition::Not(Box::new(country(None, "US")))),
        ("word777 (rare word)", word("word777", false)),
        ("sanctions (word of every story)", word("sanctions", false)),
        ("word49* (prefix)", word("word49", true)),
        ("\"critical infrastructure\"", Condition::Phrase("critical infrastructure".into())),
        (
            "word777 accuser:CN",
            Condition::All(vec![word("word777", false), country(Some(Role::Accuser), "CN")]),
        ),
    ]
}

fn ask(store: &Store, stories: usize, now: Timestamp) {
    let filter = |condition: &Condition, order| Filter {
        condition: condition.clone(),
        order,
        samples: false,
    };
    for (name, condition) in questions() {
        let newest = filter(&condition, Order::Newest);
        measure(&format!("list  {name}"), || store.list(&newest, now, None, PAGE).unwrap().len());
        measure(&format!("count {name}"), || {
            usize::try_from(store.count(&newest, now).unwrap()).unwrap()
        });
    }
    let all = Filter::default();
    let middle = store.list_at(&all, now, (stories / 2) as u64, 1).unwrap().remove(0);
    let middle = Cursor { published_at: middle.published_at, id: middle.id };
    measure("page after the middle", || store.list(&all, now, Some(middle), PAGE).unwrap().len());
    measure("last page (G)", || store.list_back(&all, now, None, PAGE).unwrap().len());
    measure("rows at offset n/2", || {
        store.list_at(&all, now, (stories / 2) as u64, PAGE).unwrap().len()
    });
    measure("position of the middle", || {
        usize::try_from(store.position(&all, now, middle).unwrap()).unwrap()
    });
    for (name, order) in [
        ("sort:claims", Order::Claims),
        ("sort:coverage", Order::Coverage),
        ("sort:outlet", Order::Outlet),
    ] {
        let filter = filter(&Condition::default(), order);
        measure(&format!("list  {name}"), || store.list(&filter, now, None, PAGE).unwrap().len());
    }
    measure("counts by country and role", || store.country_counts().unwrap().len());
    measure("counts of feeds", || store.feeds().unwrap().len());
    measure("open a story", || store.story(middle.id).unwrap().article.text.len());
}

fn write(store: &mut Store, now: Timestamp) {
    let mut id = 1;
    measure("mark one story read", || {
        id += 1;
        store.mark_opened(StoryId(id)).map(|()| 1).unwrap()
    });
    measure("keep a note (on the disk)", || {
        id += 1;
        store.add_note(StoryId(id), None, ("who says so?", Highlight::Red), now).unwrap();
        1
    });
    let begun = Instant::now();
    let count = store.mark_all_read(&Filter::default(), now).unwrap();
    println!(
        "{:<52} {:>9.0} ms  {count} marked",
        "mark all read",
        begun.elapsed().as_secs_f64() * 1e3
    );
    measure("list  is:unread when all is read", || {
        let unread = Filter { condition: Condition::Is(Mark::Unread), ..Filter::default() };
        store.list(&unread, now, None, PAGE).unwrap().len()
    });
    let begun = Instant::now();
    store.undo().unwrap();
    println!("{:<52} {:>9.0} ms", "undo it", begun.elapsed().as_secs_f64() * 1e3);
}

fn option(name: &str) -> Option<String> {
    let mut args = std::env::args().skip_while(|arg| arg != name);
    args.next()?;
    args.next()
}

fn main() {
    let stories = option("--stories").map_or(STORIES, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = option("--keep").map_or_else(|| folder.path().join("demarche.db"), Into::into);
    let now: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let mut store = Store::open(&path, now).unwrap();
    let sources: Vec<FeedSource> = (0..FEEDS)
        .map(|number| FeedSource {
            url: format!("https://outlet{number}.example/feed"),
            title: format!("Outlet {number}"),
            ..FeedSource::default()
        })
        .collect();
    let feeds = store.put_feeds(&sources, now).unwrap();
    println!("{stories} stories");
    fill(&mut store, &feeds, stories, now);
    baseline(folder.path(), stories.min(STORIES), now);
    let bytes = std::fs::metadata(&path).unwrap().len();
    println!("{:<52} {:>9} MiB", "size of the database", bytes >> 20);
    ask(&store, stories, now);
    write(&mut store, now);
}
