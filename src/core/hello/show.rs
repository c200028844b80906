//! One system with everything that is known of it.

use super::list::add_hello_warnings;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::evidence::Evidence;
use crate::model::hello::RejectedHello;
use crate::model::mapping::Mapping;
use crate::model::permission::{Target, Verb};
use crate::model::system::AmtSystem;
use crate::model::trace::Trace;
use crate::port::SystemQuery;
use crate::rules::schedule::{Expectation, expect};
use std::net::IpAddr;
use uuid::Uuid;

/// A system, what to expect of it, and its latest resolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The system.
    pub system: AmtSystem,
    /// Its next hello and the end of its window.
    pub expectation: Expectation,
    /// The latest trace with its evidence; none before the first resolution.
    pub trace: Option<(Trace, Evidence)>,
    /// The mapping of its UUID, unless the UUID does not identify it.
    pub mapping: Option<Mapping>,
}

/// Returns one system. `address` tells systems that share a UUID apart.
pub async fn show(ctx: &OpContext, core: &Core, uuid: Uuid, address: Option<IpAddr>) -> Result<Detail> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let mut system = find(core, uuid, address).await?;
    add_hello_warnings(&mut system);
    let trace = match system.trace {
        Some(id) => core.ports.admin.trace(id).await?,
        None => None,
    };
    let mapping = if system.split_by.is_none() { core.ports.admin.mapping(uuid).await? } else { None };
    let expectation = expect(system.interface, system.retry, system.last_seen);
    Ok(Detail { system, expectation, trace, mapping })
}

/// Returns the newest malformed messages.
pub async fn rejected(ctx: &OpContext, core: &Core, limit: u32) -> Result<Vec<RejectedHello>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.rejected(limit).await?)
}

/// Finds the one system that a UUID (and address) means.
pub(crate) async fn find(core: &Core, uuid: Uuid, address: Option<IpAddr>) -> Result<AmtSystem> {
    let query = SystemQuery { uuid: Some(uuid), limit: 64, ..SystemQuery::default() };
    let mut systems = core.ports.admin.systems(&query).await?.systems;
    if let Some(address) = address {
        systems.retain(|system| system.address == address);
    }
    match systems.len() {
        0 => Err(Problem::UnknownSystem { uuid: uuid.to_string() }.into()),
        1 => Ok(systems.remove(0)),
        _ => {
            let addresses: Vec<_> = systems.iter().map(|system| system.address.to_string()).collect();
            Err(Problem::Ambiguous { uuid: uuid.to_string(), addresses: addresses.join(", ") }.into())
        }
    }
}
