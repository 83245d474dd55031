//! What the reader sees after a few keys.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod desk;
mod fixture;
mod found;
mod looks;

use demarche::app::{Context, Effect, Exit, Message, Mode, Pane, Progress, TerminalEffect, Verb};
use demarche::config::Colours;
use demarche::ui::signs;
use fixture::Newsroom;
use ratatui::style::Modifier;

/// The sizes at which every screen is looked at.
const SIZES: [(u16, u16); 3] = [(60, 20), (100, 30), (180, 50)];

/// A name for each screen, and the keys that lead there.
const SCREENS: &[(&str, &str)] = &[
    ("list", "j"),
    ("article", "enter"),
    ("claim", "enter ] c ] c"),
    ("zen", "enter z"),
    ("sidebar", "h j"),
    ("picker", "c 'chi' tab"),
    ("filtered", "c 'cn' tab tab tab enter"),
    ("search", "/ 'norway'"),
    ("search-wrong", "/ 'accusd:CN'"),
    ("command", ": 'vie' tab"),
    ("palette", "ctrl-p 'sav'"),
    ("help", "?"),
    ("help-found", "? / 'claim' enter j"),
    ("help-end", "? G"),
    ("why", "enter ] c i"),
    ("note", "enter a 'Check this with the ministry.'"),
    ("noted", "enter a 'Check this.' ctrl-s"),
    ("select", "enter v w w w w"),
    ("hints", "enter f"),
    ("sequence", "enter ]"),
    ("count", "* 1 2"),
    ("recording", ", r j"),
    ("errors", "!"),
    ("feeds", "H"),
    ("feed", "H enter"),
    ("layers", "enter L"),
    ("who", "enter ] a enter"),
    ("tour", "g ? g ?"),
    ("stacked", "enter |"),
    ("headings", "g h j j"),
    ("headings-outlets", "g h \\ \\ G"),
    ("headings-country", ": 'headings country' enter"),
    ("incidents", "g i"),
    ("by-incident", "g h g h G"),
    ("sorted", "\\ \\"),
    ("nothing", "/ 'zugzwang' enter"),
    ("dossiers", "g d"),
    ("dossier", "g d enter j"),
    ("shelf", "S 'har'"),
    ("changes", "="),
    ("highlighted", "enter ] q v 3"),
    ("corrected", "enter ] c i s 'cn'"),
];

#[test]
fn every_screen_at_three_sizes() {
    for (name, keys) in SCREENS {
        for (columns, rows) in SIZES {
            let mut newsroom = Newsroom::open(columns, rows);
            newsroom.press(keys);
            let screen = newsroom.screen();
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen);
        }
    }
}

#[test]
fn ascii_is_ascii() {
    for keys in ["j", "enter", "h", "c", "?"] {
        let mut newsroom = Newsroom::with(100, 30, "none", Colours::None, &signs::ASCII);
        newsroom.press(keys);
        let screen = newsroom.screen();
        let ours = screen.replace(|c: char| "北京否认入侵水务公司的指控".contains(c), "");
        assert!(ours.is_ascii(), "{ours}");
    }
}

#[test]
fn without_colour_every_layer_has_a_twin() {
    let mut newsroom = Newsroom::with(100, 40, "none", Colours::None, &signs::FULL);
    newsroom.press("enter");
    let buffer = newsroom.buffer();
    let modifier_of = |words: &str| {
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width).enumerate();
        for (y, row) in rows {
            let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            if let Some(at) = line.find(words).filter(|_| y > 12) {
                let x = line[..at].chars().count();
                return buffer.content[y * width + x].modifier;
            }
        }
        panic!("{words} is not on the screen");
    };
    assert!(modifier_of("of breaking").contains(Modifier::UNDERLINED), "an accusation");
    assert!(modifier_of("Russian embassy").contains(Modifier::BOLD), "an actor");
    assert!(modifier_of("We know").contains(Modifier::ITALIC), "a quotation");
    assert!(modifier_of("She summoned").is_empty(), "plain text");
    assert!(newsroom.screen().contains("! Norway accused"), "the sign of an accusation");
    assert!(newsroom.screen().contains("× The Russian embassy"), "the sign of a denial");
}

#[test]
fn a_screen_that_is_too_small_says_what_it_needs() {
    for (columns, rows, said) in [
        (30, 8, "demarche needs 40x12, this is|30x8; enlarge it, q quits"),
        (10, 3, "needs|40x12"),
        (12, 3, "demarche|needs 40x12;|q quits"),
        (10, 2, "needs|40x12"),
        (7, 1, "40x12"),
    ] {
        let screen = Newsroom::open(columns, rows).screen();
        let shown: Vec<&str> = screen.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(shown.join("|"), said, "at {columns}x{rows}");
    }
    let mut newsroom = Newsroom::open(30, 8);
    for (columns, rows) in [(1, 1), (2, 2), (200, 1), (1, 200), (10, 3), (40, 12), (250, 70)] {
        newsroom.resize(columns, rows);
        for keys in ["enter", "?", "esc", "c 'x'", "esc", "a 'note'", "esc esc", "q", "h", "l"] {
            newsroom.press(keys);
            newsroom.screen();
        }
    }
}

#[test]
fn every_key_does_something() {
    let bound = Newsroom::open(100, 30).look.keymap.all().to_vec();
    for bound in bound {
        let before = match bound.context {
            Context::Global | Context::List => "j",
            Context::Dossier => "g d enter j j",
            Context::Sidebar => "h G",
            Context::Article => "enter",
            Context::Select => "enter v w w",
            Context::Line => ": 'view to' left",
            Context::Note => "a 'one' enter 'two' left",
            Context::Picker => "c 'chi' left",
            Context::Finder => "ctrl-p 'sa' left",
            Context::Page => "enter ] c i",
            Context::Hints => "enter f",
        };
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press(before);
        newsroom.effects.clear();
        let state = newsroom.state.clone();
        newsroom.press(&bound.keys());
        let changed = newsroom.state != state || !newsroom.effects.is_empty();
        // A movement may have nowhere to go, as up from the first story.
        let moves = bound.command.verb.group() == demarche::app::Group::Move
            || bound.command.verb.group() == demarche::app::Group::Text;
        assert!(changed || moves, "{} in {:?} does nothing", bound.keys(), bound.context);
        assert!(!bound.command.verb.help().is_empty(), "{} has no help text", bound.keys());
        newsroom.screen();
    }
}

#[test]
fn c_and_a_name_filter_and_esc_clears() {
    for (keys, chip, found) in [
        ("c 'cn' enter", " CN × ", 2),
        ("c 'chi' enter", " CN × ", 2),
        ("c 'beij' enter", " CN × ", 2),
        ("c 'ru' tab tab enter", " accused RU × ", 1),
        ("c 'no>ru' enter", " NO▸RU × ", 4),
        ("1", " CN × ", 2),
        ("1 1", "All stories", 4),
        ("c 'cn' enter esc", "All stories", 4),
        ("c 'cn' enter backspace", "All stories", 4),
        ("c 'cn' enter <", "All stories", 4),
        ("c 'cn' enter < >", " CN × ", 2),
        ("c 'cn' , 'ru' enter", " CN or RU × ", 3),
        ("c 'xyz' esc", "All stories", 4),
    ] {
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press(keys);
        let screen = newsroom.screen();
        assert!(screen.lines().next().unwrap().contains(chip), "{keys}: {screen}");
        assert_eq!(newsroom.state.list.total, Some(found), "{keys}");
    }
}

#[test]
fn q_leaves_a_filter_before_it_leaves_the_newsroom() {
    for (keys, chip) in [
        ("c 'cn' enter q", "All stories"),
        ("c 'cn' enter g u q", " CN × "),
        ("g u c 'cn' enter q", " Unread × "),
        ("c 'cn' enter g u q q", "All stories"),
    ] {
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press(keys);
        let screen = newsroom.screen();
        assert!(screen.lines().next().unwrap().contains(chip), "{keys}: {screen}");
        assert_eq!(newsroom.state.exit, None, "{keys}");
        newsroom.press("0 q");
        assert_eq!(newsroom.state.exit, Some(Exit::Asked), "{keys}");
    }
}

#[test]
fn a_page_scrolls_within_its_lines_and_is_searched() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("? G");
    let end = newsroom.screen();
    assert!(end.contains("100%"), "{end}");
    newsroom.press("j ctrl-d space");
    assert_eq!(newsroom.screen(), end, "nothing comes after the end");
    newsroom.press("g g");
    assert!(newsroom.screen().contains("Moving"));
    newsroom.press("/ 'denial' enter");
    let found = newsroom.screen();
    assert!(found.contains("the accused, or who speaks for them, says no"), "{found}");
    newsroom.press("q");
    assert!(newsroom.screen().contains("Moving"), "the first q shows all of it again");
    newsroom.press("q");
    assert_eq!(newsroom.state.mode, Mode::Browse);
}

#[test]
fn the_newsroom_says_which_feeds_give_nothing_and_all_about_one() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("!");
    let said =
        |line: &str| line.contains("Jinghai News Service   ") && line.contains("answered 500");
    assert!(newsroom.screen().lines().any(said), "{}", newsroom.screen());
    newsroom.press("esc H enter");
    let screen = newsroom.screen();
    assert!(screen.contains("the last ask failed; it is asked again"), "{screen}");
    newsroom.press("enter");
    assert!(newsroom.screen().contains(" Jinghai News Service × "), "Enter lists its stories");
}

#[test]
fn a_key_is_about_what_the_keys_before_it_asked_for() {
    let mut newsroom = Newsroom::open(100, 30);
    assert!(!newsroom.state.awaits());
    let row = newsroom.state.list.rows[0].clone();
    newsroom.state.reader = Some(demarche::app::reader::Reader::new(row, false));
    newsroom.state.focus = Pane::Article;
    assert!(newsroom.state.awaits(), "the story has not come yet");
    newsroom.state.mode = Mode::Help(demarche::app::Finder::default());
    assert!(!newsroom.state.awaits(), "the help page waits for nothing");
}

#[test]
fn enter_on_an_actor_says_who_it_is_and_filters_by_it() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("enter ] a enter");
    let screen = newsroom.screen();
    assert!(screen.contains("Who is Norway"), "{screen}");
    assert!(screen.contains("accusation of RU"), "{screen}");
    newsroom.press("enter");
    assert!(newsroom.screen().lines().next().unwrap().contains(" NO × "));
}

#[test]
fn an_arrangement_is_kept_for_the_next_start() {
    for (columns, keys, expected) in [
        (180, "B", "no-sidebar"),
        (180, "b }", "no-ledger columns=76"),
        (180, "{ {", "columns=64"),
        (100, "enter }", "rows=17"),
        (180, "|", "stacked"),
    ] {
        let mut newsroom = Newsroom::open(columns, 50);
        newsroom.press(keys);
        let kept = newsroom.effects.iter().rev().find_map(|effect| match effect {
            Effect::Remember { key: "panes", value } => Some(value.clone()),
            _ => None,
        });
        assert_eq!(kept.as_deref(), Some(expected), "{keys} at {columns}");
        newsroom.screen();
    }
}

#[test]
fn headings_go_round_and_say_how_much_is_under_them() {
    let mut newsroom = Newsroom::open(100, 30);
    for (keys, heading, held) in [
        ("g h", "Today, Tuesday 24 November 2026", "stor"),
        ("g h", "Beijing calls report on water", "2 stories · 2 outlets"),
        ("g h", "China", "2 stories"),
        ("g h", "Jinghai News Service", "1 story"),
    ] {
        newsroom.press(keys);
        let screen = newsroom.screen();
        let line = screen.lines().find(|line| {
            let (_, list) = line.split_once('│').unwrap_or_default();
            list.trim_start().starts_with(heading)
        });
        assert!(line.is_some_and(|line| line.contains(held)), "{heading}: {screen}");
    }
    newsroom.press("g h");
    assert!(newsroom.screen().contains("no headings"));
    newsroom.press("g i");
    assert!(newsroom.screen().contains("2 outlets") && newsroom.screen().contains("Incidents"));
    newsroom.press("g a");
    assert!(!newsroom.screen().contains("2 outlets"), "the order goes with the view");
}

#[test]
fn counts_lines_of_commands_and_recordings_do_what_their_keys_would() {
    for (keys, place) in [
        ("* 2 j", 3),
        ("* 9 9 j k", 3),
        ("* 2 esc j", 2),
        ("* 3 , ,", 1),
        (": 'do down; down' enter", 3),
        (": 'do down; :x' enter esc", 1),
        (", r j , r g g , , * 2 , ,", 4),
        (", r j * 2 j , r g g , ,", 4),
        (", r : 'down' enter , r g g , ,", 2),
    ] {
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press(keys);
        assert_eq!(newsroom.state.list.position(), place, "{keys}: {}", newsroom.screen());
    }
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("* 1 2");
    assert!(newsroom.screen().contains("* 12 …"));
    newsroom.press("esc , r esc");
    assert!(newsroom.screen().contains("recording"));
}

#[test]
fn the_border_of_the_list_is_dragged_and_kept_when_let_go() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut newsroom = Newsroom::open(180, 50);
    let left = 28 + 1; // the sidebar and its wall
    let border = left + newsroom.state.measured.list_size.0;
    let mouse = |newsroom: &mut Newsroom, kind, column| {
        let event = MouseEvent { kind, column, row: 9, modifiers: KeyModifiers::NONE };
        if let Some(pointer) = demarche::ui::pointer(&newsroom.state, event, false) {
            newsroom.send(Message::Pointed(pointer));
        }
    };
    newsroom.effects.clear();
    mouse(&mut newsroom, MouseEventKind::Down(MouseButton::Left), border);
    mouse(&mut newsroom, MouseEventKind::Drag(MouseButton::Left), border - 10);
    mouse(&mut newsroom, MouseEventKind::Drag(MouseButton::Left), border - 20);
    assert_eq!(newsroom.state.measured.list_size.0, border - 20 - left);
    assert!(newsroom.effects.is_empty(), "nothing is kept while it moves");
    mouse(&mut newsroom, MouseEventKind::Up(MouseButton::Left), border - 20);
    assert!(matches!(newsroom.effects[..], [Effect::Remember { .. }]));
    mouse(&mut newsroom, MouseEventKind::Drag(MouseButton::Left), border);
    assert_eq!(newsroom.state.measured.list_size.0, border - 20 - left, "it was let go");
}

#[test]
fn a_table_keeps_its_columns_and_code_its_lines() {
    use demarche::model::{Block, BlockKind, Span};
    let mut newsroom = Newsroom::open(60, 30);
    newsroom.press("j enter");
    let reader = newsroom.state.reader.as_mut().unwrap();
    let story = reader.story.as_mut().unwrap();
    let article = &mut story.article;
    for (kind, words) in [
        (BlockKind::Row, "Country\tAccused"),
        (BlockKind::Row, "Russia\t8"),
        (BlockKind::Code, "a --long option\n  b"),
        (BlockKind::Item { depth: 1, number: None }, "an item"),
        (BlockKind::Quote, "a quotation that is so long that it takes more than a single line"),
    ] {
        let start = article.text.len() + 1;
        article.text.push('\n');
        article.text.push_str(words);
        article.blocks.push(Block { kind, span: Span::new(start, article.text.len()) });
    }
    reader.revision += 1;
    newsroom.press("L a");
    let screen = newsroom.screen();
    for line in [
        "   Country │ Accused\n   Russia │ 8\n\n     a --long option\n       b\n",
        "     • an item\n",
        "   ▌ a quotation that is so long that it takes more than a\n   ▌ single line\n",
    ] {
        assert!(screen.contains(line), "{line}\nof\n{screen}");
    }
}

#[test]
fn the_tour_goes_on_by_doing_and_ends() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("g ?");
    assert!(newsroom.screen().contains("1 of 3: read"));
    newsroom.press("enter q");
    assert!(newsroom.screen().contains("2 of 3: choose"));
    newsroom.press("c 'cn' enter esc");
    assert!(newsroom.screen().contains("3 of 3: keep"));
    newsroom.press("g ?");
    assert_eq!(newsroom.state.tour, None);
    newsroom.press("g ? esc");
    assert_eq!(newsroom.state.tour, None, "where nothing else is to clear");
}

#[test]
fn a_search_says_how_many_it_found() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("/ 'beijing' enter");
    assert!(newsroom.screen().contains("1 found"), "{}", newsroom.screen());
    newsroom.press("/ 'nothing' esc");
    assert_eq!(newsroom.state.list.total, Some(1), "a search given up leaves the one before");
}

#[test]
fn reading_marks_read_and_nothing_jumps() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("g u");
    assert_eq!(newsroom.state.list.rows.len(), 3);
    newsroom.press("enter q j");
    assert_eq!(
        newsroom.state.list.rows.len(),
        3,
        "the story read stays until the list is asked again"
    );
    assert_eq!(newsroom.state.list.selected, 1);
    assert_eq!(newsroom.state.focus, Pane::List);
}

#[test]
fn a_note_is_not_lost_by_one_key() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("a 'something' esc");
    assert!(matches!(newsroom.state.mode, Mode::Note(_)));
    newsroom.press("esc");
    assert_eq!(newsroom.state.mode, Mode::Browse);
    newsroom.press("a esc");
    assert_eq!(newsroom.state.mode, Mode::Browse, "an empty note needs no second key");
}

#[test]
fn a_passage_can_be_noted() {
    let mut newsroom = Newsroom::open(100, 40);
    newsroom.press("enter ] q v a 'Whose?' ctrl-s");
    let screen = newsroom.screen();
    assert!(screen.contains("on “We know who did it, and we know how,”"), "{screen}");
    assert!(screen.contains("Whose?"), "{screen}");
}

#[test]
fn o_opens_web_addresses_only_through_the_worker() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.press("o y");
    assert!(newsroom.effects.contains(&Effect::Browse("https://example.org/1".into())));
    let copied = TerminalEffect::Copy("https://example.org/1".into());
    assert!(newsroom.effects.contains(&Effect::Terminal(copied)));
    newsroom.press("enter f 'a'");
    assert!(newsroom.effects.contains(&Effect::Browse("https://example.org/report".into())));
}

#[test]
fn fetching_shows_counts_and_ends_in_one_line() {
    let mut newsroom = Newsroom::open(100, 30);
    let progress = Progress {
        done: 12,
        total: 28,
        failed: 3,
        new: 34,
        waiting: "The Record".into(),
        ..Progress::default()
    };
    newsroom.send(Message::Progressed(progress.clone()));
    assert!(
        newsroom.screen().contains("12/28 feeds · 34 new · 3 not reached · waiting for The Record")
    );
    let offline = Progress { failed: 28, new: 0, done: 28, offline: true, ..progress };
    newsroom.send(Message::Fetched { progress: offline });
    let screen = newsroom.screen();
    assert!(screen.contains("28 feeds not reached: no network; R asks them again"), "{screen}");
}

#[test]
fn a_late_answer_to_an_older_question_is_dropped() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.send(Message::Counted { ask: 0, total: 99 });
    assert_eq!(newsroom.state.list.total, Some(4));
}

#[test]
fn pasted_text_is_no_keys() {
    let mut newsroom = Newsroom::open(100, 30);
    newsroom.send(Message::Pasted("qqDAs".into()));
    assert_eq!(newsroom.state.exit, None);
    assert!(newsroom.state.list.rows.iter().all(|row| row.saved == (row.id.0 == 3)));
    newsroom.press("a");
    newsroom.send(Message::Pasted("two\r\nlines\u{1b}[31m".into()));
    let Mode::Note(editor) = &newsroom.state.mode else { panic!("no note is open") };
    assert_eq!(editor.input.text(), "two\nlines[31m");
}

#[test]
fn the_command_line_knows_every_verb() {
    for verb in Verb::ALL {
        let mut newsroom = Newsroom::open(100, 30);
        newsroom.press("enter");
        let line = format!(": '{} x' enter", verb.name());
        newsroom.press(&line);
        newsroom.press(&format!("esc esc : '{}' enter", verb.name()));
        newsroom.screen();
    }
}
