//! What was read in a text, for people: claims and quotations.

use super::output::Output;
use super::output::Tone;
use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Quote;
use crate::model::Tag;

/// Writes the claims and the quotations of `text`.
pub(super) fn write(text: &str, found: &Analysis, output: &mut Output) -> std::io::Result<()> {
    claims(text, &found.claims, output)?;
    quotes(text, &found.quotes, output)
}

fn claims(text: &str, found: &[Claim], output: &mut Output) -> std::io::Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.line(&output.tone(Tone::Bold, "Claims"))?;
    for claim in found {
        let tone = match claim.tag {
            Tag::Accusation | Tag::Indictment | Tag::Threat => Tone::Red,
            Tag::Denial | Tag::Refusal | Tag::NoComment => Tone::Blue,
            Tag::Condemnation
            | Tag::Warning
            | Tag::Demand
            | Tag::Sanction
            | Tag::Expulsion
            | Tag::Investigation
            | Tag::Confirmation
            | Tag::Cooperation => Tone::Yellow,
        };
        output.line(&format!("  {}", output.tone(tone, &claim_head(claim))))?;
        output.prose("    ", claim.evidence.text(text))?;
    }
    Ok(())
}

/// `ACCUSATION NZ ▸ CN (planned)`.
fn claim_head(claim: &Claim) -> String {
    let side = |codes: &[ActorCode]| {
        let codes: Vec<&str> = codes.iter().map(ActorCode::as_str).collect();
        if codes.is_empty() { "?".to_owned() } else { codes.join("+") }
    };
    let mut head =
        format!("{} {} ▸ {}", claim.tag.as_str(), side(&claim.source), side(&claim.target));
    if !claim.counts() {
        head = format!("{head} ({}, {})", claim.polarity.as_str(), claim.modality.as_str());
    }
    head
}

fn quotes(text: &str, found: &[Quote], output: &mut Output) -> std::io::Result<()> {
    let mut quotes = found.iter().filter(|quote| !quote.scare).peekable();
    if quotes.peek().is_none() {
        return Ok(());
    }
    output.line("")?;
    output.line(&output.tone(Tone::Bold, "Quotes"))?;
    for quote in quotes {
        output.line(&format!("  {}", output.tone(Tone::Yellow, &quote.by())))?;
        output.prose("    ", &quote.quoted(text))?;
    }
    Ok(())
}
