//! The signs of the screen, in two sets: those of every monospace font, and ASCII.

use crate::model::Role;
use crate::model::Tag;

/// The signs that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Between who accuses and who is accused.
    pub arrow: &'static str,
    /// A story not read yet.
    pub unread: &'static str,
    /// A story kept.
    pub saved: &'static str,
    /// A story with a note.
    pub noted: &'static str,
    /// A story whose text has changed.
    pub revised: &'static str,
    /// The row under the bar.
    pub bar: &'static str,
    /// Something was cut.
    pub more: &'static str,
    /// A rule.
    pub rule: &'static str,
    /// The rule of the focused pane.
    pub rule_focus: &'static str,
    /// Between two panes.
    pub wall: &'static str,
    /// A sentence that goes on.
    pub goes_on: &'static str,
    /// An item of a list.
    pub bullet: &'static str,
    /// A block quote.
    pub quoted: &'static str,
    /// Between two things on a line.
    pub dot: &'static str,
    /// A folded folder.
    pub folded: &'static str,
    /// An unfolded folder.
    pub unfolded: &'static str,
    /// The part of a gauge that is done.
    pub done: &'static str,
    /// The part of a gauge that is not.
    pub undone: &'static str,
    /// Takes a part of the filter away.
    pub remove: &'static str,
    /// Something is wrong.
    pub wrong: &'static str,
    /// There is more above.
    pub above: &'static str,
    /// There is more below.
    pub below: &'static str,
    /// The cursor in a typed line.
    pub cursor: &'static str,
    /// Corners of a popup: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The signs of the tags, in the order of [`Tag::ALL`].
    tags: [&'static str; 14],
}

/// Signs of the Windows Glyph List 4, which monospace fonts have.
pub const FULL: Signs = Signs {
    arrow: "▸",
    unread: "•",
    saved: "■",
    noted: "¶",
    revised: "≠",
    bar: "▌",
    more: "…",
    rule: "─",
    rule_focus: "━",
    wall: "│",
    goes_on: "│",
    bullet: "•",
    quoted: "▌",
    dot: "·",
    folded: "▸",
    unfolded: "▾",
    done: "█",
    undone: "░",
    remove: "×",
    wrong: "!",
    above: "↑",
    below: "↓",
    cursor: "▏",
    corners: ["┌", "┐", "└", "┘"],
    tags: ["!", "×", "^", "▲", "?", "†", "§", "¤", "<", "%", "√", "=", "-", "~"],
};

/// Signs of ASCII alone.
pub const ASCII: Signs = Signs {
    arrow: ">",
    unread: "*",
    saved: "S",
    noted: "N",
    revised: "R",
    bar: ">",
    more: "..",
    rule: "-",
    rule_focus: "=",
    wall: "|",
    goes_on: "|",
    bullet: "*",
    quoted: "|",
    dot: "-",
    folded: "+",
    unfolded: "-",
    done: "#",
    undone: ".",
    remove: "x",
    wrong: "!",
    above: "^",
    below: "v",
    cursor: "_",
    corners: ["+", "+", "+", "+"],
    tags: ["!", "x", "^", "W", "?", "T", "$", "I", "<", "%", "+", "=", "-", "~"],
};

/// Returns what a tag is called.
pub fn name(tag: Tag) -> String {
    tag.as_str().to_lowercase().replace('_', " ")
}

/// Says what a tag means.
pub fn meaning(tag: Tag) -> &'static str {
    match tag {
        Tag::Accusation => "somebody is said to have done it",
        Tag::Denial => "the accused, or who speaks for them, says no",
        Tag::Condemnation => "a deed is condemned",
        Tag::Warning => "somebody is warned, or warned of",
        Tag::Demand => "something is demanded",
        Tag::Threat => "consequences are threatened",
        Tag::Sanction => "sanctions are imposed",
        Tag::Indictment => "charges are brought",
        Tag::Expulsion => "envoys are expelled",
        Tag::Investigation => "an inquiry is held",
        Tag::Confirmation => "something is confirmed",
        Tag::Cooperation => "states work together or agree",
        Tag::Refusal => "a request or proposal is refused",
        Tag::NoComment => "nobody would comment",
    }
}

/// Says what a country in a role does.
pub fn deed(role: Role) -> &'static str {
    match role {
        Role::Accuser => "accuses",
        Role::Accused => "accused",
        Role::Denier => "denies",
        Role::Target => "harmed",
        Role::Sanctioner => "sanctions",
        Role::Mentioned => "named",
    }
}

impl Signs {
    /// Returns the sign of a role that countries are counted by; empty for the others.
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Accuser => self.arrow,
            Role::Accused => self.tag(Tag::Accusation),
            Role::Denier => self.tag(Tag::Denial),
            Role::Target | Role::Sanctioner | Role::Mentioned => "",
        }
    }

    /// Returns the sign of a tag.
    pub fn tag(&self, tag: Tag) -> &'static str {
        let at = Tag::ALL.iter().position(|known| *known == tag).unwrap_or_default();
        self.tags[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_has_a_sign_of_its_own_one_cell_wide() {
        for signs in [FULL, ASCII] {
            for (at, tag) in Tag::ALL.iter().enumerate() {
                let sign = signs.tag(*tag);
                assert_eq!(super::super::text::width(sign), 1, "{tag:?}");
                assert!(!signs.tags[..at].contains(&sign), "{tag:?} shares {sign}");
            }
        }
        assert!(ASCII.tags.iter().all(|sign| sign.is_ascii()));
    }
}
