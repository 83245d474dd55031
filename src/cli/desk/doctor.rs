//! `demarche doctor`: is everything sound, and what to do if not.

use std::path::Path;

use super::Context;
use super::Outcome;
use super::output::Output;
use crate::clean;
use crate::cli::feeds;
use crate::store::ReadOnlyReason;
use crate::store::Store;

/// File systems on which SQLite's locks do not hold between machines.
const SHARED_FILE_SYSTEMS: [&str; 6] = ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"];
/// How many failing feeds are named; the feeds view has them all.
const FEEDS_NAMED: usize = 20;

/// Runs the command; it ends as failed if something is wrong that the reader must mend.
pub(crate) fn run(context: &Context) -> anyhow::Result<Outcome> {
    let mut output = Output::new();
    let path = context.home.database();
    let store = context.open_store()?;
    tell(&mut output, "database", &path.to_string_lossy())?;
    tell(&mut output, "size", &format!("{} MiB", size(&path) >> 20))?;
    tell(&mut output, "schema", &store.schema()?.to_string())?;
    if let Some(kind) = shared_file_system(&path) {
        let said = format!("on {kind}, where two machines must not write at once");
        tell(&mut output, "warning", &said)?;
    }
    let mut sound = say_access(&store, &mut output)?;
    sound &= say_damage(store, context, &mut output)?;
    output.finish()?;
    Ok(if sound { Outcome::Done } else { Outcome::Partly })
}

fn tell(output: &mut Output, name: &str, value: &str) -> std::io::Result<()> {
    output.line(&format!("{name:<10}{}", clean::line(value)))
}

/// Says whether the database can be written; returns whether it can.
fn say_access(store: &Store, output: &mut Output) -> std::io::Result<bool> {
    let said = match store.read_only() {
        None => "read and written",
        Some(ReadOnlyReason::Permissions) => "read only; check the folder's permissions",
        Some(ReadOnlyReason::Newer { .. }) => {
            "read only; a newer demarche made it, update this one"
        }
        Some(ReadOnlyReason::Reader) => "read only",
    };
    tell(output, "access", said)?;
    Ok(store.read_only().is_none())
}

/// Looks for damage, and opens the database again if there is any, which recovers it.
fn say_damage(store: Store, context: &Context, output: &mut Output) -> anyhow::Result<bool> {
    let damage = store.check()?;
    let store = if damage.is_empty() {
        tell(output, "check", "sound")?;
        store
    } else {
        for line in &damage {
            tell(output, "damage", line)?;
        }
        drop(store);
        context.open_store()?
    };
    if let Some(recovery) = store.recovery() {
        let said = format!(
            "{} stories and {} notes; the damaged file is kept as {}",
            recovery.stories,
            recovery.notes,
            recovery.moved_to.display(),
        );
        tell(output, "recovered", &said)?;
    }
    let counts = store.view_counts()?;
    let said = format!(
        "{} stories, {} unread, {} saved, {} noted",
        counts.all.stories, counts.all.unread, counts.saved.stories, counts.noted.stories
    );
    tell(output, "holds", &said)?;
    say_feeds(&store, output)?;
    Ok(damage.is_empty() || store.recovery().is_some())
}

fn say_feeds(store: &Store, output: &mut Output) -> anyhow::Result<()> {
    let feeds = feeds::own(store)?;
    let sick: Vec<_> = feeds.iter().filter(|feed| feeds::gives_nothing(feed.health)).collect();
    tell(output, "feeds", &format!("{}, {} of them sick", feeds.len(), sick.len()))?;
    for feed in sick.iter().take(FEEDS_NAMED) {
        let said = format!("{} {}: {}", feed.health.as_str(), feed.source.title, feed.reason);
        tell(output, "", &said)?;
    }
    Ok(())
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

/// Returns the kind of file system, if it is one that machines share; known on Linux only.
fn shared_file_system(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let mounts = std::fs::read_to_string("/proc/mounts").ok()?;
    let longest = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(folder, _)| path.starts_with(folder))
        .max_by_key(|(folder, _)| folder.len());
    let (_, kind) = longest?;
    SHARED_FILE_SYSTEMS.contains(&kind).then(|| kind.to_owned())
}
