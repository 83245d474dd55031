//! What the newsroom is and how it changes: state, message, effect, update.
