//! Asks by one carrier after another, a little apart, and takes the first challenge.
//!
//! A host that answers is contacted once; one that is filtered costs the limit of one connection, not of three.

use super::host_name::host_name;
use super::link::{Failure, Link};
use super::settings::HostSettings;
use super::{rpc, smb, winrm};
use crate::model::evidence::milliseconds;
use crate::model::host::{Carrier, FaultClass, HostFault, Stage, ToldName};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long a carrier is waited for before the next one begins too.
const APART: Duration = Duration::from_millis(300);

/// Asks the host. Attempts that failed are added to `faults` as they fail, so that none is lost when the caller's
/// deadline passes.
pub(super) async fn ask(settings: &HostSettings, address: IpAddr, faults: &mut Vec<HostFault>) -> Option<ToldName> {
    let mut waiting = settings.carriers.iter().copied().filter(|carrier| !carrier.is_wmi());
    let mut running = FuturesUnordered::new();
    let mut more = true;
    loop {
        if more {
            match waiting.next() {
                Some(carrier) => running.push(attempt(settings, address, carrier)),
                None => more = false,
            }
        }
        if running.is_empty() {
            return None;
        }
        let ended = tokio::select! {
            ended = running.next() => ended,
            () = sleep(APART), if more => None,
        };
        match ended {
            Some((_, Ok(told))) => return Some(told),
            // A host without a domain has none by any carrier.
            Some((_, Err(fault))) if fault.class == FaultClass::NotDomainJoined => {
                faults.push(fault);
                return None;
            }
            Some((_, Err(fault))) => faults.push(fault),
            None => {}
        }
    }
}

async fn attempt(settings: &HostSettings, address: IpAddr, carrier: Carrier) -> (Carrier, Result<ToldName, HostFault>) {
    let started = Instant::now();
    let told = name(settings, SocketAddr::new(address, settings.ports.of(carrier)), carrier).await;
    let elapsed_ms = milliseconds(started.elapsed());
    let told = match told {
        Ok(fqdn) => Ok(ToldName { carrier, fqdn, elapsed_ms }),
        Err(Failure { stage, class, code }) => Err(HostFault { carrier, stage, class, code, elapsed_ms }),
    };
    (carrier, told)
}

async fn name(settings: &HostSettings, address: SocketAddr, carrier: Carrier) -> Result<String, Failure> {
    tracing::debug!(%address, carrier = carrier.name(), "asking a host for a challenge");
    let mut link = Link::open(address, (settings.connect, settings.read)).await?;
    let challenge = match carrier {
        Carrier::Smb => smb::ask(&mut link).await?,
        Carrier::Rpc => rpc::ask(&mut link).await?,
        Carrier::Winrm | Carrier::Wmi | Carrier::WmiTls => winrm::ask(&mut link, address).await?,
    };
    let decode = |class, code: &str| Failure::new(Stage::Decode, class, code);
    let told = challenge.dns_computer.ok_or_else(|| decode(FaultClass::NotDomainJoined, ""))?;
    let name = host_name(&told).ok_or_else(|| decode(FaultClass::InvalidName, ""))?;
    // The name is one, so it can be shown.
    if name.contains('.') { Ok(name) } else { Err(decode(FaultClass::NotDomainJoined, &name)) }
}
