//! Reads the report files on a distribution point that are new or changed.

use super::check_in::check_in;
use crate::core::{Core, Error, OpContext, Result};
use crate::model::permission::{Target, Verb};
use crate::model::point::Point;
use crate::model::report::{CheckIn, MAX_REPORT_BYTES};
use crate::port::{FileServer, Listed, PointError};
use chrono::{DateTime, Utc};
use futures::{StreamExt as _, stream};
use std::collections::HashMap;

/// The folder of reports.
const REPORTS: &str = "reports";
/// How many reports are stored in one transaction.
const BATCH: usize = 500;

/// What was read of a distribution point's reports: by file, how large it was and when it was written.
#[derive(Debug, Default)]
pub struct Scanned(HashMap<String, (u64, DateTime<Utc>)>);

/// What scans found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scan {
    /// Files that were read.
    pub read: u64,
    /// Reports that were newer than what was known.
    pub stored: u64,
    /// Files that are no report, or none that can be.
    pub refused: u64,
}

/// Why a scan did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Unscanned {
    /// The distribution point fails.
    #[error("{0}")]
    Point(#[from] PointError),
    /// The reporting database fails.
    #[error("{0}")]
    Store(#[from] Error),
}

/// Returns the distribution points.
pub async fn points(ctx: &OpContext, core: &Core) -> Result<Vec<Point>> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    Ok(core.snapshot().await?.configuration.points.values().cloned().collect())
}

/// Reads what is new or changed on a point since the last time and keeps what it tells. What was done until a failure
/// stays done.
pub async fn scan(
    ctx: &OpContext,
    core: &Core,
    point: &Point,
    scanned: &mut Scanned,
    concurrency: usize,
    found: &mut Scan,
) -> std::result::Result<(), Unscanned> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    let server = core.ports.servers.open(point)?;
    let newest = core.ports.admin.generations(1).await.map_err(Error::from)?;
    let newest = newest.first().map_or(0, |generation| generation.number);
    let mut before = std::mem::take(&mut scanned.0);
    let mut changed = Vec::new();
    for Listed { path, size, modified_at } in server.list(REPORTS).await? {
        let Some(name) = name_of(&path) else { continue };
        match before.remove(name) {
            Some(known) if known == (size, modified_at) => drop(scanned.0.insert(name.to_owned(), known)),
            _ => changed.push((name.to_owned(), (size, modified_at))),
        }
    }
    for batch in changed.chunks(BATCH) {
        let now = core.ports.clock.now();
        let read = |(name, _): &(String, _)| {
            let name = name.clone();
            let server = &*server;
            async move { one(server, &name, now, newest).await }
        };
        let mut answers = stream::iter(batch.iter().map(read)).buffer_unordered(concurrency.max(1));
        let mut check_ins: Vec<CheckIn> = Vec::with_capacity(batch.len());
        let (mut read, mut refused) = (0, 0);
        while let Some(answer) = answers.next().await {
            read += 1;
            match answer? {
                Some(check_in) => check_ins.push(check_in),
                None => refused += 1,
            }
        }
        drop(answers);
        found.stored += core.ports.report.put_check_ins(&check_ins).await.map_err(Error::from)?;
        found.read += read;
        found.refused += refused;
        scanned.0.extend(batch.iter().cloned());
    }
    Ok(())
}

/// Returns the name of a report file; none for what lies there otherwise.
fn name_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix(REPORTS)?.strip_prefix('/')?;
    (name.ends_with(".cmf.json") && !name.contains('/')).then_some(name)
}

/// Reads a file; none when it is no report. A file that went meanwhile is none either.
async fn one(
    server: &dyn FileServer,
    name: &str,
    now: DateTime<Utc>,
    newest: i64,
) -> std::result::Result<Option<CheckIn>, PointError> {
    match server.get(&format!("{REPORTS}/{name}"), None, MAX_REPORT_BYTES).await {
        Ok(fetched) => Ok(fetched.and_then(|fetched| check_in(name, &fetched.bytes, now, newest))),
        Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
