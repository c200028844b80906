//! Which inbox items people have read.

use crate::port::StoreResult;
use crate::store::engine::{Db, commit, on, pieces};
use crate::store::values::{key, micros};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;

/// Returns what somebody has read.
pub(super) async fn read(db: &Db, reader: &str) -> StoreResult<Vec<String>> {
    let sql = "SELECT item FROM inbox_read WHERE reader_key = $1 ORDER BY item";
    Ok(on!(&db.read, pool => sqlx::query_scalar(sql).bind(key(reader)).fetch_all(pool).await)?)
}

/// Notes that somebody has read these; the first time counts.
pub(super) async fn note(db: &Db, reader: &str, items: &[String], at: DateTime<Utc>) -> StoreResult<()> {
    let reader = key(reader);
    let mut tx = db.begin().await?;
    for piece in pieces(items) {
        on!(&mut tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO inbox_read (reader_key, item, read_at_us) ");
            sql.push_values(piece, |mut row, item| {
                row.push_bind(reader.as_str()).push_bind(item.as_str()).push_bind(micros(at));
            });
            sql.push(" ON CONFLICT (reader_key, item) DO NOTHING");
            sql.build().execute(&mut **c).await.map(drop)
        })?;
    }
    commit(tx).await
}
