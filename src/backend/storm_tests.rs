//! Storms of hellos that name dead hosts: who needs no host is not kept waiting, and who waits for one is bounded.

use super::resolver::HOSTS;
use super::testing::{KNOWN, Memory, eventually, hello, send_all, settings};
use super::{Backend, Role};
use crate::amt::hello::send;
use crate::model::evidence::{Gathered, HostAnswer};
use crate::model::host::{Carrier, CredentialHealth, FaultClass, HostFault, HostFindings, HostQuestion, Stage};
use crate::port::HostProbe;
use async_trait::async_trait;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Instant;
use tokio::sync::Semaphore;

/// Hosts behind a firewall that drops every question: none is given up before the test says so.
struct DeadHosts {
    may_give_up: Semaphore,
    asking: AtomicUsize,
}

impl DeadHosts {
    fn new() -> Arc<Self> {
        Arc::new(Self { may_give_up: Semaphore::new(0), asking: AtomicUsize::new(0) })
    }
}

#[async_trait]
impl HostProbe for DeadHosts {
    async fn probe(&self, question: HostQuestion) -> Gathered<HostFindings> {
        let started = Instant::now();
        self.asking.fetch_add(1, SeqCst);
        self.may_give_up.acquire().await.unwrap().forget();
        self.asking.fetch_sub(1, SeqCst);
        let elapsed_ms = started.elapsed().as_secs_f64() * 1000.0;
        let (carrier, stage, class) = (Carrier::Smb, Stage::Connect, FaultClass::UnreachableFiltered);
        let faults = vec![HostFault { carrier, stage, class, code: String::new(), elapsed_ms }];
        let answer = HostFindings { faults, ..HostFindings::default() };
        Gathered { answer, source: Some(question.address.to_string()), duration_ms: elapsed_ms }
    }

    async fn credential(&self) -> Option<CredentialHealth> {
        None
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amt_33_two_hundred_dead_hosts_do_not_keep_a_known_device_waiting() {
    let (memory, dead) = (Arc::new(Memory::default()), DeadHosts::new());
    let backend = Backend::start(memory.core_with(None, Some(dead.clone())), settings(Role::Serve)).await.unwrap();
    let address = backend.listening().unwrap();
    send_all(address, 0..200).await;
    eventually(|| dead.asking.load(SeqCst) == 200).await;

    // No host gives up, so that a device that waited for one of them would wait for ever.
    send(address, &hello(KNOWN), None).await.unwrap();
    eventually(|| !memory.state().resolutions.is_empty()).await;
    let known = hello(KNOWN).uuid;
    assert!(memory.state().resolutions.iter().all(|resolution| resolution.system.uuid == known));
    assert_eq!(dead.asking.load(SeqCst), 200, "its own verdict needed no host");
    // The storm is not lost: who waits is resolved when its host has been given up.
    dead.may_give_up.add_permits(33);
    eventually(|| memory.state().resolutions.len() == 34).await;
    backend.stop().await;
    let state = memory.state();
    let due = state.systems.iter().filter(|stored| stored.due).count();
    assert_eq!(due + state.resolutions.len(), 201, "who was not resolved is still due");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amt_33_more_dead_hosts_than_may_wait_are_left_out_and_the_trace_says_so() {
    let (memory, dead) = (Arc::new(Memory::default()), DeadHosts::new());
    let backend = Backend::start(memory.core_with(None, Some(dead.clone())), settings(Role::Serve)).await.unwrap();
    send_all(backend.listening().unwrap(), 0..HOSTS as u128 + 100).await;
    eventually(|| memory.state().resolutions.len() == 100).await;
    assert_eq!(dead.asking.load(SeqCst), HOSTS);
    let crowded = |answer: &HostAnswer| matches!(answer, HostAnswer::Crowded);
    assert!(memory.state().resolutions.iter().all(|resolution| crowded(&resolution.evidence.host.answer)));
    backend.stop().await;
    assert_eq!(memory.state().systems.iter().filter(|stored| stored.due).count(), HOSTS);
}
