//! What a client does about the difference between what shall be and what is there. Pure: desired states, what was
//! found, what was tried before and the time in; steps in order and a finding for every package out.
//!
//! Two passes, each a file. The *judgement* looks at each package by itself: whether it agrees, and if not, whether
//! something can be done now. The *order* then puts the steps so that each comes after those that it rests on, and takes
//! back the steps whose ground is missing. Nothing here opens windows: [`crate::rules::desired`] has done that.
//!
//! # What is decided here
//!
//! - What is there whole stays as it is while its window is closed or its local manager has not released it.
//! - A package that is replaced by one of the same name is not removed: installing the other upgrades it. One that is
//!   replaced by one of another name is removed after that one is there, unless both cannot stand side by side.
//! - What a user does not want any more is removed once; whoever brings it back later keeps it (CMFX-05).
//! - After a failure the wait doubles from a quarter of an hour to a day. A failure that lies in the future, since the
//!   clock was turned back, holds up nothing.

mod judge;
mod order;

pub use judge::{BACKOFF_FIRST, BACKOFF_MOST};

use crate::model::assignment::RebootPolicy;
use crate::model::client::Found;
use crate::model::desired::Desired;
use crate::model::id::PackageId;
use crate::model::package::Package;
use crate::model::report::Verdict;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A package, what shall be with it, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The package.
    pub package: &'a Package,
    /// What shall be.
    pub desired: &'a Desired,
    /// What is there.
    pub found: &'a Found,
    /// How the last tries ended, if they failed and the package is still as it was then.
    pub tried: Option<&'a Tried>,
    /// Whether it was removed before because of the same choice.
    pub removed_before: bool,
    /// Whether it was installed and waits for a reboot.
    pub awaits_reboot: bool,
    /// What its assignment says about a reboot.
    pub reboot: RebootPolicy,
}

/// Tries that failed, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// What was tried.
    pub doing: Doing,
    /// When the last one ended.
    pub at: DateTime<Utc>,
    /// How many in a row.
    pub failures: u32,
    /// The installer's last exit code, if it was run.
    pub code: Option<i32>,
    /// What it said.
    pub said: String,
}

/// What is done with a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// It is not there and is installed.
    Install,
    /// Another version is there and is replaced.
    Upgrade,
    /// It is there in part and is installed anew.
    Repair,
    /// It is removed.
    Remove,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// With which package.
    pub pkg: PackageId,
    /// What.
    pub doing: Doing,
    /// The packages whose steps, where they have any, must have succeeded first.
    pub after: Vec<PackageId>,
    /// At most this many machines do it at the same time; none means no limit.
    pub concurrency: Option<u32>,
    /// What happens when it needs a reboot.
    pub reboot: RebootPolicy,
}

/// How a package stands, and why nothing is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which one.
    pub pkg: PackageId,
    /// How desired and found agree.
    pub verdict: Verdict,
    /// Why nothing is done; none when there is nothing to do, or it is among the steps.
    pub why: Option<Why>,
}

/// Why nothing is done about a package that is not as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold")]
pub enum Why {
    /// Its window is closed.
    Window { opens: Option<DateTime<Utc>> },
    /// The manager of a locally managed NSC has not released it.
    LocalManager { nsc_name: String, responsible: String },
    /// It failed, and is tried again later.
    Backoff { until: DateTime<Utc>, failures: u32 },
    /// A package that it needs is not there and cannot be had now.
    Dependency { on: PackageId },
    /// A package that it cannot stand beside is still there.
    Conflict { with: PackageId },
    /// Another version that shall be there too stands in its place.
    SameName { by: PackageId },
    /// It, or a package that it needs, is there after the next reboot.
    Reboot { of: PackageId },
    /// What is there cannot be told.
    Unknown { reason: String },
    /// As many machines as may are at it already.
    Concurrency { limit: u32 },
    /// Another installation runs on the machine.
    Busy,
    /// The step failed, or the file could not be had; the note of the report tells what was said.
    Failed,
}

/// What to do, and how everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remedy {
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Every package that is looked after, by number.
    pub findings: Vec<Finding>,
}

/// Returns what to do now. Of each package there is one case.
pub fn remedy(cases: &[Case<'_>], now: DateTime<Utc>) -> Remedy {
    let judged = cases.iter().filter_map(|case| judge::judge(case, cases, now)).collect();
    order::order(cases, judged)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
