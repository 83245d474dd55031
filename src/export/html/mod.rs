//! A document as one HTML file: for reading, without script and network, and for printing.

mod matrix;
mod page;
mod story;
mod timeline;

pub(super) use page::render;
