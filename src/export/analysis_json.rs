//! An analysis as JSON, in the shape that scripts rely on.

use serde_json::Value;
use serde_json::json;

use crate::model::ActorCode;
use crate::model::Analysis;
use crate::model::Claim;
use crate::model::Quote;
use crate::model::Span;

/// Renders the analysis of `text`; every span comes with its text, offsets are UTF-8 bytes.
///
/// `title` is the headline given beside the text, if any; else the one found in it is shown.
pub fn analysis_json(text: &str, title: Option<&str>, analysis: &Analysis) -> Value {
    let title = title.or_else(|| analysis.title.map(|span| span.text(text)));
    json!({
        "text": text,
        "title": title,
        "language": analysis.language,
        "lexicon": analysis.lexicon,
        "countries": analysis.countries.iter().map(|seen| json!({
            "code": seen.code,
            "name": seen.name,
            "roles": seen.roles,
            "mentions": seen.mentions,
        })).collect::<Vec<_>>(),
        "mentions": analysis.mentions.iter().map(|mention| {
            let mut row = span_json(mention.span, text);
            row["kind"] = mention.kind.as_str().into();
            row["name"] = mention.name.as_str().into();
            row["country"] = code_json(mention.country.as_ref());
            row
        }).collect::<Vec<_>>(),
        "groups": analysis.groups.iter().map(|seen| json!({
            "name": seen.name,
            "country": seen.country,
            "aliases_seen": seen.aliases_seen,
        })).collect::<Vec<_>>(),
        "quotes": analysis.quotes.iter().map(|quote| quote_json(quote, text)).collect::<Vec<_>>(),
        "claims": analysis.claims.iter().map(|claim| claim_json(claim, text)).collect::<Vec<_>>(),
    })
}

/// Renders a span with its text.
fn span_json(span: Span, text: &str) -> Value {
    json!({ "start": span.start(), "end": span.end(), "text": span.text(text) })
}

fn code_json(code: Option<&ActorCode>) -> Value {
    code.map_or(Value::Null, |code| code.as_str().into())
}

pub(super) fn quote_json(quote: &Quote, text: &str) -> Value {
    let mut row = span_json(quote.content, text);
    row["kind"] = quote.kind.as_str().into();
    row["scare"] = quote.scare.into();
    row["stretches"] = quote.stretches.iter().map(|span| span_json(*span, text)).collect();
    row["speaker"] = quote.speaker.as_ref().map_or(Value::Null, |speaker| {
        let mut row = span_json(speaker.span, text);
        row["name"] = speaker.name.as_str().into();
        row["role"] = speaker.role.as_deref().into();
        row["country"] = code_json(speaker.country.as_ref());
        row
    });
    row["cue"] = quote.cue.map_or(Value::Null, |cue| span_json(cue, text));
    row
}

pub(super) fn claim_json(claim: &Claim, text: &str) -> Value {
    let words = |span: Option<Span>| span.map_or(Value::Null, |span| span.text(text).into());
    json!({
        "tag": claim.tag.as_str(),
        "source": claim.source,
        "target": claim.target,
        "source_text": words(claim.source_span),
        "target_text": words(claim.target_span),
        "start": claim.evidence.start(),
        "end": claim.evidence.end(),
        "evidence": claim.evidence.text(text),
        "cue": span_json(claim.cue, text),
        "polarity": claim.polarity.as_str(),
        "modality": claim.modality.as_str(),
        "hedge": claim.hedge,
        "act": claim.act.map(crate::model::Act::as_str),
        "headline": claim.headline,
        "answers": claim.answers,
        "rule": claim.rule,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteKind;

    #[test]
    fn spans_come_with_their_text() {
        let text = "“Нет,” he said.";
        let quote = Quote {
            content: Span::new(3, 10),
            kind: QuoteKind::Direct,
            scare: false,
            stretches: vec![Span::new(3, 10)],
            speaker: None,
            cue: None,
        };
        let analysis = Analysis { quotes: vec![quote], ..Analysis::default() };
        let json = analysis_json(text, None, &analysis);
        assert_eq!(json["quotes"][0]["text"], "Нет,");
        assert_eq!(json["quotes"][0]["speaker"], Value::Null);
    }
}
