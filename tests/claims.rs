//! What single sentences claim: one row a sentence, read with the built-in lexicon.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use demarche::analysis::Lexicon;
use demarche::analysis::analyze;
use demarche::model::ActorCode;
use demarche::model::Claim;
use demarche::model::Modality;
use demarche::model::Polarity;
use demarche::model::Role;

const SENTENCES: &str = include_str!("claims/sentences.tsv");
const STRUCTURES: &str = include_str!("claims/structures.tsv");
const DOERS: &str = include_str!("claims/doers.tsv");
const ACCUSED: &str = include_str!("claims/accused.tsv");
const VICTIMS: &str = include_str!("claims/victims.tsv");

#[test]
fn sentences_claim_what_they_say() {
    check(SENTENCES);
}

#[test]
fn relatives_asides_and_lists_claim_what_they_say() {
    check(STRUCTURES);
}

#[test]
fn deeds_are_those_of_their_doers() {
    check(DOERS);
}

#[test]
fn marks_services_and_trails_accuse_whose_they_are() {
    check(ACCUSED);
}

#[test]
fn victims_are_those_who_were_harmed() {
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for line in VICTIMS.lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = line.split_once('\t').unwrap();
        let analysis = analyze(text, false, &lexicon);
        let harmed = analysis.countries.iter().filter(|one| one.roles.contains(&Role::Target));
        let mut found: Vec<&str> = harmed.map(|one| one.code.as_str()).collect();
        let mut wanted: Vec<&str> = wanted.split(',').filter(|code| *code != "-").collect();
        found.sort_unstable();
        wanted.sort_unstable();
        if found != wanted {
            wrong.push(format!("{text}\n    wanted {wanted:?}\n    found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Reads each row of `table` and compares what it claims.
fn check(table: &str) {
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = line.split_once('\t').unwrap();
        let analysis = analyze(text, false, &lexicon);
        let mut found: Vec<String> = analysis.claims.iter().map(row).collect();
        let mut wanted: Vec<String> =
            wanted.split("; ").filter(|claim| *claim != "-").map(sorted).collect();
        found.sort();
        wanted.sort();
        if found != wanted {
            wrong.push(format!("{text}\n    wanted {wanted:?}\n    found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Writes a claim as the file does.
fn row(claim: &Claim) -> String {
    let codes = |codes: &[ActorCode]| {
        let mut codes: Vec<&str> = codes.iter().map(ActorCode::as_str).collect();
        codes.sort_unstable();
        codes.join(",")
    };
    let polarity = if claim.polarity == Polarity::Negated { "!" } else { "" };
    let modality = match claim.modality {
        Modality::Actual => "",
        Modality::Planned => "~",
        Modality::Conditional => "?",
        Modality::Historical => "^",
        Modality::Question => "??",
    };
    let tag = claim.tag.as_str();
    let mut row = format!("{tag} {}>{}", codes(&claim.source), codes(&claim.target));
    if !(polarity.is_empty() && modality.is_empty()) {
        row.push(' ');
        row.push_str(polarity);
        row.push_str(modality);
    }
    row
}

/// Sorts the codes of a wanted claim.
fn sorted(claim: &str) -> String {
    let (tag, parties) = claim.trim().split_once(' ').unwrap();
    let (parties, marks) = match parties.rsplit_once(' ') {
        Some((parties, marks)) if marks.chars().all(|c| "!~?^".contains(c)) => {
            (parties, Some(marks))
        }
        _ => (parties, None),
    };
    let sides: Vec<String> = parties
        .split('>')
        .map(|side| {
            let mut codes: Vec<&str> = side.split(',').collect();
            codes.sort_unstable();
            codes.join(",")
        })
        .collect();
    marks.map_or_else(
        || format!("{tag} {}", sides.join(">")),
        |marks| format!("{tag} {} {marks}", sides.join(">")),
    )
}
