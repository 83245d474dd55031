//! The terminal and its event loop.
