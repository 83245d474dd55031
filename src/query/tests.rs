//! The language, as readers type it.

use proptest::prelude::*;

use super::*;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::FeedId;
use crate::model::Filter;
use crate::model::Mark;
use crate::model::Moment;
use crate::model::Order;
use crate::model::Role;
use crate::model::Tag;

/// Two countries and a group, and any code.
struct World;

impl Names for World {
    fn country(&self, name: &str) -> Option<ActorCode> {
        match name.to_lowercase().as_str() {
            "new zealand" | "kiwi" => Some(ActorCode::state("NZ")),
            "china" | "chinese" | "beijing" => Some(ActorCode::state("CN")),
            _ => PlainNames.country(name),
        }
    }

    fn group(&self, name: &str) -> Option<String> {
        match name.to_lowercase().as_str() {
            "fancy bear" | "apt28" => Some("APT28".into()),
            _ => None,
        }
    }

    fn values(&self, field: Field) -> Vec<(String, String)> {
        let pairs: &[(&str, &str)] = match field {
            Field::Group => &[("APT28", "Russia"), ("fancy bear", "APT28")],
            Field::Label => &[("to check", "3 stories")],
            _ => &[("CN", "China"), ("NZ", "New Zealand")],
        };
        pairs.iter().map(|(text, hint)| ((*text).into(), (*hint).into())).collect()
    }
}

/// A query, and how it is printed.
const READ: &[(&str, &str)] = &[
    ("", ""),
    ("  tide   table ", "tide table"),
    ("\"tide table\" cyber*", "\"tide table\" cyber*"),
    ("country:\"New Zealand\"", "country:NZ"),
    ("ACCUSED:chinese", "accused:CN"),
    ("claim:kiwi>", "claim:NZ>"),
    ("claim:>cn", "claim:>CN"),
    ("claim:\"new zealand>china\"", "claim:NZ>CN"),
    ("group:\"fancy bear\"", "group:APT28"),
    ("tag:no-comment", "tag:NO_COMMENT"),
    ("since:168h until:2026-03-31", "since:1w until:2026-03-31"),
    ("a OR b c", "a OR (b c)"),
    ("(a OR b) c", "(a OR b) c"),
    ("a AND b", "a b"),
    ("-(a b) --c", "-(a b) -(-c)"),
    ("feed:17 feed:\"17\" feed:BBC", "feed:17 feed:\"17\" feed:BBC"),
    ("is:Unread sort:claims", "is:unread sort:claims"),
    ("(a OR b) sort:oldest", "(a OR b) sort:oldest"),
    ("12:30 https://example.org/x", "12\\:30 https\\://example.org/x"),
    ("\\OR or -", "\\OR or \\-"),
    ("APT-28", "APT-28"),
    ("accuser:\"ORG:Acme > Sons\"", "accuser:\"ORG:Acme > Sons\""),
    ("()", ""),
];

#[test]
fn reads_what_readers_type() {
    for (text, expected) in READ {
        let filter = parse(text, &World).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(print(&filter), *expected, "of {text:?}");
        assert_eq!(parse(expected, &World).unwrap(), filter, "of {text:?}");
    }
}

/// A query that is wrong, the place, and what is said.
const WRONG: &[(&str, &str, &str)] = &[
    ("x contry:NZ", "contry:", "there is no field `contry:`; try `country:`"),
    ("country:chna", "chna", "`country:` has no `chna`; try `China`"),
    ("country:XYZ", "XYZ", "`country:` has no `XYZ`"),
    ("group:apt29", "apt29", "`group:` has no `apt29`; try `APT28`"),
    ("tag:acusation", "acusation", "`tag:` has no `acusation`; try `ACCUSATION`"),
    ("is:unraed", "unraed", "`is:` has no `unraed`; try `unread`"),
    ("since:soon", "soon", "a time is 12h, 7d, 2w, or a day such as 2026-03-31"),
    ("since:99999999999h", "99999999999h", "a time is 12h, 7d, 2w, or a day such as 2026-03-31"),
    ("label:", "label:", "`label:` needs a value: your label"),
    ("claim:NZ", "NZ", "`claim:` takes who accuses whom, as in `claim:NZ>CN`"),
    ("a \"b", "\"b", "the quotation is not closed; add a `\"` at its end"),
    ("(a", "(", "this `(` is not closed; add a `)`"),
    ("a)", ")", "this `)` closes nothing; remove it"),
    ("a OR", "", "`OR` needs something on both sides"),
    ("OR a", "OR", "`OR` needs something on both sides"),
    ("*", "*", "a `*` needs letters before it"),
    ("-sort:oldest", "-", "`-` needs something that narrows after it"),
    ("incident:x", "x", "`incident:` takes a number"),
];

#[test]
fn points_at_what_is_wrong_and_offers_the_nearest_right_word() {
    for (text, place, said) in WRONG {
        let error = parse(text, &World).expect_err(text);
        assert_eq!((error.span.text(text), error.to_string().as_str()), (*place, *said), "{text}");
    }
    let error = parse("x contry:NZ", &World).unwrap_err();
    assert_eq!(error.pointed("x contry:NZ"), "x contry:NZ\n  ^^^^^^^");
}

#[test]
fn deep_nesting_and_long_queries_are_refused() {
    for text in ["(".repeat(4000), "-(".repeat(2000), "a ".repeat(5000)] {
        assert!(parse(&text, &World).is_err());
    }
}

#[test]
fn offers_fields_and_values_at_the_cursor() {
    let offered = |text: &str| {
        let completion = complete(text, text.len(), &World);
        let texts: Vec<_> = completion.candidates.iter().map(|c| c.text.clone()).collect();
        (completion.span.text(text).to_owned(), texts)
    };
    let cases: &[(&str, &str, &[&str])] = &[
        ("is:read acc", "acc", &["accuser:", "accused:"]),
        ("-is:un", "un", &["unread"]),
        ("(tag:den", "den", &["DENIAL"]),
        ("country:zea", "zea", &["NZ"]),
        ("claim:NZ>ch", "NZ>ch", &["NZ>CN"]),
        ("label:", "", &["\"to check\""]),
        ("label:\"to ch", "\"to ch", &["\"to check\""]),
        ("nothing:x", "", &[]),
        ("xyz", "xyz", &[]),
    ];
    for (text, replaced, expected) in cases {
        let (span, texts) = offered(text);
        assert_eq!(
            (span.as_str(), texts),
            (*replaced, expected.iter().map(|t| (*t).to_owned()).collect()),
            "{text}"
        );
    }
    assert_eq!(complete("é", 1, &World).span.start(), 0, "never inside a letter");
}

fn code() -> impl Strategy<Value = ActorCode> {
    prop_oneof![
        "[A-Z]{2}".prop_map(|code| ActorCode::state(&code)),
        "[^ ]\\PC{0,8}[^ ]".prop_map(|name| ActorCode::organisation(name.trim())),
    ]
    .prop_filter("an organisation has a name", |code| code.as_str() != "ORG:")
}

/// Text without spaces at its ends, which are nothing that a reader means.
fn text() -> impl Strategy<Value = String> {
    "\\PC{1,12}".prop_filter("no outer space", |text| !text.is_empty() && text.trim() == text)
}

fn leaf() -> impl Strategy<Value = Condition> {
    let role = proptest::option::of(proptest::sample::select(Role::ALL.to_vec()));
    let moment = prop_oneof![
        (0..100_000_u32).prop_map(Moment::HoursAgo),
        (1970..2100_i16, 1..=12_i8, 1..=28_i8)
            .prop_map(|(y, m, d)| Moment::Day(jiff::civil::date(y, m, d))),
    ];
    prop_oneof![
        (text(), any::<bool>()).prop_map(|(word, prefix)| Condition::Word { word, prefix }),
        text().prop_map(Condition::Phrase),
        (role, code()).prop_map(|(role, code)| Condition::Country(role, code)),
        (proptest::option::of(code()), proptest::option::of(code()))
            .prop_map(|(source, target)| Condition::Claim(source, target)),
        proptest::sample::select(Tag::ALL.to_vec()).prop_map(Condition::Tag),
        text().prop_map(Condition::Group),
        text().prop_map(Condition::Speaker),
        any::<i64>().prop_map(|id| Condition::FeedId(FeedId(id))),
        text().prop_map(Condition::Feed),
        text().prop_map(Condition::Folder),
        "[a-z]{2,3}".prop_map(Condition::Lang),
        text().prop_map(Condition::Label),
        text().prop_map(Condition::Note),
        text().prop_map(Condition::Dossier),
        any::<i64>().prop_map(Condition::Incident),
        moment.clone().prop_map(Condition::Since),
        moment.prop_map(Condition::Until),
        proptest::sample::select(Mark::ALL.to_vec()).prop_map(Condition::Is),
    ]
}

/// Conditions as [`parse`] makes them: no list of one, no list in a list of its kind.
fn condition() -> impl Strategy<Value = Condition> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let several = || proptest::collection::vec(inner.clone(), 2..4);
        let not_all = several().prop_map(|parts| {
            Condition::All(parts.into_iter().filter(|p| !matches!(p, Condition::All(_))).collect())
        });
        let not_any = several().prop_map(|parts| {
            Condition::Any(parts.into_iter().filter(|p| !matches!(p, Condition::Any(_))).collect())
        });
        let long = |condition: &Condition| match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.len() > 1,
            _ => true,
        };
        prop_oneof![
            not_all.prop_filter("two parts", long),
            not_any.prop_filter("two parts", long),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(
        condition in prop_oneof![Just(Condition::default()), condition()],
        order in proptest::sample::select(parse::ORDERS.map(|(order, _)| order).to_vec()),
    ) {
        let filter = Filter { condition, order, samples: false };
        let text = print(&filter);
        prop_assert_eq!(parse(&text, &PlainNames), Ok(filter), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}|[-()\":*>\\\\ORa ]{0,40}", cursor in 0..50_usize) {
        if let Err(error) = parse(&text, &World) {
            prop_assert!(text.get(error.span.start()..error.span.end()).is_some());
            prop_assert!(!error.pointed(&text).is_empty());
        }
        let completion = complete(&text, cursor, &World);
        prop_assert!(text.get(completion.span.start()..completion.span.end()).is_some());
    }
}

#[test]
fn the_default_filter_is_the_empty_query() {
    assert_eq!(print(&Filter::default()), "");
    assert_eq!(Filter::default().order, Order::Newest);
}
