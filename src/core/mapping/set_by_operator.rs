//! Plans an operator's override: a name and a profile for a device that the chain could not or should not name (D-05).

use crate::core::change::{Effect, Plan, Preview, quoted};
use crate::core::hello::find;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::mapping::Origin;
use crate::model::operation::{Change, ObjectRef};
use crate::model::permission::{Target, Verb};
use crate::model::profile::ProfileRef;
use crate::rules::identity::normal_name;
use crate::sanitise::excerpt;
use serde_json::{Value, json};
use uuid::Uuid;

/// What an operator wants for a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideWish {
    /// The device.
    pub uuid: Uuid,
    /// The name it shall get.
    pub fqdn: String,
    /// Name or number of the profile; without one, the policy's.
    pub profile: Option<String>,
}

/// Checks the wish and says what it would do. It needs a reason, which is logged.
pub async fn plan(ctx: &OpContext, core: &Core, wish: OverrideWish) -> Result<Plan> {
    core.authorise(ctx, Verb::AmtMappingOverride, Target::ESTATE).await?;
    if ctx.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(Problem::ReasonNeeded { verb: Verb::AmtMappingOverride.name().into() }.into());
    }
    let fqdn = normal_name(&wish.fqdn).ok_or_else(|| Problem::Invalid {
        field: "fqdn".into(),
        value: excerpt(&wish.fqdn, 80),
        expected: "fqdn".into(),
    })?;
    let system = find(core, wish.uuid, None).await?;
    if system.split_by.is_some() {
        return Err(Problem::NoIdentity { uuid: wish.uuid.to_string() }.into());
    }
    let profile = match &wish.profile {
        Some(name) => {
            let found = core.ports.admin.profile(name).await?;
            found
                .map(|p| ProfileRef { id: p.id, name: p.name })
                .ok_or(Problem::UnknownProfile { name: name.clone() })?
        }
        None => core
            .ports
            .admin
            .sync_policy()
            .await?
            .profile
            .ok_or_else(|| Problem::NoProfileToMap { uuid: wish.uuid.to_string() })?,
    };
    let before = core.ports.admin.mapping(wish.uuid).await?;
    let mut effects = vec![Effect::DeviceGets {
        uuid: wish.uuid.to_string(),
        fqdn: fqdn.clone(),
        profile: format!("{} {}", profile.id, profile.name),
    }];
    if let Some(mapping) = &before {
        let origin = if mapping.origin == Origin::Override { "override" } else { "resolved" };
        effects.push(Effect::ReplacesMapping { fqdn: mapping.fqdn.clone(), origin: origin.into() });
    }
    let taken = core.ports.admin.mappings_named(&fqdn).await?;
    effects.extend(
        taken
            .into_iter()
            .filter(|m| m.uuid != wish.uuid)
            .map(|other| Effect::NameUsedElsewhere { fqdn: fqdn.clone(), uuid: other.uuid.to_string() }),
    );
    Ok(Plan {
        preview: Preview {
            object: ObjectRef { kind: "mapping".into(), name: wish.uuid.to_string() },
            before: before.as_ref().map(|m| shape(&m.fqdn, &m.profile)),
            after: Some(shape(&fqdn, &profile)),
            effects,
            reversible: before.as_ref().is_some_and(|mapping| mapping.origin == Origin::Override),
            typed: None,
            command: format!(
                "bailiwick amt mapping override {} --fqdn {} --profile {} --reason {}",
                wish.uuid,
                quoted(&fqdn),
                quoted(&profile.name),
                quoted(ctx.reason.as_deref().unwrap_or_default()),
            ),
        },
        change: Change::OverrideMapping { system: system.id, uuid: wish.uuid, before, fqdn, profile }.into(),
    })
}

fn shape(fqdn: &str, profile: &ProfileRef) -> Value {
    json!({ "fqdn": fqdn, "profile": profile.name, "profile_id": profile.id })
}
