//! An HTML page to the part of it that is the article, as blocks of clean text.
