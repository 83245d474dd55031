//! Writes on stories which incident they belong to.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::ledger::{self, Telling};
use crate::model::{Condition, Cursor, Filter, Mark, Moment, StoryId};
use crate::store::{LIST_ROWS_MAX, Membership, Store, StoreError};

/// How far back stories are compared, in hours: answers to an accusation come within days.
const BACK_HOURS: u32 = 14 * 24;

/// The most stories that are compared at once, the newest first: the work grows with the square
/// where all tell of the same states, and a first fetch of 400 such feeds is to end in seconds.
const STORIES_MAX: usize = 2_000;

/// Groups the stories of the last two weeks by the event that they tell, and keeps the groups;
/// returns how many incidents several outlets tell.
///
/// A group keeps the number that its stories had before, so that `incident:17` stays what it was.
/// Bundled stories are compared with each other alone, if `samples` asks for them.
///
/// # Errors
///
/// Returns a [`StoreError`] if the database fails.
pub fn relate(store: &mut Store, now: Timestamp, samples: bool) -> Result<usize, StoreError> {
    let condition = if samples {
        Condition::Is(Mark::Sample)
    } else {
        Condition::Since(Moment::HoursAgo(BACK_HOURS))
    };
    let filter = Filter { condition, ..Filter::default() };
    let mut before: BTreeMap<StoryId, Option<i64>> = BTreeMap::new();
    let mut tellings = Vec::new();
    let mut after = None;
    while tellings.len() < STORIES_MAX {
        let page = store.analysed(&filter, now, after, LIST_ROWS_MAX)?;
        after = page
            .last()
            .map(|found| Cursor { published_at: found.row.published_at, id: found.row.id });
        let last = page.len() < LIST_ROWS_MAX as usize;
        for found in page {
            before.insert(found.row.id, found.row.incident);
            tellings.push(Telling {
                story: found.row.id,
                outlet: found.row.feed_title,
                published_at: found.row.published_at,
                title: found.row.title,
                text: found.text,
                analysis: found.analysis,
            });
        }
        if last {
            break;
        }
    }
    let incidents = ledger::incidents(&tellings);
    let mut members: BTreeMap<StoryId, Membership> = before
        .keys()
        .map(|story| (*story, Membership { story: *story, incident: None, coverage: 1 }))
        .collect();
    for incident in &incidents {
        let known =
            incident.stories.iter().filter_map(|story| before.get(story).copied().flatten());
        let number = known.min().unwrap_or(incident.id);
        let coverage = u32::try_from(incident.outlets).unwrap_or(u32::MAX);
        for story in &incident.stories {
            let member = Membership { story: *story, incident: Some(number), coverage };
            members.insert(*story, member);
        }
    }
    let members: Vec<Membership> = members.into_values().collect();
    store.put_incidents(&members)?;
    Ok(incidents.len())
}
