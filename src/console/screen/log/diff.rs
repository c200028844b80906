//! What a change replaced, field by field.

use crate::console::app::Look;
use crate::console::figures;
use crate::console::theme::Role;
use crate::console::view::{Line, span, wrap};
use crate::model::operation::Operation;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

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
    lines.push(Line::new());
    lines.extend(diff_lines(look, record.before.as_ref(), record.after.as_ref(), width));
    if !record.command.is_empty() {
        lines.push(Line::new());
        lines.push(vec![span(look.text("label-same-as"), Role::Muted)]);
        lines.extend(wrap(&record.command, width).into_iter().map(|line| vec![span(line, Role::Text)]));
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
        for (value, sign, role) in [(old, "−", Role::DiffRemove), (new, "+", Role::DiffAdd)] {
            let Some(value) = value.filter(|value| !is_empty(value)) else { continue };
            let text = format!("{sign} {:<14} {}", name.replace('_', " "), shown(look, value));
            lines.extend(wrap_hanging(&text, width, role));
        }
    }
    if lines.is_empty() {
        lines.push(vec![span(look.text("diff-nothing"), Role::Muted)]);
    } else if same > 0 {
        lines.push(vec![span(look.locale.with("diff-same", [("count", same.into())]), Role::Muted)]);
    }
    lines
}

fn wrap_hanging(text: &str, width: usize, role: Role) -> Vec<Line> {
    if text.chars().count() <= width {
        return vec![vec![span(text, role)]];
    }
    let mut lines = wrap(text, width).into_iter();
    let first = vec![span(lines.next().unwrap_or_default(), role)];
    std::iter::once(first).chain(lines.map(|line| vec![span(format!("  {line}"), role)])).collect()
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

fn shown(look: &Look, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(on) => look.text(if *on { "word-yes" } else { "word-no" }),
        other => other.to_string(),
    }
}
