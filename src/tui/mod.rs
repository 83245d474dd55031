//! The newsroom in a terminal: where state, screen and world meet.

mod editor;
mod events;
mod held;
mod looks;
mod looping;
mod replies;
mod terminal;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::Exit;
use crate::app::Message;
use crate::app::Panes;
use crate::app::Settings;
use crate::app::State;
use crate::app::TOUR_KEY;
use crate::app::layout;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Home;
use crate::config::NoTerminal;
use crate::config::settings::When;
use crate::store::Store;
use crate::store::StoreError;
use crate::worker::NetworkSetup;
use crate::worker::Setup;
use crate::worker::Worker;
use events::Event;
use held::Held;
use looks::Looks;
use looping::Loop;
use replies::Replies;
use terminal::Screen;

/// Threads that wait for network, programs and alarms.
const RUNTIME_THREADS: usize = 2;

/// What the newsroom shows, and whom it asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// What the reader has; feeds are asked.
    #[default]
    Newsroom,
    /// What the reader has; no feed is asked.
    Offline,
    /// What one feed brought, whose address this is: nothing is asked again, nothing kept.
    Preview(String),
}

/// What is said where nothing can be kept.
const READ_ONLY: &str = "the database can only be read; nothing that you change will be kept";

/// How the newsroom is started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What is shown.
    pub show: Show,
    /// What the environment says about the network.
    pub network: crate::feeds::fetch::Environment,
}

/// Why the newsroom could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// There is no terminal, or none that will do.
    #[error(transparent)]
    NoTerminal(#[from] NoTerminal),
    /// The data cannot be kept anywhere.
    #[error(transparent)]
    Home(#[from] crate::config::HomeError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal cannot be drawn to.
    #[error("the terminal cannot be drawn to; is it still there?")]
    Terminal(#[from] std::io::Error),
}

/// Shows the newsroom until the reader leaves it; returns the exit status.
///
/// # Errors
///
/// Returns [`TuiError`] if there is no terminal, or nowhere to keep the data.
pub fn run(home: &Home, options: &Options) -> Result<u8, TuiError> {
    let environment = Environment::of_the_terminal()?;
    home.create()?;
    let (config, problems) = Config::read(home);
    let store = Store::open(&home.database(), Timestamp::now())?;
    let (store, asks, remark) = match &options.show {
        Show::Newsroom | Show::Offline => {
            let readable = store.read_only().is_some().then(|| READ_ONLY.to_owned());
            (store, options.show == Show::Newsroom && readable.is_none(), readable)
        }
        Show::Preview(url) => (store.open_reader()?, false, Some(previewed(url))),
    };
    let (sender, inbox) = mpsc::channel();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(RUNTIME_THREADS)
        .enable_all()
        .build()?;
    terminal::guard_against_panics(sender.clone(), crash_folder(home));
    let reply = sender.clone();
    let panes = Panes::read(&remembered(&store, layout::KEY));
    let untoured = remembered(&store, TOUR_KEY).is_empty() && remark.is_none();
    let worker = Worker::start(Setup {
        store,
        programs: config.settings.programs.clone(),
        reply: Arc::new(move |message| drop(reply.send(Event::Reply(message)))),
        runtime: runtime.handle().clone(),
        network: NetworkSetup {
            settings: config.settings.fetch.clone(),
            environment: options.network.clone(),
            database: home.database(),
            state: home.state.clone(),
        },
        config: home.config.clone(),
        every: asks.then(|| every(&config)).flatten(),
    })?;
    let wanted = &config.settings.screen;
    let screen = Screen::open(wanted.mouse, wanted.bidi.or(environment.bidi))?;
    let mut looks = Looks::new(&config, &environment);
    let replies = Replies::expected(looks.unanswered);
    let mut state = State::new(Timestamp::now(), settings(&config, &environment));
    state.keeps = remark.is_none();
    if config.settings.screen.theme == "auto" && !panes.theme.is_empty() {
        // A theme that has gone since is no reason to complain.
        let _ = looks.change(Some(&panes.theme));
    }
    state.arranged = panes.written();
    state.panes = panes;
    state.tour = untoured.then_some(0);
    if let Some(remark) = remark {
        state.status.warn(remark);
    }
    for problem in looks.problems.iter().chain(&problems) {
        state.status.settings = Some(problem.to_string());
    }
    let exit = Loop {
        state,
        screen,
        looks,
        worker,
        inbox,
        sender,
        runtime: runtime.handle().clone(),
        home: home.clone(),
        environment,
        held: Held::default(),
        replies,
        stirred: Arc::default(),
    }
    .run(asks && config.settings.refresh.at_start)?;
    runtime.shutdown_background();
    Ok(match exit {
        Exit::Asked => 0,
        Exit::Signal(number) => 128_u8.saturating_add(number),
    })
}

fn previewed(url: &str) -> String {
    let url = crate::clean::line(url);
    format!("a preview, nothing is kept; to subscribe: demarche feeds add {url}")
}

/// Returns what the screen kept under a key; nothing where it cannot be read.
fn remembered(store: &Store, key: &str) -> String {
    store.remembered(key).ok().flatten().unwrap_or_default()
}

/// Returns where a report is written if the program has a fault.
fn crash_folder(home: &Home) -> PathBuf {
    home.state.clone()
}

/// Returns how often feeds that are due are asked.
fn every(config: &Config) -> Option<Duration> {
    let minutes = config.settings.refresh.every_minutes;
    (minutes > 0).then(|| Duration::from_secs(minutes.saturating_mul(60)))
}

/// Returns what the state needs of the configuration.
fn settings(config: &Config, environment: &Environment) -> Settings {
    let screen = &config.settings.screen;
    Settings {
        pinned: screen.pinned.clone(),
        column: screen.column,
        hint_after_ms: screen.hint_after_ms,
        peek_after_ms: screen.peek_after_ms,
        two_lines: screen.two_lines,
        absolute_time: screen.absolute_time,
        view: screen.view.clone(),
        zone: TimeZone::system(),
        ascii: match screen.ascii {
            When::Always => true,
            When::Never => false,
            When::Auto => !environment.unicode,
        },
        citation: config.settings.export.citation.clone(),
        themes: config.themes.iter().map(|theme| theme.name.clone()).collect(),
    }
}

/// Makes the message that the settings were read again.
fn configured(config: &Config, environment: &Environment) -> Message {
    Message::Configured(Box::new(settings(config, environment)))
}
