//! Carries out effects; every outcome comes back as a message.
