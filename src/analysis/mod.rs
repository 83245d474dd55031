//! Reads an article as a diplomatic desk would: who acts, who says what, what is claimed.
