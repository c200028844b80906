//! `explain`: what a code, a status or a verb means, and what to do.

use super::failure::Done;
use super::session::Session;
use super::table::Table;
use crate::core::Problem;
use crate::model::permission::Verb;
use crate::model::system::Status;
use crate::sanitise::excerpt;
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl ExplainArgs {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Done {
        if self.code.as_deref().is_some_and(|code| code.eq_ignore_ascii_case("verbs")) {
            return catalogue(session);
        }
        let verbs = Verb::ALL.iter().map(|verb| (verb.name(), format!("verb-{}", verb.name().replace('.', "-"))));
        let all = Problem::CODES
            .iter()
            .map(|(code, kind)| (*code, format!("problem-{}", kebab(kind))))
            .chain(Status::ALL.iter().map(|s| (s.name(), format!("status-{}", s.name().replace('_', "-")))))
            .chain(verbs);
        let wanted = self.code.as_ref().map(|code| code.replace('-', "_"));
        let same = |code: &str| wanted.as_ref().is_none_or(|w| w.eq_ignore_ascii_case(&code.replace('-', "_")));
        let found: Vec<Value> =
            all.filter(|(code, _)| same(code)).map(|(code, id)| shape(session, code, &id)).collect();
        if let (Some(code), true) = (&self.code, found.is_empty()) {
            let name = excerpt(code, 40);
            return Err(Problem::NotFound { object: "code".into(), name }.into());
        }
        match (session.json(), self.code.is_some(), found.as_slice()) {
            (true, true, [one]) => session.document(one),
            (true, ..) => session.array(found),
            (false, ..) => found.iter().try_for_each(|found| print(session, found)),
        }
    }
}

/// Lists every verb with its meaning (CMF-09).
fn catalogue(session: &mut Session<'_>) -> Done {
    if session.json() {
        let verbs = Verb::ALL.iter().map(|verb| {
            let id = format!("verb-{}", verb.name().replace('.', "-"));
            let mut value = shape(session, verb.name(), &id);
            value["grantable"] = verb.is_grantable().into();
            value
        });
        let verbs: Vec<Value> = verbs.collect();
        return session.array(verbs);
    }
    let mut table = Table::new(session.headings(&["verb-name", "meaning", "grantable"]));
    for verb in Verb::ALL {
        let meaning = super::may::meaning(session, *verb);
        table.row([verb.name().into(), meaning, session.yes_or_no(verb.is_grantable())]);
    }
    session.table(&table, false)
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
