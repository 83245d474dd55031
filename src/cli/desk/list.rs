//! `demarche list`: stories that match a query, newest first.

use jiff::Timestamp;

use super::Context;
use super::Outcome;
use super::args::ListArgs;
use super::output::Output;
use super::parse_query;
use super::rows::row_json;
use super::rows::row_line;
use crate::model::Cursor;
use crate::model::Filter;
use crate::store::LIST_ROWS_MAX;
use crate::store::Store;
use crate::store::StoreError;

/// Runs the command.
pub(crate) fn run(args: &ListArgs, context: &Context) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let filter = parse_query(&args.query.join(" "))?;
    let store = context.open_store()?;
    let mut output = Output::new();
    let mut left = args.limit.unwrap_or(u64::MAX);
    let mut after: Option<Cursor> = None;
    while left > 0 {
        let page = u32::try_from(left).unwrap_or(LIST_ROWS_MAX).min(LIST_ROWS_MAX);
        let rows = store.list(&filter, now, after, page)?;
        for row in &rows {
            if args.json {
                output.json_line(&row_json(row))?;
            } else {
                output.line(&row_line(row, &filter.condition, &output))?;
            }
        }
        left = left.saturating_sub(rows.len() as u64);
        let Some(last) = rows.last().filter(|_| rows.len() == page as usize) else { break };
        after = Some(Cursor { published_at: last.published_at, id: last.id });
    }
    output.finish()?;
    if after.is_none() && !args.json && store.count(&filter, now)? == 0 {
        let hint = why_none(&store, &filter, &args.query.join(" "), now)?;
        eprintln!("no story matches{}", hint.map(|hint| format!("; {hint}")).unwrap_or_default());
    }
    Ok(Outcome::Done)
}

/// Returns why no story passes `filter`, read from `query`, and what to do, if that is known.
pub(in crate::cli) fn why_none(
    store: &Store,
    filter: &Filter,
    query: &str,
    now: Timestamp,
) -> Result<Option<&'static str>, StoreError> {
    let samples = Filter { samples: true, ..filter.clone() };
    Ok(if store.count(&samples, now)? > 0 {
        Some("sample stories do: add is:sample")
    } else if query.split_whitespace().any(|word| word == "or") {
        Some("`or` is a word like others: write OR in capitals for one or the other")
    } else if store.feeds()?.is_empty() {
        Some("there are no feeds yet: `demarche fetch` takes the bundled ones and asks them")
    } else {
        None
    })
}
