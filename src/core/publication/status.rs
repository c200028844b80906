//! How publishing is: the newest generation, what waits for its acknowledgement, and what lies on each distribution
//! point.

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::id::{OperationId, PointId};
use crate::model::lease::Lease;
use crate::model::permission::{Target, Verb};
use crate::model::point::PointState;
use crate::model::publication::Generation;
use crate::port::{Backlog, JobWish};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// How many generations are looked at to tell since when a point lacks one.
const LOOKED_AT: u32 = 200;

/// How publishing is at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// The newest generation; none before the first.
    pub generation: Option<Published>,
    /// Records of the action log that wait for their acknowledgement (CMF-61).
    pub backlog: Backlog,
    /// When the oldest of them is late; none when nothing waits, or lateness is not watched.
    pub late_at: Option<DateTime<Utc>>,
    /// The distribution points, by name. Without one, nothing is acknowledged.
    pub points: Vec<PointStatus>,
    /// Which process runs the jobs; none when nobody does.
    pub runner: Option<Runner>,
    /// Runs that were asked for and have not begun.
    pub asked: Vec<JobWish>,
    /// Number of the newest run of any job; rises when a job did something.
    pub last_run: Option<i64>,
}

/// A generation in few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Published {
    /// Its number.
    pub number: i64,
    /// The newest record of the action log that it takes into account.
    pub high_water: OperationId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many files changed in it.
    pub files: usize,
}

/// The process that runs the jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Runner {
    /// `serve` or `console`.
    pub role: String,
    /// Its host.
    pub host: String,
    /// Its process id.
    pub pid: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A distribution point and what was last seen of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointStatus {
    /// Its number.
    pub id: PointId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// The generation that lies there; 0 when none does.
    pub generation: i64,
    /// How many generations it lacks.
    pub behind: i64,
    /// Since when it lacks one; none when it lacks none, or that is longer ago than is kept in view.
    pub behind_since: Option<DateTime<Utc>>,
    /// When everything of its generation was there.
    pub complete_at: Option<DateTime<Utc>>,
    /// When it was last tried; none before the first time.
    pub tried_at: Option<DateTime<Utc>>,
    /// Since when it takes no files.
    pub failing_since: Option<DateTime<Utc>>,
    /// What was wrong with the last try; empty when nothing was.
    pub problem: String,
    /// Bytes sent to it since it was added.
    pub sent_bytes: u64,
}

impl PointStatus {
    /// Whether it takes files, and the file of a package cannot be sent to it: clients cannot carry everything out.
    pub fn lacks(&self) -> bool {
        self.failing_since.is_none() && !self.problem.is_empty()
    }
}

impl Status {
    /// Whether records have waited for longer than they should at this time.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.late_at.is_some_and(|at| at <= now)
    }

    /// Returns the points that take no files.
    pub fn failing(&self) -> impl Iterator<Item = &PointStatus> {
        self.points.iter().filter(|point| point.failing_since.is_some())
    }

    /// Returns the points that lack the file of a package.
    pub fn lacking(&self) -> impl Iterator<Item = &PointStatus> {
        self.points.iter().filter(|point| point.lacks())
    }
}

/// Returns how publishing is now.
pub async fn show(ctx: &OpContext, core: &Core) -> Result<Status> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "publish status".into() }.into());
    }
    let lease = core.ports.admin.lease().await?;
    read(core, lease).await
}

/// Returns the same for who has looked at the lease already.
pub(in crate::core) async fn read(core: &Core, lease: Option<Lease>) -> Result<Status> {
    let (admin, at) = (&core.ports.admin, core.ports.clock.now());
    // The points alone: a console shows this in its first frame, which must not wait for the whole configuration.
    let (newest, points, states, backlog, asked, runs) = tokio::join!(
        admin.generations(1),
        admin.points(),
        admin.point_states(),
        admin.backlog(),
        admin.job_wishes(),
        core.ports.report.job_runs(None, None, 1),
    );
    let (newest, points, states, backlog) = (newest?.pop(), points?, states?, backlog?);
    let number = newest.as_ref().map_or(0, |generation| generation.number);
    let state = |id: PointId| states.iter().find(|state| state.point == id);
    let lags = points.iter().any(|point| state(point.id).is_none_or(|state| state.generation < number));
    let made = if lags { admin.generations(LOOKED_AT).await? } else { Vec::new() };
    let mut points: Vec<_> = points
        .into_iter()
        .map(|point| {
            let mut status = status(state(point.id), number, &made);
            status.id = point.id;
            (status.name, status.url) = (point.name, point.url);
            status
        })
        .collect();
    points.sort_by_key(|point| (point.name.to_lowercase(), point.id));
    let watched = TimeDelta::minutes(i64::from(core.settings.backlog_alarm_minutes));
    let late_at = backlog.oldest.filter(|_| watched > TimeDelta::zero());
    Ok(Status {
        at,
        generation: newest.map(|made| Published {
            number: made.number,
            high_water: made.high_water,
            made_at: made.made_at,
            files: made.changed.len(),
        }),
        late_at: late_at.and_then(|(_, saved_at)| saved_at.checked_add_signed(watched)),
        backlog,
        points,
        runner: lease.filter(|lease| lease.expires_at > at).map(|lease| Runner {
            role: lease.role,
            host: lease.host,
            pid: lease.pid,
            since: lease.taken_at,
        }),
        asked: asked?,
        last_run: runs?.pop().map(|run| run.id),
    })
}

/// Returns what is known of a point beside the newest generation. `made` are the latest generations, newest first.
fn status(state: Option<&PointState>, newest: i64, made: &[Generation]) -> PointStatus {
    let generation = state.map_or(0, |state| state.generation);
    let lacks = made.iter().find(|made| made.number == generation.saturating_add(1));
    PointStatus {
        id: PointId(0),
        name: String::new(),
        url: String::new(),
        generation,
        behind: newest.saturating_sub(generation).max(0),
        behind_since: lacks.map(|made| made.made_at),
        complete_at: state.and_then(|state| state.complete_at),
        tried_at: state.map(|state| state.tried_at),
        failing_since: state.and_then(|state| state.failing_since),
        problem: state.map(|state| state.problem.clone()).unwrap_or_default(),
        sent_bytes: state.map_or(0, |state| state.sent_bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn made(number: i64) -> Generation {
        Generation { number, high_water: OperationId(number * 10), made_at: at(number), changed: Vec::new() }
    }

    #[test]
    fn cmf_77_a_point_lags_since_the_first_generation_that_it_lacks() {
        let state = PointState {
            point: PointId(2),
            generation: 7,
            complete_at: Some(at(7)),
            tried_at: at(60),
            failing_since: Some(at(9)),
            problem: "full".into(),
            sent_bytes: 12,
        };
        let all = [made(10), made(9), made(8), made(7)];
        let found = status(Some(&state), 10, &all);
        assert_eq!((found.behind, found.behind_since, found.failing_since), (3, Some(at(8)), Some(at(9))));
        let found = status(Some(&PointState { generation: 10, ..state }), 10, &all);
        assert_eq!((found.behind, found.behind_since), (0, None));
        let found = status(None, 10, &all);
        assert_eq!((found.generation, found.behind, found.behind_since, found.tried_at), (0, 10, None, None));
    }
}
