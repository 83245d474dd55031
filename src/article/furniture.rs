//! What belongs to a page and not to its article, told by names and by words.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::NodeRef;

use crate::model::Article;
use crate::model::Block;
use crate::model::BlockKind;
use crate::model::Link;
use crate::model::Span;

/// The largest part of the whole text that a box by name may hold and still be furniture.
const SHARE_MAX: f64 = 0.34;
/// How long the text of a short box may be, in bytes.
const SHORT_BOX_BYTES_MAX: usize = 400;
/// How long a block told by its beginning may be, in bytes.
const SHORT_BLOCK_BYTES_MAX: usize = 250;
/// From which length a block is prose rather than a label, in bytes.
const PROSE_BYTES_MIN: usize = 80;
/// How much of a block may be links and the block still prose.
const LINKED_MAX: f64 = 0.5;

/// How many words a class name may have and still name a box; a longer one describes something.
const CLASS_WORDS_MAX: usize = 6;
/// The same for an id, which is often made of a heading's words: `sharing-with-a-friend`.
const ID_WORDS_MAX: usize = 3;
/// How many names of an element are read.
const CLASSES_MAX: usize = 30;

/// `config/article/furniture.txt`, parsed.
struct Words {
    class: HashSet<&'static str>,
    class_short: HashSet<&'static str>,
    class_caption: HashSet<&'static str>,
    whole: HashSet<&'static str>,
    button: HashSet<&'static str>,
    begins: Vec<&'static str>,
    section: Vec<&'static str>,
    end: Vec<&'static str>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../config/article/furniture.txt")));

impl Words {
    fn parse(source: &'static str) -> Self {
        let section = |name| super::words::section(source, name);
        let set = |name| section(name).into_iter().collect();
        Self {
            class: set("class"),
            class_short: set("class-short"),
            class_caption: set("class-caption"),
            whole: set("whole"),
            button: set("button"),
            begins: section("begins"),
            section: section("section"),
            end: section("end"),
        }
    }
}

/// What an element is by its class and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Nothing that its name tells.
    Content,
    /// A caption or credit of an image.
    Caption,
    /// No part of the article.
    Furniture,
}

/// Tells what `node` is by its class, id and role; `whole` is the length of the whole text.
pub(super) fn by_name(node: &NodeRef<'_>, whole: usize) -> Named {
    // What stands within a line is of the line, whatever its name.
    let is_inline = ["a", "b", "em", "strong", "i", "u", "sup", "sub", "code", "mark", "abbr"]
        .iter()
        .any(|name| node.has_name(name));
    if is_inline {
        return Named::Content;
    }
    let class = node.attr("class").unwrap_or_default();
    let id = node.attr("id").unwrap_or_default();
    let names = class.split_ascii_whitespace().map(|name| (name, CLASS_WORDS_MAX));
    let names = names.chain(std::iter::once((&*id, ID_WORDS_MAX)));
    let words: Vec<String> = names
        .take(CLASSES_MAX)
        .map(|(name, max)| (words_of_name(name), max))
        .filter(|(words, max)| words.len() <= *max)
        .flat_map(|(words, _)| words)
        .collect();
    let has = |list: &HashSet<&str>| words.iter().any(|word| list.contains(word.as_str()));
    let (is_box, is_line, is_caption) = (
        has(&WORDS.class),
        has(&WORDS.class_short) && !node.has_name("span"),
        has(&WORDS.class_caption),
    );
    if !is_box && !is_line && !is_caption {
        return Named::Content;
    }
    let length = node.text().trim().len();
    #[expect(clippy::cast_precision_loss, reason = "a page is under 16 MiB")]
    let is_small = (length as f64) < SHARE_MAX * whole as f64;
    if is_small && (is_box || (is_line && length < SHORT_BOX_BYTES_MAX)) {
        Named::Furniture
    } else if is_small && is_caption {
        Named::Caption
    } else {
        Named::Content
    }
}

/// Splits class names into words at hyphens, underscores and capitals, in lower case.
fn words_of_name(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in names.chars().take(100) {
        let starts = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// Returns `article` without the blocks that are furniture by their words, place or links.
pub(super) fn strip(article: &Article) -> Article {
    let looks: Vec<Look> = article.blocks.iter().map(|block| Look::of(article, block)).collect();
    let mut keeps = vec![true; looks.len()];
    drop_told(&looks, &mut keeps);
    drop_doubles(&looks, &mut keeps);
    drop_boxes(&looks, &mut keeps);
    drop_after_end(&looks, &mut keeps);
    drop_tail(&looks, &mut keeps);
    let length = |keeps: &[bool]| -> usize {
        let kept = looks.iter().zip(keeps).filter(|(look, keep)| **keep && !look.is_title());
        kept.map(|(look, _)| look.length).sum()
    };
    // Where little would be left, what looked like furniture is what the page is about.
    if length(&keeps) * 3 < length(&vec![true; keeps.len()]) {
        keeps.fill(true);
    }
    rebuild(article, &keeps)
}

/// What is seen of a block.
struct Look {
    kind: BlockKind,
    /// Its words in lower case, without marks at its ends.
    words: String,
    length: usize,
    /// The part of it that is links, 0 to 1.
    linked: f64,
    is_shouted: bool,
    ends_sentence: bool,
}

impl Look {
    fn of(article: &Article, block: &Block) -> Self {
        let text = block.span.text(&article.text);
        let first = article.links.partition_point(|link| link.span.end() <= block.span.start());
        let linked: usize = article.links[first..]
            .iter()
            .take_while(|link| link.span.start() < block.span.end())
            .map(|link| link.span.len())
            .sum();
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        #[expect(clippy::cast_precision_loss, reason = "a page is under 16 MiB")]
        let linked = linked as f64 / text.len().max(1) as f64;
        Self {
            kind: block.kind,
            words: text
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '(')
                .to_lowercase()
                .replace('’', "'"),
            length: text.len(),
            linked,
            is_shouted: letters().count() >= 8 && !letters().any(char::is_lowercase),
            ends_sentence: text
                .trim_end_matches(['”', '"', '’', '\'', ')', '»'])
                .ends_with(['.', '!', '?', '…', ':', '。', '！', '？']),
        }
    }

    fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_))
    }

    fn is_title(&self) -> bool {
        self.kind == BlockKind::Title
    }

    /// Returns whether this is a paragraph of the article beyond doubt.
    fn is_prose(&self) -> bool {
        self.length >= PROSE_BYTES_MIN && self.linked < LINKED_MAX && self.ends_sentence
    }

    /// Returns whether this is nothing but a link to elsewhere.
    fn is_pointer(&self) -> bool {
        self.linked > 0.8 && self.length < SHORT_BLOCK_BYTES_MAX
    }

    fn begins_with(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let phrase = phrase.trim_end_matches(':');
            self.words
                .strip_prefix(phrase)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }
}

/// Drops blocks that say themselves what they are.
fn drop_told(looks: &[Look], keeps: &mut [bool]) {
    for (look, keep) in looks.iter().zip(keeps) {
        if look.is_title() || look.kind == BlockKind::Code || look.kind == BlockKind::Row {
            continue;
        }
        let is_whole = WORDS.whole.contains(look.words.as_str());
        let begins = look.length < SHORT_BLOCK_BYTES_MAX
            && WORDS.begins.iter().any(|phrase| {
                // `more:` asks for its colon, `read more` does not.
                look.words.strip_prefix(phrase).is_some_and(|rest| {
                    phrase.ends_with(':') || !rest.starts_with(char::is_alphanumeric)
                })
            });
        let shouts = look.is_shouted && look.linked > 0.8;
        *keep = !(is_whole || begins || shouts || is_dateline(look) || is_share_bar(look));
    }
}

/// Returns whether a block is nothing but names of buttons: `Share Tweet Email`.
fn is_share_bar(look: &Look) -> bool {
    let mut words =
        look.words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    look.length < SHORT_BLOCK_BYTES_MAX
        && look.words.split_whitespace().nth(1).is_some()
        && words.all(|word| WORDS.button.contains(word))
}

/// Returns whether a block is only a date, a time, or a byline with one.
fn is_dateline(look: &Look) -> bool {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "gmt",
        "utc",
        "est",
        "edt",
        "cst",
        "pst",
        "am",
        "pm",
        "bst",
        "updated",
        "published",
        "posted",
        "on",
        "at",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "ago",
        "hours",
        "hour",
        "days",
        "day",
        "minutes",
        "min",
        "read",
        "hst",
        "pdt",
        "last",
        "modified",
        "first",
        "et",
        "t",
        "de",
        "às",
    ];
    if look.length > 120 || !look.words.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words = look.words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut any_date = false;
    let all = words.into_iter().all(|word| {
        let of_time = MONTHS.contains(&word);
        any_date |= of_time;
        of_time
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || word.trim_start_matches(|c: char| c.is_ascii_digit()).len() <= 2
                && word.starts_with(|c: char| c.is_ascii_digit())
    });
    all && any_date
}

/// Drops blocks that were there before word for word, and labels that come again and again.
fn drop_doubles(looks: &[Look], keeps: &mut [bool]) {
    let mut seen: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for look in looks {
        *seen.entry(look.words.as_str()).or_default() += 1;
    }
    let mut met: HashSet<&str> = HashSet::new();
    for (look, keep) in looks.iter().zip(keeps) {
        if matches!(
            look.kind,
            BlockKind::Title | BlockKind::Code | BlockKind::Row | BlockKind::Rule
        ) {
            continue;
        }
        let again = !met.insert(look.words.as_str());
        let is_label = look.kind == BlockKind::Paragraph
            && look.length < PROSE_BYTES_MIN
            && look.linked > LINKED_MAX
            && look.words.contains(' ')
            && seen[look.words.as_str()] >= 3;
        let is_caption = look.kind == BlockKind::Image;
        *keep &= !(is_label
            || (again && is_caption)
            || (again
                && !look.is_heading()
                && !look.ends_sentence
                && look.linked > LINKED_MAX
                && look.length >= PROSE_BYTES_MIN / 2));
    }
}

/// Drops boxes of related stories and the like, from their heading to the next paragraph.
fn drop_boxes(looks: &[Look], keeps: &mut [bool]) {
    let mut in_box = false;
    for (look, keep) in looks.iter().zip(keeps) {
        if look.is_title() {
            continue;
        }
        let is_label = look.length < PROSE_BYTES_MIN && !look.ends_sentence;
        if is_label && look.begins_with(&WORDS.section) {
            in_box = true;
        } else if in_box
            && (look.is_prose() || (!look.is_pointer() && look.linked < 0.2 && look.is_heading()))
        {
            in_box = false;
        }
        *keep &= !in_box;
    }
}

/// Drops what comes after the comment form, in the second half of the page.
fn drop_after_end(looks: &[Look], keeps: &mut [bool]) {
    let total: usize = looks.iter().map(|look| look.length).sum();
    let mut before = 0;
    for (at, look) in looks.iter().enumerate() {
        if before * 2 >= total
            && look.length < SHORT_BLOCK_BYTES_MAX
            && look.begins_with(&WORDS.end)
        {
            keeps[at..].fill(false);
            return;
        }
        before += look.length;
    }
}

/// Drops headings and bare links at the end: a page's way on, not an article's end.
fn drop_tail(looks: &[Look], keeps: &mut [bool]) {
    for (look, keep) in looks.iter().zip(keeps).rev() {
        if !*keep {
            continue;
        }
        let is_tail = look.is_pointer() || look.is_heading() || look.kind == BlockKind::Rule;
        if look.is_title() || !is_tail {
            return;
        }
        *keep = false;
    }
}

/// Makes an article of the blocks that are kept.
fn rebuild(article: &Article, keeps: &[bool]) -> Article {
    let mut made = Article::default();
    for (block, keep) in article.blocks.iter().zip(keeps) {
        if !keep {
            continue;
        }
        let span = made.push(block.kind, block.span.text(&article.text));
        let first = article.links.partition_point(|link| link.span.end() <= block.span.start());
        let links =
            article.links[first..].iter().take_while(|link| link.span.start() < block.span.end());
        let moved = |at: usize| at - block.span.start() + span.start();
        made.links.extend(links.map(|link| Link {
            span: Span::new(moved(link.span.start()), moved(link.span.end())),
            url: link.url.clone(),
        }));
    }
    made
}
