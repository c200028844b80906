//! Plans a change of an NSS's name, description or link person.

use crate::core::change::{Effect, Plan, check_name, check_text, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use serde_json::{Map, Value};

/// What shall be different; none keeps what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of an NSS")]
pub struct SystemSetEdit {
    pub name: Option<String>,
    pub description: Option<String>,
    pub link_person: Option<String>,
}

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, nss: &str, edit: SystemSetEdit) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let set = named::system_set(&now, nss)?;
    core.authorise(ctx, Verb::NssEdit, Target::Nss { id: set.id }).await?;
    if let Some(name) = &edit.name {
        check_name("name", name)?;
        let key = name.to_lowercase();
        if now.system_sets.values().any(|other| other.id != set.id && other.name.to_lowercase() == key) {
            return Err(Problem::Exists { object: "nss".into(), name: name.clone() }.into());
        }
    }
    check_text("description", edit.description.as_deref().unwrap_or_default())?;
    check_text("link_person", edit.link_person.as_deref().unwrap_or_default())?;
    let mut later = set.clone();
    let mut command = format!("bailiwick nss edit {}", quoted(&set.name));
    let (mut before, mut after) = (Map::new(), Map::new());
    let mut effects = Vec::new();
    let SystemSet { name, description, link_person, .. } = &mut later;
    for (field, old, new) in [
        ("name", name, edit.name),
        ("description", description, edit.description),
        ("link_person", link_person, edit.link_person),
    ] {
        let Some(new) = new.filter(|new| new != old) else { continue };
        command.push_str(&format!(" --{} {}", field.replace('_', "-"), quoted(&new)));
        before.insert(field.into(), old.as_str().into());
        after.insert(field.into(), new.as_str().into());
        effects.push(Effect::Changes { field: field.into(), before: old.clone(), after: new.clone() });
        *old = new;
    }
    let edits = if effects.is_empty() { Vec::new() } else { vec![Edit::change(set.clone(), later)] };
    if effects.is_empty() {
        effects.push(Effect::Nothing {});
    }
    let change = ChangeSet {
        verb: Verb::NssEdit,
        target: Target::Nss { id: set.id },
        object: ObjectRef { kind: "nss".into(), name: set.name.clone() },
        before: Some(Value::Object(before)),
        after: Some(Value::Object(after)),
        edits,
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, effects, command))
}
