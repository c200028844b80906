//! Asks everybody who may know a name, all at once: the slowest answer, not their sum, is what a resolution costs.

use crate::core::Core;
use crate::model::evidence::{
    AddressRow, DnsAnswer, Evidence, Gathered, HostAnswer, PolicyEvidence, UuidRows, milliseconds,
};
use crate::model::host::HostQuestion;
use crate::model::policy::SyncPolicy;
use crate::rules::identity::is_named;
use std::future::Future;
use std::net::IpAddr;
use std::time::Instant;
use uuid::Uuid;

/// Gathers the evidence about a hello under this policy. The host is contacted, once, only where the inventory does not
/// know the UUID; its credential is used only where `wmi` says so.
///
/// A dead host costs seconds. `hold` is called right before the host is asked, for the caller to make room for others
/// meanwhile: what it returns is held as long as the host is asked, and with none the host is left out.
///
/// When the policy stops the chain, nobody is asked (AMT-23). A failing store is evidence too.
pub(super) async fn gather<H: Send>(
    core: &Core,
    policy: &SyncPolicy,
    about: (Uuid, IpAddr),
    wmi: bool,
    hold: impl FnOnce() -> Option<H> + Send,
) -> Evidence {
    let (uuid, address) = about;
    let gathered_at = core.ports.clock.now();
    let policy = policy.evidence();
    if policy.profile.is_none() || !policy.enabled {
        return unasked(uuid, address, gathered_at, policy);
    }
    let report = &core.ports.report;
    let by_uuid = timed(async {
        let reason = |e: crate::port::StoreError| UuidRows::Failed { reason: e.to_string() };
        report.cmdb_by_uuid(uuid).await.unwrap_or_else(reason)
    });
    let by_address = timed(report.cmdb_by_address(address));
    // Strangers' machines are left in peace where nothing depends on their answer.
    let by_uuid_then_host = async {
        let found = by_uuid.await;
        let host = match &core.ports.host {
            None => Gathered::free(HostAnswer::NotConfigured),
            Some(_) if is_named(&found.answer) => Gathered::free(HostAnswer::NotNeeded),
            Some(probe) => match hold() {
                None => Gathered::free(HostAnswer::Crowded),
                Some(_held) => {
                    let Gathered { answer, source, duration_ms } = probe.probe(HostQuestion { address, wmi }).await;
                    Gathered { answer: HostAnswer::Asked { findings: Box::new(answer) }, source, duration_ms }
                }
            },
        };
        (found, host)
    };
    let ((mut cmdb_uuid, host), by_address, dns) =
        tokio::join!(by_uuid_then_host, by_address, core.ports.names.reverse(address));
    let rows = by_address.answer.unwrap_or_else(|e| {
        cmdb_uuid.answer = UuidRows::Failed { reason: e.to_string() };
        Vec::<AddressRow>::new()
    });
    let cmdb_ip = Gathered { answer: rows, source: None, duration_ms: by_address.duration_ms };
    Evidence { uuid, address, gathered_at, policy, cmdb_uuid, cmdb_ip, host, dns }
}

fn unasked(
    uuid: Uuid,
    address: IpAddr,
    gathered_at: chrono::DateTime<chrono::Utc>,
    policy: PolicyEvidence,
) -> Evidence {
    let nothing = UuidRows::Read { rows: Vec::new(), near: Vec::new(), empty_tables: Vec::new() };
    Evidence {
        uuid,
        address,
        gathered_at,
        policy,
        cmdb_uuid: Gathered::free(nothing),
        cmdb_ip: Gathered::free(Vec::new()),
        host: Gathered::free(HostAnswer::NotConfigured),
        dns: Gathered::free(DnsAnswer::NotConfigured),
    }
}

async fn timed<T>(question: impl Future<Output = T>) -> Gathered<T> {
    let started = Instant::now();
    let answer = question.await;
    Gathered { answer, source: None, duration_ms: milliseconds(started.elapsed()) }
}
