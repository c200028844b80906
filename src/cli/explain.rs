//! `explain`: what a code or a status means, and what to do.

use super::failure::Done;
use super::session::Session;
use crate::core::Problem;
use crate::model::system::Status;
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl ExplainArgs {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Done {
        let all = Problem::CODES
            .iter()
            .map(|(code, kind)| (*code, format!("problem-{}", kebab(kind))))
            .chain(Status::ALL.iter().map(|s| (s.name(), format!("status-{}", s.name().replace('_', "-")))));
        let wanted = self.code.as_ref().map(|code| code.replace('-', "_"));
        let same = |code: &str| wanted.as_ref().is_none_or(|w| w.eq_ignore_ascii_case(&code.replace('-', "_")));
        let found: Vec<Value> =
            all.filter(|(code, _)| same(code)).map(|(code, id)| shape(session, code, &id)).collect();
        if let (Some(code), true) = (&self.code, found.is_empty()) {
            let name = code.chars().filter(|c| !c.is_control()).take(40).collect();
            return Err(Problem::NotFound { object: "code".into(), name }.into());
        }
        match (session.json(), self.code.is_some(), found.as_slice()) {
            (true, true, [one]) => session.document(one),
            (true, ..) => session.array(found),
            (false, ..) => found.iter().try_for_each(|found| print(session, found)),
        }
    }
}

fn shape(session: &Session<'_>, code: &str, id: &str) -> Value {
    let part = |part: &str| session.locale.find(&format!("{id}{part}")).map(|text| placeholders(&text));
    json!({ "code": code, "message": part(""), "about": part(".about"), "hint": part(".hint") })
}

fn print(session: &mut Session<'_>, found: &Value) -> Done {
    let text = |name: &str| found[name].as_str();
    session.line(&format!("{}: {}", text("code").unwrap_or_default(), text("message").unwrap_or_default()))?;
    for part in ["about", "hint"].into_iter().filter_map(text) {
        session.line(&format!("  {part}"))?;
    }
    Ok(())
}

/// Writes the places for facts, which are not known here, as `<name>`.
fn placeholders(text: &str) -> String {
    text.replace("{$", "<").replace('}', ">")
}

/// Returns the name of a variant as it stands in the locale files.
fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
