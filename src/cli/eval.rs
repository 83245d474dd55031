//! `demarche eval`: precision, recall and F1 on a labelled folder.

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use serde_json::json;

use super::Misuse;
use super::Outcome;
use super::args::EvalArgs;
use crate::analysis::Lexicon;
use crate::analysis::analyze;
use crate::analysis::score::Gold;
use crate::analysis::score::Report;
use crate::analysis::score::score;

/// What the figures do not show, said with every report.
const LIMITS: &str = "Claims are scored for ACCUSATION and DENIAL outside headlines; the other tags, modality, hedge, \
act and indirect speech are not labelled here. Claims are read in English only; irony, accusations spread over \
several paragraphs, and facts that the text does not say are out of reach.";

/// Runs the command.
pub(crate) fn run(args: &EvalArgs) -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::built_in();
    let rows = read(&args.folder)?;
    let analysed: Vec<_> = rows
        .iter()
        .map(|(gold, text)| (gold, text.as_str(), analyze(text, false, &lexicon)))
        .collect();
    let scored: Vec<_> =
        analysed.iter().map(|(gold, text, analysis)| (*gold, *text, analysis)).collect();
    let report = score(&scored);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{:#}", to_json(&report, rows.len()))?;
    } else {
        write_table(&mut out, &report, rows.len())?;
    }
    if args.errors && !args.json {
        for miss in &report.misses {
            writeln!(out, "{}  {}: {}", miss.id, miss.part, miss.what)?;
        }
    }
    Ok(Outcome::Done)
}

/// Reads every `gold*.jsonl` of the folder, each row with its own text or its `texts/ID.txt`.
fn read(folder: &Path) -> anyhow::Result<Vec<(Gold, String)>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| {
            format!("`{}` could not be read; name a folder of labelled texts", folder.display())
        })?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with("gold")
                && path.extension().is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let labels = std::fs::read_to_string(&file)
            .with_context(|| format!("`{}` could not be read", file.display()))?;
        for (number, line) in (1..).zip(labels.lines()).filter(|(_, line)| !line.trim().is_empty())
        {
            let mut gold: Gold = serde_json::from_str(line)
                .map_err(|error| Misuse(format!("{}, line {number}: {error}", file.display())))?;
            let text = gold.text.take().map_or_else(|| text_of(folder, &gold), Ok)?;
            rows.push((gold, text));
        }
    }
    if rows.is_empty() {
        return Err(Misuse(format!("`{}` holds no gold*.jsonl", folder.display())).into());
    }
    Ok(rows)
}

fn text_of(folder: &Path, gold: &Gold) -> anyhow::Result<String> {
    let path = folder.join("texts").join(format!("{}.txt", gold.id));
    std::fs::read_to_string(&path).with_context(|| {
        format!("`{}` could not be read; each label needs its text", path.display())
    })
}

fn write_table(out: &mut impl Write, report: &Report, texts: usize) -> std::io::Result<()> {
    writeln!(
        out,
        "{texts} texts\n{:28}{:>10}{:>8}{:>8}  {:15}{:>7}",
        "", "precision", "recall", "F1", "95 % of F1", "labels"
    )?;
    for figure in report.figures.iter().filter(|figure| figure.labels > 0) {
        let (low, high) = figure.interval;
        writeln!(
            out,
            "{:28}{:>10.3}{:>8.3}{:>8.3}  {low:.3} to {high:.3} {:>7}",
            figure.name, figure.precision, figure.recall, figure.f1, figure.labels
        )?;
    }
    writeln!(out, "\n{LIMITS}")
}

fn to_json(report: &Report, texts: usize) -> serde_json::Value {
    json!({
        "texts": texts,
        "figures": report.figures.iter().map(|figure| json!({
            "name": figure.name,
            "precision": figure.precision,
            "recall": figure.recall,
            "f1": figure.f1,
            "interval": [figure.interval.0, figure.interval.1],
            "labels": figure.labels,
        })).collect::<Vec<_>>(),
        "errors": report.misses.iter().map(|miss| json!({
            "id": miss.id,
            "part": miss.part,
            "what": miss.what,
        })).collect::<Vec<_>>(),
        "limits": LIMITS,
    })
}
