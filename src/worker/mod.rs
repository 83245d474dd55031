//! Carries out effects, away from the screen; every outcome comes back as a message.
//!
//! One thread owns the writer of the store, two a reader each, so that a list never waits for a
//! change or a count; alarms, programs and the network run on a tokio runtime. Nothing here is waited
//! for when the newsroom closes, except that changes already asked for are on the disk.

mod answers;
mod changes;
mod exports;
mod network;
mod outlines;
mod programs;
mod samples;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::analysis::Lexicon;
use crate::app::Asked;
use crate::app::Effect;
use crate::app::Errand;
use crate::app::Message;
use crate::config::ProgramSettings;
use crate::store::Store;
use answers::AtHand;
use network::Network;
use tokio::sync::watch;

pub use network::NetworkSetup;

/// How long closing waits for changes to reach the disk.
const CLOSING: Duration = Duration::from_millis(1_500);

/// Where outcomes go.
pub type Reply = Arc<dyn Fn(Message) + Send + Sync>;

/// What the worker needs to begin.
pub struct Setup {
    /// The store, open for writing if it can be.
    pub store: Store,
    /// Programs that are started.
    pub programs: ProgramSettings,
    /// Where outcomes go.
    pub reply: Reply,
    /// The runtime for what waits: alarms, programs, the network.
    pub runtime: tokio::runtime::Handle,
    /// What the network needs.
    pub network: NetworkSetup,
    /// The folder of the reader's files, with the templates of exports.
    pub config: PathBuf,
    /// How often feeds that are due are asked; never if `None`.
    pub every: Option<Duration>,
}

/// The worker, running.
pub struct Worker {
    changes: Option<Sender<Effect>>,
    answers: Option<Sender<Effect>>,
    /// How many changes have not been carried out yet.
    owed: Arc<AtomicUsize>,
    closed: mpsc::Receiver<()>,
    programs: Programs,
}

/// What the writer needs to let questions keep their place behind changes.
struct Outgoing {
    /// How many changes have not been carried out yet.
    owed: Arc<AtomicUsize>,
    /// Where questions go.
    questions: Sender<Effect>,
}

/// What effects without a thread of their own need.
struct Programs {
    settings: ProgramSettings,
    reply: Reply,
    runtime: tokio::runtime::Handle,
    network: Arc<Network>,
}

impl Worker {
    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// Returns the store's error if it cannot be opened a second time, for reading.
    pub fn start(setup: Setup) -> Result<Self, crate::store::StoreError> {
        let reader = setup.store.open_reader()?;
        let counting = setup.store.open_reader()?;
        let (changes, changes_inbox) = mpsc::channel();
        let (answers, answers_inbox) = mpsc::channel();
        let (closing, closed) = mpsc::channel();
        let reply = Arc::clone(&setup.reply);
        let shared: Arc<OnceLock<Arc<Lexicon>>> = Arc::default();
        let (begun, ready) = watch::channel(false);
        let network =
            Network::new(setup.network, Arc::clone(&shared), ready, Arc::clone(&setup.reply));
        let at_hand = AtHand { config: setup.config, lexicon: Arc::clone(&shared) };
        let mut store = setup.store;
        let owed: Arc<AtomicUsize> = Arc::default();
        let outgoing = Outgoing { owed: Arc::clone(&owed), questions: answers.clone() };
        spawn("store-writer", Arc::clone(&setup.reply), move || {
            let lexicon = network::lexicon(&shared);
            let names = crate::app::search::Names::new(Arc::clone(&lexicon) as _);
            reply(Message::Named(names));
            samples::load(&mut store, &lexicon, &reply);
            begun.send_replace(true);
            changes::run(&mut store, &lexicon, (&changes_inbox, &outgoing), &reply);
            drop(outgoing);
            let _ = closing.send(());
        });
        let reply = Arc::clone(&setup.reply);
        let (counter, counter_inbox) = mpsc::channel();
        let (counting_reply, counting_desk) = (Arc::clone(&reply), at_hand.clone());
        spawn("store-counter", Arc::clone(&setup.reply), move || {
            answers::run(&counting, &counter_inbox, (&counting_desk, None), &counting_reply);
        });
        spawn("store-reader", Arc::clone(&setup.reply), move || {
            answers::run(&reader, &answers_inbox, (&at_hand, Some(&counter)), &reply);
        });
        let Setup { programs, reply, runtime, every, .. } = setup;
        let network = Arc::new(network);
        if let Some(every) = every {
            let network = Arc::clone(&network);
            runtime.spawn(async move {
                loop {
                    tokio::time::sleep(every).await;
                    network.fetch(Asked::Due).await;
                }
            });
        }
        Ok(Self {
            changes: Some(changes),
            answers: Some(answers),
            owed,
            closed,
            programs: Programs { settings: programs, reply, runtime, network },
        })
    }

    /// Carries out an effect; what the terminal does is the shell's.
    pub fn run(&self, effect: Effect) {
        let thread = match effect.errand() {
            // A question put after a change is answered after it: the writer hands it on.
            Errand::Question if self.owed.load(Ordering::SeqCst) > 0 => &self.changes,
            Errand::Question => &self.answers,
            Errand::Change => {
                self.owed.fetch_add(1, Ordering::SeqCst);
                &self.changes
            }
            Errand::Outside => {
                programs::run(&self.programs, effect);
                return;
            }
        };
        let sent = thread.as_ref().is_some_and(|thread| thread.send(effect).is_ok());
        if !sent {
            let said = "the store has stopped after a fault; please start demarche again";
            (self.programs.reply)(Message::Failed { what: said.to_owned(), lost: true });
        }
    }

    /// Hands text to the program that the reader named for copying; `false` if none is named.
    pub fn copy(&self, text: &str) -> bool {
        programs::copy(&self.programs, text)
    }

    /// Takes over changed settings.
    pub fn configure(&mut self, programs: ProgramSettings) {
        self.programs.settings = programs;
    }

    /// Lets what was asked for reach the disk, and ends.
    pub fn close(mut self) {
        self.changes = None;
        self.answers = None;
        let _ = self.closed.recv_timeout(CLOSING);
    }
}

/// Starts a thread whose fault is told of, and takes nothing else with it.
fn spawn(name: &str, reply: Reply, work: impl FnOnce() + Send + 'static) {
    let told = name.to_owned();
    let guarded = move || {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        if outcome.is_err() {
            let what = format!("{told} has stopped after a fault; please start demarche again");
            reply(Message::Failed { what, lost: true });
        }
    };
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(guarded)
        .expect("a system that cannot start two threads runs no newsroom");
}
