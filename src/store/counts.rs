//! Counts for the sidebar, the pickers and the completion of queries.

use rusqlite::params;

use super::Store;
use super::StoreError;
use super::facet::Kind;
use crate::model::ActorCode;
use crate::model::Role;
use crate::query::Field;

/// How many stories there are, and how many of them are unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub stories: u64,
    /// Those not opened yet.
    pub unread: u64,
}

/// The counts of one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryCount {
    /// Its code.
    pub code: ActorCode,
    /// In any role.
    pub any: Tally,
    /// In each role, in the order of [`Role::ALL`].
    pub roles: [Tally; 6],
}

/// The counts of the views that are not feeds or countries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewCounts {
    /// Every story.
    pub all: Tally,
    /// What the reader keeps.
    pub saved: Tally,
    /// What has a note or highlight.
    pub noted: Tally,
    /// Bundled samples.
    pub samples: Tally,
}

impl Store {
    /// Counts the stories of each country by role, most stories first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn country_counts(&self) -> Result<Vec<CountryCount>, StoreError> {
        let mut countries: Vec<CountryCount> = self
            .counts_of(Kind::Country)?
            .into_iter()
            .map(|(code, any)| CountryCount {
                code: ActorCode::state(&code),
                any,
                roles: [Tally::default(); 6],
            })
            .collect();
        let mut by_code: std::collections::HashMap<String, &mut CountryCount> = countries
            .iter_mut()
            .map(|country| (country.code.as_str().to_owned(), country))
            .collect();
        for (place, role) in Role::ALL.into_iter().enumerate() {
            for (code, tally) in self.counts_of(Kind::country(Some(role)))? {
                let country = by_code.get_mut(&code);
                let slot = country.and_then(|country| country.roles.get_mut(place));
                if let Some(slot) = slot {
                    *slot = tally;
                }
            }
        }
        Ok(countries)
    }

    /// Counts the stories of the views.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn view_counts(&self) -> Result<ViewCounts, StoreError> {
        let one = |kind| {
            self.counts_of(kind)
                .map(|counts| counts.first().map_or(Tally::default(), |(_, tally)| *tally))
        };
        Ok(ViewCounts {
            all: one(Kind::All)?,
            saved: one(Kind::Saved)?,
            noted: one(Kind::Noted)?,
            samples: one(Kind::Sample)?,
        })
    }

    /// Counts the stories of each label, most stories first.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn label_counts(&self) -> Result<Vec<(String, Tally)>, StoreError> {
        self.counts_of(Kind::Label)
    }

    /// Lists the values that a field of the query language has in this store, with a few words
    /// about each, for completion; empty for fields that the lexicon knows.
    ///
    /// # Errors
    ///
    /// Returns a [`StoreError`] if the database cannot be read.
    pub fn query_values(&self, field: Field) -> Result<Vec<(String, String)>, StoreError> {
        let counted = |counts: Vec<(String, Tally)>| {
            let hint = |tally: Tally| format!("{} stories", tally.stories);
            counts.into_iter().map(|(value, tally)| (value, hint(tally))).collect()
        };
        Ok(match field {
            Field::Label => counted(self.counts_of(Kind::Label)?),
            Field::Lang => counted(self.counts_of(Kind::Lang)?),
            Field::Feed => self
                .feeds()?
                .into_iter()
                .map(|feed| (feed.source.title, feed.source.folder))
                .collect(),
            Field::Folder => {
                let mut folders: Vec<String> =
                    self.feeds()?.into_iter().map(|feed| feed.source.folder).collect();
                folders.sort_unstable();
                folders.dedup();
                folders.retain(|folder| !folder.is_empty());
                folders.into_iter().map(|folder| (folder, String::new())).collect()
            }
            Field::Dossier => self
                .dossiers()?
                .into_iter()
                .map(|dossier| (dossier.name, format!("{} stories", dossier.stories)))
                .collect(),
            Field::Country
            | Field::Accuser
            | Field::Accused
            | Field::Denier
            | Field::Target
            | Field::Sanctioner
            | Field::Mentioned
            | Field::Speaker
            | Field::Group
            | Field::Tag
            | Field::Claim
            | Field::Incident
            | Field::Note
            | Field::Since
            | Field::Until
            | Field::Is
            | Field::Sort => Vec::new(),
        })
    }

    fn counts_of(&self, kind: Kind) -> Result<Vec<(String, Tally)>, StoreError> {
        let list = || {
            self.db
                .prepare_cached(
                    "SELECT value, stories, unread FROM facet_count
                     WHERE kind = ?1 AND stories > 0 ORDER BY stories DESC, value",
                )?
                .query_map(params![kind.number()], |row| {
                    let number =
                        |place| row.get::<_, i64>(place).map(|n| n.try_into().unwrap_or(0));
                    Ok((row.get(0)?, Tally { stories: number(1)?, unread: number(2)? }))
                })?
                .collect::<rusqlite::Result<_>>()
        };
        list().map_err(StoreError::when("count the stories"))
    }
}
