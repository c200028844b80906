//! Who is in which NSC: read from the directory, with the age of what is shown (CMF-35, CMF-80).
//!
//! The copy follows the directory where that tells what moved, and is read anew where it does not.

use crate::core::configuration::directory_edits_back;
use crate::core::{Core, OpContext, Result};
use crate::model::directory::DirectoryEdit;
use crate::model::membership::Memberships;
use crate::port::{Directory, DirectoryResult};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Weak};
use tokio::sync::Mutex;

/// Memberships, and when the directory said so.
#[derive(Debug, Clone)]
pub struct MembershipView {
    /// Who is in which NSC.
    pub memberships: Arc<Memberships>,
    /// When the directory was asked.
    pub read_at: DateTime<Utc>,
    /// Why it could not be asked now, when this is an older copy.
    pub stale: Option<String>,
    /// How it came from the copy before; none where it was read anew, or never changed since.
    pub(in crate::core) followed: Option<Followed>,
}

/// How a copy came from the one before.
#[derive(Debug, Clone)]
pub(in crate::core) struct Followed {
    /// The copy before, or what is left of it.
    from: Weak<Memberships>,
    /// What moved.
    edits: Arc<[DirectoryEdit]>,
}

impl Followed {
    /// Returns what moved since a copy, if this is the one from which it was followed.
    pub(in crate::core) fn since(&self, copy: &Arc<Memberships>) -> Option<&[DirectoryEdit]> {
        std::ptr::eq(self.from.as_ptr(), Arc::as_ptr(copy)).then_some(&self.edits)
    }
}

/// The copy that a core keeps, with the directory's revision.
#[derive(Debug, Default)]
pub(crate) struct Copied(Mutex<Option<(Option<i64>, MembershipView)>>);

/// Returns all memberships: today's, or as they were at the context's `as_of`. When the directory cannot be asked, the
/// last copy with its age.
pub async fn read(ctx: &OpContext, core: &Core) -> Result<MembershipView> {
    let view = core.memberships().await?;
    let back = directory_edits_back(ctx, core).await?;
    if back.is_empty() {
        return Ok(view);
    }
    let mut then = (*view.memberships).clone();
    back.iter().for_each(|edit| then.apply(edit));
    Ok(MembershipView { memberships: Arc::new(then), followed: None, ..view })
}

impl Core {
    pub(in crate::core) async fn memberships(&self) -> Result<MembershipView> {
        let mut copied = self.copied.0.lock().await;
        let directory = &self.ports.directory;
        let now = self.ports.clock.now();
        let asked = async {
            let revision = directory.revision().await?;
            match &*copied {
                Some((known, view)) if revision.is_some() && *known == revision => {
                    Ok((revision, Arc::clone(&view.memberships), view.followed.clone()))
                }
                Some((Some(known), view)) => match follow(&**directory, *known, &view.memberships).await? {
                    Some((reached, memberships, followed)) => Ok((Some(reached), memberships, followed)),
                    None => Ok((revision, Arc::new(directory.memberships().await?), None)),
                },
                _ => Ok((revision, Arc::new(directory.memberships().await?), None)),
            }
        }
        .await;
        match (asked, &*copied) {
            (Ok((revision, memberships, followed)), _) => {
                let view = MembershipView { memberships, read_at: now, stale: None, followed };
                *copied = Some((revision, view.clone()));
                Ok(view)
            }
            (Err(error), Some((_, view))) => {
                let error: crate::port::DirectoryError = error;
                Ok(MembershipView { stale: Some(error.to_string()), ..view.clone() })
            }
            (Err(error), None) => Err(error.into()),
        }
    }
}

/// Follows what moved since a revision; none when the directory cannot tell.
async fn follow(
    directory: &dyn Directory,
    known: i64,
    before: &Arc<Memberships>,
) -> DirectoryResult<Option<(i64, Arc<Memberships>, Option<Followed>)>> {
    let Some((reached, edits)) = directory.since(known).await? else { return Ok(None) };
    if edits.is_empty() {
        return Ok(Some((reached, Arc::clone(before), None)));
    }
    let mut after = Memberships::clone(before);
    edits.iter().for_each(|edit| after.apply(edit));
    let followed = Followed { from: Arc::downgrade(before), edits: edits.into() };
    Ok(Some((reached, Arc::new(after), Some(followed))))
}
