//! `demarche analyze`: reads any text or page without storing it.

use std::io::Write;

use serde_json::Value;
use serde_json::json;

use super::Outcome;
use super::args::AnalyzeArgs;
use super::context::Context;
use super::input;
use super::output::Output;
use super::output::Tone;
use super::reading;
use crate::analysis::Lexicon;
use crate::analysis::analyze;
use crate::article;
use crate::export::analysis_json;

/// Runs the command.
pub(crate) fn run(args: &AnalyzeArgs, context: &Context) -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::built_in();
    if args.jsonl {
        return batch(args.inputs.first().map_or("-", String::as_str), &lexicon);
    }
    let inputs = if args.inputs.is_empty() { vec!["-".to_owned()] } else { args.inputs.clone() };
    let several = inputs.len() > 1;
    let mut output = Output::new();
    for (number, input) in inputs.iter().enumerate() {
        let text = read(input, args.html, context)?;
        if text.trim().is_empty() {
            anyhow::bail!("`{input}` holds no text");
        }
        let analysis = analyze(&text, false, &lexicon);
        if !args.json {
            if several {
                output.line(&output.tone(Tone::Bold, input))?;
            }
            output.prose("", &text)?;
            reading::write(&text, &analysis, &mut output)?;
            if number + 1 < inputs.len() {
                output.line("")?;
            }
            continue;
        }
        let mut json = analysis_json(&text, None, &analysis);
        if several {
            json["file"] = input.as_str().into();
            output.json_line(&json)?;
        } else {
            output.json(&json)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// Reads a text; of a page, its headline and its article.
fn read(input: &str, html: bool, context: &Context) -> anyhow::Result<String> {
    if !html && !input::is_address(input) {
        return Ok(String::from_utf8_lossy(&input::bytes(input)?).into_owned());
    }
    let (page, address) = input::page(input, context)?;
    let found = article::extract(&page, address.as_ref())?;
    Ok(format!("{}\n\n{}", found.title, article::body(&found.article)))
}

/// Reads `{"id", "text"}` a line and writes the analysis with the same id a line.
fn batch(input: &str, lexicon: &Lexicon) -> anyhow::Result<Outcome> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    input::json_rows(input, "text", |text, row| {
        let title = row["title"].as_str();
        let analysis = analyze(text, title.is_some(), lexicon);
        let mut json = json!({ "id": row["id"] });
        if let (Value::Object(all), Value::Object(found)) =
            (&mut json, analysis_json(text, title, &analysis))
        {
            all.extend(found);
        }
        Ok(writeln!(out, "{json}")?)
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}
