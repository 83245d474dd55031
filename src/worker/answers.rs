//! Answers what the screen asks of the store.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;

use jiff::Timestamp;

use super::Reply;
use crate::analysis::Lexicon;
use crate::app::Country;
use crate::app::Effect;
use crate::app::Listed;
use crate::app::Message;
use crate::app::Page;
use crate::app::Survey;
use crate::app::View;
use crate::app::Whole;
use crate::app::list::PAGE_ROWS;
use crate::app::who::Known;
use crate::config::CountryNames;
use crate::config::aliases;
use crate::config::countries;
use crate::export;
use crate::feeds::sample;
use crate::handover::Choice;
use crate::model::Condition;
use crate::model::Filter;
use crate::model::Group;
use crate::model::GroupSize;
use crate::model::Mark;
use crate::model::Mention;
use crate::model::MentionKind;
use crate::model::Role;
use crate::query;
use crate::store::Store;
use crate::store::StoreError;

/// What answers need besides the store.
#[derive(Clone)]
pub(super) struct AtHand {
    /// The folder of the reader's templates.
    pub(super) config: PathBuf,
    /// The lexicon, once it is read.
    pub(super) lexicon: Arc<OnceLock<Arc<Lexicon>>>,
}

/// Answers until the newsroom closes. A question that a newer one has overtaken is left out;
/// what is only counted is left to `counter`, if there is one, so that no list waits for it.
pub(super) fn run(
    store: &Store,
    inbox: &Receiver<Effect>,
    (desk, counter): (&AtHand, Option<&Sender<Effect>>),
    reply: &Reply,
) {
    let names = countries();
    while let Ok(first) = inbox.recv() {
        let mut waiting = vec![first];
        waiting.extend(inbox.try_iter());
        for at in 0..waiting.len() {
            if waiting[at + 1..].iter().any(|later| overtakes(later, &waiting[at])) {
                continue;
            }
            if let Some(counter) = counter.filter(|_| counts(&waiting[at]))
                && counter.send(waiting[at].clone()).is_ok()
            {
                continue;
            }
            for message in answer(store, &waiting[at], &names, desk) {
                reply(message);
            }
        }
    }
}

/// Returns whether a question asks only how many there are.
fn counts(question: &Effect) -> bool {
    matches!(question, Effect::Count { .. } | Effect::Sizes { .. } | Effect::Survey { .. })
}

/// Returns whether `later` makes the answer to `earlier` useless.
fn overtakes(later: &Effect, earlier: &Effect) -> bool {
    match (later, earlier) {
        (Effect::List { ask: later, .. }, Effect::List { ask: earlier, .. })
        | (Effect::Count { ask: later, .. }, Effect::Count { ask: earlier, .. }) => later > earlier,
        (Effect::Outline { ask: later, .. }, Effect::Outline { ask: earlier, .. }) => {
            later > earlier
        }
        (Effect::Survey { .. }, Effect::Survey { .. })
        | (Effect::Open { whole: Whole::Never, .. }, Effect::Open { whole: Whole::Never, .. }) => {
            true
        }
        _ => false,
    }
}

fn answer(store: &Store, question: &Effect, names: &[CountryNames], desk: &AtHand) -> Vec<Message> {
    let now = Timestamp::now();
    let answered = match question {
        Effect::List { ask, filter, page } => list(store, filter, *page, now)
            .map(|listed| vec![Message::Listed { ask: *ask, page: *page, listed }]),
        Effect::Count { ask, filter } => {
            store.count(filter, now).map(|total| vec![Message::Counted { ask: *ask, total }])
        }
        Effect::Sizes { ask, filter, groups } => {
            sizes(store, filter, groups, now).map(|sizes| vec![Message::Sized { ask: *ask, sizes }])
        }
        Effect::Survey { samples } => survey(store, *samples, (now, desk), names)
            .map(|found| vec![Message::Surveyed(Box::new(found))]),
        Effect::Open { id, .. } => {
            store.story(*id).map(|story| vec![Message::Opened(Box::new(story))])
        }
        Effect::Export { title, filter, format } => {
            let choice = Choice::Query(filter.clone());
            Ok(vec![super::exports::run(store, (title, &choice), format, &desk.config)])
        }
        Effect::ExportDossier { dossier, living, format } => {
            let choice = Choice::Dossier(dossier.clone(), living.clone());
            Ok(vec![super::exports::run(store, ("", &choice), format, &desk.config)])
        }
        Effect::Outline { ask, id, living, offset } => {
            super::outlines::part(store, *id, living.as_ref(), (*offset, now))
                .map(|part| vec![Message::Outlined { ask: *ask, part }])
        }
        Effect::Who(mention) => who(store, mention, now),
        Effect::Cite { id, quote, style } => store.story(*id).map(|story| {
            let quotes = &story.analysis.quotes;
            let cited = quote.and_then(|span| quotes.iter().find(|quote| quote.content == span));
            vec![Message::Cited(export::cite(&story, cited, style))]
        }),
        Effect::Versions(id) => super::outlines::versions(store, *id, &desk.lexicon)
            .map(|readings| vec![Message::Versions(*id, readings)]),
        _ => Ok(Vec::new()),
    };
    answered.unwrap_or_else(|error| vec![Message::failed(error.to_string())])
}

/// Looks up what is known of an actor.
fn who(store: &Store, mention: &Mention, now: Timestamp) -> Result<Vec<Message>, StoreError> {
    let aliases = match mention.kind {
        MentionKind::Group => aliases(&mention.name),
        MentionKind::Country
        | MentionKind::Bloc
        | MentionKind::Place
        | MentionKind::Organisation
        | MentionKind::Person => Vec::new(),
    };
    let count =
        |condition| store.count(&Filter { condition, samples: true, ..Filter::default() }, now);
    let stories = crate::app::who::condition(mention).map(count).transpose()?;
    Ok(vec![Message::Known(Known { name: mention.name.clone(), aliases, stories })])
}

/// Reads one page of a list.
fn list(store: &Store, filter: &Filter, page: Page, now: Timestamp) -> Result<Listed, StoreError> {
    let rows = u32::try_from(PAGE_ROWS).unwrap_or(u32::MAX);
    Ok(match page {
        Page::Start => {
            let mut rows = store.list(filter, now, None, rows + 1)?;
            let after = crop(&mut rows);
            Listed { rows, before: false, after, first: Some(0) }
        }
        Page::End => {
            let mut found = store.list_back(filter, now, None, rows + 1)?;
            let before = found.len() > PAGE_ROWS;
            found.drain(..usize::from(before));
            Listed { rows: found, before, after: false, first: None }
        }
        Page::After(cursor) => {
            let mut rows = store.list(filter, now, Some(cursor), rows + 1)?;
            let after = crop(&mut rows);
            Listed { rows, before: true, after, first: None }
        }
        Page::Before(cursor) => {
            let mut rows = store.list_back(filter, now, Some(cursor), rows + 1)?;
            let before = rows.len() > PAGE_ROWS;
            rows.drain(..usize::from(before));
            Listed { rows, before, after: true, first: None }
        }
        Page::Around(cursor) => {
            let mut around = store.list_back(filter, now, Some(cursor), rows + 1)?;
            let before = around.len() > PAGE_ROWS;
            around.drain(..usize::from(before));
            let first = if before {
                store.position(filter, now, cursor)?.saturating_sub(around.len() as u64)
            } else {
                0
            };
            // The story itself may no longer pass the filter, but the reader is on it.
            around.extend(store.story(cursor.id).map(|story| story.row));
            let mut later = store.list(filter, now, Some(cursor), rows + 1)?;
            let after = crop(&mut later);
            around.extend(later);
            Listed { rows: around, before, after, first: Some(first) }
        }
    })
}

/// Counts what groups of a list hold.
fn sizes(
    store: &Store,
    filter: &Filter,
    groups: &[Group],
    now: Timestamp,
) -> Result<Vec<(Group, GroupSize)>, StoreError> {
    let size = |group: &Group| Ok((group.clone(), store.group_size(filter, now, group)?));
    groups.iter().map(size).collect()
}

/// Cuts a page that was asked for with one row more; returns whether there are more rows.
fn crop<T>(rows: &mut Vec<T>) -> bool {
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    more
}

/// The most watches whose unread stories are counted: more than a sidebar shows.
const WATCHES_MAX: usize = 24;

/// Counts the unread stories of each watch. Those that ask for words of the text are left out:
/// counting them may take longer than a list should wait.
fn watched(store: &Store, desk: &AtHand, now: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
    let Some(lexicon) = desk.lexicon.get() else { return Ok(Vec::new()) };
    let mut counted = Vec::new();
    for view in store.views()?.into_iter().take(WATCHES_MAX) {
        let Ok(filter) = query::parse(&view.query, lexicon.as_ref()) else { continue };
        if searches(&filter.condition) {
            continue;
        }
        let condition = Condition::All(vec![filter.condition, Condition::Is(Mark::Unread)]);
        let unread = store.count(&Filter { condition, samples: true, ..filter }, now)?;
        counted.push((view.name, unread));
    }
    Ok(counted)
}

/// Returns whether a condition asks for words of the text or of notes.
fn searches(condition: &Condition) -> bool {
    condition.has(&|part| {
        matches!(
            part,
            Condition::Word { .. }
                | Condition::Phrase(_)
                | Condition::Note(_)
                | Condition::Speaker(_)
        )
    })
}

/// Counts what the sidebar shows.
fn survey(
    store: &Store,
    samples: bool,
    (now, desk): (Timestamp, &AtHand),
    names: &[CountryNames],
) -> Result<Survey, StoreError> {
    let counts = store.view_counts()?;
    let mut views = Vec::new();
    for view in View::BUILT_IN {
        let shown = if samples { 0 } else { counts.samples.stories };
        views.push(match view {
            View::All => counts.all.stories - shown.min(counts.all.stories),
            View::Saved => counts.saved.stories,
            View::Noted => counts.noted.stories,
            view => {
                let condition = view.condition();
                store.count(&Filter { condition, samples, ..Filter::default() }, now)?
            }
        });
    }
    let counted = store.country_counts()?;
    let countries = names.iter().map(|known| {
        let found = counted.iter().find(|country| country.code.as_str() == known.code);
        let role = |role| {
            let at = Role::ALL.iter().position(|known| *known == role).unwrap_or_default();
            found.map_or(0, |country| country.roles[at].stories)
        };
        Country {
            code: known.code.clone(),
            name: known.name.clone(),
            terms: known.terms.clone(),
            any: found.map_or(0, |country| country.any.stories),
            accuser: role(Role::Accuser),
            accused: role(Role::Accused),
            denier: role(Role::Denier),
        }
    });
    let mut feeds = store.feeds()?;
    // Nobody answers at the addresses of invented outlets: they are no feeds to the reader.
    feeds.retain(|feed| !sample::is_outlet(&feed.source));
    Ok(Survey {
        views,
        samples: if samples { counts.samples.stories } else { 0 },
        countries: countries.collect(),
        feeds,
        kept: Vec::new(),
        watched: watched(store, desk, now)?,
        queries: store.views()?.into_iter().map(|view| (view.name, view.query)).collect(),
        labels: store.label_counts()?.into_iter().map(|(label, _)| label).collect(),
        dossiers: store.dossiers()?,
    })
}
