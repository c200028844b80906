//! Who is in which NSC: read from the directory, with the age of what is shown (CMF-35, CMF-80).

use crate::core::configuration::directory_edits_back;
use crate::core::{Core, OpContext, Result};
use crate::model::membership::Memberships;
use chrono::{DateTime, Utc};
use std::sync::Arc;
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
    Ok(MembershipView { memberships: Arc::new(then), ..view })
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
                    Ok((revision, Arc::clone(&view.memberships)))
                }
                _ => Ok((revision, Arc::new(directory.memberships().await?))),
            }
        }
        .await;
        match (asked, &*copied) {
            (Ok((revision, memberships)), _) => {
                let view = MembershipView { memberships, read_at: now, stale: None };
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
