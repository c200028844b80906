//! Clients by their last check: which distribution point each read, and which generation it has (CMF-79).

use crate::core::{Core, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::report::CheckIn;
use crate::port::CheckInQuery;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Which clients to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientQuery {
    /// Only machines whose name contains this, compared without case.
    pub contains: Option<String>,
    /// Only machines that last read this distribution point, compared without case.
    pub point: Option<String>,
    /// Only machines that lack the newest generation.
    pub behind: bool,
    /// At most this many.
    pub limit: u32,
}

/// Clients, who checked longest ago first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clients {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// The newest generation; 0 before the first.
    pub generation: i64,
    /// How many machines ever told something.
    pub known: u64,
    /// How many of those have the newest generation.
    pub current: u64,
    /// Those that were asked for.
    pub rows: Vec<ClientRow>,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClientRow {
    /// What it last told.
    #[serde(flatten)]
    pub check_in: CheckIn,
    /// How many generations it lacks.
    pub lag: i64,
}

/// Lists clients by their last check.
pub async fn list(ctx: &OpContext, core: &Core, query: &ClientQuery) -> Result<Clients> {
    core.authorise(ctx, Verb::ReportViewAll, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "publish clients".into() }.into());
    }
    let newest = core.ports.admin.generations(1).await?.pop().map_or(0, |generation| generation.number);
    let wanted = CheckInQuery {
        contains: query.contains.clone(),
        point: query.point.clone(),
        behind: query.behind.then_some(newest),
        limit: query.limit,
    };
    let report = &core.ports.report;
    let newest_only = [newest];
    let (counts, rows) = tokio::join!(report.generation_counts(&newest_only), report.check_ins(&wanted));
    let (known, current) = counts?;
    let row = |check_in: CheckIn| ClientRow { lag: newest.saturating_sub(check_in.generation).max(0), check_in };
    Ok(Clients {
        at: core.ports.clock.now(),
        generation: newest,
        known,
        current: current.first().copied().unwrap_or_default(),
        rows: rows?.into_iter().map(row).collect(),
    })
}
