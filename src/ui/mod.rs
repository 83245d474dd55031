//! Draws the state: cells, theme, keymap.
