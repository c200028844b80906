//! Stores hellos as they arrive. Nothing is counted or resolved before it is durable.

use crate::core::{Core, OpContext, Result};
use crate::model::hello::{ReceivedHello, RejectedHello};
use crate::model::key::Pid;
use crate::model::permission::Verb;
use crate::model::system::AmtSystem;
use crate::port::{IntakeBatch, SystemUpdate};
use crate::rules::sighting::{fold, hello_warnings};
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

/// Folds a batch into its systems and stores all of it in one transaction.
pub async fn receive(
    ctx: &OpContext,
    core: &Core,
    hellos: Vec<ReceivedHello>,
    rejected: Vec<RejectedHello>,
) -> Result<Received> {
    core.authorise(ctx, Verb::AmtProvision)?;
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

    let mut touched: HashMap<(Uuid, usize), Touched> = HashMap::new();
    for hello in &hellos {
        let uuid = hello.hello.uuid;
        let known = hello.hello.pid.is_some_and(|pid| known.contains(&pid));
        let folded = fold(systems.entry(uuid).or_default(), hello, known);
        let mark = touched.entry((uuid, folded.index)).or_default();
        mark.set_status |= folded.status_set;
        // A later hello of the same batch may show that the UUID does not identify: the last word counts.
        mark.due = folded.due;
        if let Some(other) = folded.other {
            *touched.entry((uuid, other)).or_default() = Touched { set_status: true, due: false };
        }
    }

    let stored = hellos.len();
    let mut updates = Vec::with_capacity(touched.len());
    for ((uuid, index), mark) in touched {
        let Some(system) = systems.get_mut(&uuid).and_then(|all| all.get(index)) else { continue };
        let mut system = system.clone();
        if mark.set_status {
            system.warnings = hello_warnings(&system);
        }
        updates.push(SystemUpdate { system, set_status: mark.set_status, due: mark.due });
    }
    let due = updates.iter().filter(|update| update.due).count();
    admin.store_hellos(&IntakeBatch { hellos, rejected, systems: updates }).await?;
    Ok(Received { stored, due })
}
