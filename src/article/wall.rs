//! What stands between a reader and an article.

use std::sync::LazyLock;

use serde::Serialize;

/// How much text a page may have and still be a wall and nothing else, in bytes.
const WALL_PAGE_BYTES_MAX: usize = 3_000;
/// Up to which length an article may be the part before a paywall, in bytes: four paragraphs.
const CUT_ARTICLE_BYTES_MAX: usize = 1_800;
/// The same where the publisher itself says that the article is paid for.
const CUT_PAID_BYTES_MAX: usize = 3_000;

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

/// `config/article/walls.txt`, parsed.
struct Phrases {
    bot: Vec<&'static str>,
    consent: Vec<&'static str>,
    paywall: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let source = include_str!("../../config/article/walls.txt");
    let section = |name| super::words::section(source, name);
    Phrases { bot: section("bot"), consent: section("consent"), paywall: section("paywall") }
});

/// Returns the wall that a page is, if it is nothing else; `text` is all its words.
pub(super) fn of_page(title: &str, text: &str) -> Option<Wall> {
    if text.len() > WALL_PAGE_BYTES_MAX {
        return None;
    }
    let words = folded(&format!("{title} {text}"));
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    if has(&PHRASES.bot) {
        Some(Wall::BotWall)
    } else if has(&PHRASES.consent) {
        Some(Wall::Consent)
    } else {
        None
    }
}

/// Returns whether an article of `length` bytes is cut by a paywall; `text` is all the words of
/// its page, and `is_paid` what the publisher says.
pub(super) fn cuts(length: usize, text: &str, is_paid: bool) -> bool {
    if is_paid && length <= CUT_PAID_BYTES_MAX {
        return true;
    }
    let words = || folded(text);
    length <= CUT_ARTICLE_BYTES_MAX && {
        let words = words();
        PHRASES.paywall.iter().any(|phrase| words.contains(phrase))
    }
}

/// Makes text comparable: lower case, plain apostrophes, single spaces.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('’', "'").replace('…', "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_is_known_by_its_words() {
        for (title, text, expected) in [
            ("Just a moment...", "Enable JavaScript and cookies to continue", Some(Wall::BotWall)),
            (
                "Outlet",
                "Before you continue to Outlet. We value your privacy.",
                Some(Wall::Consent),
            ),
            (
                "Access Denied",
                "You don’t have permission to access this. Reference #18",
                Some(Wall::BotWall),
            ),
            ("Talks fail", "The envoy said no.", None),
        ] {
            assert_eq!(of_page(title, text), expected, "{title}");
        }
        let long = format!("The captcha ring was broken up. {}", "Police said so. ".repeat(300));
        assert_eq!(of_page("Captcha ring", &long), None, "an article may speak of walls");
    }

    #[test]
    fn a_short_article_with_an_offer_is_cut() {
        assert!(cuts(400, "The envoy … Subscribe to continue reading", false));
        assert!(cuts(400, "The envoy …", true));
        assert!(!cuts(9_000, "Already a subscriber? Sign in", true));
        assert!(!cuts(400, "The envoy said no.", false));
    }
}
