//! Makes incidents of the stories that tell of one event.

use std::collections::BTreeSet;

use super::Telling;
use super::cluster;
use super::moves;
use super::shingles::Sketch;
use crate::model::Incident;

/// Finds the events that several outlets tell, newest first.
///
/// The order of `tellings` does not matter. An event that one outlet alone tells is no
/// incident.
#[must_use]
pub fn incidents(tellings: &[Telling]) -> Vec<Incident> {
    let mut in_time: Vec<&Telling> = tellings.iter().collect();
    in_time.sort_by_key(|telling| (telling.published_at, telling.story));
    let mut incidents: Vec<Incident> = cluster::groups(&in_time)
        .into_iter()
        .filter_map(|group| {
            let told: Vec<&Telling> = group.into_iter().map(|place| in_time[place]).collect();
            incident(&told)
        })
        .collect();
    incidents.sort_by_key(|incident| std::cmp::Reverse((incident.to, incident.id)));
    incidents
}

fn incident(told: &[&Telling]) -> Option<Incident> {
    let outlets: BTreeSet<&str> = told.iter().map(|telling| telling.outlet.as_str()).collect();
    let (first, last) = (told.first()?, told.last()?);
    if outlets.len() < 2 {
        return None;
    }
    Some(Incident {
        id: first.story.0,
        title: first.title.clone(),
        from: first.published_at,
        to: last.published_at,
        stories: told.iter().map(|telling| telling.story).collect(),
        outlets: outlets.len(),
        independent: independent(told),
        origin: first.outlet.clone(),
        moves: moves::moves(told),
    })
}

/// How many outlets have a story that does not repeat an earlier one of another outlet.
fn independent(told: &[&Telling]) -> usize {
    let sketches: Vec<Sketch> = told.iter().map(|telling| Sketch::of(&telling.text)).collect();
    let mut outlets = BTreeSet::new();
    for (place, telling) in told.iter().enumerate() {
        let mut earlier = told.iter().zip(&sketches).take(place);
        let repeats = earlier.any(|(other, sketch)| {
            other.outlet != telling.outlet && sketches[place].repeats(sketch)
        });
        if !repeats {
            outlets.insert(telling.outlet.as_str());
        }
    }
    outlets.len()
}

#[cfg(test)]
mod tests;
