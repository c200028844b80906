//! Plans a change of the synchronization policy.

use crate::core::change::{Effect, Plan, Preview, quoted};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::operation::{Change, ObjectRef};
use crate::model::permission::{Target, Verb};
use crate::model::policy::SyncPolicy;
use crate::model::profile::ProfileRef;
use crate::model::system::Status;
use serde_json::{Value, json};

/// What the policy is to be; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyWish {
    /// Name or number of the profile.
    pub profile: Option<String>,
    /// The box.
    pub enabled: Option<bool>,
}

/// Checks the wish and says what it would do: how many waiting systems are resolved again, or that new ones will wait.
pub async fn plan(ctx: &OpContext, core: &Core, wish: PolicyWish) -> Result<Plan> {
    core.authorise(ctx, Verb::AmtPolicyEdit, Target::ESTATE).await?;
    let before = core.ports.admin.sync_policy().await?;
    let profile = match &wish.profile {
        None => before.profile.clone(),
        Some(name) => {
            let found = core.ports.admin.profile(name).await?;
            let profile = found.ok_or_else(|| Problem::UnknownProfile { name: name.clone() })?;
            Some(ProfileRef { id: profile.id, name: profile.name })
        }
    };
    let enabled = wish.enabled.unwrap_or(before.enabled);
    let mut command = "bailiwick amt policy set".to_owned();
    if let Some(profile) = &profile {
        command.push_str(&format!(" --profile {}", quoted(&profile.name)));
    }
    command.push_str(&format!(" --enabled {enabled}"));
    plan_as(core, before, profile, enabled, command).await
}

/// Says what a change of the policy would do. The right was checked.
pub(crate) async fn plan_as(
    core: &Core,
    before: SyncPolicy,
    profile: Option<ProfileRef>,
    enabled: bool,
    command: String,
) -> Result<Plan> {
    Ok(Plan {
        preview: Preview {
            object: ObjectRef { kind: "policy".into(), name: "synchronization".into() },
            before: Some(shape(before.profile.as_ref(), before.enabled)),
            after: Some(shape(profile.as_ref(), enabled)),
            effects: effects(core, &before, profile.as_ref(), enabled).await?,
            reversible: true,
            typed: None,
            command,
        },
        change: Change::SetSyncPolicy { before, profile, enabled }.into(),
    })
}

async fn effects(core: &Core, before: &SyncPolicy, profile: Option<&ProfileRef>, enabled: bool) -> Result<Vec<Effect>> {
    if before.profile.as_ref() == profile && before.enabled == enabled {
        return Ok(vec![Effect::Nothing {}]);
    }
    let Some(profile) = profile.filter(|_| enabled) else {
        return Ok(vec![Effect::NewSystemsWillWait {}]);
    };
    let counts = core.ports.admin.status_counts().await?;
    let waiting = counts.iter().filter(|c| matches!(c.status, Status::NoProfile | Status::SyncDisabled));
    Ok(vec![
        Effect::NewSystemsGet { profile: format!("{} {}", profile.id, profile.name) },
        Effect::SystemsResolvedAgain { count: waiting.map(|c| c.systems).sum() },
    ])
}

fn shape(profile: Option<&ProfileRef>, enabled: bool) -> Value {
    json!({ "profile": profile.map(|p| &p.name), "profile_id": profile.map(|p| p.id), "enabled": enabled })
}
