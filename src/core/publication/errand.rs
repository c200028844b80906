//! Waiting until everything that was asked for is on every distribution point.

use super::status::Status;
use crate::core::{Core, OpContext, Result};
use crate::model::id::{OperationId, PointId};
use crate::model::job::Job;
use crate::model::permission::{Target, Verb};
use crate::model::publication::FlatFile;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// How many generations are looked back.
const LOOKED_BACK: u32 = 500;

/// Somebody who asked that everything up to a record is published, and waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    operation: OperationId,
    generation: i64,
    /// When each point was last tried before.
    tried: BTreeMap<PointId, Option<DateTime<Utc>>>,
}

impl Errand {
    /// Begins to wait for a record. `before` is how everything was before it was asked for.
    pub fn begin(before: &Status, operation: OperationId) -> Self {
        let tried = before.points.iter().map(|point| (point.id, point.tried_at)).collect();
        let generation = before.generation.as_ref().map_or(0, |made| made.number);
        Self { operation, generation, tried }
    }

    /// Returns what it still waits for, in words of the points; none when everything is done: the run was taken on,
    /// every point was visited since and has the latest generation, and every record is acknowledged.
    pub fn waits_for(&self, now: &Status) -> Option<Vec<String>> {
        let newest = now.generation.as_ref().map_or(0, |made| made.number);
        let lacks = now.points.iter().filter(|point| {
            let was_visited = point.tried_at.is_some() && self.tried.get(&point.id) != Some(&point.tried_at);
            point.failing_since.is_some() || point.lacks() || point.generation != newest || !was_visited
        });
        let lacks: Vec<String> = lacks
            .map(|point| match point.problem.as_str() {
                "" => point.name.clone(),
                problem => format!("{} ({problem})", point.name),
            })
            .collect();
        let is_asked = now.asked.iter().any(|wish| wish.job == Job::Publish);
        let is_open = now.backlog.oldest.is_some_and(|(oldest, _)| oldest <= self.operation);
        (!lacks.is_empty() || is_asked || is_open).then_some(lacks)
    }

    /// Returns the files that were written or deleted since it began.
    pub async fn files(&self, ctx: &OpContext, core: &Core) -> Result<Vec<FlatFile>> {
        core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
        let made = core.ports.admin.generations(LOOKED_BACK).await?;
        let since = made.into_iter().filter(|generation| generation.number > self.generation);
        Ok(since.flat_map(|generation| generation.changed).collect::<BTreeSet<_>>().into_iter().collect())
    }
}
