//! What is sent to a feed's own origin only: login, cookies, headers.

use std::process::Stdio;
use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::{HeaderName, HeaderValue};
use tokio::io::AsyncReadExt;
use tokio::process::Command;
use url::Url;

use super::hop::host_of;
use super::{FeedOptions, FetchError};

/// How long a password command may take: enough to unlock a keyring by hand.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of a password command's output is read, in bytes.
const COMMAND_OUTPUT_MAX_BYTES: u64 = 4096;

/// Headers that the client itself must write.
const OURS: &[&str] =
    &["host", "content-length", "connection", "transfer-encoding", "upgrade", "te"];

/// The login of a feed, found once per request.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    user: String,
    password: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Secrets {
    /// Gathers what is to be sent to the origin of `url`.
    pub(super) async fn of(url: &Url, options: Option<&FeedOptions>) -> Result<Self, FetchError> {
        let decoded = |text: &str| percent_decode(text);
        let mut secrets = Self {
            user: decoded(url.username()),
            password: decoded(url.password().unwrap_or_default()),
            headers: Vec::new(),
        };
        let Some(options) = options else { return Ok(secrets) };
        if !options.user.is_empty() {
            secrets.user.clone_from(&options.user);
            secrets.password = match options.password_command.split_first() {
                Some((program, arguments)) => ask(program, arguments)
                    .await
                    .ok_or_else(|| FetchError::Password { host: host_of(url) })?,
                None => options.password.clone(),
            };
        }
        let cookies =
            Some(("cookie", options.cookies.as_str())).filter(|(_, value)| !value.is_empty());
        let own = options.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in own.chain(cookies) {
            let bad = || FetchError::BadOption { host: host_of(url) };
            let name = HeaderName::try_from(name).map_err(|_| bad())?;
            let mut value = HeaderValue::try_from(value).map_err(|_| bad())?;
            value.set_sensitive(true);
            if !OURS.contains(&name.as_str()) {
                secrets.headers.push((name, value));
            }
        }
        Ok(secrets)
    }

    /// Returns whether there is nothing to send.
    pub(super) fn is_empty(&self) -> bool {
        self.user.is_empty() && self.headers.is_empty()
    }

    /// Adds all of it to a request.
    pub(super) fn add_to(&self, mut request: RequestBuilder) -> RequestBuilder {
        for (name, value) in &self.headers {
            request = request.header(name.clone(), value.clone());
        }
        if self.user.is_empty() {
            return request;
        }
        request.basic_auth(&self.user, Some(&self.password))
    }
}

/// Runs a password command, without a shell, and returns the first line of its output.
async fn ask(program: &str, arguments: &[String]) -> Option<String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .ok()?;
    let output = child.stdout.take()?;
    let mut text = String::new();
    let read = async {
        output.take(COMMAND_OUTPUT_MAX_BYTES).read_to_string(&mut text).await.ok()?;
        child.wait().await.ok().filter(std::process::ExitStatus::success)
    };
    tokio::time::timeout(COMMAND_TIMEOUT, read).await.ok()??;
    text.lines().next().map(str::to_owned).filter(|line| !line.is_empty())
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'%').then(|| after.get(..2)).flatten();
        let value = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = value.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_addresses_are_decoded() {
        for (text, expected) in [("me", "me"), ("a%40b", "a@b"), ("100%", "100%"), ("%zz", "%zz")] {
            assert_eq!(percent_decode(text), expected);
        }
    }

    #[tokio::test]
    async fn a_password_command_runs_without_a_shell() {
        let argument = |text: &str| vec![text.to_owned()];
        assert_eq!(ask("echo", &argument("pa ss; $(id)")).await.as_deref(), Some("pa ss; $(id)"));
        assert_eq!(ask("false", &[]).await, None);
        assert_eq!(ask("true", &[]).await, None, "no output");
        assert_eq!(ask("/nonexistent/program", &[]).await, None);
    }
}
