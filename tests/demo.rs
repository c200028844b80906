//! The sample estate on the real program: loaded through the core into SQLite, its devices saying hello over TCP to the
//! real listener, resolved against a DNS server, and compared with the ground truth.

#![cfg(test)]

use bailiwick::backend::{Backend, ListenerSettings, PublishingSettings, ResolverSettings, Role, Settings};
use bailiwick::core::hello::{list, rejected};
use bailiwick::core::{Core, CoreSettings, OpContext, Ports, log, system_set};
use bailiwick::demo::estate::{Case, Estate, EstateSettings, GroundTruth};
use bailiwick::demo::fleet::{Fleet, FleetSettings};
use bailiwick::demo::{BASE_DN, DnsPeer, load};
use bailiwick::directory::EmbeddedDirectory;
use bailiwick::distribution::{ObjectStores, PackageStore, TextFiles};
use bailiwick::dns::{DnsSettings, Resolver};
use bailiwick::model::directory::MemberKind;
use bailiwick::model::membership::Memberships;
use bailiwick::model::principal::Principal;
use bailiwick::model::system::{AmtSystem, Status};
use bailiwick::port::{AdminStore, Clock, Directory as _, LogQuery, ReportStore, SystemClock, SystemQuery};
use bailiwick::store::{AdminDb, JobLogFiles, KeyFileSealer, ReportDb, open_sqlite};
use std::collections::HashMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const OWNER: &str = "anna";

/// A core on an empty data directory, that asks this DNS server.
async fn core_in(dir: &Path, dns: &DnsPeer) -> (Core, AdminDb, ReportDb) {
    let (admin, report) = open_sqlite(dir).await.unwrap();
    let names = Resolver::new(DnsSettings {
        servers: vec![dns.addr()],
        timeout_ms: 300,
        attempts: 1,
        ..DnsSettings::default()
    });
    let ports = Ports {
        admin: Arc::new(admin.clone()),
        report: Arc::new(report.clone()),
        directory: Arc::new(EmbeddedDirectory::open(&dir.join("directory.db"), BASE_DN).await.unwrap()),
        names: Arc::new(names.unwrap()),
        host: None,
        files: Arc::new(TextFiles::new(dir.join("publishing"))),
        servers: Arc::new(ObjectStores::new(dir.join("credentials"))),
        payloads: Arc::new(PackageStore::new(dir.join("packages"))),
        job_logs: Arc::new(JobLogFiles::new(dir.join("SrvLogs/Reporting"))),
        sealer: Arc::new(KeyFileSealer::open(&dir.join("key")).unwrap()),
        clock: Arc::new(SystemClock),
    };
    let settings = CoreSettings {
        administrators: vec![OWNER.into()],
        address_max_age_days: 2,
        log_restricted: false,
        requests_restricted: false,
        reminder_days: 3,
        backlog_alarm_minutes: 15,
    };
    (Core::new(ports, settings), admin, report)
}

fn backend_settings() -> Settings {
    Settings {
        role: Role::Serve,
        host: "here".into(),
        hello: ListenerSettings {
            listen: "127.0.0.1:0".parse().unwrap(),
            read_timeout: Duration::from_secs(5),
            max_bytes: 16_000,
            max_connections: 1_024,
            per_address_per_minute: 0,
            batch: 512,
        },
        resolver: ResolverSettings { concurrency: 64 },
        history_days: 90,
        publishing: PublishingSettings {
            poll: Duration::from_millis(50),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(60),
            concurrency: 4,
        },
    }
}

fn estate(machines: u32, devices: u32) -> Arc<Estate> {
    Arc::new(Estate::generate(EstateSettings { machines, devices, seed: 42, as_of: SystemClock.now() }))
}

fn owner() -> OpContext {
    OpContext::new(Principal::user(OWNER))
}

async fn systems(core: &Core) -> HashMap<IpAddr, AmtSystem> {
    let query = SystemQuery { limit: 1_000, ..SystemQuery::default() };
    let page = list(&owner(), core, &query).await.unwrap();
    page.systems.into_iter().map(|system| (system.address, system)).collect()
}

/// Whether a system stands where its truth says, with the name and the warning that it says. The first of several that
/// share a UUID may have been resolved before the second was heard of: then it has an outcome, and must have no name.
fn agrees(truth: &GroundTruth, system: Option<&AmtSystem>) -> bool {
    let Some(system) = system else { return truth.status.is_none() };
    let warned = |code: &str| system.warnings.iter().any(|w| serde_json::to_value(w).unwrap()["code"] == code);
    truth.status == Some(system.status)
        && truth.outcome.is_none_or(|outcome| system.outcome == Some(outcome))
        && truth.fqdn == system.fqdn
        && truth.warning.is_none_or(warned)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_fleet_over_real_sockets_gets_what_its_ground_truth_says() {
    let dir = tempfile::tempdir().unwrap();
    let estate = estate(400, 150);
    let dns = DnsPeer::start(estate.zone(), "127.0.0.1:0".parse().unwrap()).unwrap();
    let (core, _, _) = core_in(dir.path(), &dns).await;
    load::prepare(&owner(), &core, &estate).await.unwrap();
    let backend = Backend::start(core.clone(), backend_settings()).await.unwrap();

    let settings = FleetSettings {
        burst: estate.devices(),
        burst_time: Duration::from_millis(500),
        ..FleetSettings::new(backend.listening().unwrap())
    };
    let fleet = Fleet::start(estate.clone(), settings);
    let truths: Vec<GroundTruth> = estate.ground_truth().collect();
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let systems = systems(&core).await;
        let wrong: Vec<_> = truths.iter().filter(|truth| !agrees(truth, systems.get(&truth.address))).collect();
        let repeated = systems.values().any(|system| system.status == Status::Queued && system.count > 1);
        if wrong.is_empty() && repeated && systems.len() + malformed(&truths) == truths.len() {
            break;
        }
        let shown: Vec<_> = wrong.iter().take(5).map(|truth| (truth, systems.get(&truth.address))).collect();
        assert!(Instant::now() < deadline, "{} wrong: {shown:#?}", wrong.len());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(fleet);
    let refused = rejected(&owner(), &core, 1_000).await.unwrap();
    let broken: Vec<IpAddr> = truths.iter().filter(|t| t.case == Case::Malformed).map(|t| t.address).collect();
    assert!(refused.iter().all(|refused| broken.contains(&refused.address)));
    assert!(broken.iter().all(|address| refused.iter().any(|refused| refused.address == *address)));
    backend.stop().await;
}

fn malformed(truths: &[GroundTruth]) -> usize {
    truths.iter().filter(|truth| truth.case == Case::Malformed).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_33_loading_leaves_tree_profiles_policy_keys_inventory_and_their_history() {
    let dir = tempfile::tempdir().unwrap();
    let estate = estate(3_000, 100);
    let dns = DnsPeer::start(estate.zone(), "127.0.0.1:0".parse().unwrap()).unwrap();
    let (core, admin, report) = core_in(dir.path(), &dns).await;
    load::prepare(&owner(), &core, &estate).await.unwrap();
    let mut last = None;
    load::fill(&owner(), &core, &estate, &mut |loaded| last = Some(loaded)).await.unwrap();
    let last = last.unwrap();
    assert_eq!((last.machines, last.of), (3_000, 3_000));

    let tree = system_set::list(&owner(), &core).await.unwrap();
    assert_eq!((tree.len(), tree[0].set.name.as_str(), tree[0].descendants), (28, "NICE", 27));
    let policy = admin.sync_policy().await.unwrap();
    assert_eq!((policy.enabled, policy.profile.unwrap().name.as_str()), (true, "Enterprise-TLS"));
    let pids: Vec<_> = (0..100).filter_map(|index| estate.device(index)).collect();
    let (unknown, known): (Vec<_>, Vec<_>) = pids.iter().partition(|device| device.case == Case::UnknownPid);
    let pids_of =
        |devices: &[&bailiwick::demo::estate::Device]| devices.iter().filter_map(|d| d.pid).collect::<Vec<_>>();
    assert_eq!(admin.known_pids(&pids_of(&known)).await.unwrap().len(), pids_of(&known).len());
    assert_eq!(admin.known_pids(&pids_of(&unknown)).await.unwrap(), []);
    for (table, stored) in report.cmdb_counts().await.unwrap() {
        assert_eq!(stored as usize, estate.rows(table, 0..3_000).count(), "{}", table.name());
    }

    let query = LogQuery { limit: 1_000, ..LogQuery::default() };
    let operations = log::list(&owner(), &core, &query).await.unwrap();
    assert!(operations.iter().all(|operation| operation.actor == OWNER && !operation.command.is_empty()));
    let count = |kind: &str| operations.iter().filter(|operation| operation.object.kind == kind).count();
    assert_eq!([count("nss"), count("profile"), count("policy"), count("key"), count("cmdb")], [28, 3, 2, 1, 16]);
    assert_eq!(count("organisation"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisation_is_loaded_as_planned_with_every_group_in_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let estate = estate(2_000, 100);
    let dns = DnsPeer::start(estate.zone(), "127.0.0.1:0".parse().unwrap()).unwrap();
    let (core, admin, _) = core_in(dir.path(), &dns).await;
    load::prepare(&owner(), &core, &estate).await.unwrap();
    let before = admin.configuration().await.unwrap().configuration;
    let start = Instant::now();
    load::organise(&owner(), &core, &estate).await.unwrap();
    println!("organised in {:?}", start.elapsed());

    let planned = estate.organise(&before);
    let mut expected = before;
    expected.apply_all(&planned.edits);
    let stored = admin.configuration().await.unwrap().configuration;
    assert!(stored == expected, "what is stored is what was planned");
    assert_eq!(admin.directory_work(10).await.unwrap(), [], "the directory has made its part");

    let directory = EmbeddedDirectory::open(&dir.path().join("directory.db"), BASE_DN).await.unwrap();
    let mut members = Memberships::default();
    planned.directory.iter().for_each(|edit| members.apply(edit));
    let found = directory.memberships().await.unwrap();
    for set in stored.computer_sets.values() {
        for (kind, group) in [(MemberKind::Computer, set.computer_group()), (MemberKind::User, set.user_group())] {
            let group = directory.group(&group).await.unwrap().expect("each NSC has both groups");
            let planned: Vec<&str> = members.members(set.id, kind).collect();
            assert_eq!(found.members(set.id, kind).collect::<Vec<_>>(), planned, "{}", group.name);
        }
    }
    let counts = directory.counts().await.unwrap();
    assert_eq!((counts.computers, counts.users), (2_000, u64::from(estate.users()) + 22));
    let planted = planned.planted.iter().map(|planted| planted.incident);
    assert_eq!(planted.collect::<std::collections::HashSet<_>>().len(), 3);
}
