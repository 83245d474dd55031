//! `demarche analyze`: reads any text without storing it.

use std::io::BufRead;
use std::io::Read;
use std::io::Write;

use anyhow::Context as _;
use serde_json::Value;
use serde_json::json;

use super::Misuse;
use super::Outcome;
use super::args::AnalyzeArgs;
use crate::analysis::Lexicon;
use crate::analysis::analyze;
use crate::export::analysis_json;

/// The most bytes read from one input: more than any article has.
const INPUT_BYTES_MAX: u64 = 16 << 20;

/// Runs the command.
pub(crate) fn run(args: &AnalyzeArgs) -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::built_in();
    if args.jsonl {
        return batch(args.inputs.first().map_or("-", String::as_str), &lexicon);
    }
    let inputs = if args.inputs.is_empty() { vec!["-".to_owned()] } else { args.inputs.clone() };
    let several = inputs.len() > 1;
    let mut out = std::io::stdout().lock();
    for input in &inputs {
        let text = read(input)?;
        let analysis = analyze(&text, false, &lexicon);
        let mut json = analysis_json(&text, None, &analysis);
        if several {
            json["file"] = input.as_str().into();
            writeln!(out, "{json}")?;
        } else {
            writeln!(out, "{json:#}")?;
        }
    }
    Ok(Outcome::Done)
}

/// Reads a file, or standard input for `-`.
fn read(input: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if input == "-" {
        std::io::stdin().lock().take(INPUT_BYTES_MAX).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(input)
            .and_then(|file| file.take(INPUT_BYTES_MAX).read_to_end(&mut bytes))
            .with_context(|| format!("`{input}` could not be read; check the name"))?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads `{"id", "text"}` a line and writes the analysis with the same id a line.
fn batch(input: &str, lexicon: &Lexicon) -> anyhow::Result<Outcome> {
    let reader: Box<dyn BufRead> = if input == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let file = std::fs::File::open(input)
            .with_context(|| format!("`{input}` could not be read; check the name"))?;
        Box::new(std::io::BufReader::new(file))
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in (1..).zip(reader.lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Value = serde_json::from_str(&line)
            .map_err(|error| Misuse(format!("line {number} is no JSON object: {error}")))?;
        let Some(text) = row["text"].as_str() else {
            return Err(Misuse(format!("line {number} has no \"text\"")).into());
        };
        let title = row["title"].as_str();
        let analysis = analyze(text, title.is_some(), lexicon);
        let mut json = json!({ "id": row["id"] });
        if let (Value::Object(all), Value::Object(found)) =
            (&mut json, analysis_json(text, title, &analysis))
        {
            all.extend(found);
        }
        writeln!(out, "{json}")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
