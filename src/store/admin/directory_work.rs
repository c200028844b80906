//! Edits of the directory that operations have decided, and how far they are.

use crate::model::directory::EditOutcome;
use crate::model::id::OperationId;
use crate::port::{DirectoryClaim, DirectoryWork, StoreResult};
use crate::store::engine::{Db, commit, on};
use crate::store::values::{from_list, json, micros};
use uuid::Uuid;

/// Returns what is not finished, oldest first.
pub(super) async fn pending(db: &Db, limit: u32) -> StoreResult<Vec<DirectoryWork>> {
    let sql = "SELECT id, directory_edits FROM operation WHERE directory_state = 'pending' ORDER BY id LIMIT $1";
    let rows: Vec<(i64, Option<String>)> =
        on!(&db.read, pool => sqlx::query_as(sql).bind(i64::from(limit)).fetch_all(pool).await)?;
    rows.into_iter()
        .map(|(id, edits)| {
            Ok(DirectoryWork { id: OperationId(id), edits: from_list(edits.as_deref().unwrap_or_default())? })
        })
        .collect()
}

/// Notes that an operation's edits are finished. The first outcome stays.
pub(super) async fn done(db: &Db, id: OperationId, outcome: &EditOutcome) -> StoreResult<()> {
    let sql = "UPDATE operation SET directory_state = 'done', directory_outcome = $1 \
        WHERE id = $2 AND directory_state = 'pending'";
    let outcome = json(outcome)?;
    let mut tx = db.begin().await?;
    on!(&mut tx, c => sqlx::query(sql).bind(outcome).bind(id.0).execute(&mut **c).await.map(drop))?;
    commit(tx).await
}

/// Claims the work when nobody has it, when the claim has expired, or when it is the holder's.
pub(super) async fn claim(db: &Db, claim: &DirectoryClaim) -> StoreResult<bool> {
    let sql = "INSERT INTO directory_claim (id, holder, expires_at_us) VALUES (1, $1, $2) \
        ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, expires_at_us = excluded.expires_at_us \
        WHERE directory_claim.holder = excluded.holder OR directory_claim.expires_at_us <= $3";
    let mut tx = db.begin().await?;
    let taken = on!(&mut tx, c => sqlx::query(sql)
        .bind(claim.holder)
        .bind(micros(claim.expires_at))
        .bind(micros(claim.now))
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    commit(tx).await?;
    Ok(taken > 0)
}

/// Gives the claim back, if it is this holder's.
pub(super) async fn release(db: &Db, holder: Uuid) -> StoreResult<()> {
    let sql = "DELETE FROM directory_claim WHERE holder = $1";
    let mut tx = db.begin().await?;
    on!(&mut tx, c => sqlx::query(sql).bind(holder).execute(&mut **c).await.map(drop))?;
    commit(tx).await
}
