//! CMFReportSrv: scans the clients' report files on the distribution points, at an interval and when somebody asks.

use super::settings::PublishingSettings;
use super::writer::describe;
use crate::core::publication::{record, take_wish};
use crate::core::report::{Scan, Scanned, note_reach, points, scan};
use crate::core::{Core, OpContext};
use crate::model::id::PointId;
use crate::model::job::Job;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval};

/// How often it is looked whether somebody asks.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The job.
pub(super) struct ReportScan {
    pub(super) core: Core,
    pub(super) settings: PublishingSettings,
}

impl ReportScan {
    /// Scans for ever.
    pub(super) async fn run(self) {
        let ctx = OpContext::service("report_scan");
        let mut scanned: BTreeMap<PointId, Scanned> = BTreeMap::new();
        let mut told = String::new();
        let mut due = Instant::now();
        let mut look = interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            look.tick().await;
            let asked = take_wish(&ctx, &self.core, Job::ScanReports).await.unwrap_or_default();
            if asked || due <= Instant::now() {
                due = Instant::now() + self.settings.scan_every;
                self.scan(&ctx, &mut scanned, &mut told, asked).await;
            }
        }
    }

    /// Scans every point once, one after the other: the database takes their reports one after the other too.
    async fn scan(&self, ctx: &OpContext, scanned: &mut BTreeMap<PointId, Scanned>, told: &mut String, asked: bool) {
        let started_at = self.core.clock().now();
        let mut found = Scan::default();
        let mut problems = Vec::new();
        match points(ctx, &self.core).await {
            Ok(points) => {
                scanned.retain(|id, _| points.iter().any(|point| point.id == *id));
                for point in points {
                    let known = scanned.entry(point.id).or_default();
                    if let Err(reason) =
                        scan(ctx, &self.core, &point, known, self.settings.concurrency, &mut found).await
                    {
                        problems.push(format!("{}: {reason}", point.name));
                    }
                }
            }
            Err(error) => problems.push(describe(&error)),
        }
        if found.stored > 0
            && let Err(error) = note_reach(ctx, &self.core).await
        {
            problems.push(describe(&error));
        }
        let problem = problems.join("; ");
        if found.read > 0 || asked || problem != *told {
            let counts = [("reports", found.read), ("stored", found.stored), ("refused", found.refused)];
            let counts = counts.map(|(name, count)| (name.to_owned(), count)).to_vec();
            if let Err(error) = record(ctx, &self.core, Job::ScanReports, started_at, counts, &problem).await {
                tracing::warn!(reason = %describe(&error), "the run could not be recorded");
            }
        }
        *told = problem;
    }
}
