//! The labels of one text.

use serde::Deserialize;

/// One row of a file of labels; offsets are not read, every label comes with its words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Gold {
    /// The name of the text's file, without its ending.
    pub id: String,
    /// The text itself, in rows that a reader's corrections gave; else it is in a file of its own.
    pub text: Option<String>,
    /// Whether nothing in the text is an accusation or denial between states.
    pub negative: bool,
    pub(crate) countries: Vec<GoldCountry>,
    pub(crate) countries_optional: Vec<String>,
    pub(crate) threat_groups: Vec<String>,
    pub(crate) quotes: Vec<GoldQuote>,
    pub(crate) scare: Vec<GoldScare>,
    pub(crate) claims: Vec<GoldClaim>,
}

/// A state with its roles.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GoldCountry {
    pub(crate) iso2: String,
    pub(crate) role: Vec<String>,
}

/// A quotation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GoldQuote {
    pub(crate) text: String,
    pub(crate) speaker: String,
    pub(crate) speaker_alt: Vec<String>,
    pub(crate) speaker_country: Option<String>,
}

/// Words in marks that are no quotation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GoldScare {
    pub(crate) text: String,
}

/// A claim of one sentence.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct GoldClaim {
    pub(crate) tag: String,
    pub(crate) source: Vec<String>,
    pub(crate) target: Vec<String>,
    pub(crate) source_alt: Vec<String>,
    pub(crate) target_alt: Vec<String>,
    pub(crate) evidence: String,
    pub(crate) optional: bool,
    pub(crate) headline: bool,
}
