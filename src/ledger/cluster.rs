//! Puts stories together that tell of one event.

use rustc_hash::FxHashMap;

use super::Telling;
use super::features;
use super::features::Features;

/// The longest time between two stories that are compared, in seconds: answers come within
/// days, and a fortnight later it is another event.
const WINDOW_SECONDS: i64 = 10 * 24 * 3_600;
/// How alike two stories must be, as the cosine of their features: chosen on the bundled
/// stories, where it finds 38 of 46 pairs of one event and no wrong one.
const ALIKE_MIN: f32 = 0.10;
/// How alike the stories of two groups must be on average before the groups become one; lower,
/// and events of the same two states run together.
const GROUPS_ALIKE_MIN: f32 = 0.11;
/// What is less alike counts as not alike at all: of thousands of stories most pairs are.
const ALIKE_FAINT: f32 = 0.01;
/// Features that more stories share than this are not looked up: they tell no event.
const SHARED_MAX: usize = 400;

/// Groups the places of `tellings`, which are in the order of time; each has at least one.
pub(super) fn groups(tellings: &[&Telling]) -> Vec<Vec<usize>> {
    let features = features::all(tellings);
    let mut edges = edges(tellings, &features);
    // The most alike first; a tie goes to the earlier story.
    edges.sort_by(|one, other| {
        other.alike.total_cmp(&one.alike).then((one.from, one.to).cmp(&(other.from, other.to)))
    });
    let mut links = Links::new(tellings.len(), &edges);
    let mut group_of: Vec<usize> = (0..tellings.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..tellings.len()).map(|place| vec![place]).collect();
    for edge in &edges {
        let (one, other) = (group_of[edge.from], group_of[edge.to]);
        if one == other || edge.alike < ALIKE_MIN {
            continue;
        }
        if links.average(one, other, &groups) < GROUPS_ALIKE_MIN {
            continue;
        }
        // The smaller joins the larger, so that no story moves often.
        let (one, other) =
            if groups[one].len() < groups[other].len() { (other, one) } else { (one, other) };
        links.join(one, other);
        let moved = std::mem::take(&mut groups[other]);
        for place in &moved {
            group_of[*place] = one;
        }
        groups[one].extend(moved);
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.retain(|group| !group.is_empty());
    groups.sort();
    groups
}

/// Two stories and how alike they are.
struct Edge {
    from: usize,
    to: usize,
    alike: f32,
}

/// Compares every story with those before it that share a telling feature.
fn edges(tellings: &[&Telling], features: &[Features]) -> Vec<Edge> {
    let mut holders: FxHashMap<u64, Vec<(usize, f32)>> = FxHashMap::default();
    let mut edges = Vec::new();
    // A sum for each earlier story, and which of them are not zero: far quicker than a map.
    let mut alike = vec![0.0; features.len()];
    let mut touched = Vec::new();
    for (place, vector) in features.iter().enumerate() {
        let at = tellings[place].published_at.as_second();
        for (feature, weight) in vector {
            let Some(held) = holders.get(feature) else { continue };
            for (earlier, other) in held.iter().rev().take(SHARED_MAX) {
                if at - tellings[*earlier].published_at.as_second() > WINDOW_SECONDS {
                    break;
                }
                if alike[*earlier] == 0.0 {
                    touched.push(*earlier);
                }
                alike[*earlier] += weight * other;
            }
        }
        for from in touched.drain(..) {
            let alike = std::mem::take(&mut alike[from]);
            if alike >= ALIKE_FAINT {
                edges.push(Edge { from, to: place, alike });
            }
        }
        for (feature, weight) in vector {
            holders.entry(*feature).or_default().push((place, *weight));
        }
    }
    edges
}

/// How alike the stories of each two groups are in sum, kept in step as groups join: a mean over
/// all pairs would cost their product each time.
struct Links {
    sums: Vec<FxHashMap<usize, f32>>,
}

impl Links {
    fn new(count: usize, edges: &[Edge]) -> Self {
        let mut sums = vec![FxHashMap::default(); count];
        for edge in edges {
            sums[edge.from].insert(edge.to, edge.alike);
            sums[edge.to].insert(edge.from, edge.alike);
        }
        Self { sums }
    }

    /// How alike two groups are: the mean over all pairs of their stories.
    #[expect(clippy::cast_precision_loss, reason = "counts of stories are small")]
    fn average(&self, one: usize, other: usize, groups: &[Vec<usize>]) -> f32 {
        let pairs = groups[one].len() * groups[other].len();
        self.sums[one].get(&other).copied().unwrap_or(0.0) / pairs.max(1) as f32
    }

    /// Lets the group `other` become part of `one`.
    fn join(&mut self, one: usize, other: usize) {
        for (third, sum) in std::mem::take(&mut self.sums[other]) {
            if third == one {
                self.sums[one].remove(&other);
                continue;
            }
            *self.sums[one].entry(third).or_default() += sum;
            self.sums[third].remove(&other);
            *self.sums[third].entry(one).or_default() += sum;
        }
    }
}
