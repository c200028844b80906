//! The list without a screen, once: for scripts.

use super::look::Look;
use super::rows::{group, is_choosable, is_chosen, sort};
use super::{Words, sentence};
use crate::agent::error::Result;
use crate::agent::link::{Client, Program};
use crate::agent::status::{PackageStatus, Status};
use crate::sanitise::clean;
use chrono::Utc;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;

/// Asks the service once and writes what it tells, as text or as one JSON document.
///
/// # Errors
/// [`crate::agent::error::AgentError::Service`] where no service answers. The outer one where `out` cannot be written.
pub async fn print(
    socket: &Path,
    version: &str,
    words: &dyn Words,
    json: bool,
    out: &mut (dyn Write + Send),
) -> io::Result<Result<()>> {
    let asked = async {
        let mut client = Client::connect(socket, Program::Command, version).await?;
        let status = client.status().await?;
        Ok((client.user().to_owned(), status))
    };
    let (user, mut status) = match asked.await {
        Ok(told) => told,
        Err(error) => return Ok(Err(error)),
    };
    sort(&mut status.packages);
    if json {
        writeln!(out, "{}", escaped(&format!("{:#}", shape(words, &user, &status))))?;
    } else {
        for line in lines(words, &user, &status) {
            writeln!(out, "{}", clean(&line).trim_end())?;
        }
    }
    Ok(Ok(()))
}

fn lines(words: &dyn Words, user: &str, status: &Status) -> Vec<String> {
    let generation = status.generation.to_string();
    let facts = [("machine", status.machine.as_str()), ("user", user), ("generation", generation.as_str())];
    let mut lines = vec![words.text("ui-print-title", &facts), sentence::activity(words, status, Utc::now())];
    if !status.problem.is_empty() {
        lines.push(words.text("ui-problem", &[("reason", &status.problem)]));
    }
    if status.packages.is_empty() {
        lines.push(words.text("ui-nothing", &[]));
    }
    let mut part = None;
    let widest = status.packages.iter().map(|one| super::app::title(one).chars().count()).max().unwrap_or_default();
    let look = Look { colours: false, unicode: true };
    for one in &status.packages {
        let own = group(&one.desired);
        if own != part {
            part = own;
            lines.push(String::new());
            lines.extend(own.map(|group| words.text(group.heading(), &[])));
        }
        let mark = if is_chosen(&one.desired) { '*' } else { ' ' };
        let (sign, title) = (look.state(one.desired.state), super::app::title(one));
        let have = one.have.as_deref().unwrap_or("–");
        let why = sentence::rule(words, &one.desired.winner);
        lines.push(format!("  {sign}{mark} {title:widest$}  {have:10}  {why}"));
        lines.extend(
            one.verdict.and_then(|verdict| sentence::verdict(words, verdict)).map(|text| format!("       {text}")),
        );
    }
    lines
}

fn shape(words: &dyn Words, user: &str, status: &Status) -> Value {
    let package = |one: &PackageStatus| {
        let mut value = json!(one);
        value["message"] = sentence::rule(words, &one.desired.winner).into();
        value["choosable"] = is_choosable(&one.desired).into();
        value["chosen"] = is_chosen(&one.desired).into();
        value
    };
    let mut value = json!(status);
    value["user"] = user.into();
    value["packages"] = status.packages.iter().map(package).collect();
    value
}

/// Returns JSON in which no character is left that a terminal would obey.
fn escaped(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut text, char| {
        if char == '\n' || clean(char.encode_utf8(&mut [0; 4])).chars().eq([char]) {
            text.push(char);
        } else {
            text.extend(char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same_value_without_what_a_terminal_obeys() {
        let value = json!({ "a": "x\u{9b}31m\u{202e}\u{1f600} \u{e0001}é", "b": "\u{1b}[2J" });
        let text = escaped(&format!("{value:#}"));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(!text.contains('\u{9b}') && !text.contains('\u{202e}') && text.contains('é'), "{text}");
    }
}
