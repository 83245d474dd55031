//! Sentences and what is said in them.

use super::*;
use crate::analysis::Lexicon;
use crate::analysis::actors;
use crate::model::QuoteKind;

/// What `text` says, as `speaker: words`, a line each; scare quotes are left out.
fn said(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let doc = Doc::new(text, true, lexicon);
    let actors = actors::find(&doc);
    find(&doc, &actors)
        .quotes
        .iter()
        .filter(|quote| !quote.scare)
        .map(|quote| {
            let speaker = quote.speaker.as_ref().map_or("?", |speaker| speaker.span.text(text));
            let mark = match quote.kind {
                QuoteKind::Direct => "",
                QuoteKind::Indirect => "~",
                QuoteKind::Mixed => "≈",
            };
            format!("{mark}{speaker}: {}", quote.content.text(text))
        })
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let lexicon = Lexicon::built_in();
    for (text, wanted) in cases {
        assert_eq!(said(text, &lexicon), *wanted, "in {text:?}");
    }
}

#[test]
fn marks_of_every_style_are_paired() {
    check(&[
        ("“We saw it all,” Moss said.", &["Moss: We saw it all,"]),
        ("\"We saw it all,\" Moss said.", &["Moss: We saw it all,"]),
        ("‘We saw it all,’ Moss said.", &["Moss: We saw it all,"]),
        ("'The ports' locks weren't new,' Moss said.", &["Moss: The ports' locks weren't new,"]),
        ("``We saw it all,'' Moss said.", &["Moss: We saw it all,"]),
        ("„We saw it all“, Moss said.", &["Moss: We saw it all"]),
        ("« We saw it all », Moss said.", &["Moss: We saw it all"]),
        ("&ldquo;We saw it all,&rdquo; Moss said.", &["Moss: We saw it all,"]),
        ("â€œWe saw it all,â€\u{9d} Moss said.", &["Moss: We saw it all,"]),
        ("A 19\" rack stood open. \"We saw it all,\" Moss said.", &["Moss: We saw it all,"]),
        ("“She wrote ‘pay up’ twice,” Moss said.", &["Moss: She wrote ‘pay up’ twice,"]),
        ("報道官は「その件は知らない」と述べた。", &["報道官: その件は知らない"]),
    ]);
}

#[test]
fn a_text_in_another_language_has_no_speakers_but_those_named_in_full() {
    let opening = "Die Regierung hat am Montag den Botschafter einbestellt und will Antworten.";
    let case = |rest: &str| format!("{opening} {rest}");
    check(&[
        (
            &case("„Das überrascht uns nicht“, sagte er dieser Zeitung."),
            &["?: Das überrascht uns nicht"],
        ),
        (
            &case("„Das hat Folgen“, sagte Staatsministerin Anna Weber."),
            &["Staatsministerin Anna Weber: Das hat Folgen"],
        ),
        (
            "Le gouvernement français a convoqué lundi l'ambassadeur pour lui demander des explications. \
             « C'est sans fondement », a-t-il ajouté devant les journalistes réunis au palais.",
            &["?: C'est sans fondement"],
        ),
    ]);
}

#[test]
fn in_another_language_only_the_words_tell_a_speakers_state() {
    let text = "Die Bundesregierung hat am Montag den russischen Botschafter in das Amt einbestellt und will \
                Antworten. „Das hat Folgen“, sagte Staatsministerin Anna Weber-Önal.";
    let lexicon = Lexicon::built_in();
    let analysis = crate::analysis::analyze(text, true, &lexicon);
    let speaker = analysis.quotes.iter().find_map(|quote| quote.speaker.as_ref()).unwrap();
    assert_eq!((speaker.name.as_str(), &speaker.country), ("Anna Weber-Önal", &None));
}

#[test]
fn broken_marks_are_mended() {
    check(&[
        (
            "“The grid held, engineer Ana Moss said on Friday.",
            &["?: The grid held, engineer Ana Moss said on Friday."],
        ),
        (
            "“We deny this.” Such talk helps nobody at all,” the envoy said.",
            &["the envoy: We deny this.” Such talk helps nobody at all,"],
        ),
        (
            "We have seen no proof at all,” the envoy said.",
            &["the envoy: We have seen no proof at all,"],
        ),
        (
            "“The locks were changed.\n\n“Nobody told the guards,” Moss said.",
            &["Moss: The locks were changed.", "Moss: Nobody told the guards,"],
        ),
    ]);
}

#[test]
fn speakers_stand_on_either_side() {
    check(&[
        ("Moss said: “We saw it all.”", &["Moss: We saw it all."]),
        ("“We saw it all,” said Ana Moss, who runs the port.", &["Ana Moss: We saw it all,"]),
        ("Moss, who runs the port, said: “We saw it all.”", &["Moss: We saw it all."]),
        ("“It held,” she said. “It held twice.”", &["she: It held,", "she: It held twice."]),
        ("“It held.” Ana Moss told reporters in Oslo.", &["Ana Moss: It held."]),
        (
            "“Who did it?” a guest asked. “No,” Moss replied.",
            &["a guest: Who did it?", "Moss: No,"],
        ),
        ("“It held for a week” — Ana Moss", &["Ana Moss: It held for a week"]),
    ]);
}

#[test]
fn names_and_single_words_are_no_speech() {
    check(&[
        ("The “cloud” is a shed.", &[]),
        ("The malware, known as “Snow Drift”, hit ports.", &[]),
        ("The film “The Quiet Wire” won.", &[]),
    ]);
}

#[test]
fn reported_clauses_are_found() {
    check(&[
        ("Moss said that the port was open.", &["~Moss: the port was open"]),
        ("The port was open, Moss said on Friday.", &["~Moss: The port was open"]),
        ("According to Moss, the port was open.", &["~Moss: the port was open"]),
        ("Moss did not say that the port was open.", &[]),
        ("Cuba, which warned that Peru would pay, had no comment.", &["~Cuba: Peru would pay"]),
        (
            "Moss said the port was “wide open” for a week.",
            &["≈Moss: the port was “wide open” for a week"],
        ),
    ]);
}

#[test]
fn a_denied_deed_is_no_speech() {
    check(&[
        ("Chad denied breaking into the plant.", &[]),
        ("Both governments denied responsibility.", &[]),
        ("Moss rejected the allegation.", &[]),
        ("Moss condemned the attack.", &[]),
        ("Moss denied that the port was open.", &["~Moss: the port was open"]),
        ("Moss denies “absurd” hacking claims.", &["≈Moss: “absurd” hacking claims"]),
    ]);
}

#[test]
fn nouns_and_pronouns_find_their_speaker() {
    let lexicon = Lexicon::built_in();
    let cases = [
        (
            "A ministry official in Lima was cautious. He said: “We do not know yet.”",
            "A ministry official in Lima",
        ),
        (
            "“We know,” said Foreign Ministry spokeswoman Ana Moss.\n\n“All of it,” the diplomat added.",
            "Ana Moss",
        ),
        ("Cabinet Secretary Ana Moss spoke first. “We know,” said the CS.", "Ana Moss"),
        ("“We know,” said the team's captain, Lieutenant Colonel Kim Moss, laughing.", "Kim Moss"),
        ("The Kremlin, asked about it, said Russia had “nothing to hide there”.", "The Kremlin"),
        ("Ana Moss told the council, and she urged: “Do not pay.”", "Ana Moss"),
    ];
    for (text, wanted) in cases {
        let doc = Doc::new(text, true, &lexicon);
        let actors = actors::find(&doc);
        let quotes = find(&doc, &actors).quotes;
        let last = quotes.last().and_then(|quote| quote.speaker.as_ref());
        assert_eq!(last.map(|speaker| speaker.name.as_str()), Some(wanted), "in {text:?}");
    }
}

/// Texts of our own, each with who speaks in it and for which state.
const SPEAKERS: &str = include_str!("../../../tests/speakers/sentences.tsv");

#[test]
fn speakers_speak_for_their_state() {
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for line in SPEAKERS.lines().filter(|line| !line.starts_with('#')) {
        let (text, wanted) = line.split_once('\t').unwrap();
        let text = text.replace("\\n", "\n");
        let doc = Doc::new(&text, false, &lexicon);
        let actors = actors::find(&doc);
        let quotes = find(&doc, &actors).quotes;
        let marked = quotes.iter().filter(|quote| !quote.scare && !quote.stretches.is_empty());
        let found: Vec<String> = marked
            .map(|quote| match &quote.speaker {
                Some(speaker) => {
                    let state = speaker.country.as_ref().map_or("-", |code| code.as_str());
                    format!("{}={state}", speaker.name)
                }
                None => "?=-".to_owned(),
            })
            .collect();
        if found.join("; ") != wanted {
            wrong.push(format!("{text}\n    wanted {wanted}\n    found  {}", found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn any_marks_in_any_order_do_no_harm() {
    let lexicon = Lexicon::built_in();
    let marks = [
        "“", "”", "\"", "‘", "’", "'", "«", "»", "„", "``", "''", "「", "」", "said", " ", "\n\n",
        "Moss", ",", ".",
    ];
    let mut state = 7usize;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..24 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(marks[(state >> 33) % marks.len()]);
        }
        let _ = said(&text, &lexicon);
    }
}
