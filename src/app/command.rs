//! Everything the reader can ask for, by name.

/// What a command is for; the help page is grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving about.
    Move,
    /// Choosing what is listed.
    Filter,
    /// Doing something with a story.
    Story,
    /// Keeping dossiers.
    Dossier,
    /// Reading an article.
    Read,
    /// The screen and the program.
    Screen,
    /// Typing.
    Text,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: [Self; 7] = [
        Self::Move,
        Self::Filter,
        Self::Story,
        Self::Dossier,
        Self::Read,
        Self::Screen,
        Self::Text,
    ];

    /// Returns the heading on the help page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Filter => "Choosing stories",
            Self::Story => "Working with a story",
            Self::Dossier => "Dossiers",
            Self::Read => "Reading",
            Self::Screen => "Screen and program",
            Self::Text => "Typing",
        }
    }
}

/// Defines [`Verb`] and its table from one list, so that no verb lacks a name or a help text.
macro_rules! verbs {
    ($($verb:ident $name:literal $group:ident $argument:literal $help:literal;)*) => {
        /// The name of a command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Verb {
            $(#[doc = $help] $verb,)*
        }

        impl Verb {
            /// Every verb, in the order of the help page.
            pub const ALL: &[Self] = &[$(Self::$verb,)*];

            /// Returns the name that keymaps and the command line use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$verb => $name,)* }
            }

            /// Returns what it does, in a few words.
            pub fn help(self) -> &'static str {
                match self { $(Self::$verb => $help,)* }
            }

            /// Returns the name of its argument, or nothing; `?` at its end says it may be left out.
            pub fn argument(self) -> &'static str {
                match self { $(Self::$verb => $argument,)* }
            }

            /// Returns what it is for.
            pub fn group(self) -> Group {
                match self { $(Self::$verb => Group::$group,)* }
            }
        }
    };
}

verbs! {
    Down "down" Move "" "one down";
    Up "up" Move "" "one up";
    Top "top" Move "" "to the first";
    Bottom "bottom" Move "" "to the last";
    HalfDown "half-page-down" Move "" "half a page down";
    HalfUp "half-page-up" Move "" "half a page up";
    PageDown "page-down" Move "" "a page down";
    PageUp "page-up" Move "" "a page up";
    ReadOn "read-on" Move "" "a page down; at the end, the next unread story";
    ReadBack "read-back" Move "" "a page up; at the start, the story before";
    FocusLeft "focus-left" Move "" "to the pane on the left";
    FocusRight "focus-right" Move "" "to the pane on the right";
    FocusNext "focus-next" Move "" "to the next pane";
    FocusPrevious "focus-previous" Move "" "to the pane before";
    Open "open" Move "" "open";
    Back "back" Move "" "back, or quit from the list";
    NextStory "next-story" Move "" "the next story, with the article open";
    PreviousStory "previous-story" Move "" "the story before, with the article open";
    Next "next" Move "" "next match of a search, else next unread";
    Previous "previous" Move "" "match before, else unread before";
    Search "search" Filter "words?" "search in everything";
    Query "filter" Filter "query?" "edit the whole filter as a query";
    Country "country" Filter "name?" "filter by country and role";
    ClearCountries "clear-countries" Filter "" "drop the countries from the filter";
    Pinned "pinned" Filter "number" "a pinned country on or off";
    All "all" Filter "" "all countries, no search";
    Unfilter "unfilter" Filter "" "take away the last part of the filter";
    Clear "clear" Filter "" "clear the filter";
    FilterBack "filter-back" Filter "" "the filter before";
    FilterForward "filter-forward" Filter "" "the filter after";
    View "view" Filter "name" "show a view: today, all, unread, saved, noted, incidents, samples or your own";
    KeepView "keep-view" Filter "name?" "keep this filter as a watch";
    DropView "drop-view" Filter "name" "forget a watch";
    Sort "sort" Filter "order?" "next order: newest, oldest, outlet, coverage, claims, incident, country";
    DismissSamples "dismiss-samples" Filter "" "take the bundled samples away";
    Save "save" Story "" "save, or unsave";
    Note "note" Story "words?" "write a note on the story or the selection";
    EditNote "edit-note" Story "" "edit the last note";
    DropNote "drop-note" Story "" "delete the last note";
    Highlight "highlight" Story "colour?" "highlight the selection: yellow, green, red or blue";
    Shelve "add-to-dossier" Story "name?" "put into a dossier, or a new one";
    Label "label" Story "label?" "add a label";
    Unlabel "unlabel" Story "label?" "remove a label";
    ToggleRead "toggle-read" Story "" "read, or unread";
    MarkAbove "mark-above" Story "" "mark this and those above as read";
    MarkListed "mark-listed" Story "" "mark exactly what is listed as read";
    Undo "undo" Story "" "undo the last change";
    Redo "redo" Story "" "redo it";
    Repeat "repeat" Story "" "do the last change again, here";
    Browser "browser" Story "" "open in the browser";
    BrowserNext "browser-next" Story "" "open in the browser, mark read, go on";
    CopyLink "copy-link" Story "" "copy the address";
    CopyCitation "copy-citation" Story "" "copy a citation";
    Export "export" Story "format?" "export what is listed, the open dossier, or the saved stories";
    Versions "versions" Story "" "what changed in the text, word by word";
    FullText "full-text" Story "" "fetch the whole text from its page";
    Dossiers "dossiers" Dossier "" "the dossiers";
    NewDossier "new-dossier" Dossier "name?" "make a dossier";
    LivingDossier "living-dossier" Dossier "name?" "make a dossier that this filter fills";
    RenameDossier "rename-dossier" Dossier "name?" "give the dossier another name";
    Summary "edit-summary" Dossier "" "write the summary of the dossier";
    Section "section" Dossier "name?" "put the story under a heading";
    MoveDown "move-down" Dossier "" "move the story down";
    MoveUp "move-up" Dossier "" "move the story up";
    TakeOut "take-out" Dossier "" "take the story out, or delete the dossier; u brings it back";
    Why "why" Read "" "why this tag: rule, trigger, words";
    RejectClaim "reject-claim" Read "" "the text does not claim this";
    CorrectSource "correct-source" Read "who?" "say who makes the claim";
    CorrectTarget "correct-target" Read "whom?" "say whom the claim is about";
    CorrectTag "correct-tag" Read "tag?" "say what kind of claim it is";
    CorrectSpeaker "correct-speaker" Read "name?" "say who speaks in this quotation";
    AddClaim "add-claim" Read "claim?" "the selection makes a claim: accusation nz > cn";
    DropCorrections "drop-corrections" Read "" "take back your corrections of this story";
    NextNote "next-note" Read "" "next noted passage";
    PreviousNote "previous-note" Read "" "noted passage before";
    NextActor "next-actor" Read "" "next actor";
    PreviousActor "previous-actor" Read "" "actor before";
    NextQuote "next-quote" Read "" "next quotation";
    PreviousQuote "previous-quote" Read "" "quotation before";
    NextClaim "next-claim" Read "" "next claim";
    PreviousClaim "previous-claim" Read "" "claim before";
    Links "links" Read "" "link hints: letter opens, capital copies";
    Select "select" Read "" "select a passage";
    Layer "layer" Read "name" "a layer on or off: actors, quotes, accusations, denials, claims, all";
    Who "who" Read "" "who the actor here is";
    Zen "zen" Screen "" "the article alone";
    Sidebar "sidebar" Screen "" "the sidebar on or off";
    Ledger "ledger" Screen "" "the ledger on or off";
    Stack "stack" Screen "" "the article under the list, or beside it";
    Headings "headings" Screen "by?" "headings in the list: by day, incident, country, outlet, off";
    Wider "wider" Screen "" "a larger list";
    Narrower "narrower" Screen "" "a smaller list";
    Tour "tour" Screen "" "the next step of the tour; after the last, no more";
    Fold "fold" Screen "" "fold or unfold";
    Refresh "refresh" Screen "" "ask the feed of this story";
    RefreshAll "refresh-all" Screen "" "ask all feeds";
    AddFeed "add-feed" Screen "address" "subscribe to a feed or a site";
    Feeds "feeds" Screen "" "how each feed fares";
    Command "command" Screen "" "command line";
    Several "do" Screen "commands" "several commands with ; between them: do save; next-story";
    Record "record" Screen "" "record what you do; once more ends it";
    Play "play" Screen "" "do again what was recorded";
    Count "count" Screen "digit?" "how often the next command is done: its digits follow";
    Palette "palette" Screen "" "find a command";
    Help "help" Screen "" "help, searchable";
    Errors "errors" Screen "" "what failed, and what to do";
    Theme "theme" Screen "name?" "next theme, or the one named";
    Redraw "redraw" Screen "" "draw the screen afresh";
    Suspend "suspend" Screen "" "back to the shell for a while";
    Cancel "cancel" Screen "" "cancel; twice quits";
    Quit "quit" Screen "" "quit";
    Submit "submit" Text "" "done";
    Break "break" Text "" "new line";
    Complete "complete" Text "" "complete; in the country picker, the next role";
    CompleteBack "complete-back" Text "" "the completion or role before";
    Colour "colour" Text "" "the next colour of the note";
    Mark "mark" Text "" "choose several";
    Editor "editor" Text "" "go on in $EDITOR";
    Backspace "backspace" Text "" "delete the letter before";
    Delete "delete" Text "" "delete the letter";
    DeleteWord "delete-word" Text "" "delete the word before";
    DeleteToStart "delete-to-start" Text "" "delete to the start of the line";
    DeleteToEnd "delete-to-end" Text "" "delete to the end of the line";
    CursorLeft "cursor-left" Text "" "one letter left";
    CursorRight "cursor-right" Text "" "one letter right";
    WordLeft "word-left" Text "" "one word left";
    WordRight "word-right" Text "" "one word right";
    LineStart "line-start" Text "" "start of the line";
    LineEnd "line-end" Text "" "end of the line";
}

impl Verb {
    /// Finds a verb by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verb| verb.name() == name)
    }

    /// Returns the verb whose name is nearest to a mistyped `name`.
    pub fn nearest(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .map(|verb| (distance(verb.name(), name), verb))
            .filter(|(steps, verb)| *steps <= (verb.name().len() / 2).max(1))
            .min()
            .map(|(_, verb)| verb)
    }
}

/// A verb with its argument, empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Command {
    /// What to do.
    pub verb: Verb,
    /// With what.
    pub argument: String,
}

/// Why a line is no command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The first word is no verb, and none is near.
    #[error("`{0}` is no command; press ? for the list")]
    Unknown(String),
    /// The first word is no verb, and one is near.
    #[error("`{0}` is no command; did you mean `{1}`?")]
    Misspelt(String, &'static str),
    /// The verb needs an argument.
    #[error("`{0}` needs {article} {1}", article = article(.1))]
    Lacking(&'static str, &'static str),
    /// The verb takes no argument.
    #[error("`{0}` takes nothing after it")]
    Surplus(&'static str),
    /// A line of several commands stands in another.
    #[error("`do` cannot stand in a line that begins with `do`; name its commands")]
    Nested,
}

impl Command {
    /// Reads `verb argument`.
    ///
    /// # Errors
    ///
    /// Returns [`CommandError`] for a word that is no verb, or an argument too many or too few.
    pub fn parse(line: &str) -> Result<Self, CommandError> {
        let line = line.trim();
        let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let Some(verb) = Verb::from_name(name) else {
            return Err(match Verb::nearest(name) {
                Some(near) => CommandError::Misspelt(name.to_owned(), near.name()),
                None => CommandError::Unknown(name.to_owned()),
            });
        };
        let argument = argument.trim().to_owned();
        match verb.argument() {
            "" if !argument.is_empty() => Err(CommandError::Surplus(verb.name())),
            needed if argument.is_empty() && !needed.is_empty() && !needed.ends_with('?') => {
                Err(CommandError::Lacking(verb.name(), needed))
            }
            _ if verb == Verb::Several => {
                Self::several(&argument).try_for_each(|part| part.map(drop))?;
                Ok(Self { verb, argument })
            }
            _ => Ok(Self { verb, argument }),
        }
    }

    /// Reads the commands of a line with `;` between them.
    pub fn several(line: &str) -> impl Iterator<Item = Result<Self, CommandError>> {
        line.split(';').map(str::trim).filter(|part| !part.is_empty()).map(
            |part| match Self::parse(part)? {
                Self { verb: Verb::Several, .. } => Err(CommandError::Nested),
                command => Ok(command),
            },
        )
    }
}

impl From<Verb> for Command {
    fn from(verb: Verb) -> Self {
        Self { verb, argument: String::new() }
    }
}

impl std::fmt::Display for Command {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.verb.name())?;
        if self.argument.is_empty() { Ok(()) } else { write!(out, " {}", self.argument) }
    }
}

/// Returns how many letters must change to make `a` of `b` (Levenshtein).
pub fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        row[0] = left;
        for (j, to) in b.chars().enumerate() {
            let best = (corner + usize::from(from != to)).min(left + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Returns the article before a word.
fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_command_or_says_why_not() {
        for (line, expected) in [
            ("save", "save"),
            ("  country  nz ", "country nz"),
            ("view today", "view today"),
            ("view", "`view` needs a name"),
            ("add-feed", "`add-feed` needs an address"),
            ("save it", "`save` takes nothing after it"),
            ("contry", "`contry` is no command; did you mean `country`?"),
            ("", "`` is no command; press ? for the list"),
            ("do save; label energy;", "do save; label energy;"),
            ("do save; nxt-story", "`nxt-story` is no command; did you mean `next-story`?"),
            ("do do save", "`do` cannot stand in a line that begins with `do`; name its commands"),
            ("ümläut", "`ümläut` is no command; press ? for the list"),
        ] {
            let found = match Command::parse(line) {
                Ok(command) => command.to_string(),
                Err(error) => error.to_string(),
            };
            assert_eq!(found, expected, "of {line:?}");
        }
    }

    #[test]
    fn every_verb_has_its_own_name_and_a_help_text() {
        for (at, verb) in Verb::ALL.iter().enumerate() {
            assert!(!verb.help().is_empty() && !verb.name().contains(' '), "{verb:?}");
            assert_eq!(Verb::from_name(verb.name()), Some(*verb));
            assert!(Verb::ALL[..at].iter().all(|other| other.name() != verb.name()), "{verb:?}");
        }
    }
}
