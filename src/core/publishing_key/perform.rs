//! Carries a planned step out: the record first, then the key.

use super::list::on_disk;
use crate::core::change::{Effect, Plan, commit};
use crate::core::{Core, OpContext, Result};
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::model::publishing_key::{DraftKey, PublishingKey};
use serde_json::Value;

/// A step that was checked and not yet made.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPlan {
    /// What is recorded, and its preview.
    pub plan: Plan,
    /// What happens to the keys.
    pub step: KeyStep,
}

/// What happens to the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyStep {
    /// This one is kept.
    Add(DraftKey),
    /// The one with this name is retired.
    Retire(String),
}

impl KeyPlan {
    pub(super) fn new(
        id: &str,
        before: Option<Value>,
        after: Value,
        effects: Vec<Effect>,
        command: String,
        step: KeyStep,
    ) -> Self {
        let change = ChangeSet {
            verb: Verb::DpEdit,
            target: Target::ESTATE,
            object: ObjectRef { kind: "publishing_key".into(), name: id.into() },
            before,
            after: Some(after),
            edits: Vec::new(),
            directory: Vec::new(),
            undoes: None,
        };
        let mut plan = Plan::configure(change, effects, command).typed(id);
        plan.preview.reversible = false;
        Self { plan, step }
    }
}

/// Records a step and makes it. Returns the key as it is then.
pub async fn perform(ctx: &OpContext, core: &Core, plan: KeyPlan) -> Result<PublishingKey> {
    commit(ctx, core, &plan.plan).await?;
    let at = core.ports.clock.now();
    on_disk(core, move |files| match &plan.step {
        KeyStep::Add(draft) => files.add_key(draft, at),
        KeyStep::Retire(id) => files.retire_key(id, at),
    })
    .await
}
