//! The reboot that comes by itself: when, and how often users have put it off.

use super::Folder;
use super::files::REBOOT_PLAN;
use crate::agent::error::Result;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A reboot that comes by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebootPlan {
    /// Identifies the run of the system that it ends; in another one it is done.
    pub boot: String,
    /// When it comes.
    pub due: DateTime<Utc>,
    /// How often it was put off.
    pub postponed: u32,
    /// When the system was told to reboot.
    pub ordered: Option<DateTime<Utc>>,
}

/// `reboot-plan.json`. Apart from the rest of the state, since users put a reboot off also while packages are being
/// installed.
#[derive(Debug)]
pub struct RebootBook {
    folder: Folder,
    plan: Option<RebootPlan>,
}

impl RebootBook {
    /// Opens the book in the folder of the state.
    pub fn open(folder: &Folder) -> Result<Self> {
        Ok(Self { plan: folder.load(REBOOT_PLAN)?, folder: folder.clone() })
    }

    /// Returns the plan, if there is one for this run of the system.
    pub fn plan(&self, boot: &str) -> Option<&RebootPlan> {
        self.plan.as_ref().filter(|plan| plan.boot == boot)
    }

    /// Keeps a plan, or that there is none; durable when it returns.
    pub fn keep(&mut self, plan: Option<RebootPlan>) -> Result<()> {
        if self.plan != plan {
            match &plan {
                Some(plan) => self.folder.save(REBOOT_PLAN, plan)?,
                None => self.folder.remove(REBOOT_PLAN)?,
            }
            self.plan = plan;
        }
        Ok(())
    }
}
