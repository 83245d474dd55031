//! Reads from the store what is to be taken away.

use jiff::Timestamp;

use crate::model::Document;
use crate::model::Dossier;
use crate::model::DossierNote;
use crate::model::Filter;
use crate::query;
use crate::store::Store;
use crate::store::StoreError;

/// What is to be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The stories that pass a filter.
    Query(Filter),
    /// A dossier; the filter fills a living one.
    Dossier(Dossier, Option<Filter>),
}

/// Reads the stories of `choice`, in its order.
///
/// # Errors
///
/// Returns a [`StoreError`] if the database cannot be read.
pub fn gather(store: &Store, choice: &Choice, now: Timestamp) -> Result<Document, StoreError> {
    match choice {
        Choice::Query(filter) => {
            let query = query::print(filter);
            let title = if query == "is:saved" { "Saved stories" } else { query.as_str() };
            Ok(Document {
                title: if title.is_empty() { "All stories" } else { title }.to_owned(),
                dossier: None,
                exhibits: store.exhibits(filter, now)?,
                query,
                made_at: now,
            })
        }
        Choice::Dossier(dossier, living) => Ok(Document {
            title: dossier.name.clone(),
            dossier: Some(DossierNote {
                name: dossier.name.clone(),
                summary: dossier.summary.clone(),
                query: dossier.query.clone(),
                created_at: dossier.created_at,
            }),
            query: dossier.query.clone(),
            made_at: now,
            exhibits: match living {
                Some(filter) => store.exhibits(filter, now)?,
                None => store.dossier_exhibits(dossier.id)?,
            },
        }),
    }
}
