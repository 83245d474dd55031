//! What stories of a list have in common, as headings over them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ActorCode;
use super::FeedId;
use super::Order;
use super::StoryRow;

/// Stories that stand next to each other in a list because of its order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Those of one day.
    Day {
        /// When it begins.
        from: Timestamp,
        /// When the next begins.
        until: Timestamp,
    },
    /// Those of one outlet.
    Outlet(FeedId),
    /// Those that tell of one incident, or of none that others tell of.
    Incident(Option<i64>),
    /// Those that are most about one country, or about none.
    Country(Option<ActorCode>),
}

impl Group {
    /// Returns the group of a story in a list of this order; days are those of `zone`. Lists by
    /// numbers have no groups.
    pub fn of(row: &StoryRow, order: Order, zone: &TimeZone) -> Option<Self> {
        match order {
            Order::Newest | Order::Oldest => {
                let day = row.published_at.to_zoned_datetime(zone.clone());
                let from = day.start_of_day().ok()?;
                let until = day.tomorrow().and_then(|next| next.start_of_day()).ok()?;
                Some(Self::Day { from: from.timestamp(), until: until.timestamp() })
            }
            Order::Outlet => Some(Self::Outlet(row.feed_id)),
            Order::Incident => Some(Self::Incident(row.incident)),
            Order::Country => Some(Self::Country(row.lead().cloned())),
            Order::Coverage | Order::Claims => None,
        }
    }
}

/// How much a group holds, and what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupSize {
    /// Stories that pass the filter.
    pub stories: u64,
    /// How many outlets tell them.
    pub outlets: u64,
    /// The headline of the first story of an incident; empty for other groups.
    pub title: String,
}
