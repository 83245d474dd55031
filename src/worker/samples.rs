//! Tells the screen of what a new store begins with.

use jiff::Timestamp;

use super::Reply;
use crate::analysis::Lexicon;
use crate::app::Message;
use crate::ingest;
use crate::store::Store;

/// Puts feeds and stories in if this is the first start.
pub(super) fn load(store: &mut Store, lexicon: &Lexicon, reply: &Reply) {
    let tell = || reply(Message::Changed { what: String::new(), rows: Vec::new(), more: true });
    if let Err(error) = ingest::first_start(store, lexicon, Timestamp::now(), tell) {
        reply(Message::failed(error.to_string()));
    }
}
