//! The service, in this process, so that its clock can be turned.

use crate::site::{Site, noon};
use async_trait::async_trait;
use bailiwick::agent::cycle::Agent;
use bailiwick::agent::installer;
use bailiwick::agent::service::AgentService;
use bailiwick::agent::settings::{AgentSettings, PointAddress, RebootTerms};
use bailiwick::agent::status::{NoticeKind, Service as _};
use bailiwick::agent::system::System;
use bailiwick::distribution::ObjectStores;
use bailiwick::model::assignment::AssignAction::{Apply, Publish};
use bailiwick::model::id::PackageId;
use bailiwick::port::Clock;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

#[derive(Default)]
struct Turned(Mutex<DateTime<Utc>>);

impl Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

impl Turned {
    fn turn(&self, to: &str) {
        *self.0.lock().unwrap() = to.parse().unwrap();
    }
}

/// A machine that notes reboots instead of making them.
#[derive(Default)]
struct Noted {
    reboots: Mutex<Vec<String>>,
    boot: Mutex<String>,
}

#[async_trait]
impl System for Noted {
    fn boot_id(&self) -> String {
        self.boot.lock().unwrap().clone()
    }

    fn booted_at(&self) -> Option<DateTime<Utc>> {
        Some(noon())
    }

    fn uuid(&self) -> Option<Uuid> {
        None
    }

    async fn users(&self) -> Vec<String> {
        vec!["mia".into()]
    }

    async fn reboot(&self, command: &str) -> Result<(), String> {
        self.reboots.lock().unwrap().push(command.into());
        *self.boot.lock().unwrap() = "another".into();
        Ok(())
    }
}

struct Running {
    service: Arc<AgentService>,
    clock: Arc<Turned>,
    system: Arc<Noted>,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

fn start(site: &Site) -> Running {
    let settings = AgentSettings {
        machine: "PC1".into(),
        os: "Debian".into(),
        points: site.addresses().iter().filter_map(|text| PointAddress::parse(text)).collect(),
        trusted_keys: vec![site.first_key()],
        state: site.folder().join("state"),
        socket: site.folder().join("socket"),
        interval: Duration::from_millis(50),
        jitter: Duration::from_millis(20),
        install_timeout: Duration::from_secs(60),
        root: Some(site.root()),
        msiexec: String::new(),
        reboot_command: "reboot now".into(),
        reboot: RebootTerms::default(),
        users: vec![],
    };
    let (clock, system) = (Arc::new(Turned(Mutex::new(noon()))), Arc::new(Noted::default()));
    let servers = Arc::new(ObjectStores::new(site.folder().join("credentials")));
    let managers = installer::all(&settings);
    let agent = Agent::new(settings, servers, managers, clock.clone(), system.clone()).unwrap();
    let service = AgentService::open(agent).unwrap();
    let stop = CancellationToken::new();
    let (running, told) = (Arc::clone(&service), stop.clone());
    let task = tokio::spawn(async move { running.run(&told).await });
    Running { service, clock, system, stop, task }
}

impl Running {
    async fn wait(&self, what: &str, is: impl AsyncFn(&AgentService) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !is(&self.service).await {
            assert!(Instant::now() < deadline, "{what}: {:#?}", self.service.status("mia").await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn end(self) {
        self.stop.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.task).await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_88_a_clock_that_jumps_stops_nothing() {
    let Some(mut site) = Site::new(1) else { return };
    site.publish();
    let running = start(&site);
    running.wait("first", async |service| service.status("").await.generation == 1).await;
    for (generation, to) in (2..).zip(["2035-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-03-01T12:00:01Z"]) {
        running.clock.turn(to);
        site.publish();
        running.wait(to, async |service| service.status("").await.generation == generation).await;
        let status = running.service.status("").await;
        assert_eq!(status.checked_at, to.parse().ok());
        assert_eq!(status.problem, "");
    }
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cmfx_05_a_choice_made_here_is_followed_and_reported_and_nobody_chooses_what_is_not_published() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "wish", "1.0", |_| {});
    site.deb(2, "other", "1.0", |_| {});
    site.assign(1, 1, Publish);
    site.publish();
    let running = start(&site);
    running.wait("first", async |service| service.status("mia").await.generation == 1).await;
    assert!(running.service.choose("mia", PackageId(2), true).await.is_err(), "it is not published");
    running.service.choose("mia", PackageId(1), true).await.unwrap();
    running.wait("chosen", async |_| site.installed("wish").is_some()).await;
    running
        .wait("told", async |service| {
            service.notices(0).await.iter().any(|notice| notice.about == NoticeKind::Installed)
        })
        .await;
    running.clock.turn("2026-03-01T13:00:00Z");
    running.service.choose("mia", PackageId(1), false).await.unwrap();
    running.wait("removed", async |_| site.installed("wish").is_none()).await;
    running
        .wait("reported", async |_| {
            site.report()["choices"][0]["chosen"] == false && site.report()["pkgs"][0]["verdict"] == "ok"
        })
        .await;
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reboot_waits_until_somebody_agrees_and_is_forgotten_after_it() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "kernel", "1.0", |package| package.reboots = true);
    site.assign(1, 1, Apply);
    site.publish();
    let running = start(&site);
    running.wait("pending", async |service| service.status("").await.reboot_pending.is_some()).await;
    assert_eq!(site.report()["pkgs"][0]["verdict"], "pending-reboot");
    assert!(running.system.reboots.lock().unwrap().is_empty(), "nobody has agreed");
    running.service.agree_to_reboot("mia").await.unwrap();
    running.wait("rebooted", async |service| service.status("").await.reboot_pending.is_none()).await;
    assert_eq!(*running.system.reboots.lock().unwrap(), ["reboot now"]);
    assert!(running.service.agree_to_reboot("mia").await.is_err(), "there is none any more");
    running.end().await;
}
