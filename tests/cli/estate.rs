//! An estate in a folder of its own, and commands run on it.

use async_trait::async_trait;
use bailiwick::cli::{Outside, Surroundings, parse, run};
use bailiwick::config::{Locale, Paths};
use bailiwick::core::change::{Plan, commit};
use bailiwick::core::provisioning::{next_due, receive, resolve_due, store_all};
use bailiwick::core::{Core, CoreSettings, OpContext, Ports, Result};
use bailiwick::demo::BASE_DN;
use bailiwick::directory::EmbeddedDirectory;
use bailiwick::distribution::{ObjectStores, PackageStore, TextFiles};
use bailiwick::model::evidence::{DnsAnswer, DnsName, Forward, Gathered};
use bailiwick::model::hello::{Hello, Interface, Malformed, ReceivedHello, RejectedHello};
use bailiwick::model::lease::DnsHealth;
use bailiwick::model::object::{ChangeSet, Edit, Object};
use bailiwick::model::operation::ObjectRef;
use bailiwick::model::permission::{Target, Verb};
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock, Directory, NameService};
use bailiwick::store::{JobLogFiles, KeyFileSealer, open_sqlite};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use std::ffi::OsString;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;

/// The time at which everything begins; it stands still until [`Estate::pass`].
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

#[derive(Default)]
struct Standing {
    passed: AtomicI64,
}

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        now() + TimeDelta::seconds(self.passed.load(Relaxed))
    }
}

/// Knows 10.0.0.1 to 10.0.0.9 as pc1 to pc9, and nothing else.
struct Names;

#[async_trait]
impl NameService for Names {
    async fn reverse(&self, address: IpAddr) -> Gathered<DnsAnswer> {
        let last = address.to_string().strip_prefix("10.0.0.").and_then(|last| last.parse::<u8>().ok());
        let answer = match last {
            Some(n @ 1..=9) => DnsAnswer::Names {
                names: vec![DnsName { name: format!("pc{n}.example.org"), forward: Forward::Confirmed }],
            },
            _ => DnsAnswer::NxDomain,
        };
        Gathered { answer, source: Some("127.0.0.1:53".into()), duration_ms: 0.5 }
    }

    fn health(&self) -> Option<DnsHealth> {
        None
    }

    async fn check(&self) -> DnsHealth {
        DnsHealth { ok: true, servers: "127.0.0.1:53".into(), problem: None, at: now() }
    }
}

/// What the commands reach, and what they sent.
struct World {
    core: Core,
    is_interactive: AtomicBool,
    sent: Mutex<Vec<(String, Hello, Option<IpAddr>)>>,
}

#[async_trait]
impl Outside for World {
    async fn open(&self) -> Result<Core> {
        Ok(self.core.clone())
    }

    async fn send_hello(&self, to: &str, hello: &Hello, source: Option<IpAddr>) -> io::Result<()> {
        if to.ends_with(":1") {
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        self.sent.lock().unwrap().push((to.into(), hello.clone(), source));
        Ok(())
    }

    fn decode_hello(&self, bytes: &[u8]) -> std::result::Result<Hello, Malformed> {
        // The wire format has its own tests; here three bytes stand for a hello.
        if bytes == [1, 2, 3] { Ok(hello(7)) } else { Err(Malformed::Short { got: bytes.len(), need: 25 }) }
    }

    fn keymap(&self) -> &str {
        "[global]\nquit = \"q\"\n"
    }

    fn host(&self) -> Option<String> {
        Some("PC1".into())
    }

    fn is_interactive(&self) -> bool {
        self.is_interactive.load(Relaxed)
    }
}

/// An estate.
pub(crate) struct Estate {
    world: World,
    paths: Paths,
    clock: Arc<Standing>,
    pub(crate) directory: TempDir,
}

/// What a command left.
pub(crate) struct Ran {
    pub(crate) exit: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Returns the output as JSON; the command must have succeeded.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.exit, 0, "{}{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Returns the error object.
    pub(crate) fn error(&self) -> Value {
        serde_json::from_str::<Value>(&self.err).unwrap_or_else(|error| panic!("{error}: {}", self.err))["error"].take()
    }
}

impl Estate {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data").join("directory.db");
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let directory = EmbeddedDirectory::open(&file, BASE_DN).await.unwrap();
        Self::within(folder, Arc::new(directory)).await
    }

    /// The same folder, opened by another process.
    pub(crate) async fn reopen(self) -> Self {
        let file = self.directory.path().join("data").join("directory.db");
        let directory = EmbeddedDirectory::open(&file, BASE_DN).await.unwrap();
        Self::within(self.directory, Arc::new(directory)).await
    }

    /// An estate with a directory of one's own.
    pub(crate) async fn with(directory: Arc<dyn Directory>) -> Self {
        Self::within(tempfile::tempdir().unwrap(), directory).await
    }

    async fn within(folder: TempDir, directory: Arc<dyn Directory>) -> Self {
        let clock = Arc::new(Standing::default());
        let data = folder.path().join("data");
        let core = Self::open(&data, directory, Arc::clone(&clock)).await;
        let world = World { core, is_interactive: AtomicBool::new(false), sent: Mutex::default() };
        Self { world, paths: Paths::under(&data), clock, directory: folder }
    }

    async fn open(data: &Path, directory: Arc<dyn Directory>, clock: Arc<Standing>) -> Core {
        let (admin, report) = open_sqlite(data).await.unwrap();
        let ports = Ports {
            admin: Arc::new(admin),
            report: Arc::new(report),
            directory,
            names: Arc::new(Names),
            host: None,
            files: Arc::new(TextFiles::new(data.join("publishing"))),
            servers: Arc::new(ObjectStores::new(data.join("credentials"))),
            payloads: Arc::new(PackageStore::new(data.join("packages"))),
            job_logs: Arc::new(JobLogFiles::new(data.join("SrvLogs/Reporting"))),
            sealer: Arc::new(KeyFileSealer::open(&data.join("key")).unwrap()),
            clock,
        };
        let settings = CoreSettings {
            administrators: vec!["anna".into()],
            address_max_age_days: 2,
            log_restricted: false,
            requests_restricted: false,
            reminder_days: 3,
            backlog_alarm_minutes: 15,
        };
        Core::new(ports, settings)
    }

    /// Returns where the databases are.
    pub(crate) fn data(&self) -> &Path {
        &self.paths.data
    }

    /// Returns the core.
    pub(crate) fn core(&self) -> &Core {
        &self.world.core
    }

    /// Opens the same databases once more, as another process does.
    pub(crate) async fn another(&self, directory: Arc<dyn Directory>) -> Core {
        Self::open(&self.directory.path().join("data"), directory, Arc::clone(&self.clock)).await
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: TimeDelta) {
        self.clock.passed.fetch_add(time.num_seconds(), Relaxed);
    }

    /// An estate whose policy assigns profile `Office`, box checked.
    pub(crate) async fn with_policy() -> Self {
        let estate = Self::new().await;
        for command in ["amt profile create Office", "amt policy set --profile Office --enabled true"] {
            assert_eq!(estate.run(command).await.exit, 0);
        }
        estate
    }

    /// Runs a command as anna, who administers the master.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.run_as("anna", line, b"").await
    }

    /// Runs a command as somebody, with standard input.
    pub(crate) async fn run_as(&self, user: &str, line: &str, input: &[u8]) -> Ran {
        let mut out = Vec::new();
        let (exit, err) = self.run_into(user, line, input, &mut out).await;
        Ran { exit, out: String::from_utf8(out).unwrap(), err }
    }

    /// Runs a command whose output goes somewhere of its own.
    pub(crate) async fn run_into(
        &self,
        user: &str,
        line: &str,
        input: &[u8],
        out: &mut (dyn Write + Send),
    ) -> (u8, String) {
        let locale = Locale::load("en", None).unwrap();
        let args: Vec<OsString> = std::iter::once("bailiwick").chain(line.split(' ')).map(Into::into).collect();
        let cli = parse(&args, &locale).unwrap_or_else(|stop| panic!("{line}: {}", stop.text));
        let (mut err, mut input) = (Vec::new(), input);
        let around =
            Surroundings { input: &mut input, out, err: &mut err, width: None, progress: false, paths: &self.paths };
        let exit = run(&cli, OpContext::new(Principal::user(user)), &locale, &self.world, around).await;
        (exit, String::from_utf8(err).unwrap())
    }

    /// Lets hours pass.
    pub(crate) fn later(&self, hours: i64) {
        self.clock.passed.fetch_add(hours * 3600, Relaxed);
    }

    /// Lets a person sit at the terminal.
    pub(crate) fn sit_down(&self) {
        self.world.is_interactive.store(true, Relaxed);
    }

    /// Runs commands as anna; all must succeed.
    pub(crate) async fn all(&self, lines: &[&str]) {
        for line in lines {
            let ran = self.run(line).await;
            assert_eq!(ran.exit, 0, "{line}: {}", ran.err);
        }
    }

    /// Puts objects into the configuration as they are.
    pub(crate) async fn put(&self, objects: impl IntoIterator<Item = Object>) {
        let change = ChangeSet {
            verb: Verb::PkgCreate,
            target: Target::ESTATE,
            object: ObjectRef { kind: "test".into(), name: "test".into() },
            before: None,
            after: None,
            edits: objects.into_iter().map(Edit::create).collect(),
            directory: Vec::new(),
            undoes: None,
        };
        let ctx = OpContext::new(Principal::user("anna"));
        commit(&ctx, &self.world.core, &Plan::configure(change, Vec::new(), "test".into())).await.unwrap();
    }

    /// Lets devices say hello and the resolver work, as the backend does.
    pub(crate) async fn arrive(&self, devices: &[(u128, &str)]) {
        let service = OpContext::service("test");
        let hellos = devices
            .iter()
            .zip(1_i64..)
            .map(|(&(uuid, address), second)| ReceivedHello {
                hello: hello(uuid),
                address: address.parse().unwrap(),
                received_at: now() - TimeDelta::seconds(second),
                raw: vec![1, 2, 3],
            })
            .collect();
        let bad = RejectedHello {
            address: "10.0.0.99".parse().unwrap(),
            received_at: now(),
            reason: Malformed::Short { got: 3, need: 25 },
            raw: vec![0xca, 0xfe, 0x00],
        };
        receive(&service, &self.world.core, hellos, vec![bad]).await.unwrap();
        let mut resolutions = Vec::new();
        for due in next_due(&service, &self.world.core, 1000, &[]).await.unwrap() {
            resolutions.push(resolve_due(&service, &self.world.core, due, || Some(())).await.unwrap());
        }
        store_all(&service, &self.world.core, &resolutions).await.unwrap();
    }

    /// Returns what was sent.
    pub(crate) fn sent(&self) -> Vec<(String, Hello, Option<IpAddr>)> {
        self.world.sent.lock().unwrap().clone()
    }

    /// Writes a file and returns its path.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.directory.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Returns the UUID that stands for a number.
pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x4c4c_4544_0052_3610_8058_0000_0000_0000 + number)
}

fn hello(number: u128) -> Hello {
    Hello {
        interface: Interface::Pki,
        admin_credentials_set: false,
        retry: 0,
        uuid: uuid(number),
        pid: None,
        certificate_hashes: vec![bailiwick::model::hello::CertificateHash::from_hex(&"ab".repeat(32)).unwrap()],
        trailing_bytes: 0,
    }
}
