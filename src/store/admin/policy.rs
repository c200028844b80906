//! The synchronization policy: one row.

use super::apply::value;
use super::log::Record;
use super::{profiles, revision};
use crate::model::id::ProfileId;
use crate::model::operation::Entry;
use crate::model::policy::SyncPolicy;
use crate::model::profile::ProfileRef;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Db, Tx, on};
use crate::store::values::{micros, time_or_none};

/// Its name in the action log.
const NAME: &str = "synchronization";

const SELECT: &str = "SELECT p.id, p.name, s.enabled, s.changed_at_us, s.changed_by \
    FROM sync_policy s LEFT JOIN profile p ON p.id = s.profile";

type Row = (Option<i64>, Option<String>, bool, Option<i64>, Option<String>);

fn policy((id, name, enabled, changed_at, changed_by): Row) -> StoreResult<SyncPolicy> {
    let profile = id.zip(name).map(|(id, name)| ProfileRef { id: ProfileId(id), name });
    Ok(SyncPolicy { profile, enabled, changed_at: time_or_none(changed_at)?, changed_by })
}

/// Reads the policy.
pub(super) async fn read(db: &Db) -> StoreResult<SyncPolicy> {
    policy(on!(&db.read, pool => sqlx::query_as(SELECT).fetch_one(pool).await)?)
}

/// Sets the policy and makes the systems that wait for it due.
pub(super) async fn set(
    tx: &mut Tx,
    before: &SyncPolicy,
    profile: Option<&ProfileRef>,
    enabled: bool,
    entry: &Entry,
) -> StoreResult<Record> {
    let found = policy(on!(tx, c => sqlx::query_as(SELECT).fetch_one(&mut **c).await)?)?;
    if found != *before {
        return Err(StoreError::Changed { kind: "policy", name: NAME.into() });
    }
    let profile = match profile {
        Some(wanted) => Some(profiles::referred(tx, wanted).await?),
        None => None,
    };
    let sql = "UPDATE sync_policy SET profile = $1, enabled = $2, changed_at_us = $3, changed_by = $4";
    on!(tx, c => sqlx::query(sql)
        .bind(profile.as_ref().map(|p| p.id.0))
        .bind(enabled)
        .bind(micros(entry.at))
        .bind(&entry.actor)
        .execute(&mut **c)
        .await
        .map(drop))?;
    wake(tx, entry).await?;

    let after = SyncPolicy { profile, enabled, changed_at: Some(entry.at), changed_by: Some(entry.actor.clone()) };
    Ok(Record { kind: "policy".into(), name: NAME.into(), before: Some(value(&found)?), after: Some(value(&after)?) })
}

/// A new version, so that a resolution under the old policy that is still under way does not count.
async fn wake(tx: &mut Tx, entry: &Entry) -> StoreResult<()> {
    let changed = revision::bump(tx).await?;
    let sql = "UPDATE amt_system SET due_since_us = COALESCE(due_since_us, $1), version = version + 1, changed = $2 \
        WHERE status IN ('no_profile', 'sync_disabled')";
    on!(tx, c => sqlx::query(sql).bind(micros(entry.at)).bind(changed).execute(&mut **c).await.map(drop))?;
    // What is being resolved right now looked at the old policy as well.
    let sql = "UPDATE amt_system SET version = version + 1 WHERE due_since_us IS NOT NULL \
        AND status NOT IN ('no_profile', 'sync_disabled')";
    Ok(on!(tx, c => sqlx::query(sql).execute(&mut **c).await.map(drop))?)
}
