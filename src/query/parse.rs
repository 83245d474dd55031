//! Reads a query.

use jiff::civil::Date;

use super::Field;
use super::Names;
use super::QueryError;
use super::nearest;
use super::token;
use super::token::Kind;
use super::token::Token;
use crate::model::ActorCode;
use crate::model::Condition;
use crate::model::FeedId;
use crate::model::Filter;
use crate::model::Mark;
use crate::model::Moment;
use crate::model::Order;
use crate::model::Span;
use crate::model::Tag;

/// The longest query, in bytes: far more than a line that anybody types.
const QUERY_BYTES_MAX: usize = 4096;
/// How deep parentheses may nest: the reading and the query that it becomes are recursive.
const DEPTH_MAX: usize = 32;

/// Every order with its name in the language.
pub(super) const ORDERS: [(Order, &str); 7] = [
    (Order::Newest, "newest"),
    (Order::Oldest, "oldest"),
    (Order::Outlet, "outlet"),
    (Order::Coverage, "coverage"),
    (Order::Claims, "claims"),
    (Order::Incident, "incident"),
    (Order::Country, "country"),
];

/// Reads a query; an empty one lists everything.
///
/// # Errors
///
/// Returns a [`QueryError`] that points at the first thing that is wrong.
pub fn parse(text: &str, names: &dyn Names) -> Result<Filter, QueryError> {
    if text.len() > QUERY_BYTES_MAX {
        let span = Span::new(0, text.len());
        return Err(QueryError::new(span, "the query is longer than 4,096 bytes; shorten it"));
    }
    let tokens = token::cut(text)?;
    let mut parser =
        Parser { tokens: &tokens, next: 0, names, order: None, depth: 0, end: text.len() };
    let condition = parser.any()?;
    if let Some(token) = parser.peek() {
        return Err(QueryError::new(token.span, "this `)` closes nothing; remove it"));
    }
    Ok(Filter { condition, order: parser.order.unwrap_or_default(), samples: false })
}

struct Parser<'a> {
    tokens: &'a [Token],
    next: usize,
    names: &'a dyn Names,
    order: Option<Order>,
    depth: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.next += 1;
        Some(token)
    }

    /// Reads alternatives up to a `)` or the end.
    fn any(&mut self) -> Result<Condition, QueryError> {
        let mut parts = Vec::new();
        loop {
            let part = self.all()?;
            let or = self.peek().filter(|token| token.kind == Kind::Or);
            let one_of_several = or.is_some() || !parts.is_empty();
            if one_of_several && part == Condition::default() {
                let span = or.map_or(Span::new(self.end, self.end), |token| token.span);
                return Err(QueryError::new(span, "`OR` needs something on both sides"));
            }
            match part {
                Condition::Any(inner) if one_of_several => parts.extend(inner),
                other => parts.push(other),
            }
            if or.is_none() {
                return Ok(single(parts, Condition::Any));
            }
            self.next += 1;
        }
    }

    /// Reads what must hold at once, up to `OR`, a `)` or the end.
    fn all(&mut self) -> Result<Condition, QueryError> {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Or | Kind::Close => break,
                Kind::And => self.next += 1,
                Kind::Open
                | Kind::Not
                | Kind::Word { .. }
                | Kind::Quoted(_)
                | Kind::Field { .. } => {
                    if let Some(part) = self.one()? {
                        parts.push(part);
                    }
                }
            }
        }
        if parts.len() > 1 {
            let flat = parts.into_iter().flat_map(|part| match part {
                Condition::All(inner) if !inner.is_empty() => inner,
                other => vec![other],
            });
            return Ok(Condition::All(flat.collect()));
        }
        Ok(single(parts, Condition::All))
    }

    /// Reads one term; `None` for one that orders and does not narrow.
    fn one(&mut self) -> Result<Option<Condition>, QueryError> {
        let Some(token) = self.take() else { return Ok(None) };
        match &token.kind {
            Kind::Not => self.negated(token.span).map(Some),
            Kind::Open => self.parenthesis(token.span).map(Some),
            Kind::Quoted(words) => {
                if words.trim().is_empty() {
                    return Err(QueryError::new(token.span, "the quotation has no words"));
                }
                Ok(Some(Condition::Phrase(words.clone())))
            }
            Kind::Word { text, prefix } => {
                if text.is_empty() {
                    return Err(QueryError::new(token.span, "a `*` needs letters before it"));
                }
                Ok(Some(Condition::Word { word: text.clone(), prefix: *prefix }))
            }
            Kind::Field { name, value, quoted, value_span } => {
                self.field(token.span, name, (value, *quoted, *value_span))
            }
            Kind::Close | Kind::Or | Kind::And => {
                Err(QueryError::new(token.span, "something to search for belongs here"))
            }
        }
    }

    fn negated(&mut self, span: Span) -> Result<Condition, QueryError> {
        self.deeper(span)?;
        let order = self.order;
        let part = self.one()?;
        self.depth -= 1;
        match part {
            Some(part) if self.order == order => Ok(Condition::Not(Box::new(part))),
            Some(_) | None => {
                Err(QueryError::new(span, "`-` needs something that narrows after it"))
            }
        }
    }

    fn parenthesis(&mut self, span: Span) -> Result<Condition, QueryError> {
        self.deeper(span)?;
        let inside = self.any()?;
        self.depth -= 1;
        match self.take() {
            Some(token) if token.kind == Kind::Close => Ok(inside),
            Some(_) | None => Err(QueryError::new(span, "this `(` is not closed; add a `)`")),
        }
    }

    fn deeper(&mut self, span: Span) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(QueryError::new(span, "the query nests too deep; take parentheses out"));
        }
        Ok(())
    }

    fn field(
        &mut self,
        span: Span,
        name: &str,
        (value, quoted, place): (&str, bool, Span),
    ) -> Result<Option<Condition>, QueryError> {
        let name_span = Span::new(span.start(), span.start() + name.len() + 1);
        let Some(field) = Field::from_name(name) else {
            let known = Field::ALL.map(Field::as_str);
            let offer = nearest(name, known).map(|field| format!("{field}:"));
            let message = format!("there is no field `{name}:`");
            return Err(QueryError::new(name_span, message).offering(offer.as_deref()));
        };
        let value = value.trim();
        if value.is_empty() {
            let message = format!("`{}:` needs a value: {}", field.as_str(), field.hint());
            return Err(QueryError::new(span, message));
        }
        if field == Field::Sort {
            self.order = Some(order(value, place)?);
            return Ok(None);
        }
        value_of(field, value, quoted, self.names)
            .map(Some)
            .map_err(|wrong| wrong.at(field, value, place))
    }
}

/// A value that its field cannot have.
struct Wrong {
    message: Option<&'static str>,
    offer: Option<String>,
}

impl Wrong {
    fn near(offer: Option<&str>) -> Self {
        Self { message: None, offer: offer.map(str::to_owned) }
    }

    fn says(message: &'static str) -> Self {
        Self { message: Some(message), offer: None }
    }

    fn at(self, field: Field, value: &str, span: Span) -> QueryError {
        let message = match self.message {
            Some(message) => message.to_owned(),
            None => format!("`{}:` has no `{value}`", field.as_str()),
        };
        QueryError::new(span, message).offering(self.offer.as_deref())
    }
}

fn value_of(
    field: Field,
    value: &str,
    quoted: bool,
    names: &dyn Names,
) -> Result<Condition, Wrong> {
    if let Some(role) = field.role() {
        return Ok(Condition::Country(role, actor(value, field, names)?));
    }
    let text = value.to_owned();
    Ok(match field {
        Field::Speaker => Condition::Speaker(text),
        Field::Group => Condition::Group(group(value, names)?),
        Field::Tag => Condition::Tag(tag(value)?),
        Field::Claim => claim(value, names)?,
        Field::Feed => match value.parse() {
            Ok(id) if !quoted => Condition::FeedId(FeedId(id)),
            Ok(_) | Err(_) => Condition::Feed(text),
        },
        Field::Folder => Condition::Folder(text),
        Field::Lang => Condition::Lang(lang(value)?),
        Field::Incident => Condition::Incident(
            value.parse().map_err(|_| Wrong::says("`incident:` takes a number"))?,
        ),
        Field::Label => Condition::Label(text),
        Field::Note => Condition::Note(text),
        Field::Dossier => Condition::Dossier(text),
        Field::Since => Condition::Since(moment(value)?),
        Field::Until => Condition::Until(moment(value)?),
        Field::Is => Condition::Is(mark(value)?),
        Field::Country
        | Field::Accuser
        | Field::Accused
        | Field::Denier
        | Field::Target
        | Field::Sanctioner
        | Field::Mentioned
        | Field::Sort => return Err(Wrong::says("this field stands elsewhere")),
    })
}

/// Resolves a country, or `ORG:Name` as the analysis writes it.
fn actor(value: &str, field: Field, names: &dyn Names) -> Result<ActorCode, Wrong> {
    if let Some((org, name)) = value.split_once(':')
        && org.eq_ignore_ascii_case("ORG")
        && !name.is_empty()
    {
        return Ok(ActorCode::organisation(name));
    }
    names.country(value).ok_or_else(|| {
        let known = names.values(field);
        let texts = known.iter().flat_map(|(code, name)| [code.as_str(), name.as_str()]);
        let texts: Vec<&str> = if value.chars().count() > 3 {
            texts.filter(|text| text.len() > 3).collect()
        } else {
            texts.collect()
        };
        Wrong::near(nearest(value, texts))
    })
}

fn group(value: &str, names: &dyn Names) -> Result<String, Wrong> {
    names.group(value).ok_or_else(|| {
        let known = names.values(Field::Group);
        Wrong::near(nearest(value, known.iter().map(|(name, _)| name.as_str())))
    })
}

fn tag(value: &str) -> Result<Tag, Wrong> {
    let name = value.replace(['-', ' '], "_");
    let known = Tag::ALL.map(Tag::as_str);
    Tag::from_name(&name).ok_or_else(|| Wrong::near(nearest(&name, known)))
}

/// `NZ>CN`; a side left empty is anybody. A backslash keeps a `>` in a name.
fn claim(value: &str, names: &dyn Names) -> Result<Condition, Wrong> {
    let mut sides = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '>' => sides.push(String::new()),
            '\\' => sides.last_mut().into_iter().for_each(|side| side.extend(letters.next())),
            _ => sides.last_mut().into_iter().for_each(|side| side.push(letter)),
        }
    }
    let [source, target] = sides.as_slice() else {
        return Err(Wrong::says("`claim:` takes who accuses whom, as in `claim:NZ>CN`"));
    };
    let side = |side: &str| match side.trim() {
        "" => Ok(None),
        name => actor(name, Field::Country, names).map(Some),
    };
    Ok(Condition::Claim(side(source)?, side(target)?))
}

fn lang(value: &str) -> Result<String, Wrong> {
    let is_code = matches!(value.len(), 2 | 3) && value.bytes().all(|b| b.is_ascii_alphabetic());
    if is_code {
        Ok(value.to_ascii_lowercase())
    } else {
        Err(Wrong::says("`lang:` takes a language's code, as in `lang:en`"))
    }
}

fn mark(value: &str) -> Result<Mark, Wrong> {
    let found = Mark::ALL.into_iter().find(|mark| mark.as_str().eq_ignore_ascii_case(value));
    found.ok_or_else(|| Wrong::near(nearest(value, Mark::ALL.map(Mark::as_str))))
}

fn order(value: &str, span: Span) -> Result<Order, QueryError> {
    let found = ORDERS.iter().find(|(_, name)| name.eq_ignore_ascii_case(value));
    found.map(|(order, _)| *order).ok_or_else(|| {
        let offer = nearest(value, ORDERS.map(|(_, name)| name));
        Wrong::near(offer).at(Field::Sort, value, span)
    })
}

/// `12h`, `7d`, `2w`, or a day.
fn moment(value: &str) -> Result<Moment, Wrong> {
    let wrong = || Wrong::says("a time is 12h, 7d, 2w, or a day such as 2026-03-31");
    let bytes = value.as_bytes();
    if let Some((unit, digits)) = bytes.split_last()
        && !digits.is_empty()
        && digits.iter().all(u8::is_ascii_digit)
    {
        let hours = match unit.to_ascii_lowercase() {
            b'h' => 1,
            b'd' => 24,
            b'w' => 24 * 7,
            _ => return Err(wrong()),
        };
        let number: u32 =
            value.get(..digits.len()).and_then(|number| number.parse().ok()).ok_or_else(wrong)?;
        return number.checked_mul(hours).map(Moment::HoursAgo).ok_or_else(wrong);
    }
    value.parse::<Date>().map(Moment::Day).map_err(|_| wrong())
}

/// One part stands for itself.
fn single(mut parts: Vec<Condition>, several: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        0 => Condition::default(),
        1 => parts.swap_remove(0),
        _ => several(parts),
    }
}
