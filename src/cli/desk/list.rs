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
        let samples = Filter { samples: true, ..filter.clone() };
        let hint = if store.count(&samples, now)? > 0 {
            "; sample stories do: add is:sample"
        } else if store.feeds()?.is_empty() {
            "; there are no feeds yet: `demarche fetch` takes the bundled ones and asks them"
        } else {
            ""
        };
        eprintln!("no story matches{hint}");
    }
    Ok(Outcome::Done)
}
