//! A newsroom of four invented stories, whose world answers at once.

use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use demarche::app::{
    Change, Country, Effect, Listed, Message, Page, Settings, State, Survey, TerminalEffect, start,
    update,
};
use demarche::config::{Bidi, Colours, Config};
use demarche::model::{
    Act, ActorCode, Analysis, Annotation, AnnotationId, Article, Claim, Condition, CountrySeen,
    Feed, FeedClass, FeedId, FeedSource, Filter, Group, GroupSize, Health, Link, Mark, Mention,
    MentionKind, Modality, Order, Pair, Polarity, Quote, QuoteKind, Role, Span, Speaker, Story,
    StoryId, StoryRow, Tag,
};
use demarche::ui::keymap::Keymap;
use demarche::ui::signs;
use demarche::ui::theme::Theme;
use demarche::ui::{self, Look};
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::desk;

const BODY: &str = "Norway accused Russian military intelligence on Friday of breaking into the mail of its \
parliament and reading it for eleven months.\n\n“We know who did it, and we know how,” said Foreign Minister Sigrun Aalvik. \
She summoned the ambassador.\n\nThe Russian embassy dismissed the accusation as groundless. A report of the \
service is on its page.\n\nThe European Union sanctioned two Russian citizens over the break-in.";

/// A screen with a reader's hands and a world that answers.
pub(crate) struct Newsroom {
    pub(crate) state: State,
    pub(crate) look: Look,
    pub(crate) effects: Vec<Effect>,
    stories: Vec<Story>,
    terminal: Terminal<TestBackend>,
}

impl Newsroom {
    /// Opens the newsroom on a screen of this size, in the theme `dark`.
    pub(crate) fn open(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, "dark", Colours::True, &signs::FULL)
    }

    /// Opens the newsroom with another look.
    pub(crate) fn with(
        columns: u16,
        rows: u16,
        theme: &str,
        colours: Colours,
        signs: &signs::Signs,
    ) -> Self {
        static CONFIG: LazyLock<(Config, Keymap)> = LazyLock::new(|| {
            let config = Config::shipped();
            let keymap = Keymap::new(&config.keymap).unwrap();
            (config, keymap)
        });
        let (config, keymap) = &*CONFIG;
        let file = config.themes.iter().find(|file| file.name == theme).unwrap();
        let look = Look {
            theme: Theme::new(file, None, colours).unwrap(),
            signs: *signs,
            keymap: keymap.clone(),
            bidi: Bidi::Visual,
        };
        let settings = Settings {
            pinned: vec!["CN".into(), "RU".into()],
            themes: config.themes.iter().map(|file| file.name.clone()).collect(),
            ..Settings::default()
        };
        let mut newsroom = Self {
            state: State::new("2026-11-24T12:00:00Z".parse().unwrap(), settings),
            look,
            effects: Vec::new(),
            stories: stories(),
            terminal: Terminal::new(TestBackend::new(columns, rows)).unwrap(),
        };
        let effects = start(&mut newsroom.state, false);
        newsroom.measure();
        newsroom.answer(effects);
        newsroom
    }

    /// Sends a message, lets the world answer, and measures the screen.
    pub(crate) fn send(&mut self, message: Message) {
        let effects = update(&mut self.state, message);
        self.answer(effects);
        self.measure();
    }

    /// Presses keys as a keymap writes them, with blanks between; `'text'` is typed.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys.trim();
        while !rest.is_empty() {
            if let Some(text) = rest.strip_prefix('\'') {
                let (typed, after) = text.split_once('\'').unwrap();
                for letter in typed.chars() {
                    self.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
                }
                rest = after.trim_start();
                continue;
            }
            let (key, after) = rest.split_once(' ').unwrap_or((rest, ""));
            self.key(event(key));
            rest = after.trim_start();
        }
        self
    }

    fn key(&mut self, event: KeyEvent) {
        for event in self.look.keymap.strokes(&self.state, event) {
            if let Some(message) = self.look.keymap.message(&self.state, event) {
                self.send(message);
            }
        }
    }

    /// Draws, and returns what is on the screen.
    pub(crate) fn screen(&mut self) -> String {
        self.measure();
        let buffer = self.buffer();
        let rows = buffer.content.chunks(usize::from(buffer.area.width));
        let text = rows.map(|row| {
            let mut cells = row.iter().map(ratatui::buffer::Cell::symbol);
            let mut line = String::new();
            while let Some(symbol) = cells.next() {
                line.push_str(symbol);
                // What is behind the rest of a wide character is not seen.
                cells.by_ref().take(symbol.width().saturating_sub(1)).for_each(|_| ());
            }
            line.trim_end().to_owned()
        });
        text.collect::<Vec<_>>().join("\n")
    }

    /// Draws, and returns the cells.
    pub(crate) fn buffer(&mut self) -> Buffer {
        let (state, look) = (&self.state, &self.look);
        self.terminal.draw(|frame| ui::view(frame, state, look)).unwrap();
        self.terminal.backend().buffer().clone()
    }

    /// Changes the size of the screen.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.backend_mut().resize(columns, rows);
        self.measure();
    }

    fn measure(&mut self) {
        let area = self.terminal.backend().buffer().area;
        if let Some(measured) = ui::measure(&self.state, &self.look, (area.width, area.height)) {
            let effects = update(&mut self.state, Message::Measured(measured));
            self.answer(effects);
        }
    }

    fn answer(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effects.push(effect.clone());
            for message in self.reply(effect) {
                self.send(message);
            }
        }
    }

    fn reply(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::List { ask, filter, page } => {
                let rows = self.passing(&filter);
                let listed = match page {
                    Page::Start | Page::End | Page::Around(_) => {
                        Listed { rows, first: Some(0), ..Listed::default() }
                    }
                    Page::After(_) | Page::Before(_) => Listed::default(),
                };
                vec![Message::Listed { ask, page, listed }]
            }
            Effect::Count { ask, filter } => {
                vec![Message::Counted { ask, total: self.passing(&filter).len() as u64 }]
            }
            Effect::Sizes { ask, filter, groups } => {
                let size = |group: Group| {
                    let of = |row: &&StoryRow| {
                        Group::of(row, filter.order, &TimeZone::UTC).as_ref() == Some(&group)
                    };
                    let rows = self.passing(&filter);
                    let inside: Vec<&StoryRow> = rows.iter().filter(of).collect();
                    let told = matches!(group, Group::Incident(Some(_)));
                    let size = GroupSize {
                        stories: inside.len() as u64,
                        outlets: if told { inside.len() as u64 } else { 0 },
                        title: if told { inside[0].title.clone() } else { String::new() },
                    };
                    (group, size)
                };
                vec![Message::Sized { ask, sizes: groups.into_iter().map(size).collect() }]
            }
            Effect::Survey { .. } => vec![Message::Surveyed(Box::new(survey()))],
            Effect::Open { id, .. } => {
                let story = self.stories.iter().find(|story| story.row.id == id).unwrap();
                vec![Message::Opened(Box::new(story.clone()))]
            }
            Effect::Change(change) => vec![self.change(change)],
            Effect::Outline { ask, .. } => {
                vec![Message::Outlined { ask, part: desk::part(&self.stories) }]
            }
            Effect::Terminal(TerminalEffect::Play(steps)) => steps,
            Effect::Versions(id) => vec![Message::Versions(id, desk::readings(&self.stories, id))],
            Effect::Cite { .. } => vec![Message::Cited("Meridian Wire, 24 November".into())],
            Effect::Wake { alarm, after_ms } if after_ms < 1_000 => vec![Message::Woke(alarm)],
            _ => Vec::new(),
        }
    }

    fn change(&mut self, change: Change) -> Message {
        let mut touched = Vec::new();
        let mut with = |id: StoryId, change: &dyn Fn(&mut Story)| {
            let story = self.stories.iter_mut().find(|story| story.row.id == id).unwrap();
            change(story);
            touched.push(story.row.clone());
        };
        let what = match change {
            Change::Opened(id) => {
                with(id, &|story| story.row.read = true);
                ""
            }
            Change::Save { id, saved } => {
                with(id, &|story| story.row.saved = saved);
                "saved"
            }
            Change::Read { ids, read } => {
                for id in ids {
                    with(id, &|story| story.row.read = read);
                }
                "marked"
            }
            Change::Note { id, anchor, body, colour } => {
                with(id, &|story| {
                    story.row.notes += 1;
                    story.annotations.push(Annotation {
                        id: AnnotationId(1),
                        story_id: id,
                        anchor: anchor.clone(),
                        body: body.clone(),
                        colour,
                        created_at: "2026-11-24T12:00:00Z".parse().unwrap(),
                        updated_at: "2026-11-24T12:00:00Z".parse().unwrap(),
                    });
                });
                "note kept"
            }
            _ => "done",
        };
        Message::Changed { what: what.to_owned(), rows: touched, more: false }
    }

    fn passing(&self, filter: &Filter) -> Vec<StoryRow> {
        let rows = self.stories.iter().map(|story| &story.row);
        let mut rows: Vec<StoryRow> =
            rows.filter(|row| passes(row, &filter.condition)).cloned().collect();
        match filter.order {
            Order::Incident => rows.sort_by_key(|row| row.incident.is_none()),
            Order::Country => rows.sort_by_key(|row| {
                row.lead().map_or_else(|| "~".to_owned(), |code| code.as_str().to_owned())
            }),
            _ => {}
        }
        rows
    }
}

/// A small list query: as much of it as the tests ask for.
fn passes(row: &StoryRow, condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| passes(row, part)),
        Condition::Any(parts) => parts.iter().any(|part| passes(row, part)),
        Condition::Not(part) => !passes(row, part),
        Condition::Word { word, .. } => row.title.to_lowercase().contains(&word.to_lowercase()),
        Condition::Country(None, code) => row.countries.contains(code),
        Condition::Country(Some(Role::Accused), code) => row.accused.contains(code),
        Condition::Country(Some(Role::Accuser), code) => row.accusers.contains(code),
        Condition::Country(Some(Role::Denier), code) => row.deniers.contains(code),
        Condition::Is(Mark::Unread) => !row.read,
        Condition::Is(Mark::Saved) => row.saved,
        _ => true,
    }
}

fn event(key: &str) -> KeyEvent {
    let (modifiers, name) = match key {
        key if key.len() > 5 && key.starts_with("ctrl-") => (KeyModifiers::CONTROL, &key[5..]),
        key if key.len() > 4 && key.starts_with("alt-") => (KeyModifiers::ALT, &key[4..]),
        key if key.len() > 6 && key.starts_with("shift-") => (KeyModifiers::SHIFT, &key[6..]),
        key => (KeyModifiers::NONE, key),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" if modifiers == KeyModifiers::SHIFT => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "page-up" => KeyCode::PageUp,
        "page-down" => KeyCode::PageDown,
        name => KeyCode::Char(name.chars().next().unwrap()),
    };
    KeyEvent::new(code, modifiers)
}

fn state(code: &str) -> ActorCode {
    ActorCode::state(code)
}

fn stories() -> Vec<Story> {
    let titles = [
        "Norway accuses Russia of reading the mail of its parliament",
        "Beijing calls report on water utilities “a fabrication”",
        "UN talks on rules for cyberspace stall over one word",
        "北京否认入侵水务公司的指控 – ministry",
    ];
    let outlets =
        ["Meridian Wire", "Jinghai News Service", "The Albion Chronicle", "Formosa Evening"];
    let mut stories: Vec<Story> = titles.iter().zip(outlets).zip(1..).map(plain).collect();
    let first = &mut stories[0];
    first.row.pairs = vec![Pair { source: state("NO"), target: state("RU") }];
    first.row.countries = vec![state("NO"), state("RU"), state("EU")];
    first.row.accusers = vec![state("NO")];
    first.row.accused = vec![state("RU")];
    first.row.deniers = vec![state("RU")];
    first.row.tags = vec![Tag::Accusation, Tag::Denial, Tag::Sanction];
    first.row.sample = true;
    first.article = Article::plain(titles[0], BODY);
    first.analysis = analysis(&first.article.text);
    let link = place(&first.article.text, "report of the service");
    first.article.links.push(Link { span: link, url: "https://example.org/report".into() });
    stories[1].row.countries = vec![state("CN"), state("US")];
    stories[1].row.tags = vec![Tag::Denial];
    stories[1].row.deniers = vec![state("CN")];
    stories[2].row.read = true;
    stories[2].row.saved = true;
    stories[2].row.notes = 1;
    stories[3].row.countries = vec![state("CN")];
    stories[1].row.incident = Some(2);
    stories[3].row.incident = Some(2);
    stories
}

fn plain(((title, outlet), id): ((&&str, &str), i64)) -> Story {
    let hours = [2, 7, 30, 400][usize::try_from(id - 1).unwrap()];
    let now: jiff::Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let row = StoryRow {
        id: StoryId(id),
        title: (*title).to_owned(),
        link: format!("https://example.org/{id}"),
        feed_id: FeedId(id),
        feed_title: outlet.to_owned(),
        published_at: now - jiff::SignedDuration::from_hours(hours),
        ..StoryRow::default()
    };
    Story {
        article: Article::plain(title, "A short text without any claim."),
        row,
        complete: true,
        analysis: Analysis::default(),
        byline: "By A. Writer".into(),
        annotations: Vec::new(),
        corrections: Vec::new(),
    }
}

fn place(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn sentence(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + text[start..].find('.').unwrap() + 1)
}

fn analysis(text: &str) -> Analysis {
    let mention = |words, name: &str, code| Mention {
        span: place(text, words),
        kind: MentionKind::Country,
        name: name.into(),
        country: Some(state(code)),
    };
    let body = text.find("Norway accused").unwrap();
    let norway = Mention { span: Span::new(body, body + 6), ..mention("Norway", "Norway", "NO") };
    let claim = |tag, source, target, start, cue, act| Claim {
        tag,
        source: vec![state(source)],
        target: vec![state(target)],
        source_span: None,
        target_span: None,
        evidence: sentence(text, start),
        cue: place(text, cue),
        polarity: Polarity::Asserted,
        modality: Modality::Actual,
        hedge: 0,
        act,
        headline: false,
        answers: Vec::new(),
        rule: "verb and object".into(),
    };
    let seen = |code, name: &str, roles: &[Role]| CountrySeen {
        code: state(code),
        name: name.into(),
        roles: roles.to_vec(),
        mentions: 2,
    };
    Analysis {
        countries: vec![
            seen("NO", "Norway", &[Role::Accuser, Role::Target]),
            seen("RU", "Russia", &[Role::Accused, Role::Denier]),
        ],
        mentions: vec![
            norway,
            mention("Russian military", "Russia", "RU"),
            mention("Russian embassy", "Russia", "RU"),
            mention("European Union", "European Union", "EU"),
        ],
        quotes: vec![Quote {
            content: place(text, "We know who did it, and we know how,"),
            kind: QuoteKind::Direct,
            scare: false,
            stretches: vec![place(text, "We know who did it, and we know how,")],
            speaker: Some(Speaker {
                span: place(text, "Foreign Minister Sigrun Aalvik"),
                name: "Sigrun Aalvik".into(),
                role: Some("foreign minister".into()),
                country: Some(state("NO")),
            }),
            cue: None,
        }],
        claims: vec![
            claim(Tag::Accusation, "NO", "RU", "Norway accused", "accused", Some(Act::Espionage)),
            claim(Tag::Denial, "RU", "NO", "The Russian embassy", "dismissed", None),
            claim(Tag::Sanction, "EU", "RU", "The European Union", "sanctioned", None),
        ],
        ..Analysis::default()
    }
}

fn survey() -> Survey {
    let country = |code: &str, name: &str, terms: &[&str], any, accuser, accused, denier| Country {
        code: code.into(),
        name: name.into(),
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        any,
        accuser,
        accused,
        denier,
    };
    let feed = |id, title: &str, folder: &str, health, reason: &str| Feed {
        id: FeedId(id),
        source: FeedSource {
            url: format!("https://example.org/{id}.xml"),
            title: title.into(),
            folder: folder.into(),
            class: FeedClass::Press,
            ..FeedSource::default()
        },
        health,
        last_good_at: Some("2026-11-24T10:00:00Z".parse().unwrap()),
        newest_at: None,
        next_at: None,
        reason: reason.into(),
        unread: 3,
    };
    Survey {
        views: vec![4, 2, 3, 1, 1, 1],
        samples: 1,
        countries: vec![
            country("CN", "China", &["chinese", "beijing"], 2, 0, 1, 2),
            country("RU", "Russia", &["russian", "moscow"], 1, 0, 1, 1),
            country("NO", "Norway", &["norwegian", "oslo"], 1, 1, 0, 0),
            country("CL", "Chile", &["chilean", "santiago"], 0, 0, 0, 0),
        ],
        feeds: vec![
            feed(1, "Meridian Wire", "Press", Health::Good, ""),
            feed(2, "Jinghai News Service", "Press", Health::Failing, "the server answered 500"),
        ],
        labels: vec!["energy".into()],
        dossiers: vec![desk::dossier()],
        ..Survey::default()
    }
}
