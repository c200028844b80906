//! What was published last, reconstructed: the configuration as of its record of the log, and the memberships without
//! what came since. The log's edits are taken back one by one.

use super::target::Source;
use crate::core::{Core, Result};
use crate::model::configuration::Configuration;
use crate::model::directory::DirectoryEdit;
use crate::model::id::OperationId;
use crate::model::membership::Memberships;
use crate::model::object::{ChangeSet, Edit};
use crate::model::publication::{FlatFile, Generation, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many records are read at once.
const PAGE: u32 = 1_000;

/// What was published last, and what is there now.
pub(super) struct Past {
    /// The latest generation; none before the first.
    pub(super) generation: Option<Generation>,
    pub(super) stamps: BTreeMap<FlatFile, Stamp>,
    /// What the generation was made of.
    pub(super) then: Source,
    /// What would be published now, also what the directory still waits for.
    pub(super) now: Source,
    /// How many records came since.
    pub(super) records: u64,
    /// Their edits.
    pub(super) edits: Vec<Edit>,
}

/// Reads both.
pub(super) async fn read(core: &Core) -> Result<Past> {
    let admin = &core.ports.admin;
    let generation = admin.generations(1).await?.pop();
    let stamps = admin.published().await?.into_iter().map(|stamp| (stamp.file, stamp)).collect();
    let snapshot = core.snapshot().await?;
    let pending = admin.directory_work(PAGE).await?;
    let members = core.memberships().await?.memberships;

    let published = generation.as_ref().map_or(OperationId(0), |generation| generation.high_water);
    let (mut records, mut edits, mut made): (u64, Vec<Edit>, Vec<DirectoryEdit>) = (0, Vec::new(), Vec::new());
    let unmade: BTreeSet<OperationId> = pending.iter().map(|work| work.id).collect();
    let mut after = published;
    while after < snapshot.operation {
        let behind = admin.edits_behind(after, PAGE).await?;
        let Some(last) = behind.last() else { break };
        after = last.id;
        for operation in behind.into_iter().filter(|operation| operation.id <= snapshot.operation) {
            records += 1;
            edits.extend(operation.edits);
            if !unmade.contains(&operation.id) {
                made.extend(operation.directory);
            }
        }
    }
    let (back, back_directory) = ChangeSet::inverse(&edits, &made);
    let mut then = Configuration::clone(&snapshot.configuration);
    then.apply_all(&back);
    let mut then_members = Memberships::clone(&members);
    back_directory.iter().for_each(|edit| then_members.apply(edit));
    let mut now_members = members;
    if !pending.is_empty() {
        let later = Arc::make_mut(&mut now_members);
        pending.iter().flat_map(|work| &work.edits).for_each(|edit| later.apply(edit));
    }
    Ok(Past {
        generation,
        stamps,
        then: Source { configuration: Arc::new(then), members: Arc::new(then_members) },
        now: Source { configuration: snapshot.configuration, members: now_members },
        records,
        edits,
    })
}
