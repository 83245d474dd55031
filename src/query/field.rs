//! The fields of the language.

use crate::model::Role;

/// A field: what stands before the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// A country in any role.
    Country,
    /// A country that accuses.
    Accuser,
    /// A country that is accused.
    Accused,
    /// A country that denies.
    Denier,
    /// A country that was harmed.
    Target,
    /// A country that imposes sanctions.
    Sanctioner,
    /// A country that is only named.
    Mentioned,
    /// Part of a speaker's name.
    Speaker,
    /// An intrusion set.
    Group,
    /// The kind of a claim.
    Tag,
    /// Who accuses whom.
    Claim,
    /// An outlet.
    Feed,
    /// A folder of feeds.
    Folder,
    /// A language.
    Lang,
    /// An incident.
    Incident,
    /// A label of the reader.
    Label,
    /// Words of a note.
    Note,
    /// A dossier.
    Dossier,
    /// Published since.
    Since,
    /// Published until.
    Until,
    /// A mark.
    Is,
    /// The order of the list.
    Sort,
}

impl Field {
    /// Every field, in the order in which they are offered.
    pub const ALL: [Self; 22] = [
        Self::Country,
        Self::Accuser,
        Self::Accused,
        Self::Denier,
        Self::Target,
        Self::Sanctioner,
        Self::Mentioned,
        Self::Speaker,
        Self::Group,
        Self::Tag,
        Self::Claim,
        Self::Feed,
        Self::Folder,
        Self::Lang,
        Self::Incident,
        Self::Label,
        Self::Note,
        Self::Dossier,
        Self::Since,
        Self::Until,
        Self::Is,
        Self::Sort,
    ];

    /// Returns its name, without the colon.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Accuser => "accuser",
            Self::Accused => "accused",
            Self::Denier => "denier",
            Self::Target => "target",
            Self::Sanctioner => "sanctioner",
            Self::Mentioned => "mentioned",
            Self::Speaker => "speaker",
            Self::Group => "group",
            Self::Tag => "tag",
            Self::Claim => "claim",
            Self::Feed => "feed",
            Self::Folder => "folder",
            Self::Lang => "lang",
            Self::Incident => "incident",
            Self::Label => "label",
            Self::Note => "note",
            Self::Dossier => "dossier",
            Self::Since => "since",
            Self::Until => "until",
            Self::Is => "is",
            Self::Sort => "sort",
        }
    }

    /// Finds the field of a name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str().eq_ignore_ascii_case(name))
    }

    /// Says what it narrows to, in a few words.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Country => "a country in any role",
            Self::Accuser => "who accuses",
            Self::Accused => "who is accused",
            Self::Denier => "who denies",
            Self::Target => "who was harmed",
            Self::Sanctioner => "who imposes sanctions",
            Self::Mentioned => "who is only named",
            Self::Speaker => "who is quoted",
            Self::Group => "a threat group, by any of its names",
            Self::Tag => "a kind of claim",
            Self::Claim => "who accuses whom: NZ>CN",
            Self::Feed => "an outlet, by part of its name",
            Self::Folder => "a folder of feeds",
            Self::Lang => "a language: en",
            Self::Incident => "an incident, by number",
            Self::Label => "your label",
            Self::Note => "words of your notes",
            Self::Dossier => "a dossier",
            Self::Since | Self::Until => "12h, 7d, 2w or 2026-03-31",
            Self::Is => "unread, read, saved, noted, new, sample",
            Self::Sort => "newest, oldest, outlet, coverage, claims",
        }
    }

    /// Returns the role that a country has in this field; `None` if it takes no country.
    #[expect(clippy::option_option, reason = "a country in any role is a third thing")]
    pub(super) fn role(self) -> Option<Option<Role>> {
        match self {
            Self::Country => Some(None),
            Self::Accuser => Some(Some(Role::Accuser)),
            Self::Accused => Some(Some(Role::Accused)),
            Self::Denier => Some(Some(Role::Denier)),
            Self::Target => Some(Some(Role::Target)),
            Self::Sanctioner => Some(Some(Role::Sanctioner)),
            Self::Mentioned => Some(Some(Role::Mentioned)),
            Self::Speaker
            | Self::Group
            | Self::Tag
            | Self::Claim
            | Self::Feed
            | Self::Folder
            | Self::Lang
            | Self::Incident
            | Self::Label
            | Self::Note
            | Self::Dossier
            | Self::Since
            | Self::Until
            | Self::Is
            | Self::Sort => None,
        }
    }

    /// Returns the field of a country in `role`.
    pub(super) fn of_role(role: Option<Role>) -> Self {
        match role {
            None => Self::Country,
            Some(Role::Accuser) => Self::Accuser,
            Some(Role::Accused) => Self::Accused,
            Some(Role::Denier) => Self::Denier,
            Some(Role::Target) => Self::Target,
            Some(Role::Sanctioner) => Self::Sanctioner,
            Some(Role::Mentioned) => Self::Mentioned,
        }
    }
}
