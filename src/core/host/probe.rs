//! Asks one host, as the host step of a resolution would, and stores nothing.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::evidence::Gathered;
use crate::model::host::{HostFindings, HostQuestion};
use crate::model::permission::{Target, Verb};
use crate::model::trace::{Step, Warning};
use crate::rules::identity::host_step;
use std::net::IpAddr;
use uuid::Uuid;

/// Whom to ask, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProbeWish {
    /// Where the host is.
    pub address: IpAddr,
    /// Whether the credential is used too.
    pub wmi: bool,
    /// The UUID that the host should have.
    pub uuid: Option<Uuid>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Probed {
    /// What was found.
    pub gathered: Gathered<HostFindings>,
    /// What it means, as a trace would say it.
    pub step: Step,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// Asks. Contacting machines on one's own is for who may provision.
pub async fn probe(ctx: &OpContext, core: &Core, wish: ProbeWish) -> Result<Probed> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    let off = |place: &str| Problem::Setting { place: place.into(), reason: "nothing is enabled".into() };
    let host = core.ports.host.as_ref().ok_or_else(|| off("host.carriers"))?;
    if wish.wmi {
        let credential = host.credential().await.ok_or_else(|| off("host.wmi"))?;
        if let Some(reason) = credential.problem {
            return Err(Problem::HostCredential { place: credential.place, reason }.into());
        }
    }
    let gathered = host.probe(HostQuestion { address: wish.address, wmi: wish.wmi }).await;
    let (step, warnings) = host_step(&gathered, wish.uuid);
    Ok(Probed { gathered, step, warnings })
}
