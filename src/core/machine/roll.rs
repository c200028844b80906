//! All machines, ready to be searched: called together when somebody begins to filter or sort, and dismissed when nobody
//! does any more, since they take memory.

use super::index::Index;
use super::sets::Sets;
use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::membership::Memberships;
use crate::model::permission::{Target, Verb};
use crate::port::{AccountQuery, Directory};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How many accounts are read at once.
const PAGE: u32 = 1_000;

/// The machines that a core keeps while they are searched.
#[derive(Debug, Default)]
pub(crate) struct Called(Arc<Mutex<Option<Kept>>>);

#[derive(Debug, Clone)]
struct Kept {
    /// The directory's revision; none where it has none, and what is kept is as old as the filter.
    revision: Option<i64>,
    roll: Roll,
}

/// All machines with their NSCs.
#[derive(Debug, Clone)]
pub(super) struct Roll {
    pub(super) index: Arc<Index>,
    pub(super) sets: Arc<Sets>,
}

/// Has all machines ready, before the first word of a filter is typed.
pub async fn call(ctx: &OpContext, core: &Core) -> Result<()> {
    core.authorise(ctx, Verb::ReportViewNsc, Target::ESTATE).await?;
    let memberships = core.memberships().await?.memberships;
    core.roll(&memberships).await.map(drop)
}

/// Lets go of all machines: nobody looks at a filtered or sorted list any more.
pub async fn dismiss(core: &Core) {
    core.called.0.lock().await.take();
}

impl Core {
    /// Returns all machines with the NSCs that these memberships say.
    pub(super) async fn roll(&self, memberships: &Arc<Memberships>) -> Result<Roll> {
        let mut kept = Arc::clone(&self.called.0).lock_owned().await;
        let revision = self.ports.directory.revision().await?;
        let index = match &*kept {
            Some(known) if known.revision == revision && known.roll.sets.are_of(memberships) => {
                return Ok(known.roll.clone());
            }
            Some(known) if known.revision == revision => Some(Arc::clone(&known.roll.index)),
            _ => None,
        };
        let (directory, memberships) = (Arc::clone(&self.ports.directory), Arc::clone(memberships));
        // A task of its own comes to its end even if whoever asks types on meanwhile; who asks next waits for it.
        let made = tokio::spawn(async move {
            let index = match index {
                Some(index) => index,
                None => Arc::new(read(&*directory).await?),
            };
            let sets = Arc::new(Sets::new(&index, &memberships));
            let roll = Roll { index, sets };
            *kept = Some(Kept { revision, roll: roll.clone() });
            Ok(roll)
        });
        made.await.map_err(|error| Error::caused(Problem::Internal { reason: error.to_string() }, error))?
    }
}

async fn read(directory: &dyn Directory) -> Result<Index> {
    let mut index = Index::default();
    let mut after = None;
    loop {
        let page = directory.computers(&AccountQuery { contains: None, after, limit: PAGE }).await?;
        let all_fit = page.iter().all(|computer| index.push(computer));
        after = page.last().map(|last| last.name.clone());
        if !all_fit || page.len() < PAGE as usize {
            index.finish();
            return Ok(index);
        }
    }
}
