//! Alarms, programs, and what else waits.

use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use super::Programs;
use crate::app::Effect;
use crate::app::Message;

/// Carries out an effect that has no thread of its own.
pub(super) fn run(setup: &Programs, effect: Effect) {
    let reply = Arc::clone(&setup.reply);
    match effect {
        Effect::Wake { after_ms, alarm } => {
            setup.runtime.spawn(async move {
                tokio::time::sleep(Duration::from_millis(after_ms)).await;
                reply(Message::Woke(alarm));
            });
        }
        Effect::Browse(url) => {
            let browser = setup.settings.browser.clone();
            setup.runtime.spawn_blocking(move || reply(browse(&browser, &url)));
        }
        Effect::Fetch(asked) => {
            let network = Arc::clone(&setup.network);
            setup.runtime.spawn(async move { network.fetch(asked).await });
        }
        Effect::AddFeed(typed) => {
            let network = Arc::clone(&setup.network);
            setup.runtime.spawn(async move { network.add(&typed).await });
        }
        Effect::Open { id, whole } => {
            let network = Arc::clone(&setup.network);
            setup.runtime.spawn(async move { network.open(id, whole).await });
        }
        _ => {}
    }
}

/// Hands text to the reader's program for copying, on its input; `false` if none is named.
pub(super) fn copy(setup: &Programs, text: &str) -> bool {
    let Some((program, arguments)) = setup.settings.copy.split_first() else { return false };
    let spawned = std::process::Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let (reply, text, program) = (Arc::clone(&setup.reply), text.to_owned(), program.clone());
    setup.runtime.spawn_blocking(move || {
        let fed = spawned.and_then(|mut child| {
            let mut input = child.stdin.take().expect("its input is piped");
            input.write_all(text.as_bytes())?;
            drop(input);
            child.wait()
        });
        if let Err(error) = fed {
            reply(Message::failed(format!(
                "`{program}` could not copy ({error}); see `copy` in config.toml"
            )));
        }
    });
    true
}

/// Opens an address in the browser: one argument of a program, never a line for a shell.
fn browse(browser: &[String], url: &str) -> Message {
    let parsed = url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let Some(parsed) = parsed else {
        return Message::failed(format!("`{url}` is no web address, so it is not opened"));
    };
    let opened = match browser.split_first() {
        // What the system's own launchers say is about them, and means that there is no browser.
        None => open::that_detached(parsed.as_str())
            .map_err(|_| "none is known to the system".to_owned()),
        Some((program, arguments)) => std::process::Command::new(program)
            .args(arguments)
            .arg(parsed.as_str())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(drop)
            .map_err(|error| error.to_string()),
    };
    match opened {
        Ok(()) => Message::Told(format!("opened {}", parsed.host_str().unwrap_or("the page"))),
        Err(error) => Message::failed(format!(
            "no browser could be started: {error}; y copies the address, `browser` in config.toml names a program"
        )),
    }
}
