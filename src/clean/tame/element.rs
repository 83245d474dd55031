//! What each element is to a tree builder.

/// How the HTML standard's tree builder treats an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Has no content (`br`, `img`).
    Void,
    /// Is opened again in the next block when a block closes over it (`b`, `font`).
    Formatting,
    /// A link, which closes the link before it.
    Anchor,
    /// Closes an open paragraph, and ends at its own end tag.
    Block,
    /// A paragraph.
    Paragraph,
    /// `h1` to `h6`.
    Heading,
    /// `li`.
    Item,
    /// `dd` or `dt`.
    Term,
    /// `ul` or `ol`.
    List,
    /// `table`.
    Table,
    /// `tbody`, `thead` or `tfoot`.
    Section,
    /// `tr`.
    Row,
    /// `td`, `th` or `caption`.
    Cell,
    /// `form`.
    Form,
    /// `button`.
    Button,
    /// `html`, `head` or `body`.
    Frame,
    /// Its content is text up to its end tag and is kept (`title`).
    Title,
    /// Its content is text up to its end tag and is dropped, but for JSON-LD.
    Script,
    /// Is dropped with all that is in it (`svg`, `template`, `select`).
    Dropped,
    /// The tag is dropped and its content stays (`object`, `frameset`).
    Unwrapped,
    /// Any other (`span`, `label`, `x-card`).
    Plain,
}

impl Kind {
    /// Returns the kind of the element `name`, in lower case.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "hr" | "img"
            | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr" => {
                Self::Void
            }
            "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike"
            | "strong" | "tt" | "u" => Self::Formatting,
            "a" => Self::Anchor,
            "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog"
            | "dir" | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "header"
            | "hgroup" | "listing" | "main" | "menu" | "nav" | "pre" | "search" | "section"
            | "summary" => Self::Block,
            "p" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "li" => Self::Item,
            "dd" | "dt" => Self::Term,
            "ul" | "ol" => Self::List,
            "table" => Self::Table,
            "tbody" | "thead" | "tfoot" => Self::Section,
            "tr" => Self::Row,
            "td" | "th" | "caption" => Self::Cell,
            "form" => Self::Form,
            "button" => Self::Button,
            "html" | "head" | "body" => Self::Frame,
            "title" => Self::Title,
            "script" | "style" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" => {
                Self::Script
            }
            "svg" | "template" | "select" => Self::Dropped,
            "object" | "applet" | "marquee" | "frameset" | "frame" | "plaintext" | "colgroup"
            | "option" | "optgroup" | "math" | "image" | "isindex" => Self::Unwrapped,
            _ => Self::Plain,
        }
    }

    /// Returns whether a search for a start tag stops at this element: the standard's "scope".
    pub(super) fn bounds_scope(self) -> bool {
        match self {
            Self::Table | Self::Cell => true,
            Self::Void
            | Self::Formatting
            | Self::Anchor
            | Self::Block
            | Self::Paragraph
            | Self::Heading
            | Self::Item
            | Self::Term
            | Self::List
            | Self::Section
            | Self::Row
            | Self::Form
            | Self::Button
            | Self::Frame
            | Self::Title
            | Self::Script
            | Self::Dropped
            | Self::Unwrapped
            | Self::Plain => false,
        }
    }

    /// Returns whether the standard calls the element "special", so that the end tag of a plain
    /// or formatting element does not reach over it.
    pub(super) fn is_special(self) -> bool {
        match self {
            Self::Formatting | Self::Anchor | Self::Plain => false,
            Self::Void
            | Self::Block
            | Self::Paragraph
            | Self::Heading
            | Self::Item
            | Self::Term
            | Self::List
            | Self::Table
            | Self::Section
            | Self::Row
            | Self::Cell
            | Self::Form
            | Self::Button
            | Self::Frame
            | Self::Title
            | Self::Script
            | Self::Dropped
            | Self::Unwrapped => true,
        }
    }

    /// Returns whether the start tag closes an open paragraph.
    pub(super) fn closes_paragraph(self) -> bool {
        match self {
            Self::Block
            | Self::Paragraph
            | Self::Heading
            | Self::Item
            | Self::Term
            | Self::List
            | Self::Form => true,
            // Pages without a doctype have tables in paragraphs, and it is their depth that counts.
            Self::Table
            | Self::Void
            | Self::Formatting
            | Self::Anchor
            | Self::Section
            | Self::Row
            | Self::Cell
            | Self::Button
            | Self::Frame
            | Self::Title
            | Self::Script
            | Self::Dropped
            | Self::Unwrapped
            | Self::Plain => false,
        }
    }
}
