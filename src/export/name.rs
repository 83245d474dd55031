//! Names of files that are safe on every system.

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;

/// How long the part of a name that comes from a title may be, in bytes: with date and ending
/// the whole stays under 120, which every file system and archive takes.
const SLUG_BYTES_MAX: usize = 80;

/// Makes the name of a file from a title: ASCII letters, digits and `-`, the date, the ending.
///
/// The date keeps the name from being one that Windows reserves (`con`, `nul`).
///
/// ```
/// use demarche::export::file_name;
///
/// let at = "2026-11-24T12:00:00Z".parse().unwrap();
/// assert_eq!(file_name("../../.ssh/authorized_keys", at, "md"), "ssh-authorized-keys-2026-11-24.md");
/// assert_eq!(file_name("Élysée & Kreml", at, "html"), "elysee-kreml-2026-11-24.html");
/// ```
#[must_use]
pub fn file_name(title: &str, at: Timestamp, extension: &str) -> String {
    let slug = slug(title);
    let slug = if slug.is_empty() { "dossier" } else { &slug };
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{slug}-{}.{extension}", at.strftime("%Y-%m-%d"))
}

/// Folds a title to lower-case ASCII letters, digits and single dashes.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if slug.len() >= SLUG_BYTES_MAX {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_gives_a_safe_name() {
        let at = "2026-11-24T23:59:59Z".parse().unwrap();
        let long = "a".repeat(5_000);
        for title in
            ["CON", "a\nb", &long, "", ".", "..", "-rf", "досье", "a/b\\c:d", "\0", "nul.txt"]
        {
            let name = file_name(title, at, "md");
            assert!(name.len() <= 120, "{name}");
            assert!(name.ends_with("-2026-11-24.md"), "{name}");
            let stem = name.trim_end_matches(".md");
            assert!(stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{name}");
            assert!(!name.starts_with('-'), "{name}");
        }
    }
}
