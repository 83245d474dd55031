//! What the analyses of many stories say together: incidents, answers, counts.
