//! Stores hellos as they arrive. Nothing is counted or resolved before it is durable.

use crate::core::{Core, OpContext, Result};
use crate::model::hello::{ReceivedHello, RejectedHello};
use crate::model::key::Pid;
use crate::model::permission::{Target, Verb};
use crate::model::system::AmtSystem;
use crate::port::{IntakeBatch, SystemUpdate};
use crate::rules::sighting::fold;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a batch came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// Hellos stored.
    pub stored: usize,
    /// Systems that now wait for resolution.
    pub due: usize,
}

/// What a batch did to one system.
#[derive(Clone, Copy, Default)]
struct Touched {
    set_status: bool,
    due: bool,
}

/// Folds what arrived into its systems and stores all of it in one transaction.
pub async fn receive(
    ctx: &OpContext,
    core: &Core,
    hellos: Vec<ReceivedHello>,
    rejected: Vec<RejectedHello>,
) -> Result<Received> {
    receive_batch(ctx, core, &mut IntakeBatch { hellos, rejected, systems: Vec::new() }).await
}

/// Does the same with a batch that the caller keeps: after an error its hellos and rejected messages are untouched, to
/// be tried again. Its systems are read and folded anew each time.
pub async fn receive_batch(ctx: &OpContext, core: &Core, batch: &mut IntakeBatch) -> Result<Received> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    batch.systems = fold_all(core, &batch.hellos).await?;
    core.ports.admin.store_hellos(batch).await?;
    Ok(Received { stored: batch.hellos.len(), due: batch.systems.iter().filter(|update| update.due).count() })
}

async fn fold_all(core: &Core, hellos: &[ReceivedHello]) -> Result<Vec<SystemUpdate>> {
    let uuids: HashSet<Uuid> = hellos.iter().map(|h| h.hello.uuid).collect();
    let pids: HashSet<Pid> = hellos.iter().filter_map(|h| h.hello.pid).collect();
    let admin = &core.ports.admin;
    let known: HashSet<Pid> = if pids.is_empty() {
        HashSet::new()
    } else {
        admin.known_pids(&pids.into_iter().collect::<Vec<_>>()).await?.into_iter().collect()
    };
    let mut systems: HashMap<Uuid, Vec<AmtSystem>> = HashMap::with_capacity(uuids.len());
    if !uuids.is_empty() {
        for system in admin.systems_of(&uuids.into_iter().collect::<Vec<_>>()).await? {
            systems.entry(system.uuid).or_default().push(system);
        }
    }

    let mut touched: HashMap<(Uuid, usize), Touched> = HashMap::with_capacity(hellos.len());
    for hello in hellos {
        let uuid = hello.hello.uuid;
        let known = hello.hello.pid.is_some_and(|pid| known.contains(&pid));
        let folded = fold(systems.entry(uuid).or_insert_with(|| Vec::with_capacity(1)), hello, known);
        let mark = touched.entry((uuid, folded.index)).or_default();
        mark.set_status |= folded.status_set;
        // A later hello of the same batch may show that the UUID does not identify: the last word counts.
        mark.due = folded.due;
        if let Some(other) = folded.other {
            *touched.entry((uuid, other)).or_default() = Touched { set_status: true, due: false };
        }
    }
    let updates = systems
        .into_iter()
        .flat_map(|(uuid, systems)| (0..).zip(systems).map(move |(index, system)| ((uuid, index), system)));
    Ok(updates.filter_map(|(key, system)| Some(touched.remove(&key)?.update(system))).collect())
}

impl Touched {
    fn update(self, mut system: AmtSystem) -> SystemUpdate {
        if self.set_status {
            // Those of an earlier resolution; the hello's own are added when it is read.
            system.warnings.clear();
        }
        SystemUpdate { system, set_status: self.set_status, due: self.due }
    }
}
