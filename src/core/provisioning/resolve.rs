//! Resolves: the source's `provrequest` (AMT-20), once without storing anything and once as the backend's work.

use super::gather::gather;
use crate::core::{Core, OpContext, Result};
use crate::model::evidence::Evidence;
use crate::model::id::{SystemId, TraceId};
use crate::model::mapping::{Mapping, Origin};
use crate::model::permission::{Target, Verb};
use crate::model::trace::{Outcome, Trace};
use crate::port::{DueSystem, Resolution};
use crate::rules::identity::{decide, status_after};
use std::net::IpAddr;
use uuid::Uuid;

/// Resolves a UUID and an address as a hello would be, and stores nothing.
pub async fn resolve(ctx: &OpContext, core: &Core, uuid: Uuid, address: IpAddr) -> Result<(Trace, Evidence)> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    // No hello stands behind this question, so the credential needs the right that provisioning needs.
    let wmi = core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await.is_ok();
    ask_and_decide(core, (uuid, address), wmi, || Some(())).await
}

async fn ask_and_decide<H: Send>(
    core: &Core,
    about: (Uuid, IpAddr),
    wmi: bool,
    hold: impl FnOnce() -> Option<H> + Send,
) -> Result<(Trace, Evidence)> {
    let policy = core.ports.admin.sync_policy().await?;
    let evidence = gather(core, &policy, about, wmi, hold).await;
    let trace = decide(&evidence, core.settings.address_max_age_days, core.ports.clock.now());
    Ok((trace, evidence))
}

/// Returns systems that wait for resolution, longest waiting first, without those in `busy`.
pub async fn next_due(ctx: &OpContext, core: &Core, limit: u32, busy: &[SystemId]) -> Result<Vec<DueSystem>> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    Ok(core.ports.admin.due(limit, busy).await?)
}

/// Resolves one waiting system and returns its verdict, to be stored together with others by [`store_all`].
///
/// `hold` is called right before the host is asked, which takes seconds where it is dead: what it returns is held
/// meanwhile, and with none the host is left out.
pub async fn resolve_due<H: Send>(
    ctx: &OpContext,
    core: &Core,
    system: DueSystem,
    hold: impl FnOnce() -> Option<H> + Send,
) -> Result<Resolution> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    // A system is due only when its hello passed the listener's rate limit and its PID, where it has one, is known.
    let (trace, evidence) = ask_and_decide(core, (system.uuid, system.address), true, hold).await?;
    let mapping = match (trace.outcome, &trace.fqdn, &trace.profile) {
        (Outcome::Resolved, Some(fqdn), Some(profile)) => Some(Mapping {
            uuid: system.uuid,
            profile: profile.clone(),
            fqdn: fqdn.clone(),
            origin: Origin::Resolved,
            trace: None,
            set_by: ctx.principal.name.clone(),
            set_at: trace.decided_at,
            reason: None,
        }),
        _ => None,
    };
    Ok(Resolution { status: status_after(&trace), system, trace, evidence, mapping })
}

/// Stores verdicts in one transaction.
pub async fn store_all(ctx: &OpContext, core: &Core, resolutions: &[Resolution]) -> Result<Vec<TraceId>> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    Ok(core.ports.admin.store_resolutions(resolutions).await?)
}
