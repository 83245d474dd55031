//! `demarche parse`: shows a feed document as demarche understands it.

use std::io::Write;

use jiff::Timestamp;
use serde_json::Value;
use serde_json::json;
use url::Url;

use super::Misuse;
use super::Outcome;
use super::args::ParseArgs;
use super::context::Context;
use super::context::block_on;
use super::input;
use crate::feeds::fetch::Kind;
use crate::feeds::fetch::Question;
use crate::feeds::parse::Document;
use crate::feeds::parse::Hints;
use crate::feeds::parse::parse;

/// Runs the command.
pub(crate) fn run(args: &ParseArgs, context: &Context) -> anyhow::Result<Outcome> {
    if args.jsonl {
        return batch(&args.input);
    }
    let headers = Headers::of_arguments(&args.headers)?;
    let document = if input::is_address(&args.input) {
        fetched(args, headers, context)?
    } else {
        document(&input::bytes(&args.input)?, args.base.as_deref(), &headers)?
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(&document)?)?;
    Ok(Outcome::Done)
}

/// The headers that say something of a document.
#[derive(Debug, Default)]
struct Headers {
    media_type: Option<String>,
    language: Option<String>,
    location: Option<String>,
}

impl Headers {
    fn of_arguments(arguments: &[String]) -> Result<Self, Misuse> {
        let mut headers = Self::default();
        for argument in arguments {
            let (name, value) = argument.split_once(':').ok_or_else(|| {
                Misuse(format!("`{argument}` is no header; write it as `Name: value`"))
            })?;
            headers.set(name, value);
        }
        Ok(headers)
    }

    fn of_json(value: &Value) -> Self {
        let mut headers = Self::default();
        for (name, value) in value.as_object().into_iter().flatten() {
            headers.set(name, value.as_str().unwrap_or_default());
        }
        headers
    }

    fn set(&mut self, name: &str, value: &str) {
        let value = Some(value.trim().to_owned());
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => self.media_type = value,
            "content-language" => self.language = value,
            "content-location" => self.location = value,
            _ => {}
        }
    }

    /// Returns the address of the document: `base`, with the server's correction.
    fn base(&self, base: Option<&str>) -> Option<String> {
        let is_http = |url: &Url| matches!(url.scheme(), "http" | "https");
        let corrected = self.location.as_deref().and_then(|location| {
            let base = base.and_then(|base| Url::parse(base).ok());
            Url::options().base_url(base.as_ref()).parse(location).ok().filter(is_http)
        });
        corrected.map(String::from).or_else(|| base.map(str::to_owned))
    }
}

/// Asks for the document; what the arguments say of it counts before what the server says.
fn fetched(args: &ParseArgs, given: Headers, context: &Context) -> anyhow::Result<Document> {
    let fetcher = context.fetcher()?;
    let question = Question::new(&args.input, Kind::Feed);
    let answer = block_on(fetcher.get(&question, Timestamp::now()))??;
    let said = |name: &str| answer.header(name).map(str::to_owned);
    let headers = Headers {
        media_type: given.media_type.or_else(|| said("content-type")),
        language: given.language.or_else(|| said("content-language")),
        location: given.location.or_else(|| said("content-location")),
    };
    document(&answer.body, Some(args.base.as_deref().unwrap_or(&answer.url)), &headers)
}

fn document(bytes: &[u8], base: Option<&str>, headers: &Headers) -> anyhow::Result<Document> {
    let base = headers.base(base);
    let hints = Hints {
        content_type: headers.media_type.as_deref(),
        language: headers.language.as_deref(),
        base: base.as_deref(),
    };
    Ok(parse(bytes, &hints)?)
}

/// Reads `{"path", "base", "headers"}` a line and writes one document a line.
fn batch(input: &str) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    input::json_rows(input, "path", |path, row| {
        let mut json = json!({ "path": path });
        let found = input::bytes(path).and_then(|bytes| {
            let document =
                document(&bytes, row["base"].as_str(), &Headers::of_json(&row["headers"]))?;
            Ok(serde_json::to_value(document)?)
        });
        match (found, &mut json) {
            (Ok(Value::Object(found)), Value::Object(all)) => all.extend(found),
            (Err(error), _) => {
                json["error"] = format!("{error:#}").into();
                outcome = Outcome::Partly;
            }
            (Ok(_), _) => {}
        }
        Ok(writeln!(out, "{json}")?)
    })?;
    out.flush()?;
    Ok(outcome)
}
