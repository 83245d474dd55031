//! The persons of a text: full names, offices, states and gender, gathered once.

mod full;
mod gather;
mod lives;
mod name;
mod office;

pub(super) use gather::gather;
pub(super) use name::name_at;
