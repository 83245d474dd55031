//! What is asked, and what came.

use super::Hop;
use super::hop::is_permanent;

/// What an address is expected to give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A feed; a web page in its place is a fault.
    #[default]
    Feed,
    /// A web page.
    Page,
    /// Either, as when a reader adds an address.
    Any,
}

/// One request, as far as the caller decides it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The address.
    pub url: String,
    /// What it should give.
    pub kind: Kind,
    /// The `ETag` of what we have, or empty.
    pub etag: String,
    /// The `Last-Modified` of what we have, or empty.
    pub last_modified: String,
}

impl Question {
    /// Asks `url` for something we have nothing of.
    pub fn new(url: &str, kind: Kind) -> Self {
        Self { url: url.to_owned(), kind, ..Self::default() }
    }
}

/// A good answer: the document, or that it has not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered, without password.
    pub url: String,
    /// The redirects on the way, in order.
    pub hops: Vec<Hop>,
    /// The headers, names in lower case, in order; `Set-Cookie` is left out.
    pub headers: Vec<(String, String)>,
    /// The document, unpacked; empty if it has not changed.
    pub body: Vec<u8>,
    /// Whether the server says that what we have is still right (304).
    pub not_modified: bool,
    /// The `ETag` to send next time, or empty.
    pub etag: String,
    /// The `Last-Modified` to send next time, or empty.
    pub last_modified: String,
    /// For how many seconds the answer is fresh, if the server says so.
    pub fresh_seconds: Option<u32>,
    /// Whether a redirect led to another origin, where our login was not sent.
    pub login_withheld: bool,
}

impl Answer {
    /// Returns the value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Returns the address to which the asked one has moved for good, if it has.
    pub fn moved_to(&self) -> Option<&str> {
        let permanent = self.hops.iter().take_while(|hop| is_permanent(hop.status));
        permanent.last().map(|hop| hop.to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_permanent_redirects_from_the_start_move_an_address() {
        let cases: &[(&[u16], Option<&str>)] = &[
            (&[], None),
            (&[302], None),
            (&[301], Some("1")),
            (&[301, 308], Some("2")),
            (&[301, 302], Some("1")),
            (&[302, 301], None),
        ];
        for (statuses, expected) in cases {
            let hops = statuses.iter().enumerate().map(|(index, status)| Hop {
                url: index.to_string(),
                status: *status,
                to: (index + 1).to_string(),
            });
            let answer = Answer { hops: hops.collect(), ..Answer::default() };
            assert_eq!(answer.moved_to(), *expected, "{statuses:?}");
        }
    }
}
