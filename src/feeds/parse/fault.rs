//! What can be wrong with a document, and how it is read all the same.

/// A fault of a document's markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fault {
    /// Something stands before the XML declaration.
    BeforeDeclaration,
    /// `&` that begins no reference.
    BareAmpersand,
    /// A reference to an entity that the document does not declare.
    UnknownEntity,
    /// A character that XML forbids.
    ForbiddenCharacter,
    /// `<` that begins no tag.
    BareLess,
    /// A tag that is not written by the rules.
    BadTag,
    /// An attribute that occurs twice.
    DoubleAttribute,
    /// More attributes than are read.
    TooManyAttributes,
    /// A comment, declaration or instruction that is not written by the rules.
    BadDeclaration,
    /// End tags that do not match.
    Mismatch,
    /// A prefix that stands for no namespace.
    UnboundPrefix,
    /// Text or a second root outside the root.
    OutsideRoot,
    /// The document ends too early.
    CutOff,
    /// Elements nested deeper, or more of them, than are read.
    TooDeep,
}

impl Fault {
    /// Returns what was wrong and how it was read, as a sentence.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::BeforeDeclaration => {
                "something stood before the XML declaration; it was passed over"
            }
            Self::BareAmpersand => "a bare `&` was read as the character",
            Self::UnknownEntity => {
                "an undeclared entity was read as that of HTML, or left as written"
            }
            Self::ForbiddenCharacter => "characters that XML forbids were passed over",
            Self::BareLess => "a bare `<` was read as the character",
            Self::BadTag => "a tag was not written by the rules; it was read as far as it went",
            Self::DoubleAttribute => "an attribute occurred twice; the first one was read",
            Self::TooManyAttributes => "an element had more attributes than are read",
            Self::BadDeclaration => {
                "a comment, declaration or instruction was not written by the rules"
            }
            Self::Mismatch => "end tags did not match; open elements were closed",
            Self::UnboundPrefix => "a prefix stood for no namespace; its usual one was taken",
            Self::OutsideRoot => "something stood outside the root element; it was passed over",
            Self::CutOff => "the feed was cut off; its whole entries were read",
            Self::TooDeep => {
                "elements were nested too deeply or too many; those beyond were passed over"
            }
        }
    }
}

/// Each fault that occurred, once.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Notes that `fault` occurred.
    pub(super) fn note(&mut self, fault: Fault) {
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    /// Returns whether `fault` occurred.
    pub(super) fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// Returns whether none occurred.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the faults in the order in which they were met.
    pub(super) fn iter(&self) -> impl Iterator<Item = Fault> + '_ {
        self.0.iter().copied()
    }
}
