//! What new users stumbled over, once each.

use demarche::app::{Message, Mode, Tone};
use demarche::model::{ActorCode, Order, Pair};

use super::fixture::Newsroom;

fn head(newsroom: &mut Newsroom) -> String {
    newsroom.screen().lines().next().unwrap().to_owned()
}

#[test]
fn a_filter_has_its_pair_at_the_head_of_each_row() {
    for (keys, first) in
        [("j", "RU▸NO +1"), ("/ 'accused:RU' enter", "NO▸RU +1"), ("c 'no>ru' enter", "NO▸RU +1")]
    {
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press(keys);
        let state = ActorCode::state;
        let reverse = Pair { source: state("RU"), target: state("NO") };
        newsroom.state.list.rows[0].pairs.insert(0, reverse);
        let screen = newsroom.screen();
        assert!(screen.contains(first), "{keys}: {screen}");
    }
}

#[test]
fn what_is_typed_is_shown_as_what_is_picked() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("/ 'accused:RU' enter");
    assert!(head(&mut newsroom).contains(" accused RU × "));
    assert!(newsroom.screen().contains("▸RU Russia"), "the sidebar: {}", newsroom.screen());
    newsroom.press("c");
    let screen = newsroom.screen();
    assert!(screen.contains("[!accused]"), "{screen}");
    assert!(screen.contains("▌▸RU"), "{screen}");
    newsroom.press("'cn' enter");
    assert!(head(&mut newsroom).contains(" accused CN × "));
    assert!(!head(&mut newsroom).contains("RU"), "what is picked takes its place");
    newsroom.press("/ 'accused:RU' enter C");
    assert!(head(&mut newsroom).contains("All stories"));
}

#[test]
fn sidebar_and_picker_count_in_one_order() {
    let mut newsroom = Newsroom::open(180, 50);
    let screen = newsroom.screen();
    let at = |screen: &str, words: [&str; 3]| {
        let line = screen.lines().find(|line| words.iter().all(|word| line.contains(word)));
        let line = line.unwrap_or_else(|| panic!("no {words:?} in {screen}"));
        let places = words.map(|word| line.find(word).unwrap());
        assert!(places.is_sorted(), "{line}");
    };
    at(&screen, ["▸", "!", "×"]);
    at(&screen, ["▸accuses", "!accused", "×denies"]);
    newsroom.press("c");
    at(&newsroom.screen(), ["▸accuser", "!accused", "×denier"]);
    newsroom.press("esc h j j j j j j j j");
    at(&newsroom.screen(), ["▸ accuses in", "! accused in", "× denies in"]);
}

#[test]
fn the_head_names_the_dossier_that_is_open() {
    let mut newsroom = Newsroom::open(60, 20);
    newsroom.press("c 'cn' enter g d");
    assert!(head(&mut newsroom).contains("Dossiers") && head(&mut newsroom).contains("1 dossier"));
    newsroom.press("enter");
    let shown = head(&mut newsroom);
    assert!(shown.contains("Dossier: Baltic cables") && shown.contains("4 stories"), "{shown}");
    assert!(!shown.contains(" CN × "), "the filter of the list is not its: {shown}");
    newsroom.press("q q");
    assert!(head(&mut newsroom).contains(" CN × "));
}

#[test]
fn a_long_sentence_is_read_in_whole_on_a_narrow_screen() {
    let mut newsroom = Newsroom::open(60, 20);
    let said = "the note you had begun is kept: a goes on with it, on “Norway accuses Russia of reading the mail”";
    newsroom.send(Message::Told(said.to_owned()));
    let screen = newsroom.screen();
    let shown: Vec<&str> = screen.lines().rev().skip(1).take(2).map(str::trim).collect();
    assert_eq!(format!("{} {}", shown[1], shown[0]), said);
}

#[test]
fn no_other_text_is_not_the_same_as_none_fetched() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("enter");
    let id = newsroom.state.reader.as_ref().unwrap().row.id;
    newsroom.send(Message::Versions(id, Vec::new()));
    assert!(newsroom.screen().contains("the text is as it first was"));
    newsroom.press("x");
    newsroom.send(Message::NotOpened {
        id,
        asked: true,
        reason: "`example.org` answered 500".into(),
    });
    newsroom.send(Message::Versions(id, Vec::new()));
    let screen = newsroom.screen();
    assert!(
        screen.contains("no other text is known") && screen.contains("answered 500"),
        "{screen}"
    );
}

#[test]
fn a_note_is_changed_from_the_words_it_stands_on() {
    let mut newsroom = Newsroom::open(100, 40);
    newsroom.press("enter ] q v a 'Whose?' ctrl-s v e");
    let Mode::Note(editor) = &newsroom.state.mode else { panic!("no note is open") };
    assert_eq!(editor.first, "Whose?");
    newsroom.press("esc [ c v e");
    assert!(newsroom.screen().contains("no note on these words"), "{}", newsroom.screen());
}

#[test]
fn escape_and_a_key_in_one_piece_are_two_keys() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("c 'cn' enter alt-j");
    assert!(head(&mut newsroom).contains("All stories"));
    assert_eq!(newsroom.state.list.selected, 1);
    newsroom.press(": 'view' alt-b 'x'");
    let Mode::Line(prompt) = &newsroom.state.mode else { panic!("no line is open") };
    assert_eq!(prompt.input.text(), "xview", "a key that is bound stays what it is");
}

#[test]
fn the_tour_hides_nothing() {
    for (columns, rows) in [(60, 20), (100, 30), (180, 50)] {
        let mut newsroom = Newsroom::open(columns, rows);
        newsroom.press("g ?");
        let screen = newsroom.screen();
        let bottom = screen.lines().position(|line| line.contains("1 of 3: read")).unwrap();
        assert!(screen.contains("esc ends"), "{screen}");
        let panes = newsroom.state.measured.list_size.1;
        assert!(bottom > usize::from(panes), "at {columns}x{rows}: {screen}");
        newsroom.press("g ?");
        assert!(newsroom.screen().contains("esc clears it."), "{}", newsroom.screen());
        newsroom.press("g ?");
        assert!(newsroom.screen().contains("? has every key."), "{}", newsroom.screen());
    }
}

#[test]
fn an_answer_that_comes_late_hides_nothing_newer() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("enter s");
    assert!(newsroom.screen().contains("saved"));
    newsroom.press("[ n");
    assert!(newsroom.screen().contains("this story has no noted passage"));
    newsroom.send(Message::Changed { what: "saved".into(), rows: Vec::new(), more: false });
    assert!(newsroom.screen().contains("this story has no noted passage"), "{}", newsroom.screen());
    newsroom.send(Message::Failed { what: "the disk is full".into(), lost: true });
    assert!(newsroom.screen().contains("NOT KEPT: the disk is full"));
    assert_eq!(newsroom.state.status.notice.tone, Tone::Bad);
}

#[test]
fn feeds_are_found_and_the_reason_is_read_in_whole() {
    let mut newsroom = Newsroom::open(60, 20);
    newsroom.press("H");
    let reason = "Jinghai News Service: the server answered 500";
    assert!(newsroom.screen().contains(reason), "{}", newsroom.screen());
    newsroom.press("/ 'meri' enter");
    let screen = newsroom.screen();
    assert!(screen.contains("Meridian Wire") && !screen.contains("Jinghai"), "{screen}");
    newsroom.press("q");
    assert!(newsroom.screen().contains(reason), "the first q shows all of them again");
    newsroom.press("/ 'answered 500' enter enter");
    assert!(newsroom.screen().contains("last answered"), "{}", newsroom.screen());
    newsroom.press("esc esc");
    assert_eq!(newsroom.state.mode, Mode::Browse);
}

#[test]
fn plain_words_are_offered_as_a_query() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("/ 'denial by CN'");
    assert!(newsroom.screen().contains("tab asks for denier:CN"), "{}", newsroom.screen());
    newsroom.press("enter");
    let screen = newsroom.screen();
    assert!(screen.contains("0 found; / then tab asks for denier:CN instead"), "{screen}");
    newsroom.press("/ tab enter");
    assert!(head(&mut newsroom).contains(" denier CN × "), "{}", newsroom.screen());
}

#[test]
fn a_click_chooses_what_is_under_it_however_far_down_the_list_is() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut newsroom = Newsroom::open(60, 20);
    newsroom.press("ctrl-p");
    for _ in 0..30 {
        newsroom.press("down");
    }
    let mouse = |newsroom: &mut Newsroom, kind| {
        let event = MouseEvent { kind, column: 10, row: 8, modifiers: KeyModifiers::NONE };
        let pointer = demarche::ui::pointer(&newsroom.state, event, false).unwrap();
        newsroom.send(Message::Pointed(pointer));
    };
    let line = newsroom.screen().lines().nth(8).unwrap().to_owned();
    let name = line.split_whitespace().nth(1).unwrap();
    mouse(&mut newsroom, MouseEventKind::Down(MouseButton::Left));
    let screen = newsroom.screen();
    let chosen = screen.lines().find(|line| line.contains('▌')).unwrap();
    assert!(chosen.contains(name), "{name} in {screen}");
    let Mode::Palette(before) = newsroom.state.mode.clone() else { panic!("{screen}") };
    mouse(&mut newsroom, MouseEventKind::ScrollDown);
    let Mode::Palette(after) = &newsroom.state.mode else { panic!("{screen}") };
    assert_eq!(after.selected, before.selected + 3, "the wheel moves the bar");
}

#[test]
fn a_sentence_gives_way_to_the_reminder_of_failures() {
    let mut newsroom = Newsroom::open(60, 20);
    newsroom
        .send(Message::failed("the server of the Meridian Wire answered 500; ask it again later"));
    let screen = newsroom.screen();
    let shown: Vec<&str> = screen.lines().rev().skip(1).take(2).collect();
    assert!(shown[1].contains("the server of the Meridian Wire answered 500; ask it"), "{screen}");
    assert!(shown[0].starts_with(" again later ") && shown[0].contains("1 failed"), "{screen}");
}

#[test]
fn a_misspelt_theme_is_no_failure_to_look_at_later() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press(": 'theme nope' enter");
    let screen = newsroom.screen();
    assert!(screen.contains("there is no theme `nope`; there are dark, light"), "{screen}");
    assert!(!screen.contains("1 failed"), "{screen}");
}

#[test]
fn the_order_that_a_view_brought_goes_with_it() {
    for (before, after) in [("", Order::Newest), (": 'sort oldest' enter", Order::Oldest)] {
        for leave in ["esc", "0", "backspace", "g a"] {
            let mut newsroom = Newsroom::open(100, 30);
            newsroom.press(&format!("{before} g i"));
            assert_eq!(newsroom.state.scope.order, Order::Incident);
            newsroom.press(leave);
            assert_eq!(newsroom.state.scope.order, after, "{before}, left by {leave}");
        }
    }
}

#[test]
fn what_cannot_change_says_why() {
    let mut newsroom = Newsroom::open(100, 30);
    for (key, said) in [("b", "no room for the ledger"), ("|", "no room for the article beside")] {
        newsroom.press(key);
        assert!(newsroom.screen().contains(said), "{}", newsroom.screen());
    }
    newsroom.press("g d enter #");
    assert!(newsroom.screen().contains("no story under the bar"), "{}", newsroom.screen());
}

#[test]
fn help_and_the_way_out_stand_on_the_narrowest_screen() {
    let mut newsroom = Newsroom::open(60, 20);
    for (keys, wanted) in [("", ["? help", "q quit"]), ("g d enter", ["E export", "q back"])] {
        newsroom.press(keys);
        let screen = newsroom.screen();
        let hints = screen.lines().last().unwrap();
        assert!(wanted.iter().all(|word| hints.contains(word)), "{hints}");
    }
}

#[test]
fn the_view_that_is_shown_is_in_sight() {
    let mut newsroom = Newsroom::open(100, 14);
    newsroom.press("h G enter");
    assert!(newsroom.state.sidebar.top > 0);
    newsroom.press("esc");
    assert_eq!(newsroom.state.sidebar.top, 0);
}

#[test]
fn a_page_that_was_tried_unbidden_has_not_failed() {
    let mut newsroom = Newsroom::open(100, 40);
    newsroom.press("enter");
    let id = newsroom.state.reader.as_ref().unwrap().row.id;
    newsroom.send(Message::NotOpened { id, asked: false, reason: "answered 500".into() });
    assert_eq!(newsroom.state.status.unseen, 0);
    newsroom.send(Message::NotOpened { id, asked: true, reason: "answered 500".into() });
    assert_eq!(newsroom.state.status.unseen, 1);
}

#[test]
fn a_wrong_field_that_is_typed_leaves_the_list_as_it_was() {
    let mut newsroom = Newsroom::open(100, 30);
    for (typed, left) in [("acused:RU", None), ("oslo acused:RU", Some("oslo"))] {
        newsroom.press(&format!("/ '{typed}'"));
        let search = newsroom.state.scope.search.as_ref().map(|search| search.text.as_str());
        assert_eq!(search, left, "{typed}");
        newsroom.press("esc");
    }
}

#[test]
fn help_says_where_a_key_works_that_works_in_one_place() {
    for size in [(60, 20), (100, 30)] {
        let mut newsroom = Newsroom::open(size.0, size.1);
        for (typed, keys) in [
            ("move-down", "J in a dossier"),
            ("reject", "d after i"),
            ("highlight", "1, 2, 3, 4 after v"),
            ("drop-view", ":drop-view"),
        ] {
            newsroom.press(&format!("? / '{typed}'"));
            let screen = newsroom.screen();
            assert!(screen.contains(keys) && screen.contains(typed), "{screen}");
            newsroom.press("esc esc esc");
        }
    }
}

#[test]
fn a_claim_stays_in_sight_while_it_is_corrected() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("enter ] c i");
    let rule = |screen: String| screen.lines().any(|line| line.contains("rule"));
    assert!(rule(newsroom.screen()), "{}", newsroom.screen());
    newsroom.press("s");
    assert!(matches!(newsroom.state.mode, Mode::Line(_)));
    assert!(rule(newsroom.screen()), "{}", newsroom.screen());
}
