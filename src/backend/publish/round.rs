//! One round of the publisher, from what was made to what every point answered: what the job's record tells of it.

use super::courier::{Ending, Told};
use crate::core::publication::Delivered;
use crate::model::id::PointId;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What happened since the round began.
pub(super) struct Round {
    pub(super) started_at: DateTime<Utc>,
    generation: i64,
    changed: usize,
    sent: Delivered,
    acknowledged: u64,
}

/// Why points fail, by point.
pub(super) type Failures = BTreeMap<PointId, String>;

impl Round {
    /// Begins a round.
    pub(super) fn begin(started_at: DateTime<Utc>) -> Self {
        Self { started_at, generation: 0, changed: 0, sent: Delivered::default(), acknowledged: 0 }
    }

    /// Takes in that a generation was made, of this many changed files.
    pub(super) fn made(&mut self, generation: i64, changed: usize) {
        self.generation = generation;
        self.changed += changed;
    }

    /// Takes in what a courier told.
    pub(super) fn hear(&mut self, told: &Told) {
        self.sent.files += told.sent.files;
        self.sent.packages += told.sent.packages;
        self.sent.deleted += told.sent.deleted;
        self.sent.bytes += told.sent.bytes;
        if matches!(told.ending, Ending::Complete) {
            for missing in &told.sent.missing {
                if !self.sent.missing.contains(missing) {
                    self.sent.missing.push(missing.clone());
                }
            }
        }
    }

    /// Takes in how many records were acknowledged.
    pub(super) fn acknowledged(&mut self, count: u64) {
        self.acknowledged += count;
    }

    /// Whether it did anything.
    pub(super) fn is_worth_a_record(&self) -> bool {
        let Delivered { files, packages, deleted, bytes, missing: _ } = &self.sent;
        self.generation > 0
            || self.acknowledged > 0
            || [files, packages, deleted, bytes].iter().any(|count| **count > 0)
    }

    /// Returns what it did, without what it did not do.
    pub(super) fn counts(&self) -> Vec<(String, u64)> {
        let counts = [
            ("generation", self.generation.unsigned_abs()),
            ("changed", self.changed as u64),
            ("files", self.sent.files),
            ("packages", self.sent.packages),
            ("deleted", self.sent.deleted),
            ("bytes", self.sent.bytes),
            ("acknowledged", self.acknowledged),
        ];
        counts.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| (name.into(), count)).collect()
    }

    /// Returns what went wrong; empty when nothing did.
    pub(super) fn problem(&self, failures: &[String]) -> String {
        let missing = self.sent.missing.iter().map(ToString::to_string);
        failures.iter().cloned().chain(missing).collect::<Vec<_>>().join("; ")
    }
}
