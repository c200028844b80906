//! What a change replaced, field by field.

use crate::console::app::Look;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Span, span, wrap, wrapped};
use crate::model::operation::{DirectoryState, Fate, Operation};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Returns a record in full.
pub fn record_lines(look: &Look, record: &Operation, now: DateTime<Utc>, width: usize) -> Vec<Line> {
    let label = |id: &str| span(format!("{:<10}", look.text(id)), Role::Muted);
    let mut lines = vec![
        vec![
            span(format!("{}  ", record.id), Role::Muted),
            span(record.verb.name(), Role::Title),
            span(format!("  {} ", record.object.kind), Role::Muted),
            span(&record.object.name, Role::Text),
        ],
        vec![
            label("label-by"),
            span(&record.actor, Role::Text),
            span(format!("  {}", figures::exact(record.at, now)), Role::Muted),
        ],
    ];
    if let Some(reason) = record.reason.as_deref().filter(|reason| !reason.is_empty()) {
        lines.push(vec![label("label-reason"), span(reason, Role::Text)]);
    }
    lines.extend(fate_lines(look, record, width));
    lines.push(Line::new());
    lines.extend(diff_lines(look, record.before.as_ref(), record.after.as_ref(), width));
    if !record.command.is_empty() {
        lines.push(Line::new());
        lines.push(vec![span(look.text("label-same-as"), Role::Muted)]);
        lines.extend(wrapped(&record.command, width, Role::Text));
    }
    lines
}

/// Returns what became of a change, in few words.
pub(super) fn became(look: &Look, record: &Operation) -> Vec<Span> {
    record.fates().iter().map(|fate| said(look, fate)).collect()
}

fn said(look: &Look, fate: &Fate) -> Span {
    let role = match fate {
        Fate::Undoes { .. } | Fate::UndoneBy { .. } => Role::Badge,
        Fate::Begun => Role::Muted,
        Fate::Imported { rejected: 0, .. } => Role::Text,
        Fate::Imported { .. } | Fate::DirectoryPending => Role::StatusWarn,
        Fate::DirectoryRefused { .. } => Role::StatusFailed,
    };
    span(look.locale.say("fate", fate), role)
}

/// Returns whether a change can be undone, or by what it was, and what the directory made of it.
fn fate_lines(look: &Look, record: &Operation, width: usize) -> Vec<Line> {
    let label = |id: &str| span(format!("{:<10}", look.text(id)), Role::Muted);
    let told = |fate: Fate| look.locale.say("fate", &fate);
    let mut facts: Vec<String> = record.undoes.map(|id| told(Fate::Undoes { id })).into_iter().collect();
    facts.push(match (record.undone_by, record.reversible) {
        (Some(id), _) => told(Fate::UndoneBy { id }),
        (None, true) => look.text("log-reversible"),
        (None, false) => look.text("log-irreversible"),
    });
    let mut lines = vec![vec![label("label-undo"), span(facts.join(", "), Role::Text)]];
    let (made, refused) = match &record.directory {
        None => return lines,
        Some(DirectoryState::Pending) => (said(look, &Fate::DirectoryPending), &[][..]),
        Some(DirectoryState::Done(outcome)) if outcome.refused.is_empty() => {
            (span(look.text("log-directory-done"), Role::Text), &[][..])
        }
        Some(DirectoryState::Done(outcome)) => {
            (said(look, &Fate::DirectoryRefused { count: outcome.refused.len() }), &outcome.refused[..])
        }
    };
    lines.push(vec![label("label-directory"), made]);
    for member in refused {
        let text = format!("{} {}: {}: {}", look.symbol(Symbol::Failed), member.group, member.name, member.reason);
        lines.extend(hanging(&text, 2, width, Role::Text));
    }
    lines
}

/// Returns the fields that differ between two states of an object, and how many do not.
pub fn diff_lines(look: &Look, before: Option<&Value>, after: Option<&Value>, width: usize) -> Vec<Line> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> =
        before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).collect();
    names.sort();
    let mut lines = Vec::new();
    let mut same = 0_usize;
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old == new {
            same += 1;
            continue;
        }
        if let (Some(Value::Array(old)), Some(Value::Array(new))) = (old, new) {
            lines.extend(list_lines(look, name, old, new, width));
            continue;
        }
        for (value, sign, role) in [(old, "−", Role::DiffRemove), (new, "+", Role::DiffAdd)] {
            let Some(value) = value.filter(|value| !is_empty(value)) else { continue };
            lines.extend(field_lines(sign, name, &shown(look, value), width, role));
        }
    }
    if lines.is_empty() {
        lines.push(vec![span(look.text("diff-nothing"), Role::Muted)]);
    } else if same > 0 {
        lines.push(vec![span(look.locale.with("diff-same", [("count", same.into())]), Role::Muted)]);
    }
    lines
}

/// Returns what a list lost and gained; what stays is counted.
fn list_lines(look: &Look, name: &str, old: &[Value], new: &[Value], width: usize) -> Vec<Line> {
    let kept: HashSet<String> = old.iter().map(Value::to_string).collect();
    let wanted: HashSet<String> = new.iter().map(Value::to_string).collect();
    let without = |list: &[Value], others: &HashSet<String>| {
        let rest = list.iter().filter(|item| !others.contains(&item.to_string()));
        rest.map(|item| shown(look, item)).collect::<Vec<_>>().join(", ")
    };
    let mut lines = Vec::new();
    for (text, sign, role) in
        [(without(old, &wanted), "−", Role::DiffRemove), (without(new, &kept), "+", Role::DiffAdd)]
    {
        if !text.is_empty() {
            lines.extend(field_lines(sign, name, &text, width, role));
        }
    }
    let stay = kept.intersection(&wanted).count();
    if stay > 0 {
        let text = look.locale.with("diff-kept", [("count", stay.into())]);
        lines.extend(field_lines(" ", name, &text, width, Role::Muted));
    }
    lines
}

/// Width of a field's name.
const NAME: usize = 14;

fn field_lines(sign: &str, name: &str, value: &str, width: usize, role: Role) -> Vec<Line> {
    let name = name.replace('_', " ");
    let indent = NAME + 3;
    if width < indent + 12 {
        return hanging(&format!("{sign} {name} {value}"), 2, width, role);
    }
    let lines = wrap(value, width - indent).into_iter().enumerate();
    let head = |first: bool| if first { format!("{sign} {name:<NAME$} ") } else { " ".repeat(indent) };
    lines.map(|(place, line)| vec![span(format!("{}{line}", head(place == 0)), role)]).collect()
}

/// Breaks a text into lines of which all but the first are indented.
fn hanging(text: &str, indent: usize, width: usize, role: Role) -> Vec<Line> {
    let lines = wrap(text, width.saturating_sub(indent)).into_iter().enumerate();
    let head = |first: bool| if first { String::new() } else { " ".repeat(indent) };
    lines.map(|(place, line)| vec![span(format!("{}{line}", head(place == 0)), role)]).collect()
}

fn fields(value: Option<&Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(fields)) => fields.clone(),
        Some(Value::Null) | None => Map::new(),
        Some(other) => Map::from_iter([("value".to_owned(), other.clone())]),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Returns a value as people read it: words for yes and no, times to the minute, lists and objects without brackets.
fn shown(look: &Look, value: &Value) -> String {
    let many = |items: Vec<String>| {
        if items.is_empty() { look.symbol(Symbol::Dash).to_owned() } else { items.join(", ") }
    };
    match value {
        Value::Null => look.symbol(Symbol::Dash).to_owned(),
        Value::String(text) if text.is_empty() => look.symbol(Symbol::Dash).to_owned(),
        Value::String(text) => match text.parse::<DateTime<Utc>>() {
            Ok(at) => figures::minute(at),
            Err(_) => text.clone(),
        },
        Value::Bool(on) => look.text(if *on { "word-yes" } else { "word-no" }),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => many(items.iter().map(|item| shown(look, item)).collect()),
        Value::Object(fields) => {
            let filled = fields.iter().filter(|(_, value)| !is_empty(value));
            many(filled.map(|(name, value)| format!("{} {}", name.replace('_', " "), shown(look, value))).collect())
        }
    }
}
