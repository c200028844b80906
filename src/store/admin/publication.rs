//! Publishing: generations, the flat files as they were published last, the distribution points, acknowledgements, and
//! wishes for jobs.

use super::AdminDb;
use super::{configuration, revision};
use crate::model::id::{OperationId, PointId};
use crate::model::job::Job;
use crate::model::point::{Point, PointState};
use crate::model::publication::{FlatFile, Generation, Stamp};
use crate::port::{Backlog, JobWish, PublicationStore, StoreResult};
use crate::store::engine::{any_of, commit, on, pieces};
use crate::store::values::{from_code, from_list, list, micros, signed, time, time_or_none, unreadable, unsigned};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct StampRow {
    path: String,
    generation: i64,
    high_water: i64,
    body: String,
    digest: String,
    size_bytes: i64,
}

fn stamp(row: &StampRow) -> StoreResult<Stamp> {
    Ok(Stamp {
        file: row.path.parse().map_err(|_| unreadable("flat file", &row.path))?,
        generation: row.generation,
        high_water: OperationId(row.high_water),
        body: row.body.parse().map_err(|_| unreadable("digest", &row.body))?,
        digest: row.digest.parse().map_err(|_| unreadable("digest", &row.digest))?,
        size: unsigned(row.size_bytes),
    })
}

#[derive(sqlx::FromRow)]
struct GenerationRow {
    number: i64,
    high_water: i64,
    made_at_us: i64,
    changed: String,
}

fn generation(row: &GenerationRow) -> StoreResult<Generation> {
    Ok(Generation {
        number: row.number,
        high_water: OperationId(row.high_water),
        made_at: time(row.made_at_us)?,
        changed: from_list(&row.changed)?,
    })
}

#[derive(sqlx::FromRow)]
struct PointRow {
    point: i64,
    generation: i64,
    complete_at_us: Option<i64>,
    tried_at_us: i64,
    failing_since_us: Option<i64>,
    problem: String,
    sent_bytes: i64,
}

fn point(row: PointRow) -> StoreResult<PointState> {
    Ok(PointState {
        point: PointId(row.point),
        generation: row.generation,
        complete_at: time_or_none(row.complete_at_us)?,
        tried_at: time(row.tried_at_us)?,
        failing_since: time_or_none(row.failing_since_us)?,
        problem: row.problem,
        sent_bytes: unsigned(row.sent_bytes),
    })
}

#[async_trait]
impl PublicationStore for AdminDb {
    async fn published(&self) -> StoreResult<Vec<Stamp>> {
        let sql = "SELECT path, generation, high_water, body, digest, size_bytes FROM flat_file ORDER BY path";
        let rows: Vec<StampRow> = on!(&self.db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
        rows.iter().map(stamp).collect()
    }

    async fn generations(&self, limit: u32) -> StoreResult<Vec<Generation>> {
        let sql = "SELECT number, high_water, made_at_us, changed FROM generation ORDER BY number DESC LIMIT $1";
        let rows: Vec<GenerationRow> =
            on!(&self.db.read, pool => sqlx::query_as(sql).bind(i64::from(limit)).fetch_all(pool).await)?;
        rows.iter().map(generation).collect()
    }

    async fn publish(&self, made: &Generation, written: &[Stamp], gone: &[FlatFile]) -> StoreResult<bool> {
        let mut tx = self.db.begin().await?;
        revision::queue(&mut tx).await?;
        let latest: i64 = on!(&mut tx, c => sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM generation")
            .fetch_one(&mut **c)
            .await)?;
        if made.number != latest + 1 {
            return Ok(false);
        }
        let sql = "INSERT INTO generation (number, high_water, made_at_us, changed) VALUES ($1, $2, $3, $4)";
        let changed = list(&made.changed)?;
        on!(&mut tx, c => sqlx::query(sql)
            .bind(made.number)
            .bind(made.high_water.0)
            .bind(micros(made.made_at))
            .bind(changed)
            .execute(&mut **c)
            .await
            .map(drop))?;
        for piece in pieces(written) {
            on!(&mut tx, c: D => {
                let mut sql = QueryBuilder::<D>::new(
                    "INSERT INTO flat_file (path, generation, high_water, body, digest, size_bytes) ",
                );
                sql.push_values(piece, |mut row, stamp| {
                    row.push_bind(stamp.file.to_string()).push_bind(stamp.generation).push_bind(stamp.high_water.0);
                    row.push_bind(stamp.body.to_string()).push_bind(stamp.digest.to_string());
                    row.push_bind(signed(stamp.size));
                });
                sql.push(" ON CONFLICT (path) DO UPDATE SET generation = excluded.generation, \
                    high_water = excluded.high_water, body = excluded.body, digest = excluded.digest, \
                    size_bytes = excluded.size_bytes");
                sql.build().execute(&mut **c).await.map(drop)
            })?;
        }
        for piece in pieces(gone) {
            on!(&mut tx, c: D => {
                let mut sql = QueryBuilder::<D>::new("DELETE FROM flat_file WHERE path IN (");
                any_of!(sql, piece.iter().map(ToString::to_string));
                sql.build().execute(&mut **c).await.map(drop)
            })?;
        }
        commit(tx).await?;
        Ok(true)
    }

    async fn points(&self) -> StoreResult<Vec<Point>> {
        configuration::points(&self.db).await
    }

    async fn point_states(&self) -> StoreResult<Vec<PointState>> {
        let sql = "SELECT point, generation, complete_at_us, tried_at_us, failing_since_us, problem, sent_bytes \
            FROM point_state ORDER BY point";
        let rows: Vec<PointRow> = on!(&self.db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
        rows.into_iter().map(point).collect()
    }

    async fn put_point_state(&self, state: &PointState) -> StoreResult<()> {
        let sql = "INSERT INTO point_state \
            (point, generation, complete_at_us, tried_at_us, failing_since_us, problem, sent_bytes) \
            SELECT $1, $2, $3, $4, $5, $6, $7 FROM distribution_point WHERE id = $1 \
            ON CONFLICT (point) DO UPDATE SET generation = excluded.generation, \
            complete_at_us = excluded.complete_at_us, tried_at_us = excluded.tried_at_us, \
            failing_since_us = excluded.failing_since_us, problem = excluded.problem, \
            sent_bytes = excluded.sent_bytes";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, c => sqlx::query(sql)
            .bind(state.point.0)
            .bind(state.generation)
            .bind(state.complete_at.map(micros))
            .bind(micros(state.tried_at))
            .bind(state.failing_since.map(micros))
            .bind(&state.problem)
            .bind(signed(state.sent_bytes))
            .execute(&mut **c)
            .await
            .map(drop))?;
        commit(tx).await
    }

    async fn acknowledge(&self, up_to: OperationId, except: &[OperationId], at: DateTime<Utc>) -> StoreResult<u64> {
        let mut tx = self.db.begin().await?;
        let count = on!(&mut tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("UPDATE operation SET server_ack_us = ");
            sql.push_bind(micros(at)).push(" WHERE server_ack_us IS NULL AND id <= ").push_bind(up_to.0);
            if !except.is_empty() {
                sql.push(" AND id NOT IN (");
                any_of!(sql, except.iter().map(|id| id.0));
            }
            sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
        })?;
        commit(tx).await?;
        Ok(count)
    }

    async fn backlog(&self) -> StoreResult<Backlog> {
        let sql = "SELECT COUNT(*), MIN(id) FROM operation WHERE server_ack_us IS NULL";
        let (count, oldest): (i64, Option<i64>) =
            on!(&self.db.read, pool => sqlx::query_as(sql).fetch_one(pool).await)?;
        let Some(id) = oldest else { return Ok(Backlog::default()) };
        let sql = "SELECT at_us FROM operation WHERE id = $1";
        let at: i64 = on!(&self.db.read, pool => sqlx::query_scalar(sql).bind(id).fetch_one(pool).await)?;
        Ok(Backlog { count: unsigned(count), oldest: Some((OperationId(id), time(at)?)) })
    }

    async fn wish_job(&self, wish: &JobWish) -> StoreResult<()> {
        let sql = "INSERT INTO job_wish (job, asked_at_us, asked_by) VALUES ($1, $2, $3) ON CONFLICT (job) DO NOTHING";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, c => sqlx::query(sql)
            .bind(wish.job.name())
            .bind(micros(wish.asked_at))
            .bind(&wish.asked_by)
            .execute(&mut **c)
            .await
            .map(drop))?;
        commit(tx).await
    }

    async fn job_wishes(&self) -> StoreResult<Vec<JobWish>> {
        let sql = "SELECT job, asked_at_us, asked_by FROM job_wish ORDER BY asked_at_us, job";
        let rows: Vec<(String, i64, String)> = on!(&self.db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
        rows.into_iter()
            .map(|(job, at, asked_by)| Ok(JobWish { job: from_code(&job)?, asked_at: time(at)?, asked_by }))
            .collect()
    }

    async fn take_wish(&self, job: Job) -> StoreResult<bool> {
        let mut tx = self.db.begin().await?;
        let sql = "DELETE FROM job_wish WHERE job = $1";
        let gone = on!(&mut tx, c => sqlx::query(sql)
            .bind(job.name())
            .execute(&mut **c)
            .await
            .map(|done| done.rows_affected()))?;
        commit(tx).await?;
        Ok(gone > 0)
    }
}
