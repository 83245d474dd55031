//! What a reader corrected, as labelled data for `demarche eval` and for whoever improves the rules.
//!
//! A row a story with the fields of `tests/corpus`, and its text beside them. Stories that nobody
//! corrected are left out: the machine's own answers are no labels.

use serde_json::Value;
use serde_json::json;

use super::digest::Digest;
use super::digest::Part;
use crate::model::Claim;
use crate::model::Quote;
use crate::model::Tag;

/// Writes a JSON object a line, or nothing if no story was corrected.
pub(super) fn render(digest: &Digest<'_>) -> Option<String> {
    let corrected = digest.exhibits.iter().filter(|part| !part.exhibit.corrections.is_empty());
    let rows: Vec<String> = corrected.map(|part| row(part).to_string()).collect();
    (!rows.is_empty()).then(|| rows.join("\n") + "\n")
}

fn row(part: &Part<'_>) -> Value {
    let (text, analysis) = (part.text(), &part.exhibit.story.analysis);
    let states =
        analysis.countries.iter().map(|seen| json!({ "iso2": seen.code, "role": seen.roles }));
    let scare = analysis.quotes.iter().filter(|quote| quote.scare);
    json!({
        "id": part.uid,
        "negative": !part.claims().any(between_states),
        "countries": states.collect::<Vec<_>>(),
        "threat_groups": analysis.groups.iter().map(|group| &group.name).collect::<Vec<_>>(),
        "quotes": part.quotes().map(|one| quote(one, text)).collect::<Vec<_>>(),
        "scare": scare.map(|one| json!({ "text": one.content.text(text) })).collect::<Vec<_>>(),
        "claims": part.claims().map(|one| claim(one, text)).collect::<Vec<_>>(),
        "text": text,
    })
}

fn between_states(claim: &Claim) -> bool {
    matches!(claim.tag, Tag::Accusation | Tag::Denial)
}

fn quote(quote: &Quote, text: &str) -> Value {
    let speaker = quote.speaker.as_ref();
    json!({
        "text": quote.content.text(text),
        "speaker": speaker.map_or("", |speaker| &speaker.name),
        "speaker_country": speaker.and_then(|speaker| speaker.country.as_ref()),
    })
}

fn claim(claim: &Claim, text: &str) -> Value {
    json!({
        "tag": claim.tag.as_str(),
        "source": claim.source,
        "target": claim.target,
        "evidence": claim.evidence.text(text),
        "headline": claim.headline,
        // As in the corpus: the doubtful is neither asked for nor counted as wrong.
        "optional": !claim.counts(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests;
    use super::*;
    use crate::model::ClaimWords;
    use crate::model::Correction;
    use crate::model::CorrectionMade;

    #[test]
    fn only_what_a_reader_corrected_is_labelled_data() {
        let mut document = tests::document();
        assert_eq!(render(&Digest::new(&document)), None);

        let exhibit = &mut document.exhibits[0];
        let (text, claims) = (&exhibit.story.article.text, &exhibit.story.analysis.claims);
        exhibit.corrections.push(CorrectionMade {
            correction: Correction::Add(ClaimWords::of(&claims[0], text)),
            at: exhibit.first_seen_at,
        });
        let labels = render(&Digest::new(&document)).expect("one story is corrected");
        let rows: Vec<Value> =
            labels.lines().filter_map(|row| serde_json::from_str(row).ok()).collect();
        let exhibit = &document.exhibits[0];
        let (text, claims) = (&exhibit.story.article.text, &exhibit.story.analysis.claims);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["text"], text.as_str());
        assert_eq!(rows[0]["claims"][0]["evidence"], claims[0].evidence.text(text));
        assert_eq!(rows[0]["countries"][0], json!({ "iso2": "NZ", "role": ["accuser"] }));
    }
}
