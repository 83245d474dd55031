//! An article under construction: runs of text in, clean blocks out.

use url::Url;

use crate::clean;
use crate::model::Article;
use crate::model::BlockKind;
use crate::model::Link;
use crate::model::Span;

/// How many links an article keeps; the longest live blogs have some 1,500.
const LINKS_MAX: usize = 4_000;
/// How much of an image's alternative text is kept, in bytes; a sentence or two.
const ALT_BYTES_MAX: usize = 400;
/// How many blocks an article keeps; each costs the reader's memory some 40 bytes.
const BLOCKS_MAX: usize = 50_000;

/// A link that is open or closed within the current block.
#[derive(Debug)]
struct OpenLink {
    start: usize,
    url: String,
}

/// Builds an [`Article`] block by block.
#[derive(Debug, Default)]
pub(super) struct Builder {
    article: Article,
    /// The text of the current block.
    line: String,
    /// Links that ended in the current block, as offsets into `line`.
    links: Vec<(Span, String)>,
    open_link: Option<OpenLink>,
    /// White space was read that is owed before the next word.
    space: bool,
    /// Alternative texts of images read within the current block.
    images: Vec<String>,
    full: bool,
}

impl Builder {
    /// Begins with the headline, unless it is empty.
    pub(super) fn new(title: &str) -> Self {
        let mut builder = Self::default();
        let title = clean::line(title);
        if !title.is_empty() {
            builder.article.push(BlockKind::Title, &title);
        }
        builder
    }

    pub(super) fn finish(mut self) -> Article {
        self.end_block(BlockKind::Paragraph);
        self.article
    }

    /// Returns whether the article holds all the text it may, so that the rest need not be read.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Adds words to the current block; white space counts as one space.
    pub(super) fn words(&mut self, raw: &str) {
        self.space |= raw.starts_with(char::is_whitespace);
        let words = clean::paragraph(raw);
        if words.is_empty() {
            return;
        }
        if self.space && !self.line.is_empty() && !self.line.ends_with(['\n', '\t']) {
            self.line.push(' ');
        }
        self.line.push_str(&words);
        self.space = raw.ends_with(char::is_whitespace);
    }

    /// Asks for a space before the next word, as where two blocks meet in one cell.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Adds a line break; the second in a row ends the block.
    pub(super) fn line_break(&mut self, kind: BlockKind) {
        self.space = false;
        if self.line.ends_with('\n') {
            self.end_block(kind);
        } else if !self.line.is_empty() {
            self.line.push('\n');
        }
    }

    /// Ends a cell of a row.
    pub(super) fn end_cell(&mut self) {
        self.space = false;
        self.line.push('\t');
    }

    /// Returns whether the current block has no words yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.line.trim().is_empty()
    }

    /// Adds an image by its alternative text, after the current block.
    pub(super) fn image(&mut self, alt: &str) {
        let alt = clean::line_of(alt, ALT_BYTES_MAX);
        if is_description(&alt) {
            self.images.push(alt);
        }
    }

    /// Forgets the images of the current block, because a caption says it better.
    pub(super) fn drop_images(&mut self) {
        self.images.clear();
    }

    /// Begins a link to `address`, if it is one that may be opened.
    pub(super) fn begin_link(&mut self, address: &str, base: Option<&Url>) {
        if let Some(url) = clean::url(address, base) {
            self.open_link = Some(OpenLink { start: self.line.len(), url });
        }
    }

    /// Ends the link; if its words name another host than it goes to, adds the real one.
    pub(super) fn end_link(&mut self) {
        let Some(OpenLink { start, url }) = self.open_link.take() else { return };
        self.keep_link(start, url);
    }

    fn keep_link(&mut self, start: usize, url: String) {
        let Some(words) = self.line.get(start..) else { return };
        let start = start + (words.len() - words.trim_start().len());
        let words = words.trim().to_owned();
        if words.is_empty() {
            return;
        }
        let end = start + words.len();
        let shown = clean::link_text(&words, &url);
        if let Some(host) = shown.strip_prefix(&words) {
            self.line.push_str(host);
        }
        self.links.push((Span::new(start, end), url));
    }

    /// Ends the current block as one of `kind`; nothing happens if it has no words.
    pub(super) fn end_block(&mut self, kind: BlockKind) {
        let reopened = self.open_link.take().map(|link| {
            self.keep_link(link.start, link.url.clone());
            OpenLink { start: 0, ..link }
        });
        self.open_link = reopened;
        self.space = false;
        let line = std::mem::take(&mut self.line);
        let links = std::mem::take(&mut self.links);
        // Leading tabs are empty cells and stay.
        let text = if kind == BlockKind::Row { line.trim_end() } else { line.trim() };
        if !text.trim().is_empty() {
            self.push(kind, text, links);
        }
        for alt in std::mem::take(&mut self.images) {
            self.push(BlockKind::Image, &alt, Vec::new());
        }
    }

    /// Adds a whole block: code, or a rule.
    pub(super) fn block(&mut self, kind: BlockKind, text: &str) {
        self.end_block(BlockKind::Paragraph);
        self.push(kind, text, Vec::new());
    }

    fn push(&mut self, kind: BlockKind, text: &str, links: Vec<(Span, String)>) {
        let room = clean::TEXT_BYTES_MAX.saturating_sub(self.article.text.len());
        if self.full || room == 0 || self.article.blocks.len() >= BLOCKS_MAX {
            self.full = true;
            return;
        }
        // Marks and the like may have piled up over the borders of runs.
        let again = if text.is_ascii() || kind == BlockKind::Row {
            text.to_owned()
        } else {
            clean::text(text)
        };
        let sound = again == text;
        let mut text = again;
        if text.len() > room {
            self.full = true;
            let mut end = room;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            text.push('…');
        }
        let span = self.article.push(kind, &text);
        if sound {
            let kept = links.into_iter().filter(|(link, _)| link.end() <= text.len());
            let free = LINKS_MAX.saturating_sub(self.article.links.len());
            self.article.links.extend(kept.take(free).map(|(link, url)| Link {
                span: Span::new(span.start() + link.start(), span.start() + link.end()),
                url,
            }));
        }
    }
}

/// Returns whether an alternative text says what the image shows, and is no file name or stopgap.
fn is_description(alt: &str) -> bool {
    const FILES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];
    let words = alt.split_whitespace().count();
    words >= 2
        && !alt.contains("://")
        && !FILES.iter().any(|end| alt.to_ascii_lowercase().ends_with(end))
}
