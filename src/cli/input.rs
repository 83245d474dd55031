//! What commands read: a file, standard input, a page from the network, JSON lines.

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;

use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::Misuse;
use super::context::Context;
use super::context::block_on;
use crate::article;
use crate::feeds::fetch::Kind;
use crate::feeds::fetch::Question;

/// The most bytes read of one input: more than any article or feed has, and where the fetcher
/// stops too.
const BYTES_MAX: u64 = 16 << 20;

/// Returns whether `input` is asked of the network.
pub(super) fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

/// Reads a file, or standard input for `-`, up to [`BYTES_MAX`] and one more byte.
pub(super) fn bytes(input: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    opened(input)?
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("`{input}` could not be read; check the name"))?;
    Ok(bytes)
}

/// Reads an HTML page; returns it with the address that answered, if one was asked.
pub(super) fn page(input: &str, context: &Context) -> anyhow::Result<(String, Option<Url>)> {
    if !is_address(input) {
        return Ok((article::decode(&bytes(input)?, None), None));
    }
    let question = Question::new(input, Kind::Page);
    let answer = block_on(context.fetcher()?.get(&question, Timestamp::now()))??;
    let charset = answer
        .header("content-type")
        .and_then(|kind| kind.split_once("charset=").map(|(_, charset)| charset.trim_matches('"')));
    Ok((article::decode(&answer.body, charset), Url::parse(&answer.url).ok()))
}

/// Reads a JSON object a line, and gives each with the value of its field `key`, a string.
pub(super) fn json_rows(
    input: &str,
    key: &str,
    mut take: impl FnMut(&str, &Value) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for (number, line) in (1..).zip(BufReader::new(opened(input)?).lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Value = serde_json::from_str(&line)
            .map_err(|error| Misuse(format!("line {number} is no JSON object: {error}")))?;
        let Some(text) = row[key].as_str() else {
            return Err(Misuse(format!("line {number} has no \"{key}\"")).into());
        };
        take(text, &row)?;
    }
    Ok(())
}

fn opened(input: &str) -> anyhow::Result<Box<dyn Read>> {
    if input == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let unread = || format!("`{input}` could not be read; check the name");
    let file = File::open(input).with_context(unread)?;
    if !file.metadata().with_context(unread)?.is_file() {
        return Err(Misuse(format!("`{input}` is no file")).into());
    }
    Ok(Box::new(file))
}
