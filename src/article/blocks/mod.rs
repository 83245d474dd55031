//! A tree of HTML, walked into blocks.

use dom_query::Document;
use dom_query::NodeId;
use dom_query::NodeRef;
use url::Url;

use super::build::Builder;
use super::furniture;
use super::furniture::Named;
use super::table;
use crate::clean;
use crate::model::Article;
use crate::model::Block;
use crate::model::BlockKind;

/// What stands before words that a page hides from its readers.
const HIDDEN_MARK: &str = "⟪hidden⟫ ";
/// How many rows of a table are kept.
const ROWS_MAX: usize = 200;
/// How many cells of a row are kept.
const CELLS_MAX: usize = 20;
/// How deep tables may nest and still be rows; below they are flattened.
const TABLES_MAX: usize = 4;

/// Makes blocks of `html` that is article and nothing else, as feeds carry it.
///
/// `title` becomes the first block, and a first heading that repeats it is left out; `base` is
/// the address that relative links are read against. Nothing fails: an empty fragment gives
/// an article of its title alone.
pub fn from_fragment(html: &str, title: &str, base: Option<&Url>) -> Article {
    let tamed = clean::tame(html);
    let document = Document::from(tamed.html.as_str());
    walk(&document.root(), title, base, Furniture::In)
}

/// Returns the text of `article` without its headline: blocks separated by blank lines.
pub fn body(article: &Article) -> String {
    let is_text = |block: &&Block| match block.kind {
        BlockKind::Title | BlockKind::Rule | BlockKind::Image => false,
        BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Item { .. }
        | BlockKind::Quote
        | BlockKind::Code
        | BlockKind::Row => true,
    };
    let texts = article.blocks.iter().filter(is_text).map(|block| block.span.text(&article.text));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// Makes blocks of what is under `root`.
pub(super) fn walk(
    root: &NodeRef<'_>,
    title: &str,
    base: Option<&Url>,
    furniture: Furniture,
) -> Article {
    let mut walker = Walker::new(title, base);
    if furniture == Furniture::Out {
        walker.whole = Some(root.text().len());
    }
    let mut here = root.first_child();
    let mut depth = 0_usize;
    // By hand, because a recursive walk would need a stack as deep as the page.
    while let Some(node) = here {
        if walker.builder.is_full() {
            break;
        }
        if walker.enter(&node)
            && let Some(child) = node.first_child()
        {
            depth += 1;
            here = Some(child);
            continue;
        }
        walker.leave(&node);
        let mut last = node;
        here = last.next_sibling();
        while here.is_none() && depth > 0 {
            let Some(parent) = last.parent() else { break };
            depth -= 1;
            walker.leave(&parent);
            here = parent.next_sibling();
            last = parent;
        }
    }
    walker.builder.finish()
}

/// Whether boxes that are furniture by their names are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// They are: the HTML is all article.
    In,
    /// They are not.
    Out,
}

/// A list that is open.
struct List {
    /// The number of the next item, in an ordered list.
    next: Option<u32>,
}

/// A table that is open.
struct Table {
    is_data: bool,
    rows: usize,
    cells: usize,
}

/// Whether an item of a list was begun whose first block is still to come, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    None,
    Begun(Option<u32>),
}

struct Walker<'a> {
    builder: Builder,
    base: Option<&'a Url>,
    title: String,
    lists: Vec<List>,
    /// The item whose first block comes next.
    item: Item,
    quotes: usize,
    captions: usize,
    heading: Option<u8>,
    tables: Vec<Table>,
    any_words: bool,
    /// The length of the whole text, if furniture is to be left out.
    whole: Option<usize>,
    /// Elements that are captions by their names, so that their end is known.
    captioned: Vec<NodeId>,
}

impl<'a> Walker<'a> {
    fn new(title: &str, base: Option<&'a Url>) -> Self {
        Self {
            builder: Builder::new(title),
            base,
            title: folded(title),
            lists: Vec::new(),
            item: Item::None,
            quotes: 0,
            captions: 0,
            heading: None,
            tables: Vec::new(),
            any_words: false,
            whole: None,
            captioned: Vec::new(),
        }
    }

    /// Returns what the current block is.
    fn kind(&self) -> BlockKind {
        if let Some(level) = self.heading {
            BlockKind::Heading(level)
        } else if self.captions > 0 {
            BlockKind::Image
        } else if let Item::Begun(number) = self.item {
            let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
            BlockKind::Item { depth, number }
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }

    fn in_row(&self) -> bool {
        self.tables.last().is_some_and(|table| table.is_data && table.cells > 0)
    }

    /// A block begins or ends here.
    fn boundary(&mut self) {
        if self.in_row() {
            self.builder.space();
            return;
        }
        if self.builder.is_at_start() {
            self.builder.end_block(BlockKind::Paragraph);
        } else {
            let kind = self.kind();
            self.any_words = true;
            self.builder.end_block(kind);
            self.item = Item::None;
        }
    }

    /// Takes what begins at `node`; returns whether to look into it.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.builder.words(&node.text());
            return false;
        }
        let Some(name) = node.qual_name_ref().map(|name| name.local.to_string()) else {
            return !node.is_comment();
        };
        if let Some(whole) = self.whole {
            match furniture::by_name(node, whole) {
                Named::Content => {}
                Named::Caption => {
                    self.builder.drop_images();
                    self.boundary();
                    self.captions += 1;
                    self.captioned.push(node.id);
                }
                Named::Furniture => return false,
            }
        }
        match name.as_str() {
            "head" | "script" | "style" | "noscript" | "iframe" | "video" | "audio" | "canvas"
            | "button" | "input" | "map" | "object" | "embed" => return false,
            "br" if self.in_row() => self.builder.space(),
            "br" => {
                let kind = self.kind();
                self.builder.line_break(kind);
            }
            "hr" => {
                self.boundary();
                self.builder.block(BlockKind::Rule, "");
            }
            "img" => self.builder.image(&node.attr_or("alt", "")),
            "a" => {
                if let Some(address) = node.attr("href") {
                    self.builder.begin_link(&address, self.base);
                }
            }
            "pre" if !self.in_row() => {
                self.boundary();
                self.builder.block(BlockKind::Code, &clean::text(&preformatted(node)));
                return false;
            }
            "table" => self.enter_table(node),
            "tr" => return self.enter_row(),
            "td" | "th" => return self.enter_cell(),
            "ul" | "ol" | "menu" => self.enter_list(node, &name),
            "li" => self.enter_item(node),
            "blockquote" => {
                self.boundary();
                self.quotes += 1;
            }
            "figcaption" => {
                self.builder.drop_images();
                self.boundary();
                self.captions += 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return self.enter_heading(node, &name),
            // Alone, it is all that the story says.
            "p" if self.repeats_title(node) && node.next_element_sibling().is_some() => {
                return false;
            }
            _ if is_block(&name) => self.boundary(),
            _ => {}
        }
        if is_hidden(node) && !node.text().trim().is_empty() {
            self.builder.words(HIDDEN_MARK);
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref().map(|name| name.local.to_string()) else { return };
        if self.captioned.last() == Some(&node.id) {
            self.boundary();
            self.captioned.pop();
            self.captions = self.captions.saturating_sub(1);
        }
        match name.as_str() {
            "a" => self.builder.end_link(),
            "table" => {
                self.boundary();
                if let Some(table) = self.tables.pop()
                    && table.is_data
                    && table.rows > ROWS_MAX
                {
                    self.builder.block(BlockKind::Row, "(table cut)");
                }
            }
            "tr" if self.in_row() => {
                self.builder.end_block(BlockKind::Row);
                if let Some(table) = self.tables.last_mut() {
                    table.cells = 0;
                }
            }
            "td" | "th" if self.in_row() => {}
            "ul" | "ol" | "menu" => {
                self.boundary();
                self.lists.pop();
            }
            "li" => {
                self.boundary();
                self.item = Item::None;
            }
            "blockquote" => {
                self.boundary();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "figcaption" => {
                self.boundary();
                self.captions = self.captions.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.boundary();
                self.heading = None;
            }
            _ if is_block(&name) => self.boundary(),
            _ => {}
        }
    }

    /// A first heading that repeats the title is not taken.
    fn enter_heading(&mut self, node: &NodeRef<'_>, name: &str) -> bool {
        self.boundary();
        if self.in_row() {
            return true;
        }
        if self.repeats_title(node) {
            return false;
        }
        self.heading = name[1..].parse().ok();
        true
    }

    /// Whether the first words of the body are the title once more.
    fn repeats_title(&self, node: &NodeRef<'_>) -> bool {
        !self.any_words && !self.title.is_empty() && folded(&node.text()) == self.title
    }

    fn enter_list(&mut self, node: &NodeRef<'_>, name: &str) {
        self.boundary();
        let start = || node.attr("start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
        self.lists.push(List { next: (name == "ol").then(start) });
    }

    fn enter_item(&mut self, node: &NodeRef<'_>) {
        self.boundary();
        let number = self.lists.last_mut().and_then(|list| {
            let given = node.attr("value").and_then(|value| value.parse::<u32>().ok());
            let number = list.next.map(|next| given.unwrap_or(next))?;
            list.next = Some(number.saturating_add(1));
            Some(number)
        });
        self.item = Item::Begun(number);
    }

    fn enter_table(&mut self, node: &NodeRef<'_>) {
        self.boundary();
        let in_data = self.tables.iter().any(|table| table.is_data);
        let is_data = !in_data && self.tables.len() < TABLES_MAX && table::is_data(node);
        // A table in a cell of data is words of that cell.
        let cells = usize::from(in_data);
        self.tables.push(Table { is_data: is_data || in_data, rows: 0, cells });
    }

    fn enter_row(&mut self) -> bool {
        self.boundary();
        let Some(table) = self.tables.last_mut() else { return true };
        table.rows += 1;
        !table.is_data || table.rows <= ROWS_MAX
    }

    fn enter_cell(&mut self) -> bool {
        let Some(table) = self.tables.last_mut() else { return true };
        if !table.is_data {
            self.boundary();
            return true;
        }
        table.cells += 1;
        let (is_first, is_kept) = (table.cells == 1, table.cells <= CELLS_MAX);
        if !is_first && is_kept {
            self.builder.end_cell();
        }
        is_kept
    }
}

/// Returns the text of a `pre`, its line breaks as written.
fn preformatted(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants_it() {
        if inner.is_text() {
            text.push_str(&inner.text());
        } else if inner.has_name("br") {
            text.push('\n');
        }
    }
    text
}

/// Returns the letters and digits of `text`, in lower case, to compare headlines.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether an element's own style hides it.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    let Some(style) = node.attr("style") else { return false };
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "font-size:0", "opacity:0;"]
        .iter()
        .any(|way| style.contains(way))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "tfoot"
            | "thead"
            | "caption"
            | "tr"
            | "td"
            | "th"
    )
}

#[cfg(test)]
mod tests;
