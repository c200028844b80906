//! How far each change has come: saved, published, on each distribution point, acknowledged, on the first client, on
//! nine clients in ten.

use super::status::{self, PointStatus, Status};
use crate::core::log::{self, LogQuery};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::id::OperationId;
use crate::model::operation::{DirectoryState, ObjectRef, Operation};
use crate::model::permission::{Target, Verb};
use crate::model::publication::Generation;
use crate::port::Reached;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many generations are looked at for the latest changes.
const GENERATIONS: u32 = 500;

/// How far the latest changes have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pipeline {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// Machines that ever told something.
    pub clients: u64,
    /// The changes, newest first.
    pub changes: Vec<Passage>,
}

/// A change on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its record.
    pub operation: OperationId,
    /// When it was saved.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// What right was used.
    pub verb: Verb,
    /// What it was about.
    pub object: ObjectRef,
    /// Why.
    pub reason: Option<String>,
    /// The generation that brought it; none until it is published, and where no file changed.
    pub generation: Option<i64>,
    /// How many machines have that generation.
    pub reached: u64,
    /// Its way, in order.
    pub stages: Vec<Stage>,
}

impl Passage {
    /// Returns the first stage that it has not passed.
    pub fn open(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| !matches!(stage.progress, Progress::Done | Progress::Unneeded))
    }

    /// Whether no file changed, so that there is nothing to bring anywhere.
    pub fn changes_no_file(&self) -> bool {
        self.stages.iter().any(|stage| stage.step == Step::Published && stage.progress == Progress::Unneeded)
    }
}

/// A stage of the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Which one.
    #[serde(flatten)]
    pub step: Step,
    /// How far it is.
    pub progress: Progress,
    /// When it was passed, where that is known: a point tells only of the generation that lies there now.
    pub at: Option<DateTime<Utc>>,
    /// What it waits for.
    pub waits_for: Option<Wait>,
}

/// Which stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Step {
    /// In the database, with its record.
    Saved,
    /// In flat files.
    Published,
    /// On a distribution point.
    Point {
        /// Its name.
        point: String,
    },
    /// On all distribution points, and so noted in the record (CMF-61).
    Acknowledged,
    /// Read by the first client.
    FirstClient,
    /// Read by nine clients in ten.
    MostClients,
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Passed.
    Done,
    /// It has its turn.
    Waiting,
    /// It has its turn and cannot be passed as things are.
    Failing,
    /// An earlier stage is not passed.
    Ahead,
    /// There is nothing to do.
    Unneeded,
}

/// What a stage waits for. The sentence is `wait-<kind>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Wait {
    /// The directory's part of the change is not made.
    Directory {},
    /// No process runs the jobs.
    Runner {},
    /// The publisher has not come to it.
    Publisher {},
    /// There is no distribution point.
    NoPoint {},
    /// A distribution point has not got everything.
    Point { point: String },
    /// A distribution point takes no files.
    PointFails { point: String, reason: String },
    /// Distribution points that have not got everything.
    Points { count: u64 },
    /// The file of a package is missing on a distribution point, and cannot be sent there.
    PackageFile { point: String, reason: String },
    /// No client ever told anything.
    NoClient {},
    /// Clients that have not got it.
    Clients { have: u64, of: u64 },
}

/// Returns how far the latest changes have come, newest first.
pub async fn show(ctx: &OpContext, core: &Core, limit: u32) -> Result<Pipeline> {
    core.authorise(ctx, Verb::LogView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "publish status".into() }.into());
    }
    let query = LogQuery { limit, ..LogQuery::default() };
    let (admin, report) = (&core.ports.admin, &core.ports.report);
    let lease = admin.lease().await?;
    let (records, made, reach, status) = tokio::join!(
        log::list(ctx, core, &query),
        admin.generations(GENERATIONS),
        report.reach(GENERATIONS),
        status::read(core, lease),
    );
    let (mut made, reach, status) = (made?, reach?, status?);
    made.reverse();
    let numbers: Vec<i64> = made.iter().map(|generation| generation.number).collect();
    let (clients, counts) = report.generation_counts(&numbers).await?;
    let known = Known {
        made: &made,
        reach: &reach,
        status: &status,
        clients,
        counts: numbers.into_iter().zip(counts).collect(),
    };
    Ok(Pipeline { at: status.at, clients, changes: records?.into_iter().map(|record| known.passage(record)).collect() })
}

/// What is known of everybody who has a part in it.
struct Known<'a> {
    /// Generations, oldest first.
    made: &'a [Generation],
    reach: &'a [Reached],
    status: &'a Status,
    clients: u64,
    /// How many machines have a generation or a later one.
    counts: BTreeMap<i64, u64>,
}

impl Known<'_> {
    fn passage(&self, record: Operation) -> Passage {
        let made = self.generation_of(&record);
        let reached = made.and_then(|made| self.counts.get(&made.number)).copied().unwrap_or_default();
        let mut stages = vec![Stage::done(Step::Saved, Some(record.at))];
        stages.push(match made {
            Some(made) => Stage::done(Step::Published, Some(made.made_at)),
            None if record.server_ack.is_some() => Stage::unneeded(Step::Published),
            None => Stage::waiting(Step::Published, self.before_publishing(&record)),
        });
        stages.extend(self.status.points.iter().map(|point| match made {
            Some(made) => on_point(point, made.number),
            None if record.server_ack.is_some() => Stage::unneeded(Step::Point { point: point.name.clone() }),
            None => Stage::ahead(Step::Point { point: point.name.clone() }),
        }));
        stages.push(match (record.server_ack, made) {
            (Some(at), _) => Stage::done(Step::Acknowledged, Some(at)),
            (None, Some(_)) => match self.before_acknowledging(&record, &stages) {
                wait @ Wait::PackageFile { .. } => Stage::failing(Step::Acknowledged, wait),
                wait => Stage::waiting(Step::Acknowledged, wait),
            },
            (None, None) => Stage::ahead(Step::Acknowledged),
        });
        for (step, most) in [(Step::FirstClient, false), (Step::MostClients, true)] {
            stages.push(match made {
                Some(made) => self.on_clients(step, made.number, most, reached, &stages),
                None if record.server_ack.is_some() => Stage::unneeded(step),
                None => Stage::ahead(step),
            });
        }
        Passage {
            operation: record.id,
            at: record.at,
            actor: record.actor,
            verb: record.verb,
            object: record.object,
            reason: record.reason,
            generation: made.map(|made| made.number),
            reached,
            stages,
        }
    }

    /// Returns the first generation that takes a record into account. One that was made after the acknowledgement came
    /// from something else: no file changed for this record.
    fn generation_of(&self, record: &Operation) -> Option<&Generation> {
        if record.directory == Some(DirectoryState::Pending) {
            return None;
        }
        let made = self.made.get(self.made.partition_point(|made| made.high_water < record.id))?;
        record.server_ack.is_none_or(|at| made.made_at <= at).then_some(made)
    }

    fn before_publishing(&self, record: &Operation) -> Wait {
        if record.directory == Some(DirectoryState::Pending) {
            Wait::Directory {}
        } else if self.status.runner.is_none() {
            Wait::Runner {}
        } else if self.status.points.is_empty() {
            Wait::NoPoint {}
        } else {
            Wait::Publisher {}
        }
    }

    fn before_acknowledging(&self, record: &Operation, stages: &[Stage]) -> Wait {
        let missing =
            stages.iter().filter(|stage| matches!(stage.step, Step::Point { .. }) && stage.progress != Progress::Done);
        match missing.count() as u64 {
            _ if self.status.points.is_empty() => Wait::NoPoint {},
            // Everybody has the flat files, and a package cannot be had: such a record is held back.
            0 => match self.status.lacking().next() {
                Some(point) => Wait::PackageFile { point: point.name.clone(), reason: point.problem.clone() },
                None => self.before_publishing(record),
            },
            count => Wait::Points { count },
        }
    }

    fn on_clients(&self, step: Step, number: i64, most: bool, have: u64, stages: &[Stage]) -> Stage {
        let later = self.reach.iter().filter(|reached| reached.generation >= number);
        let at = later.filter_map(|reached| if most { reached.most_at } else { Some(reached.first_at) }).min();
        if at.is_some() {
            return Stage::done(step, at);
        }
        let points = stages.iter().filter(|stage| matches!(stage.step, Step::Point { .. }));
        // A client needs one point that has it, not all.
        if !points.clone().any(|stage| stage.progress == Progress::Done) {
            return Stage::ahead(step);
        }
        match self.clients {
            0 => Stage::waiting(step, Wait::NoClient {}),
            of => Stage::waiting(step, Wait::Clients { have, of }),
        }
    }
}

fn on_point(point: &PointStatus, number: i64) -> Stage {
    let step = Step::Point { point: point.name.clone() };
    if point.generation >= number {
        return Stage::done(step, point.complete_at.filter(|_| point.generation == number));
    }
    match point.failing_since {
        Some(_) => {
            let reason = point.problem.clone();
            Stage::failing(step, Wait::PointFails { point: point.name.clone(), reason })
        }
        None => Stage::waiting(step, Wait::Point { point: point.name.clone() }),
    }
}

impl Stage {
    fn done(step: Step, at: Option<DateTime<Utc>>) -> Self {
        Self { step, progress: Progress::Done, at, waits_for: None }
    }

    fn waiting(step: Step, waits_for: Wait) -> Self {
        Self { step, progress: Progress::Waiting, at: None, waits_for: Some(waits_for) }
    }

    fn failing(step: Step, waits_for: Wait) -> Self {
        Self { step, progress: Progress::Failing, at: None, waits_for: Some(waits_for) }
    }

    fn ahead(step: Step) -> Self {
        Self { step, progress: Progress::Ahead, at: None, waits_for: None }
    }

    fn unneeded(step: Step) -> Self {
        Self { step, progress: Progress::Unneeded, at: None, waits_for: None }
    }
}

#[cfg(test)]
mod tests;
