//! The query language, with what the newsroom knows of the world.

use std::sync::Arc;

use super::message::Survey;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::Dossier;
use crate::model::Filter;
use crate::model::Span;
use crate::query;
use crate::query::Completion;
use crate::query::Field;

/// Names of countries and intrusion sets, as the lexicon has them.
#[derive(Clone)]
pub struct Names(Arc<dyn query::Names + Send + Sync>);

impl Names {
    /// Takes what knows the names.
    pub fn new(names: Arc<dyn query::Names + Send + Sync>) -> Self {
        Self(names)
    }

    /// Finds a state by a name of it, or its code.
    pub fn country(&self, name: &str) -> Option<ActorCode> {
        self.0.country(name)
    }
}

impl Default for Names {
    fn default() -> Self {
        Self(Arc::new(query::PlainNames))
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Names")
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Names {}

/// The names of the lexicon together with the reader's own labels and feeds.
struct Known<'a> {
    names: &'a Names,
    survey: &'a Survey,
}

impl query::Names for Known<'_> {
    fn country(&self, name: &str) -> Option<ActorCode> {
        self.names.0.country(name)
    }

    fn group(&self, name: &str) -> Option<String> {
        self.names.0.group(name)
    }

    fn values(&self, field: Field) -> Vec<(String, String)> {
        let feeds = || self.survey.feeds.iter().map(|feed| &feed.source);
        match field {
            Field::Label => {
                self.survey.labels.iter().map(|label| (label.clone(), String::new())).collect()
            }
            Field::Dossier => {
                let named = |dossier: &Dossier| (dossier.name.clone(), String::new());
                self.survey.dossiers.iter().map(named).collect()
            }
            Field::Feed => feeds().map(|feed| (feed.title.clone(), feed.folder.clone())).collect(),
            Field::Folder => {
                let mut folders: Vec<_> =
                    feeds().map(|feed| (feed.folder.clone(), String::new())).collect();
                folders.sort();
                folders.dedup();
                folders
            }
            other => self.names.0.values(other),
        }
    }
}

/// Reads a query.
///
/// # Errors
///
/// Returns where the query is wrong, and what is right instead.
pub fn read(text: &str, names: &Names, survey: &Survey) -> Result<Filter, (Span, String)> {
    query::parse(text, &Known { names, survey }).map_err(|error| (error.span, error.message))
}

/// Offers what may stand at the cursor of a query.
pub fn complete(text: &str, cursor: usize, names: &Names, survey: &Survey) -> Completion {
    query::complete(text, cursor, &Known { names, survey })
}

/// Returns the query that plain words may have meant.
pub fn plain(text: &str, names: &Names, survey: &Survey) -> Option<String> {
    query::plain(text, &Known { names, survey })
}

/// Writes a condition as a query.
pub fn print(condition: &Condition) -> String {
    query::print(&Filter { condition: condition.clone(), ..Filter::default() })
}
