//! What stands between a reader and an article.

use serde::Serialize;

/// Why a page holds less than the article, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wall {
    /// The rest is for those who pay or sign in.
    Paywall,
    /// The site asks for consent to cookies first.
    Consent,
    /// The site takes the program for a robot and wants proof.
    BotWall,
}

impl Wall {
    /// Returns one clear sentence for the reader.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Paywall => "the rest of the article is for subscribers; open it in a browser",
            Self::Consent => "the site asks for consent first; open it in a browser",
            Self::BotWall => "the site wants proof of a person; open it in a browser",
        }
    }
}
