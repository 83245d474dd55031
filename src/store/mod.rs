//! The database: the only module that speaks SQL.
