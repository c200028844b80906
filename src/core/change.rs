//! A write, from intention to log record: planned (checked and shown), then committed (applied and logged at once).

use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::id::OperationId;
use crate::model::operation::{Change, Created, Entry, ObjectRef};
use crate::port::StoreError;
use serde::Serialize;
use serde_json::Value;

/// A change that was checked and not yet made. Planning changes no byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What will be written.
    pub change: Change,
    /// What a person sees before agreeing.
    pub preview: Preview,
}

/// Who and what a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// What it is about.
    pub object: ObjectRef,
    /// The object before, or null.
    pub before: Option<Value>,
    /// The object after, or null.
    pub after: Option<Value>,
    /// What follows from it, as facts; the sentences are `effect-<kind>` in the locale files.
    pub effects: Vec<Effect>,
    /// Whether the program can undo it.
    pub reversible: bool,
    /// The equivalent command line.
    pub command: String,
}

/// A consequence of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Effect {
    /// Nothing would change.
    Nothing {},
    /// A row is added.
    Creates { object: String, name: String },
    /// Systems that waited for the policy are resolved again.
    SystemsResolvedAgain { count: u64 },
    /// New systems will stop at the first step until somebody checks the box.
    NewSystemsWillWait {},
    /// New systems get this profile.
    NewSystemsGet { profile: String },
    /// A device gets this name and profile.
    DeviceGets { uuid: String, fqdn: String, profile: String },
    /// A mapping is replaced.
    ReplacesMapping { fqdn: String, origin: String },
    /// Another device has this name already.
    NameUsedElsewhere { fqdn: String, uuid: String },
    /// Keys are added, or replace the ones with the same PID.
    Keys { added: u64, replaced: u64 },
}

/// What committing a plan did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The action log's record.
    pub operation: OperationId,
    /// The number of what was created.
    pub created: Created,
}

/// Applies a plan and logs it, in one transaction. The right is checked again: it may be gone since planning.
pub async fn commit(ctx: &OpContext, core: &Core, plan: &Plan) -> Result<Committed> {
    core.authorise(ctx, plan.change.verb())?;
    check_text("reason", ctx.reason.as_deref().unwrap_or_default())?;
    let entry = Entry {
        actor: ctx.principal.name.clone(),
        reason: ctx.reason.clone(),
        command: plan.preview.command.clone(),
        trace_id: ctx.trace_id,
        at: core.ports.clock.now(),
    };
    match core.ports.admin.apply(&plan.change, &entry).await {
        Ok((operation, created)) => Ok(Committed { operation, created }),
        Err(error @ StoreError::SecondMaster) => {
            Err(Error::caused(Problem::SecondMaster { name: plan.preview.object.name.clone() }, error))
        }
        Err(error) => Err(error.into()),
    }
}

/// Quotes a word for the equivalent command line where a shell would split or change it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@=,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Checks a name that people will see and type: 1 to 64 characters, none of them a control character, no blank at
/// either end.
pub(crate) fn check_name(field: &str, name: &str) -> Result<()> {
    let fits = (1..=64).contains(&name.chars().count()) && !name.chars().any(char::is_control) && name.trim() == name;
    if fits {
        return Ok(());
    }
    let shown: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    Err(Problem::Invalid { field: field.into(), value: shown, expected: "name".into() }.into())
}

/// Checks a free text: at most 500 characters, none of them a control character.
pub(crate) fn check_text(field: &str, text: &str) -> Result<()> {
    if text.chars().count() <= 500 && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    Err(Problem::Invalid { field: field.into(), value: shown, expected: "text".into() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_only_where_a_shell_needs_it() {
        assert_eq!(quoted("AB-CO"), "AB-CO");
        assert_eq!(quoted("it's here"), "'it'\\''s here'");
        assert_eq!(quoted(""), "''");
    }
}
