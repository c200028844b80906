//! The configuration in memory: read once, then followed by the action log; and as it was at an earlier time.

use crate::core::{Core, OpContext, Result};
use crate::model::configuration::Configuration;
use crate::model::directory::DirectoryEdit;
use crate::model::id::OperationId;
use crate::model::object::ChangeSet;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How many records behind it a copy follows; further behind, it is read afresh.
const FOLLOWED: u32 = 1_000;

/// The configuration as of a record of the log.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The configuration.
    pub configuration: Arc<Configuration>,
    /// The newest record that is in it.
    pub operation: OperationId,
}

/// The copy that a core keeps.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<Snapshot>>);

/// Returns the configuration: today's, or as it was at the context's `as_of`.
pub async fn read(ctx: &OpContext, core: &Core) -> Result<Arc<Configuration>> {
    let now = core.snapshot().await?.configuration;
    let Some(at) = ctx.as_of else { return Ok(now) };
    let mut then = (*now).clone();
    for operation in core.ports.admin.edits_later_than(at).await? {
        let (back, _) = ChangeSet::inverse(&operation.edits, &[]);
        then.apply_all(&back);
    }
    Ok(Arc::new(then))
}

/// Returns the edits that take the directory's NSC groups back to the context's `as_of`, in order; none for today.
///
/// Only what was changed through this program is known; what was edited in the directory by hand has no time.
pub(crate) async fn directory_edits_back(ctx: &OpContext, core: &Core) -> Result<Vec<DirectoryEdit>> {
    let Some(at) = ctx.as_of else { return Ok(Vec::new()) };
    let later = core.ports.admin.edits_later_than(at).await?;
    Ok(later.iter().flat_map(|operation| ChangeSet::inverse(&[], &operation.directory).1).collect())
}

impl Core {
    /// Returns today's configuration. The copy in memory is brought up to date from the log.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot> {
        let mut kept = self.kept.0.lock().await;
        let newest = self.ports.admin.revision().await?.operations;
        if let Some(snapshot) = kept.as_mut().filter(|snapshot| newest - snapshot.operation.0 <= i64::from(FOLLOWED)) {
            if newest > snapshot.operation.0 {
                let behind = self.ports.admin.edits_behind(snapshot.operation, FOLLOWED).await?;
                if behind.iter().any(|operation| !operation.edits.is_empty()) {
                    let configuration = Arc::make_mut(&mut snapshot.configuration);
                    behind.iter().for_each(|operation| configuration.apply_all(&operation.edits));
                }
                snapshot.operation = behind.last().map_or(snapshot.operation, |operation| operation.id);
            }
            return Ok(snapshot.clone());
        }
        let read = self.ports.admin.configuration().await?;
        let snapshot = Snapshot { configuration: Arc::new(read.configuration), operation: read.operation };
        *kept = Some(snapshot.clone());
        Ok(snapshot)
    }
}
