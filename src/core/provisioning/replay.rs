//! Runs the rules again on stored evidence: unchanged (replay), or with edits (what if).

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::cmdb::{CmdbTable, Source};
use crate::model::evidence::{AddressRow, DnsAnswer, DnsName, Evidence, Forward, HostAnswer, UuidRow, UuidRows};
use crate::model::id::{ProfileId, TraceId};
use crate::model::permission::{Target, Verb};
use crate::model::profile::ProfileRef;
use crate::model::trace::{StepName, Trace};
use crate::rules::identity::decide;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stored verdict beside the one that the rules give now.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// As stored.
    pub before: Trace,
    /// As decided now. Not stored.
    pub after: Trace,
    /// Whether outcome and name are the same.
    pub same: bool,
    /// The steps whose result or finding differs.
    pub changed_steps: Vec<StepName>,
}

/// An edit of the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Edit {
    /// DNS answers with these names, forward-confirmed; none means NXDOMAIN.
    Ptr {
        /// The names.
        names: Vec<String>,
    },
    /// The inventory has this name for the UUID; none means no row.
    CmdbUuid {
        /// The name.
        fqdn: Option<String>,
    },
    /// The inventory has this name for the address; none means no row.
    CmdbIp {
        /// The name.
        fqdn: Option<String>,
    },
    /// The host answers with this name and the hello's UUID.
    Host {
        /// The name.
        fqdn: String,
    },
    /// The box is set, and a profile is assigned.
    Policy {
        /// The box.
        enabled: bool,
    },
}

/// Decides again on the stored evidence of a trace.
pub async fn replay(ctx: &OpContext, core: &Core, id: TraceId) -> Result<Comparison> {
    what_if(ctx, core, id, &[]).await
}

/// Decides again on an edited copy of the stored evidence of a trace. Nothing is stored.
pub async fn what_if(ctx: &OpContext, core: &Core, id: TraceId, edits: &[Edit]) -> Result<Comparison> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let stored = core.ports.admin.trace(id).await?;
    let (before, mut evidence) =
        stored.ok_or_else(|| Problem::NotFound { object: "trace".into(), name: id.to_string() })?;
    for edit in edits {
        edit.apply(&mut evidence);
    }
    let after = decide(&evidence, core.settings.address_max_age_days, before.decided_at);
    let changed_steps = before
        .steps
        .iter()
        .zip(&after.steps)
        .filter(|(old, new)| old.result != new.result || old.note != new.note)
        .map(|(old, _)| old.step)
        .collect();
    let same = before.outcome == after.outcome && before.fqdn == after.fqdn;
    Ok(Comparison { before, after, same, changed_steps })
}

impl Edit {
    /// Changes the evidence as the edit says.
    pub fn apply(&self, evidence: &mut Evidence) {
        let collected = Some(evidence.gathered_at);
        match self {
            Self::Ptr { names } if names.is_empty() => evidence.dns.answer = DnsAnswer::NxDomain,
            Self::Ptr { names } => {
                let names = names.iter().map(|n| DnsName { name: n.clone(), forward: Forward::Confirmed }).collect();
                evidence.dns.answer = DnsAnswer::Names { names };
            }
            Self::CmdbUuid { fqdn } => {
                let row = fqdn.clone().map(|fqdn| UuidRow {
                    table: CmdbTable::OobCapability,
                    resource: Uuid::nil(),
                    fqdn: Some(fqdn),
                    source: Some(Source::OobDiscovery),
                    collected,
                });
                evidence.cmdb_uuid.answer =
                    UuidRows::Read { rows: row.into_iter().collect(), near: Vec::new(), empty_tables: Vec::new() };
            }
            Self::CmdbIp { fqdn } => {
                let row = fqdn.clone().map(|fqdn| AddressRow {
                    resource: Uuid::nil(),
                    fqdn: Some(fqdn),
                    source: Some(Source::NetworkDiscovery),
                    collected,
                });
                evidence.cmdb_ip.answer = row.into_iter().collect();
            }
            Self::Host { fqdn } => {
                evidence.host.answer = HostAnswer::Answered { fqdn: fqdn.clone(), uuid: Some(evidence.uuid) };
            }
            Self::Policy { enabled } => {
                evidence.policy.enabled = *enabled;
                evidence.policy.profile.get_or_insert(ProfileRef { id: ProfileId(0), name: "?".into() });
            }
        }
    }
}
