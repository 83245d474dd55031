//! A terminal newsroom for cyber-diplomacy: who accuses whom, who denies, in whose words.
//!
//! The modules are floors: each names only those below it. `ARCHITECTURE.md` has the table.

pub mod analysis;
pub mod app;
pub mod article;
pub mod clean;
pub mod cli;
pub mod config;
pub mod export;
pub mod feeds;
pub mod handover;
pub mod ingest;
pub mod ledger;
pub mod model;
pub mod query;
pub mod store;
pub mod tui;
pub mod ui;
pub mod worker;
