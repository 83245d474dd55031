//! Who is found in sentences, as tables.

use super::Actors;
use super::find;
use crate::analysis::Lexicon;
use crate::analysis::doc::Doc;

/// Lists what is named as `words=kind:code`.
fn named(text: &str, lexicon: &Lexicon) -> String {
    let doc = Doc::new(text, true, lexicon);
    let actors = find(&doc);
    let all: Vec<String> = actors
        .namings
        .iter()
        .map(|naming| {
            let words = doc.span_of(naming.tokens.clone()).text(text);
            let code = naming.country.map_or("-", |state| lexicon.names.code(state).as_str());
            format!("{words}={}:{code}", naming.kind.as_str())
        })
        .collect();
    all.join(" ")
}

#[test]
fn names_are_told_from_words_persons_and_places() {
    let cases = [
        ("They told us the patch was ready.", ""),
        ("The US told China.", "US=country:US China=country:CN"),
        ("Editors polish it while Polish diplomats wait.", "Polish=country:PL"),
        ("Polish off the draft before noon.", ""),
        ("Rep. Jim Jordan accused the agency.", "Jim Jordan=person:-"),
        ("Denzel Washington's account was hijacked.", "Denzel Washington=person:-"),
        ("Ties Fray After Arrest Of Two Nationals\n\nChina objected to it.", "China=country:CN"),
        ("Berlin accused russian hackers.", "Berlin=country:DE russian=country:RU"),
        ("Officials met in Washington on Tuesday.", "Washington=place:US"),
        ("Washington sanctioned three officers.", "Washington=country:US"),
        ("Brussels imposed sanctions on six hackers.", "Brussels=country:EU"),
        ("Warships crossed the South China Sea.", "South China Sea=place:-"),
        (
            "Guinea-Bissau and Papua New Guinea did not.",
            "Guinea-Bissau=country:GW Papua New Guinea=country:PG",
        ),
        ("Kinshasa accused Congo-Brazzaville.", "Kinshasa=country:CD Congo-Brazzaville=country:CG"),
        ("A Chinese-American engineer was arrested.", "Chinese-American=country:US"),
        ("She asked in English and left.", ""),
        ("The GRU and CERT-UA denied it.", "GRU=organisation:RU CERT-UA=organisation:UA"),
        ("A typhoon knocked out power.", ""),
        (
            "Fancy Bear, a group of hackers, and UNC9999 did it.",
            "Fancy Bear=group:RU UNC9999=group:-",
        ),
        (
            "The North Korean threat group accused the South Korean army, and the North denied it.",
            "North Korean=country:KP South Korean=country:KR North=country:KP",
        ),
        (
            "The Northern Irish police, the South Sudanese, the Equatorial Guineans and the Papua New Guinean bank",
            "Northern Irish=country:GB South Sudanese=country:SS Equatorial Guineans=country:GQ Papua New Guinean=country:PG",
        ),
        (
            "The New South Wales police told the Dominican Republic and the South Africans.",
            "New South Wales=place:AU Dominican Republic=country:DO South Africans=country:ZA",
        ),
        ("Mercury rose to 40 degrees.", ""),
        ("A group known as Mercury broke in.", "Mercury=group:IR"),
        ("Hackers of the Cobalt Sandstorm group did it.", "Cobalt Sandstorm=group:IR"),
    ];
    let lexicon = Lexicon::built_in();
    for (text, wanted) in cases {
        assert_eq!(named(text, &lexicon), wanted, "in {text:?}");
    }
}

#[test]
fn georgia_is_what_the_story_says() {
    let lexicon = Lexicon::built_in();
    let cases = [
        ("Officials in Georgia said that staff in Fulton County were hit.", "Georgia=place:US"),
        ("Georgia accused Russia from Tbilisi.", "Georgia=country:GE"),
    ];
    for (text, wanted) in cases {
        assert!(named(text, &lexicon).starts_with(wanted), "in {text:?}");
    }
}

#[test]
fn persons_are_gathered_with_office_and_state() {
    let cases = [
        (
            "New Zealand Foreign Minister Hamish Treloar spoke. Treloar said more.",
            ("Hamish Treloar", Some("Foreign Minister"), Some("NZ"), 2),
        ),
        (
            "Judith Collins, New Zealand's defence minister, denied it.",
            ("Judith Collins", Some("defence minister"), Some("NZ"), 1),
        ),
        ("GCSB Director Andrew Clark said so.", ("Andrew Clark", Some("Director"), Some("NZ"), 1)),
    ];
    let lexicon = Lexicon::built_in();
    for (text, (name, role, state, count)) in cases {
        let doc = Doc::new(text, true, &lexicon);
        let actors = find(&doc);
        let person = &actors.persons[0];
        assert_eq!(Actors::name(&doc, person.name), name, "in {text:?}");
        assert_eq!(person.role.map(|role| role.text(text)), role, "in {text:?}");
        let code = person.country.map(|state| lexicon.names.code(state).as_str());
        assert_eq!(code, state, "in {text:?}");
        assert_eq!(person.namings.len(), count, "in {text:?}");
    }
}

#[test]
fn nouns_stand_for_whom_the_text_named() {
    let cases = [
        ("The GCSB said so. Later the agency left.", "agency", Some("NZ")),
        ("China's embassy in Wellington denied it.", "embassy", Some("CN")),
        ("The Dutch military intelligence service said so.", "service", Some("NL")),
        ("China's embassy denied it. A spokesman for the embassy agreed.", "spokesman", Some("CN")),
        ("Taiwan accused China. Beijing says that the island lied.", "island", Some("TW")),
        ("The agency left.", "agency", None),
    ];
    let lexicon = Lexicon::built_in();
    for (text, noun, wanted) in cases {
        let doc = Doc::new(text, true, &lexicon);
        let actors = find(&doc);
        let token = (0..doc.tokens.len()).rev().find(|at| doc.word(*at) == noun).unwrap();
        let state = actors.resolve_noun(&doc, token).and_then(|found| found.state);
        assert_eq!(state.map(|state| lexicon.names.code(state).as_str()), wanted, "in {text:?}");
    }
}

#[test]
fn other_languages_have_their_names() {
    let cases = [
        (
            "Министерство иностранных дел России отвергло обвинения США и Великобритании.",
            "России=country:RU США=country:US Великобритании=country:GB",
        ),
        ("中国外交部发言人周五表示，美国的指控毫无根据。", "中国=country:CN 美国=country:US"),
    ];
    let lexicon = Lexicon::built_in();
    for (text, wanted) in cases {
        assert_eq!(named(text, &lexicon), wanted, "in {text:?}");
    }
}

/// Lists the persons of a text as `name:code`.
fn persons(text: &str, lexicon: &Lexicon) -> String {
    let doc = Doc::new(text, false, lexicon);
    let actors = find(&doc);
    let all: Vec<String> = actors
        .persons
        .iter()
        .map(|person| {
            let code = person.country.map_or("-", |state| lexicon.names.code(state).as_str());
            format!("{}:{code}", Actors::name(&doc, person.name))
        })
        .collect();
    all.join(" ")
}

#[test]
fn persons_speak_for_the_state_that_the_text_implies() {
    let cases = [
        ("OSLO, May 3 - Norway denied it.\n\nForeign Minister Kari Moe said so.", "Kari Moe:NO"),
        (
            "OSLO - Norway denied it.\n\nIn Lima, Foreign Minister Juan Rojas said so.",
            "Juan Rojas:PE",
        ),
        (
            "OSLO - Norway blamed Chad. Armenia denied it, too. Foreign Ministry spokeswoman Nare Hakobyan called it absurd.",
            "Nare Hakobyan:AM",
        ),
        ("The Russian ambassador in Paris, Valery Ognev, was summoned.", "Valery Ognev:RU"),
        ("“No,” said Brazil's representative, Ambassador Ana Prates.", "Ana Prates:BR"),
        ("Ana Moss, a researcher at an institute in Shanghai, said so.", "Ana Moss:CN"),
        ("Ana Moss, a researcher at a company in Shanghai, said so.", "Ana Moss:-"),
        (
            "LIMA - The spokesman of the Iranian Foreign Ministry rejected it. Speaking on Monday, Reza Kermani said so.",
            "Reza Kermani:IR",
        ),
        (
            "COPENHAGEN - Norway's foreign minister said Chad did it.\n\n“It did,” Foreign Minister Kari Moe said.",
            "Kari Moe:NO",
        ),
        ("Ireland was not hit. But its communications minister, Ana Moss, said so.", "Ana Moss:IE"),
        ("MACON, Ga. — “They are thieves,” Sheriff Tom Guinea said.", "Tom Guinea:US"),
        (
            "Chad's foreign ministry accused Niger.\n\nAnn Lee, foreign ministry spokeswoman told reporters in Niamey.",
            "Ann Lee:NE",
        ),
        (
            "LIMA - Peru accused Chile.\n\nThe head of the Duma Committee on Foreign Affairs Ivan Orlov called it thin.",
            "Ivan Orlov:RU",
        ),
    ];
    let lexicon = Lexicon::built_in();
    for (text, wanted) in cases {
        assert_eq!(persons(text, &lexicon), wanted, "in {text:?}");
    }
}
