//! What a word can be: parts of speech, and the classes that rules ask for.

/// How many classes there can be.
const CLASSES_MAX: u32 = 3 * u64::BITS;

/// A set of classes of a word, as bits: three words rather than `u128`s, which would align every token at 16 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64, u64, u64);

/// Makes the constants and the table of names that the word files use.
macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)*) => {
        /// The classes in order: a class's bit is its place.
        #[expect(clippy::upper_case_acronyms, reason = "named as the constants")]
        enum Place {
            $($constant,)*
        }

        impl Classes {
            $($(#[$doc])* pub(crate) const $constant: Self = Self::bit(Place::$constant as u32);)*

            /// Each class and the name that the files under `config/lexicon/words/` give it.
            #[cfg(test)]
            const ALL: &[(&str, Self)] = &[$(($name, Self::$constant),)*];

            /// Finds the class of a name used in the word files.
            pub(crate) fn of_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$constant),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// The base form of a verb (`deny`).
    BASE = "base",
    /// The third person (`denies`).
    THIRD = "third",
    /// The past tense (`denied`, `said`).
    PAST = "past",
    /// The past participle (`denied`, `stolen`).
    PARTICIPLE = "participle",
    /// The gerund (`denying`).
    GERUND = "gerund",
    /// A noun.
    NOUN = "noun",
    /// The plural of a noun.
    PLURAL = "plural",
    /// An adjective.
    ADJECTIVE = "adjective",
    /// An adverb.
    ADVERB = "adverb",
    /// A determiner or possessive pronoun.
    DETERMINER = "determiner",
    /// A preposition.
    PREPOSITION = "preposition",
    /// A subject pronoun (`he`, `they`, `we`).
    PRONOUN = "pronoun",
    /// A relative (`who`, `which`, `that`).
    RELATIVE = "relative",
    /// A conjunction that joins equals (`and`, `or`, `but`).
    CONJUNCTION = "conjunction",
    /// A subordinating conjunction (`after`, `although`, `if`).
    SUBORDINATOR = "subordinator",
    /// A form of be.
    BE = "be",
    /// A form of have.
    HAVE = "have",
    /// A form of do.
    DO = "do",
    /// A modal (`will`, `could`).
    MODAL = "modal",
    /// A negation (`not`, `never`, `didn't`).
    NEGATION = "negation",
    /// A month, weekday, or other word of time.
    TIME = "time",
    /// A verb that reports speech.
    REPORTS = "reports",
    /// A reporting verb that takes a quotation or a that-clause (`say`, `warn`).
    SAYS = "says",
    /// A reporting verb that gives its object a name (`call`, `describe … as`).
    LABELS = "labels",
    /// A reporting verb whose object is what it speaks of (`deny`, `condemn`).
    REJECTS = "rejects",
    /// A reporting verb with an infinitive of its own subject (`vow to`).
    VOWS = "vows",
    /// A reporting verb with an object and an infinitive (`urge … to`).
    URGES = "urges",
    /// A verb that reports only beside marks or a that-clause (`think`, `find`, `put`).
    WEAK = "weak",
    /// A noun of speech (`statement`, `claim`).
    SPEECH = "speech",
    /// A title of office or person that can stand before a name (`Minister`, `Mr`, `Gen.`).
    TITLE = "title",
    /// A noun for a person by office or trade (`spokesman`, `analyst`, `official`).
    OFFICE = "office",
    /// A noun for a body (`ministry`, `agency`, `embassy`, `government`).
    BODY = "body",
    /// An office or body of a state, also when none is named (`minister`, `police`), or a word that
    /// makes an office one (`presidential`).
    PUBLIC = "public",
    /// A body or office of no state (`company`, `gang`, `coach`).
    PRIVATE = "private",
    /// A noun for who reports the news (`newspaper`, `broadcaster`).
    PRESS = "press",
    /// A person who knows and holds no office (`analyst`, `professor`, `journalist`).
    EXPERT = "expert",
    /// An office noun that repeats any office of its sort (`the diplomat`, `the official`).
    GENERAL = "general",
    /// A verb of going somewhere (`arrive`, `visit`).
    TRAVELS = "travels",
    /// A word that stands before an office (`foreign`, `prime`, `deputy`).
    QUALIFIER = "qualifier",
    /// A word that marks the name of a company or body (`Networks`, `Ltd`, `University`).
    FIRM = "firm",
    /// A word of sport (`match`, `referee`), which makes countries teams.
    SPORT = "sport",
    /// A given name.
    GIVEN = "given",
    /// A given name of men.
    MALE = "male",
    /// A given name of women.
    FEMALE = "female",
    /// Hackers, spies, group, actors: who does the deed.
    CULPRIT = "culprit",
    /// A culprit by trade, whoever it works for (`hackers`, `spies`, `threat actor`).
    HACKER = "hacker",
    /// A noun of wrong (`hack`, `attack`, `breach`).
    WRONG = "wrong",
    /// A verb of wrong (`hack`, `steal`, `breach`).
    HARMS = "harms",
    /// A hedge of weight 1 (`linked`, `appears`).
    SOFT = "soft",
    /// A hedge of weight 2 (`suspected`, `likely`, `alleged`).
    SUSPECTED = "suspected",
    /// A noun of accusation (`accusation`, `allegation`, `claim`).
    CHARGE = "charge",
    /// A noun for having done it (`role`, `involvement`, `responsibility`).
    DEED = "deed",
    /// A noun of what is asked (`request`, `proposal`, `treaty`).
    REQUEST = "request",
    /// A noun of coming in (`access`, `visa`).
    ENTRY = "entry",
    /// A diplomat or a mission (`ambassador`, `embassy`).
    DIPLOMAT = "diplomat",
    /// A noun of punishment between states (`sanctions`, `embargo`).
    PENALTY = "penalty",
    /// A noun of inquiry (`probe`, `investigation`).
    PROBE = "probe",
    /// A verb whose participle behind a noun is no passive (`worked`, `responded`).
    INTRANSITIVE = "intransitive",
    /// A word that dismisses a charge (`baseless`, `groundless`).
    BASELESS = "baseless",
    /// A noun of proof (`evidence`, `fact`, `document`).
    EVIDENCE = "evidence",
    /// A verb that brings another's wrong to light or rebukes it (`condemn`, `expose`, `detect`).
    EXPOSES = "exposes",
    /// A verb that with a place says whence a deed came (`came from`, `was planned in`, `led to`).
    ORIGIN = "origin",
    /// A noun of what leads back to a culprit (`order`, `server`, `traffic`).
    TRACE = "trace",
    /// A verb that with an object of wrong makes a deed (`launch an attack`).
    LAUNCHES = "launches",
    /// A verb that says for whom a culprit works, with `to` or `with` (`linked to`).
    TIED = "tied",
    /// The same with `by` (`backed by`).
    KEPT = "kept",
    /// The same with `for`, `from`, `in`, `under` or `on behalf of` (`working for`).
    SERVES = "serves",
    /// A verb that makes another's accusation one's own (`support`, `echo`).
    SECONDS = "seconds",
    /// A verb that does so only with `the same` (`reach the same conclusion`).
    CONCURS = "concurs",
    /// A verb whose infinitive or gerund has not happened (`decline to`, `stop`).
    FORGOES = "forgoes",
    /// A word that says what a charge is for (`were meant to`, `is an attempt`).
    MOTIVE = "motive",
    /// A verb of making something up (`fabricate`, `cook up`).
    FEIGNS = "feigns",
    /// A verb that with a negation leaves a question open (`does not discuss`, `did not answer`).
    EVADES = "evades",
    /// A verb whose infinitive or gerund is to come (`plan to`, `vow to`).
    PLANS = "plans",
    /// A verb whose object is only thought of (`consider sanctions`).
    WEIGHS = "weighs",
    /// A verb that takes back what its object is (`lift sanctions`, `drop charges`).
    UNDOES = "undoes",
    /// A verb that befalls a culprit (`arrest`, `charge`).
    BEFALLS = "befalls",
    /// A verb that gives something a name and reports nothing (`dub`, `track … as`).
    NAMES = "names",
    /// A verb that with a negation and a wrong says that one did not do it (`never engaged in`).
    DOES = "does",
    /// A verb that with `into`, `inside`, `after` or `access` makes a deed (`break into`, `go after`).
    ENTERS = "enters",
    /// A verb whose infinitive somebody else is to do (`allow`, `help`).
    CONTROLS = "controls",
    /// A noun for people of any kind, who are culprits by whom they work for (`persons acting for`).
    PERSONS = "persons",
    /// A word that makes a statement one of all times (`always`, `repeatedly`).
    ALWAYS = "always",
    /// A verb that with an object of data makes a deed (`read the messages`).
    TAKES = "takes",
    /// A noun of what is taken (`message`, `file`, `network`).
    DATA = "data",
    /// A noun that with `no` strengthens (`no doubt`, `no amount of`).
    EMPHATIC = "emphatic",
    /// A verb that says who was hit without naming a culprit (`affect`, `shut`).
    HITS = "hits",
    /// A verb whose subject is harmed by a wrong (`suffer an attack`).
    SUFFERS = "suffers",
    /// A verb that with a word for being cut off says who was harmed (`left the port without power`).
    RENDERS = "renders",
    /// A verb that with `off`, `down` or `out` makes a deed (`switch off`).
    DOWNS = "downs",
    /// A preposition that leads to whom something is done, or who only stands beside it (`against`, `with`).
    TOWARDS = "towards",
    /// A word of what follows a threat (`retaliate`, `consequences`).
    RETALIATES = "retaliates",
    /// A word that is said of nothing but charges (`groundless`, `unfounded`).
    UNFOUNDED = "unfounded",
    /// A noun for having to do with a matter (`role`, `connection`, `knowledge`).
    STAKE = "stake",
    /// A noun for having to answer for a matter (`responsibility`, `blame`).
    BLAME = "blame",
    /// A verb for where blame is (`lies with`).
    STANDS = "stands",
    /// A noun of armed force (`jets`, `troops`): it acts for its state.
    FORCE = "force",
    /// A verb that with a border or its airspace makes a deed (`enter`, `cross`).
    CROSSES = "crosses",
    /// A noun for where a state ends (`airspace`, `border`).
    BORDER = "border",
    /// A noun for what is done with (`spyware`, `exploit`, `phishing`).
    WEAPON = "weapon",
    /// A verb that with such a weapon makes a deed (`use spyware`, `deploy a backdoor`).
    WIELDS = "wields",
    /// A word that behind a state and before a campaign, operation or group makes it a wrong (`Chinese espionage operation`).
    COVERT = "covert",
    /// A noun for a row of deeds (`campaign`, `operation`, `effort`).
    CAMPAIGN = "campaign",
    /// An affirmation that its negation turns into a denial (`not true`, `not the case`).
    TRUE = "true",
    /// A word of blame, but only in an opponent's mouth (`hype`, `pretext`, `pawn`).
    ILL = "ill",
    /// A noun for one's own good faith (`innocence`, `hands`).
    INNOCENCE = "innocence",
    /// A word that leads to a speaker or his words with others behind it (`according to`, `went on`).
    LEADS = "leads",
    /// A word that makes whom the sentence is about a wrongdoer without a verb of wrong (`is behind`,
    /// `is responsible for`).
    IMPLICATES = "implicates",
    /// A person who speaks for no state, wherever he is from (`citizen`, `suspect`).
    CIVILIAN = "civilian",
    /// What a culprit leaves on a deed (`fingerprints`, `hallmark`).
    MARK = "mark",
    /// A secret service, or who works for one.
    SECRET = "secret",
    /// Who takes arms against a state.
    REBEL = "rebel",
    /// What is done with the people and tools of a wrong, or binds them to somebody (`supply`, `recruit`, `belong`).
    ENLISTS = "enlists",
    /// What a charge is made for, or made up from (`pretext`, `divert`, `invent`).
    IMPUTES = "imputes",
    /// A verb that finds or bears a mark (`recognise`, `bear`).
    SHOWS = "shows",
    /// A word for being sure of what follows (`satisfied that`, `convinced that`).
    SURE = "sure",
    /// What a people decides by voting, and what comes of it (`election`, `outcome`).
    VOTE = "vote",
    /// A word with which the name of a party ends (`Front`, `Movement`).
    FACTION = "faction",
    /// A verb that accuses by the clause behind it (`allege`).
    ALLEGES = "alleges",
    /// A noun that accuses by the clause behind it (`the allegation that`).
    CLAUSAL = "clausal",
    /// A body whose drones and ships are its state's own (`navy`).
    ARMED = "armed",
    /// A verb with which a denial is made (`issue a denial`).
    UTTERS = "utters",
    /// What is done to people who then work for a service (`recruit`).
    HIRES = "hires",
    /// What is done with the tools of a wrong (`supply`, `plant`).
    HANDLES = "handles",
    /// What is done with a charge that somebody makes up, or means by it (`invent`).
    FABRICATES = "fabricates",
    /// A verb whose object does what its infinitive says (`prompting Mali to expel`).
    MOVES = "moves",
    /// What one can be behind, or involved in, without a wrong (`schedule`).
    INNOCUOUS = "innocuous",
    /// A noun of wrong that belongs to whom `of` names (`the crimes of`).
    CONDUCT = "conduct",
    /// A noun that behind `on` or `at` says for whom a wrong is done (`on behalf of`).
    BEHEST = "behest",
    /// What serves to make a charge out of nothing (`ploy`).
    PRETEXT = "pretext",
    /// What is done with arms against another (`launch`).
    SENDS = "sends",
    /// What one is left without (`power`).
    SUPPLY = "supply",
    /// A verb whose infinitive its subject does (`used the briefing to accuse`).
    USES = "uses",
    /// How what is harmed is left (`offline`).
    BROKEN = "broken",
    /// What is cut between two states (`cable`).
    LINE = "line",
    /// What is lost without being broken (`signal`).
    CONTACT = "contact",
    /// A word behind which the infinitive is done (`quick to deny`).
    EAGER = "eager",
    /// An abbreviation written with a dot that seldom ends a sentence (`Gen`, `Mr`).
    ABBREVIATION = "abbreviation",
}

impl Classes {
    /// Returns the class with number `bit`.
    const fn bit(bit: u32) -> Self {
        assert!(bit < CLASSES_MAX, "a set of classes has no room for more");
        let one = 1 << (bit % u64::BITS);
        match bit / u64::BITS {
            0 => Self(one, 0, 0),
            1 => Self(0, one, 0),
            _ => Self(0, 0, one),
        }
    }

    /// Returns the classes in both or either.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1, self.2 | other.2)
    }

    /// Returns the classes that the other has not.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0, self.1 & !other.1, self.2 & !other.2)
    }

    /// Returns whether the two share a class.
    pub(crate) const fn any(self, other: Self) -> bool {
        (self.0 & other.0) | (self.1 & other.1) | (self.2 & other.2) != 0
    }

    /// Any form of a verb.
    pub(crate) const VERB: Self =
        Self::BASE.with(Self::THIRD).with(Self::PAST).with(Self::PARTICIPLE).with(Self::GERUND);
    /// Any auxiliary.
    pub(crate) const AUXILIARY: Self = Self::BE.with(Self::HAVE).with(Self::DO).with(Self::MODAL);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_bit_and_name() {
        for (index, (name, class)) in Classes::ALL.iter().enumerate() {
            assert_eq!(Classes::of_name(name), Some(*class));
            assert!(Classes::ALL[..index].iter().all(|(_, other)| !other.any(*class)), "{name}");
        }
    }
}
