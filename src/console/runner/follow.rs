//! Watches the databases for changes, whoever makes them: this process, a backend elsewhere, another console.

use crate::console::app::Message;
use crate::core::health::{self, Health};
use crate::core::{Core, OpContext};
use crate::model::lease::BackendReport;
use crate::port::Revision;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

/// How often the counters are looked at.
const PERIOD: Duration = Duration::from_millis(250);
/// How many looks at the counters come to one look at the parts.
const PARTS_EVERY: u32 = 4;

/// Sends a message whenever something has changed, and only then. Ends with the console.
pub(super) async fn follow(core: Core, ctx: OpContext, sender: mpsc::Sender<Message>) {
    let ctx = OpContext { read_only: true, ..ctx };
    let mut timer = tokio::time::interval(PERIOD);
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut seen: Option<Revision> = None;
    let mut parts: Option<Health> = None;
    for turn in 0_u32.. {
        timer.tick().await;
        let message = match health::revision(&ctx, &core).await {
            Ok(revision) if seen.is_some_and(|seen| same(seen, revision)) => None,
            Ok(revision) => {
                seen = Some(revision);
                Some(Message::Changed(revision))
            }
            Err(error) => {
                // The next answer is news, even if nothing else has changed.
                seen = None;
                Some(Message::Offline(error.problem))
            }
        };
        if let Some(message) = message
            && sender.send(message).await.is_err()
        {
            return;
        }
        if turn % PARTS_EVERY != 0 {
            continue;
        }
        if let Ok(health) = health::look(&ctx, &core).await {
            let shown = without_pulse(&health);
            if parts.as_ref() != Some(&shown) {
                parts = Some(shown);
                if sender.send(Message::Health(Box::new(health))).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// The lease is renewed every few seconds; that alone is no news.
fn same(seen: Revision, revision: Revision) -> bool {
    (seen.hellos, seen.operations) == (revision.hellos, revision.operations)
}

/// Returns what the screen shows of the parts, without the times and counters that always move.
fn without_pulse(health: &Health) -> Health {
    let mut shown = health.clone();
    shown.at = chrono::DateTime::UNIX_EPOCH;
    shown.administration.size_bytes /= 1_000_000;
    shown.reporting.size_bytes /= 1_000_000;
    if let Some(lease) = &mut shown.lease {
        lease.report = BackendReport::default();
    }
    let reported = shown.backend.iter_mut().filter_map(|report| report.dns.as_mut());
    for dns in shown.dns.iter_mut().chain(reported) {
        // To the minute, as it is shown.
        dns.at = chrono::DateTime::from_timestamp(dns.at.timestamp() / 60 * 60, 0).unwrap_or_default();
    }
    if let Some(lease) = &mut shown.lease {
        if health.backend_alive {
            lease.renewed_at = lease.taken_at;
        }
        lease.expires_at = lease.taken_at;
    }
    if let Some(publishing) = &mut shown.publishing {
        publishing.at = chrono::DateTime::UNIX_EPOCH;
    }
    if let Some(report) = &mut shown.backend {
        (report.stored, report.rejected, report.limited, report.waiting) = (0, 0, 0, 0);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::health::Database;
    use crate::core::host::HostHealth;
    use crate::model::lease::Lease;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn a_renewed_lease_is_no_news_and_a_lost_one_is() {
        let at = DateTime::UNIX_EPOCH;
        let database = Database { ok: true, place: "here".into(), size_bytes: 5_100_000 };
        let lease = Lease {
            holder: uuid::Uuid::nil(),
            role: "serve".into(),
            host: "h".into(),
            pid: 1,
            taken_at: at,
            renewed_at: at,
            expires_at: at + TimeDelta::seconds(10),
            report: BackendReport::default(),
        };
        let health = Health {
            at,
            administration: database.clone(),
            reporting: database,
            lease: Some(lease),
            backend_alive: true,
            lease_refused: None,
            backend: Some(BackendReport::default()),
            dns: None,
            publishing: None,
            host: HostHealth::default(),
        };
        let mut later = health.clone();
        later.at = at + TimeDelta::seconds(5);
        later.administration.size_bytes += 300_000;
        if let Some(lease) = &mut later.lease {
            lease.renewed_at = later.at;
            lease.report.stored = 7;
        }
        if let Some(report) = &mut later.backend {
            report.stored = 7;
        }
        assert_eq!(without_pulse(&health), without_pulse(&later));
        let mut full = later.clone();
        full.backend = Some(BackendReport { store_error: Some("full".into()), ..BackendReport::default() });
        assert_ne!(without_pulse(&health), without_pulse(&full));
        later.backend_alive = false;
        assert_ne!(without_pulse(&health), without_pulse(&later));
    }
}
