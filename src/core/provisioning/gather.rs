//! Asks everybody who may know a name, all at once: the slowest answer, not their sum, is what a resolution costs.

use crate::core::Core;
use crate::model::evidence::{AddressRow, DnsAnswer, Evidence, Gathered, HostAnswer, PolicyEvidence, UuidRows};
use crate::model::policy::SyncPolicy;
use std::future::Future;
use std::net::IpAddr;
use std::time::Instant;
use uuid::Uuid;

/// Gathers the evidence about a hello under this policy.
///
/// When the policy stops the chain, nobody is asked (AMT-23). A failing store is evidence too.
pub(super) async fn gather(core: &Core, policy: &SyncPolicy, uuid: Uuid, address: IpAddr) -> Evidence {
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
    let host = async {
        match &core.ports.host {
            Some(probe) => probe.probe(address).await,
            None => Gathered::free(HostAnswer::NotConfigured),
        }
    };
    let (mut cmdb_uuid, by_address, host, dns) =
        tokio::join!(by_uuid, by_address, host, core.ports.names.reverse(address));
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
    Gathered { answer, source: None, duration_ms: started.elapsed().as_secs_f64() * 1000.0 }
}
