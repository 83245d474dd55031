//! What the language must know of the world.

use super::Field;
use crate::model::ActorCode;

/// Resolves what readers type, and lists what can be offered.
///
/// A higher floor implements it over the lexicon and the store.
pub trait Names {
    /// Finds the state or bloc of a code, name, demonym or capital, in any case.
    fn country(&self, name: &str) -> Option<ActorCode>;

    /// Finds the canonical name of a threat group, by any of its names, in any case.
    fn group(&self, name: &str) -> Option<String>;

    /// Lists the values that a field can have, each with a few words about it; empty for
    /// fields whose values are not known or come from the language itself.
    fn values(&self, field: Field) -> Vec<(String, String)>;
}

/// Knows no names: any two letters are a country, and `EU`, `NATO`, `UN`; any group is itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainNames;

impl Names for PlainNames {
    fn country(&self, name: &str) -> Option<ActorCode> {
        let is_code = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_code || name.eq_ignore_ascii_case("NATO")).then(|| ActorCode::state(name))
    }

    fn group(&self, name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    fn values(&self, _field: Field) -> Vec<(String, String)> {
        Vec::new()
    }
}
