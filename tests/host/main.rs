//! Hosts that others wrote: a Samba server, a Samba domain controller, and a WS-Management peer on pyspnego and pypsrp
//! (AMT-33).
//!
//! Verified against these only. No Windows host has ever been asked.

#![cfg(test)]

mod domain_controller;
#[path = "../support/peer.rs"]
mod peer;
mod samba;
mod taxonomy;
mod wsman;

use async_trait::async_trait;
use bailiwick::hostprobe::{HostProber, HostSettings};
use bailiwick::model::host::{Breaker, HostFindings, HostQuestion};
use bailiwick::port::{HostBreakers, HostProbe as _, StoreResult, SystemClock};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

/// Refused credentials, in memory.
#[derive(Default)]
struct Breakers(Mutex<Vec<Breaker>>);

#[async_trait]
impl HostBreakers for Breakers {
    async fn breakers(&self) -> StoreResult<Vec<Breaker>> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn trip(&self, breaker: &Breaker) -> StoreResult<()> {
        self.0.lock().unwrap().push(breaker.clone());
        Ok(())
    }
}

/// Asks the host at an address.
async fn ask(settings: HostSettings, address: IpAddr, breakers: &Arc<Breakers>) -> HostFindings {
    let breakers = Arc::clone(breakers) as Arc<dyn HostBreakers>;
    let prober = HostProber::new(settings, breakers, Arc::new(SystemClock));
    prober.probe(HostQuestion { address, wmi: true }).await.answer
}

/// Returns a Python that has these modules; none, said aloud, where there is none.
fn python(modules: &str) -> Option<PathBuf> {
    let prepared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/host-peers/bin/python");
    let has = |python: &PathBuf| {
        let check = Command::new(python).args(["-c", &format!("import {modules}")]).output();
        check.is_ok_and(|done| done.status.success())
    };
    let found = [prepared, PathBuf::from("python3")].into_iter().find(has);
    if found.is_none() {
        println!("skipped: no Python with {modules} (tests/all prepares one)");
    }
    found
}

/// Whether a server is there. Where all are required, its absence is a failure.
fn available(what: &str, found: bool) -> bool {
    if !found {
        assert!(std::env::var("BAILIWICK_REQUIRE_SERVERS").as_deref() != Ok("1"), "{what} is missing");
        println!("skipped: {what} is missing");
    }
    found
}
