//! Plans a new NSS. Only administrators of the master create one (CMF-07, CMFX-01).

use crate::core::change::{Effect, Plan, check_name, check_text, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::id::SystemSetId;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSet;
use serde_json::json;

/// What a new NSS is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSystemSet {
    /// Its name.
    pub name: String,
    /// Name or number of the set above; without one, the master (or, in an empty tree, the new set is the master).
    pub parent: Option<String>,
    /// What it is for.
    pub description: String,
    /// The official link person.
    pub link_person: String,
}

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, new: NewSystemSet) -> Result<Plan> {
    core.authorise(ctx, Verb::NssCreate, Target::ESTATE).await?;
    check_name("name", &new.name)?;
    check_text("description", &new.description)?;
    check_text("link_person", &new.link_person)?;
    let now = configuration::read(ctx, core).await?;
    if now.system_sets.values().any(|set| set.name.to_lowercase() == new.name.to_lowercase()) {
        return Err(Problem::Exists { object: "nss".into(), name: new.name }.into());
    }
    let parent = match &new.parent {
        None => now.master(),
        Some(name) => Some(named::system_set(&now, name)?),
    };
    let mut command = format!("bailiwick nss create {}", quoted(&new.name));
    for (flag, value) in [
        ("parent", new.parent.as_deref().unwrap_or_default()),
        ("description", &new.description),
        ("link-person", &new.link_person),
    ] {
        if !value.is_empty() {
            command.push_str(&format!(" --{flag} {}", quoted(value)));
        }
    }
    let object = ObjectRef { kind: "nss".into(), name: new.name.clone() };
    let after = json!({
        "name": new.name,
        "parent": parent.map(|set| set.name.as_str()),
        "description": new.description,
        "link_person": new.link_person,
    });
    let effects = vec![Effect::Creates { object: "nss".into(), name: new.name.clone() }];
    let set = SystemSet {
        id: SystemSetId(now.next(ObjectKind::SystemSet)),
        name: new.name,
        parent: parent.map(|set| set.id),
        description: new.description,
        link_person: new.link_person,
        created_at: core.ports.clock.now(),
        created_by: ctx.principal.name.clone(),
    };
    let change = ChangeSet {
        verb: Verb::NssCreate,
        target: Target::ESTATE,
        object,
        before: None,
        after: Some(after),
        edits: vec![Edit::create(set)],
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, effects, command))
}
