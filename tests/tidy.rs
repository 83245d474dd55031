//! The rules of ARCHITECTURE.md that the compiler does not check.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the floor it stands on. A module names only modules of lower floors,
/// and those listed beside it.
const FLOORS: &[(&str, u8, &[&str])] = &[
    ("model", 1, &[]),
    ("clean", 2, &[]),
    ("query", 2, &[]),
    ("app", 3, &[]),
    ("analysis", 3, &[]),
    ("article", 3, &[]),
    ("feeds", 3, &[]),
    ("ledger", 3, &[]),
    ("store", 3, &[]),
    ("export", 3, &[]),
    ("ingest", 4, &[]),
    ("handover", 4, &["ingest"]),
    ("config", 4, &[]),
    ("worker", 5, &[]),
    ("ui", 5, &[]),
    ("tui", 6, &[]),
    ("cli", 6, &["tui"]),
    ("lib", 7, &[]),
    ("main", 7, &[]),
];

/// Each gate to the outside world, and the only paths that may name it.
const GATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["src/store/"]),
    ("ratatui", &["src/ui/", "src/tui/"]),
    ("crossterm", &["src/ui/", "src/tui/"]),
    ("reqwest", &["src/feeds/fetch/"]),
    ("std::env", &["src/config/", "src/main.rs", "src/cli/mod.rs"]),
    ("Timestamp::now", &["src/worker/", "src/tui/", "src/cli/"]),
];

/// The most lines a file may have, its tests included.
const FILE_LINES_MAX: usize = 500;

#[test]
fn modules_name_only_lower_modules() {
    for (path, text) in sources() {
        let module = module_of(&path);
        let (_, floor, beside) = FLOORS
            .iter()
            .find(|(name, _, _)| *name == module)
            .unwrap_or_else(|| panic!("{}: `{module}` has no line in FLOORS", path.display()));
        for name in text.split("crate::").skip(1).map(first_word) {
            let Some((_, other, _)) = FLOORS.iter().find(|(known, _, _)| *known == name) else {
                panic!("{}: `crate::{name}` is no module", path.display());
            };
            assert!(
                name == module || other < floor || beside.contains(&name),
                "{}: `{module}` may not name `{name}`",
                path.display(),
            );
        }
    }
}

#[test]
fn the_outside_world_is_reached_through_its_gates() {
    for (path, text) in sources() {
        for (gate, homes) in GATES {
            let at_home = homes.iter().any(|home| path.to_str().unwrap().starts_with(home));
            assert!(at_home || !text.contains(gate), "{} names `{gate}`", path.display());
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= FILE_LINES_MAX, "{}: {lines} lines", path.display());
        assert!(text.starts_with("//! "), "{}: begin with `//!`", path.display());
    }
}

/// Every Rust file under `src`, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    assert!(!files.is_empty(), "run from the root of the repository");
    files
}

fn collect(dir: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
}

/// `src/store/stories.rs` is of `store`; `src/main.rs` of `main`.
fn module_of(path: &Path) -> &str {
    let inner = path.strip_prefix("src").unwrap();
    let top = inner.components().next().unwrap().as_os_str().to_str().unwrap();
    top.trim_end_matches(".rs")
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end).0
}
