//! How asking hosts is set up, and which credentials wait for somebody to look at them.

use crate::core::{Core, OpContext, Result};
use crate::model::host::{Breaker, CredentialHealth};
use crate::model::permission::{Target, Verb};
use serde::Serialize;

/// How asking hosts is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HostHealth {
    /// Whether hosts are asked at all.
    pub enabled: bool,
    /// The credential; none when WMI is off.
    pub credential: Option<CredentialHealth>,
    /// Credentials that were refused.
    pub breakers: Vec<Breaker>,
}

/// Looks. A database that does not answer shows elsewhere.
pub async fn health(ctx: &OpContext, core: &Core) -> Result<HostHealth> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let credential = match &core.ports.host {
        Some(host) => host.credential().await,
        None => None,
    };
    let breakers = core.ports.admin.breakers().await.unwrap_or_default();
    Ok(HostHealth { enabled: core.ports.host.is_some(), credential, breakers })
}

/// Returns the credentials that were refused and not cleared since.
pub async fn breakers(ctx: &OpContext, core: &Core) -> Result<Vec<Breaker>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.breakers().await?)
}
