//! The journal: what the latest edits really did to the memberships of NSCs, so that a copy can follow them.
//!
//! A step is written in the transaction that makes it, and so there is one for each number of the revision since the
//! journal exists. What was refused is not in it, and names are written as the accounts have them: whoever follows
//! comes to exactly what [`memberships`](super::read::memberships) reads.

use crate::model::computer_set::of_group;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::port::{DirectoryError, DirectoryResult};
use sqlx::{Sqlite, SqlitePool, Transaction};

/// How many steps are kept.
const KEPT: i64 = 1_000;
/// A step with more names than this is not told: reading everything again is as quick.
const MOST_NAMES: usize = 10_000;
/// The most steps that somebody follows at once.
const MOST_STEPS: i64 = 500;

/// What the edits of one transaction did so far.
#[derive(Debug, Default)]
pub(super) struct Step {
    edits: Vec<DirectoryEdit>,
    names: usize,
}

impl Step {
    /// Takes an edit in that was made, with the names as the accounts have them.
    pub(super) fn take(&mut self, edit: DirectoryEdit) {
        let (DirectoryEdit::Add { group, members, names } | DirectoryEdit::Remove { group, members, names }) = &edit
        else {
            if let DirectoryEdit::DeleteGroup { group, .. } = &edit
                && of_group(group).is_some()
            {
                self.edits.push(edit);
            }
            return;
        };
        // Who is of the other kind is not in the group, whatever was asked.
        let fits = of_group(group).is_some_and(|(_, users)| users == (*members == MemberKind::User));
        if !fits || names.is_empty() {
            return;
        }
        self.names = self.names.saturating_add(names.len());
        if self.names <= MOST_NAMES {
            self.edits.push(edit);
        }
    }

    /// Writes the step down, under the number that the revision has now.
    pub(super) async fn write(self, tx: &mut Transaction<'static, Sqlite>) -> DirectoryResult<()> {
        let edits = match self.names > MOST_NAMES {
            true => None,
            false => Some(serde_json::to_string(&self.edits).map_err(|e| DirectoryError::Other(e.to_string()))?),
        };
        let sql = "INSERT INTO journal (revision, edits) SELECT number, ?1 FROM revision";
        sqlx::query(sql).bind(edits).execute(&mut **tx).await?;
        let sql = "DELETE FROM journal WHERE revision <= (SELECT number FROM revision) - ?1";
        sqlx::query(sql).bind(KEPT).execute(&mut **tx).await?;
        Ok(())
    }
}

/// Returns what happened since a revision, and the revision to which that leads; none when it is not known.
pub(super) async fn since(pool: &SqlitePool, revision: i64) -> DirectoryResult<Option<(i64, Vec<DirectoryEdit>)>> {
    let sql = "SELECT revision, edits FROM journal WHERE revision > ?1 ORDER BY revision LIMIT ?2";
    let steps: Vec<(i64, Option<String>)> =
        sqlx::query_as(sql).bind(revision).bind(MOST_STEPS + 1).fetch_all(pool).await?;
    if steps.is_empty() || steps.len() as i64 > MOST_STEPS {
        return Ok(None);
    }
    let (mut reached, mut edits) = (revision, Vec::new());
    for (number, step) in steps {
        let Some(step) = step.filter(|_| number == reached.saturating_add(1)) else { return Ok(None) };
        // One that a later version wrote is not followed.
        let Ok(step) = serde_json::from_str::<Vec<DirectoryEdit>>(&step) else { return Ok(None) };
        edits.extend(step);
        reached = number;
    }
    Ok(Some((reached, edits)))
}
