//! Credentials for hosts that were refused. Tripping is the host step's own work; clearing is a logged change.

use super::AdminDb;
use super::apply::value;
use super::log::Record;
use crate::model::host::Breaker;
use crate::port::{HostBreakers, StoreError, StoreResult};
use crate::store::engine::{Tx, on};
use crate::store::values::{code, from_code, micros, time, unreadable};
use async_trait::async_trait;

#[derive(sqlx::FromRow)]
struct Row {
    account: String,
    class: String,
    code: String,
    address: String,
    tripped_at_us: i64,
}

fn breaker(row: Row) -> StoreResult<Breaker> {
    Ok(Breaker {
        class: from_code(&row.class)?,
        address: row.address.parse().map_err(|_| unreadable("address", &row.address))?,
        tripped_at: time(row.tripped_at_us)?,
        account: row.account,
        code: row.code,
    })
}

#[async_trait]
impl HostBreakers for AdminDb {
    async fn breakers(&self) -> StoreResult<Vec<Breaker>> {
        let sql = "SELECT account, class, code, address, tripped_at_us FROM host_breaker ORDER BY account_key";
        let rows: Vec<Row> = on!(&self.db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
        rows.into_iter().map(breaker).collect()
    }

    async fn trip(&self, breaker: &Breaker) -> StoreResult<()> {
        let sql = "INSERT INTO host_breaker (account_key, account, class, code, address, tripped_at_us) \
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_key) DO NOTHING";
        let class = code(breaker.class)?;
        let mut tx = self.db.begin().await?;
        on!(&mut tx, c => sqlx::query(sql)
            .bind(breaker.account.to_lowercase())
            .bind(breaker.account.as_str())
            .bind(class.as_str())
            .bind(breaker.code.as_str())
            .bind(breaker.address.to_string())
            .bind(micros(breaker.tripped_at))
            .execute(&mut **c)
            .await
            .map(drop))?;
        crate::store::engine::commit(tx).await
    }
}

/// Lets a credential be tried again, if its breaker is still the one that was looked at.
pub(super) async fn clear(tx: &mut Tx, before: &Breaker) -> StoreResult<Record> {
    let sql = "DELETE FROM host_breaker WHERE account_key = $1 AND tripped_at_us = $2";
    let gone = on!(tx, c => sqlx::query(sql)
        .bind(before.account.to_lowercase())
        .bind(micros(before.tripped_at))
        .execute(&mut **c)
        .await
        .map(|done| done.rows_affected()))?;
    if gone == 0 {
        return Err(StoreError::Changed { kind: "breaker", name: before.account.clone() });
    }
    Ok(Record { kind: "breaker".into(), name: before.account.clone(), before: Some(value(before)?), after: None })
}
