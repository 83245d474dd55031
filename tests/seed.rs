//! The real article of ../shared/seed is read rightly, where it is there.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::print_stderr, reason = "the test says when it has nothing to read")]

use std::fs;
use std::path::Path;

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::model::ActorCode;
use demarche::model::Role;

#[test]
fn the_seed_article_is_read_rightly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed");
    let Some(path) = fs::read_dir(folder).ok().and_then(|mut files| files.next()) else {
        eprintln!("../shared/seed is not here: nothing was read");
        return;
    };
    let text = fs::read_to_string(path.unwrap().path()).unwrap();
    let analysis = analyze(&text, false, &Lexicon::built_in());

    let with = |role| {
        let mut codes: Vec<&str> = analysis.with_role(role).map(ActorCode::as_str).collect();
        codes.sort_unstable();
        codes.join(" ")
    };
    assert_eq!(with(Role::Accuser), "GB NZ US");
    assert_eq!(with(Role::Accused), "CN");
    assert_eq!(with(Role::Denier), "CN");
    assert_eq!(with(Role::Sanctioner), "GB US");
    assert_eq!(analysis.groups.len(), 1);
    assert_eq!(analysis.groups[0].name, "APT40");
    assert_eq!(analysis.groups[0].country, Some(ActorCode::state("CN")));

    let speaker = |words: &str| {
        let quote =
            analysis.quotes.iter().find(|quote| quote.content.text(&text).starts_with(words));
        let speaker = quote.and_then(|quote| quote.speaker.as_ref()).unwrap();
        (
            speaker.name.clone(),
            speaker.country.as_ref().map(|code| code.as_str().to_owned()).unwrap(),
        )
    };
    for (words, name, code) in [
        ("This type of foreign", "Winston Peters", "NZ"),
        ("The NCSC provided", "Andrew Clark", "NZ"),
        ("Analyzing the methods", "Andrew Clark", "NZ"),
        ("We will not interfere", "A spokesman for the Chinese embassy in New Zealand", "CN"),
        ("Accusing China", "A spokesman for the Chinese embassy in New Zealand", "CN"),
        ("This global response", "Judith Collins", "NZ"),
    ] {
        assert_eq!(speaker(words), (name.to_owned(), code.to_owned()), "of {words:?}");
    }
    let furniture: String = analysis.furniture.iter().map(|span| span.text(&text)).collect();
    for words in ["Source link", "Leave a Reply", "Your email address"] {
        assert!(furniture.contains(words), "{words} is furniture");
    }
}
