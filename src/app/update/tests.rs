//! What the state becomes after a message.

use super::*;
