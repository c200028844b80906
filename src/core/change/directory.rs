//! The directory's part of an operation: made after its transaction, by one process at a time, and made up for when it
//! was cut off by a crash or because the directory was away.

use crate::core::{Core, OpContext, Result};
use crate::model::directory::{DirectoryEdit, EditOutcome, RefusedMember};
use crate::model::id::OperationId;
use crate::model::operation::{DirectoryState, Operation};
use crate::model::permission::{Target, Verb};
use crate::port::{DirectoryClaim, DirectoryError, DirectoryWork};
use chrono::TimeDelta;
use std::time::Duration;
use uuid::Uuid;

/// How long a process may be at one operation before another takes the work over. Far longer than a directory may take
/// for its answer, so that only who is gone loses it.
const CLAIM: TimeDelta = TimeDelta::minutes(2);
/// How often a person's own change looks whether another process has finished.
const LOOK: Duration = Duration::from_millis(50);
/// How often it looks at most, before the directory's part is told to be under way.
const LOOKS: u32 = 100;

/// How far the directory is after a process has tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Nothing waits any more.
    Finished,
    /// Another process is at it.
    Elsewhere,
}

/// Makes the directory's part of operations that were cut off, by a crash or because the directory was away. Returns
/// when none is left, or when another process is at it.
pub async fn catch_up(ctx: &OpContext, core: &Core) -> Result<()> {
    core.authorise(ctx, Verb::AmtProvision, Target::ESTATE).await?;
    core.work_off_directory().await.map(drop)
}

impl Core {
    /// Makes the directory's part of this operation, after that of any earlier one that was cut off. Returns how far
    /// it is; what cannot be made now is made later by [`catch_up`].
    pub(super) async fn finish_directory(&self, operation: OperationId) -> DirectoryState {
        for _ in 0..LOOKS {
            let progress = self.work_off_directory().await;
            if let Err(error) = &progress {
                tracing::warn!(%operation, %error, "the directory has to wait");
            }
            // Another task or process may have made it for us.
            if let Ok(Some((Operation { directory: Some(state @ DirectoryState::Done(_)), .. }, _))) =
                self.ports.admin.operation(operation).await
            {
                return state;
            }
            if !matches!(progress, Ok(Progress::Elsewhere)) {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        DirectoryState::Pending
    }

    /// Makes what waits, one operation after the other. Asks anew for each, so that no edit is made again after a
    /// later one that another process has made meanwhile, and claims the work before each, so that no two processes
    /// make the same edit or overtake each other.
    async fn work_off_directory(&self) -> Result<Progress> {
        let _turn = self.directory_turn.lock().await;
        // Looking costs nothing; claiming is a write.
        if self.ports.admin.directory_work(1).await?.is_empty() {
            return Ok(Progress::Finished);
        }
        let holder = Uuid::new_v4();
        let worked = self.work_off_as(holder).await;
        if let Err(error) = self.ports.admin.release_directory(holder).await {
            tracing::warn!(%error, "others have to wait until the claim on the directory expires");
        }
        worked
    }

    async fn work_off_as(&self, holder: Uuid) -> Result<Progress> {
        loop {
            let now = self.ports.clock.now();
            let claim = DirectoryClaim { holder, now, expires_at: now + CLAIM };
            if !self.ports.admin.claim_directory(&claim).await? {
                return Ok(Progress::Elsewhere);
            }
            let Some(DirectoryWork { id, edits }) = self.ports.admin.directory_work(1).await?.pop() else {
                return Ok(Progress::Finished);
            };
            let outcome = match self.ports.directory.edit(&edits).await {
                Ok(outcome) => outcome,
                // It may come back; everything else would fail again.
                Err(error @ (DirectoryError::Unavailable(_) | DirectoryError::Full)) => return Err(error.into()),
                Err(error) => refused(&edits, &error.to_string()),
            };
            self.ports.admin.directory_done(id, &outcome).await?;
            self.changed.notify_one();
        }
    }
}

fn refused(edits: &[DirectoryEdit], reason: &str) -> EditOutcome {
    let members = edits.iter().flat_map(|edit| match edit {
        DirectoryEdit::Add { group, names, .. } | DirectoryEdit::Remove { group, names, .. } => {
            names.iter().map(|name| (group.clone(), name.clone())).collect()
        }
        DirectoryEdit::CreateGroup { group, .. } | DirectoryEdit::DeleteGroup { group, .. } => {
            vec![(group.clone(), String::new())]
        }
        DirectoryEdit::Register { names, .. } => names.iter().map(|name| (String::new(), name.clone())).collect(),
        DirectoryEdit::Describe { computers, users } => {
            let names = computers.iter().map(|c| &c.name).chain(users.iter().map(|u| &u.name));
            names.map(|name| (String::new(), name.clone())).collect()
        }
    });
    let refused = members.map(|(group, name)| RefusedMember { group, name, reason: reason.to_owned() });
    EditOutcome { refused: refused.collect() }
}
