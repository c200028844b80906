//! The name service: PTR names of an address, each with its forward confirmation. Bounded in time, names and sockets.

use super::fault::Fault;
use super::host_name::host_name;
use super::servers::Servers;
use super::settings::{DnsSettings, SettingsError};
use crate::model::evidence::{DnsAnswer, DnsName, Forward, Gathered, milliseconds};
use crate::model::lease::DnsHealth;
use crate::port::{Clock, NameService, SystemClock};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use hickory_proto::op::Query;
use hickory_proto::rr::{Name, RData, RecordType};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, PoisonError};
use tokio::time::Instant;

/// At most this many addresses of a name that points elsewhere are kept.
const MAX_ADDRESSES: usize = 8;

/// Asks DNS servers over UDP and TCP.
pub struct Resolver {
    settings: DnsSettings,
    servers: Option<Servers>,
    /// The servers, for people.
    source: Option<String>,
    health: Mutex<Option<DnsHealth>>,
    /// When a question was last answered.
    answered_at: Mutex<Option<DateTime<Utc>>>,
}

/// One zone that fails among others that answer says little about the servers: for this long after an answer they
/// count as well.
const GOODWILL: TimeDelta = TimeDelta::seconds(10);

impl Resolver {
    /// Makes a resolver; neither blocks nor connects. Without servers, here and in the operating system's
    /// configuration, it answers [`DnsAnswer::NotConfigured`].
    pub fn new(settings: DnsSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        let addresses = settings.effective_servers();
        let servers = if addresses.is_empty() {
            None
        } else {
            // Without TLS the library has nothing to set up that could fail.
            Servers::new(&addresses, &settings).inspect_err(|error| tracing::error!(%error, "DNS is not set up")).ok()
        };
        let list = addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let source = servers.is_some().then_some(list);
        Ok(Self { settings, servers, source, health: Mutex::new(None), answered_at: Mutex::new(None) })
    }

    async fn answer(&self, servers: &Servers, address: IpAddr) -> DnsAnswer {
        let until = Instant::now() + self.settings.budget();
        let found = servers.records(Name::from(address), RecordType::PTR, until).await;
        self.note(found.as_ref().err().and_then(Fault::problem));
        let records = match found {
            Ok(records) => records,
            Err(fault) => return fault.into(),
        };
        let names = self.host_names(&records);
        if names.is_empty() {
            return DnsAnswer::Failed { reason: "none of the PTR records holds a host name".to_owned() };
        }
        let until = Instant::now() + self.settings.budget();
        let names = join_all(names.into_iter().map(|(text, name)| async move {
            let forward = if self.settings.forward_confirm {
                forward(servers, name, address, until).await
            } else {
                Forward::NotChecked
            };
            DnsName { name: text, forward }
        }));
        DnsAnswer::Names { names: names.await }
    }

    /// Returns the usable names of PTR records: sorted, each once, at most `max_names`.
    fn host_names(&self, records: &[RData]) -> BTreeMap<String, Name> {
        let names = records.iter().filter_map(|record| match record {
            RData::PTR(target) => host_name(&target.0).map(|text| (text, target.0.to_lowercase())),
            _ => None,
        });
        let mut names: BTreeMap<String, Name> = names.collect();
        while names.len() > self.settings.max_names {
            names.pop_last();
        }
        names
    }

    fn note(&self, problem: Option<String>) -> DnsHealth {
        let at = SystemClock.now();
        let mut answered_at = self.answered_at.lock().unwrap_or_else(PoisonError::into_inner);
        if problem.is_none() {
            *answered_at = Some(at);
        }
        let ok = answered_at.is_some_and(|answered| at - answered < GOODWILL);
        let health = DnsHealth { ok, servers: self.source.clone().unwrap_or_default(), problem, at };
        *self.health.lock().unwrap_or_else(PoisonError::into_inner) = Some(health.clone());
        health
    }

    fn note_not_configured(&self) -> DnsHealth {
        self.note(Some("no DNS server is configured".to_owned()))
    }
}

#[async_trait]
impl NameService for Resolver {
    async fn reverse(&self, address: IpAddr) -> Gathered<DnsAnswer> {
        let Some(servers) = &self.servers else {
            self.note_not_configured();
            return Gathered::free(DnsAnswer::NotConfigured);
        };
        let started = Instant::now();
        let answer = self.answer(servers, address.to_canonical()).await;
        Gathered { answer, source: self.source.clone(), duration_ms: milliseconds(started.elapsed()) }
    }

    fn health(&self) -> Option<DnsHealth> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn check(&self) -> DnsHealth {
        let Some(servers) = &self.servers else {
            return self.note_not_configured();
        };
        let until = Instant::now() + self.settings.budget();
        let query = Query::query(Name::from(IpAddr::V4(Ipv4Addr::LOCALHOST)), RecordType::PTR);
        let answer = servers.uncached(query, until).await;
        let health = self.note(answer.err().as_ref().and_then(Fault::problem));
        DnsHealth { ok: health.problem.is_none(), ..health }
    }
}

/// Looks up the addresses of a PTR name, of the same family as the address that it shall confirm.
async fn forward(servers: &Servers, name: Name, address: IpAddr, until: Instant) -> Forward {
    let kind = if address.is_ipv4() { RecordType::A } else { RecordType::AAAA };
    let records = match servers.records(name, kind, until).await {
        Ok(records) => records,
        Err(Fault::NxDomain | Fault::Empty) => return Forward::NoAddress,
        Err(_) => return Forward::Failed,
    };
    let mut addresses: Vec<IpAddr> = records
        .iter()
        .filter_map(|record| match record {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        })
        .collect();
    if addresses.contains(&address) {
        return Forward::Confirmed;
    }
    addresses.sort_unstable();
    addresses.dedup();
    addresses.truncate(MAX_ADDRESSES);
    Forward::Elsewhere { addresses }
}
