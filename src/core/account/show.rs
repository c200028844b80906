//! Tells which directory it is, and how it is.

use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target, Verb};
use crate::port::DirectoryCounts;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A directory at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DirectoryView {
    /// `embedded` or `active_directory`.
    pub kind: String,
    /// Its file or host, without credentials.
    pub place: String,
    /// Where the NSCs' groups are.
    pub base_dn: String,
    /// Whether it takes accounts from here.
    pub takes_accounts: bool,
    /// How much it holds; none when it does not answer.
    pub counts: Option<DirectoryCounts>,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When the memberships that the program uses were read; none when they never could be.
    pub read_at: Option<DateTime<Utc>>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// Looks at the directory. One that fails is a fact, not an error.
pub async fn show(ctx: &OpContext, core: &Core) -> Result<DirectoryView> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let directory = &core.ports.directory;
    let (description, counts) = tokio::join!(directory.describe(), directory.counts());
    let copy = core.memberships().await;
    let problem = [description.as_ref().err(), counts.as_ref().err()].into_iter().flatten().next();
    let problem = problem.map(ToString::to_string).or_else(|| copy.as_ref().ok().and_then(|copy| copy.stale.clone()));
    let (kind, place, base_dn) = description.map_or_else(|_| <_>::default(), |d| (d.kind, d.place, d.base_dn));
    Ok(DirectoryView {
        kind,
        place,
        base_dn,
        takes_accounts: directory.registers(),
        counts: counts.ok(),
        asked_at: core.ports.clock.now(),
        read_at: copy.ok().map(|copy| copy.read_at),
        problem,
    })
}
