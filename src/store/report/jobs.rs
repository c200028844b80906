//! Runs of jobs, what clients last told, and how far generations have come.

use super::ReportDb;
use crate::model::job::{Job, JobRun};
use crate::model::report::CheckIn;
use crate::port::{CheckInQuery, JobStore, Reached, StoreResult};
use crate::store::engine::{commit, on, pieces};
use crate::store::values::{from_code, from_list, key, list, micros, small, time, time_or_none, unsigned};
use async_trait::async_trait;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// How many runs of each job are kept.
const RUNS_KEPT: i64 = 1_000;

#[derive(sqlx::FromRow)]
struct RunRow {
    id: i64,
    job: String,
    started_at_us: i64,
    ended_at_us: i64,
    counts: String,
    problem: String,
}

fn run(row: RunRow) -> StoreResult<JobRun> {
    Ok(JobRun {
        id: row.id,
        job: from_code(&row.job)?,
        started_at: time(row.started_at_us)?,
        ended_at: time(row.ended_at_us)?,
        counts: from_list(&row.counts)?,
        problem: row.problem,
    })
}

#[derive(sqlx::FromRow)]
struct CheckInRow {
    machine: String,
    point: String,
    generation: i64,
    checked_at_us: i64,
    reported_at_us: i64,
    read_at_us: i64,
    agent_version: String,
    packages_ok: i64,
    packages: i64,
    packages_failed: i64,
    reboot_pending_us: Option<i64>,
}

const CHECK_IN: &str = "SELECT machine, point, generation, checked_at_us, reported_at_us, read_at_us, agent_version, \
    packages_ok, packages, packages_failed, reboot_pending_us FROM check_in";

fn check_in(row: CheckInRow) -> StoreResult<CheckIn> {
    Ok(CheckIn {
        machine: row.machine,
        point: row.point,
        generation: row.generation,
        checked_at: time(row.checked_at_us)?,
        reported_at: time(row.reported_at_us)?,
        read_at: time(row.read_at_us)?,
        agent_version: row.agent_version,
        packages_ok: small(row.packages_ok)?,
        packages: small(row.packages)?,
        packages_failed: small(row.packages_failed)?,
        reboot_pending: time_or_none(row.reboot_pending_us)?,
    })
}

#[async_trait]
impl JobStore for ReportDb {
    async fn put_job_run(&self, run: &JobRun) -> StoreResult<i64> {
        let sql = "INSERT INTO job_run (id, job, started_at_us, ended_at_us, counts, problem) \
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM job_run RETURNING id";
        let counts = list(&run.counts)?;
        let mut tx = self.db.begin().await?;
        let id = on!(&mut tx, c => sqlx::query_scalar(sql)
            .bind(run.job.name())
            .bind(micros(run.started_at))
            .bind(micros(run.ended_at))
            .bind(counts)
            .bind(&run.problem)
            .fetch_one(&mut **c)
            .await)?;
        let sql = "DELETE FROM job_run WHERE job = $1 AND id < (SELECT MIN(id) FROM \
            (SELECT id FROM job_run WHERE job = $1 ORDER BY id DESC LIMIT $2) AS kept)";
        on!(&mut tx, c => sqlx::query(sql)
            .bind(run.job.name())
            .bind(RUNS_KEPT)
            .execute(&mut **c)
            .await
            .map(drop))?;
        commit(tx).await?;
        Ok(id)
    }

    async fn job_runs(&self, job: Option<Job>, before: Option<i64>, limit: u32) -> StoreResult<Vec<JobRun>> {
        let rows: Vec<RunRow> = on!(&self.db.read, pool: D => {
            let mut sql = QueryBuilder::<D>::new(
                "SELECT id, job, started_at_us, ended_at_us, counts, problem FROM job_run WHERE id < ",
            );
            sql.push_bind(before.unwrap_or(i64::MAX));
            if let Some(job) = job {
                sql.push(" AND job = ").push_bind(job.name());
            }
            sql.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(pool).await
        })?;
        rows.into_iter().map(run).collect()
    }

    async fn put_check_ins(&self, check_ins: &[CheckIn]) -> StoreResult<u64> {
        // The engines do not take a key twice in one statement; sorted, so that two writers lock in the same order.
        let mut newest = BTreeMap::<String, &CheckIn>::new();
        for check_in in check_ins {
            let kept = newest.entry(key(&check_in.machine)).or_insert(check_in);
            if check_in.reported_at > kept.reported_at {
                *kept = check_in;
            }
        }
        let newest: Vec<_> = newest.into_iter().collect();
        let mut tx = self.db.begin().await?;
        let mut written = 0;
        for piece in pieces(&newest) {
            written += on!(&mut tx, c: D => {
                let mut sql = QueryBuilder::<D>::new(
                    "INSERT INTO check_in (machine_key, machine, point, generation, checked_at_us, reported_at_us, \
                    read_at_us, agent_version, packages_ok, packages, packages_failed, reboot_pending_us) ",
                );
                sql.push_values(piece, |mut row, (key, it)| {
                    row.push_bind(key.as_str()).push_bind(it.machine.as_str()).push_bind(it.point.as_str());
                    row.push_bind(it.generation).push_bind(micros(it.checked_at)).push_bind(micros(it.reported_at));
                    row.push_bind(micros(it.read_at)).push_bind(it.agent_version.as_str());
                    row.push_bind(i64::from(it.packages_ok)).push_bind(i64::from(it.packages));
                    row.push_bind(i64::from(it.packages_failed)).push_bind(it.reboot_pending.map(micros));
                });
                sql.push(" ON CONFLICT (machine_key) DO UPDATE SET machine = excluded.machine, \
                    point = excluded.point, generation = excluded.generation, \
                    checked_at_us = excluded.checked_at_us, reported_at_us = excluded.reported_at_us, \
                    read_at_us = excluded.read_at_us, agent_version = excluded.agent_version, \
                    packages_ok = excluded.packages_ok, packages = excluded.packages, \
                    packages_failed = excluded.packages_failed, reboot_pending_us = excluded.reboot_pending_us \
                    WHERE check_in.reported_at_us < excluded.reported_at_us");
                sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
            })?;
        }
        commit(tx).await?;
        Ok(written)
    }

    async fn check_in(&self, machine: &str) -> StoreResult<Option<CheckIn>> {
        let sql = format!("{CHECK_IN} WHERE machine_key = $1");
        let row: Option<CheckInRow> = on!(&self.db.read, pool => sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(key(machine))
            .fetch_optional(pool)
            .await)?;
        row.map(check_in).transpose()
    }

    async fn check_ins(&self, query: &CheckInQuery) -> StoreResult<Vec<CheckIn>> {
        let rows: Vec<CheckInRow> = on!(&self.db.read, pool: D => {
            let mut sql = QueryBuilder::<D>::new(CHECK_IN);
            sql.push(" WHERE 1 = 1");
            if let Some(part) = &query.contains {
                let part = key(part).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                sql.push(" AND machine_key LIKE ").push_bind(format!("%{part}%")).push(" ESCAPE '\\'");
            }
            if let Some(point) = &query.point {
                sql.push(" AND LOWER(point) = ").push_bind(key(point));
            }
            if let Some(generation) = query.behind {
                sql.push(" AND generation < ").push_bind(generation);
            }
            sql.push(" ORDER BY checked_at_us, machine_key LIMIT ").push_bind(i64::from(query.limit));
            sql.build_query_as().fetch_all(pool).await
        })?;
        rows.into_iter().map(check_in).collect()
    }

    async fn generation_counts(&self, generations: &[i64]) -> StoreResult<(u64, Vec<u64>)> {
        let sql = "SELECT generation, COUNT(*) FROM check_in GROUP BY generation";
        let rows: Vec<(i64, i64)> = on!(&self.db.read, pool => sqlx::query_as(sql).fetch_all(pool).await)?;
        let of = |least: i64| rows.iter().filter(|(has, _)| *has >= least).map(|(_, count)| unsigned(*count)).sum();
        Ok((of(i64::MIN), generations.iter().map(|generation| of(*generation)).collect()))
    }

    async fn put_reach(&self, reach: &[Reached]) -> StoreResult<()> {
        let mut tx = self.db.begin().await?;
        for piece in pieces(reach) {
            on!(&mut tx, c: D => {
                let mut sql = QueryBuilder::<D>::new("INSERT INTO reach (generation, first_at_us, most_at_us) ");
                sql.push_values(piece, |mut row, it| {
                    row.push_bind(it.generation).push_bind(micros(it.first_at)).push_bind(it.most_at.map(micros));
                });
                sql.push(" ON CONFLICT (generation) DO UPDATE \
                    SET most_at_us = COALESCE(reach.most_at_us, excluded.most_at_us)");
                sql.build().execute(&mut **c).await.map(drop)
            })?;
        }
        commit(tx).await
    }

    async fn reach(&self, limit: u32) -> StoreResult<Vec<Reached>> {
        let sql = "SELECT generation, first_at_us, most_at_us FROM reach ORDER BY generation DESC LIMIT $1";
        let rows: Vec<(i64, i64, Option<i64>)> =
            on!(&self.db.read, pool => sqlx::query_as(sql).bind(i64::from(limit)).fetch_all(pool).await)?;
        rows.into_iter()
            .map(|(generation, first, most)| {
                Ok(Reached { generation, first_at: time(first)?, most_at: time_or_none(most)? })
            })
            .collect()
    }
}
