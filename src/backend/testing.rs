//! For the tests of the backend: an administration database in memory that can be made to fail, a name service that can
//! be slow, and what goes around them.

mod publishing;

use crate::amt::hello::send;
use crate::backend::settings::{ListenerSettings, PublishingSettings, ResolverSettings, Role, Settings};
use crate::core::{Core, CoreSettings, Ports};
use crate::model::cmdb::{CmdbRow, CmdbTable};
use crate::model::directory::{Computer, DirectoryEdit, EditOutcome, Group, MemberKind, User};
use crate::model::evidence::{AddressRow, DnsAnswer, DnsName, Evidence, Forward, Gathered, UuidRow, UuidRows};
use crate::model::hello::{CertificateHash, Hello, Interface, ReceivedHello, RejectedHello};
use crate::model::id::{OperationId, ProfileId, SystemId, TraceId};
use crate::model::key::{Pid, Pps, SealedPps};
use crate::model::lease::{DnsHealth, Lease};
use crate::model::mapping::Mapping;
use crate::model::membership::Memberships;
use crate::model::object::ChangeSet;
use crate::model::operation::{Change, Created, Entry, Operation};
use crate::model::policy::SyncPolicy;
use crate::model::profile::{Profile, ProfileRef};
use crate::model::system::{AmtSystem, StatusCount};
use crate::model::trace::Trace;
use crate::port::{
    AccountQuery, AdminStore, ConfigurationRead, Directory, DirectoryClaim, DirectoryCounts, DirectoryDescription,
    DirectoryError, DirectoryResult, DirectoryWork, DueSystem, HelloPage, HostProbe, IntakeBatch, LeaseRequest,
    LogQuery, NameService, OperationEdits, ReportStore, Resolution, Revision, SealError, Sealer, StoreError,
    StoreResult, SystemClock, SystemQuery,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use publishing::{NoFiles, NoLog, NoPayloads, NoServers};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use uuid::Uuid;

/// Waits until something holds; fails the test after 20 seconds.
pub(super) async fn eventually(mut holds: impl FnMut() -> bool) {
    for _ in 0..4000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not happen within 20 seconds");
}

/// A PKI hello with this number as its UUID.
pub(super) fn hello(n: u128) -> Hello {
    Hello {
        interface: Interface::Pki,
        admin_credentials_set: false,
        retry: 0,
        uuid: Uuid::from_u128(n + (7 << 100)),
        pid: None,
        certificate_hashes: CertificateHash::new(&[5; 32]).into_iter().collect(),
        trailing_bytes: 0,
    }
}

/// Sends hellos with the numbers of a range.
pub(super) async fn send_all(to: SocketAddr, numbers: std::ops::Range<u128>) {
    for n in numbers {
        send(to, &hello(n), None).await.unwrap();
    }
}

/// Settings for a free port on loopback.
pub(super) fn listener_settings() -> ListenerSettings {
    ListenerSettings {
        listen: "127.0.0.1:0".parse().unwrap(),
        read_timeout: Duration::from_secs(20),
        max_bytes: 16_000,
        max_connections: 4096,
        per_address_per_minute: 120,
        batch: 64,
    }
}

/// Settings of a backend on a free port.
pub(super) fn settings(role: Role) -> Settings {
    Settings {
        role,
        host: "test".into(),
        hello: listener_settings(),
        resolver: ResolverSettings { concurrency: 16 },
        history_days: 0,
        publishing: PublishingSettings {
            poll: Duration::from_millis(50),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(60),
            concurrency: 4,
        },
    }
}

/// An administration database in memory: what the backend uses of one.
#[derive(Default)]
pub(super) struct Memory {
    /// While true, every call fails.
    pub(super) fails: AtomicBool,
    state: Mutex<State>,
}

/// What is stored.
#[derive(Default)]
pub(super) struct State {
    pub(super) hellos: Vec<ReceivedHello>,
    pub(super) rejected: Vec<RejectedHello>,
    pub(super) systems: Vec<Stored>,
    pub(super) resolutions: Vec<Resolution>,
    /// Sizes of the stored groups of resolutions.
    pub(super) groups: Vec<usize>,
    pub(super) lease: Option<Lease>,
    pub(super) pruned_before: Vec<DateTime<Utc>>,
}

/// A system with what the store keeps beside it.
pub(super) struct Stored {
    pub(super) system: AmtSystem,
    pub(super) due: bool,
    version: i64,
}

impl Memory {
    /// Looks at what is stored.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn open(&self) -> StoreResult<MutexGuard<'_, State>> {
        if self.fails.load(Relaxed) { Err(StoreError::Full) } else { Ok(self.state()) }
    }

    /// Returns a core on this store.
    pub(super) fn core(self: &Arc<Self>, slow: Option<IpAddr>) -> Core {
        self.core_with(slow, None)
    }

    /// The same, on which hosts are asked for their names.
    pub(super) fn core_with(self: &Arc<Self>, slow: Option<IpAddr>, host: Option<Arc<dyn HostProbe>>) -> Core {
        let ports = Ports {
            admin: Arc::clone(self) as Arc<dyn AdminStore>,
            report: Arc::new(EmptyInventory),
            directory: Arc::new(NoDirectory),
            names: Arc::new(Names { slow }),
            host,
            sealer: Arc::new(NoSealer),
            files: Arc::new(NoFiles),
            servers: Arc::new(NoServers),
            payloads: Arc::new(NoPayloads),
            job_logs: Arc::new(NoLog),
            clock: Arc::new(SystemClock),
        };
        let settings = CoreSettings {
            administrators: Vec::new(),
            address_max_age_days: 2,
            log_restricted: false,
            requests_restricted: false,
            reminder_days: 3,
            backlog_alarm_minutes: 15,
        };
        Core::new(ports, settings)
    }
}

fn unused<T>() -> StoreResult<T> {
    Err(StoreError::Other("the backend does not use this".into()))
}

#[async_trait]
impl AdminStore for Memory {
    async fn apply(&self, _: &Change, _: &Entry) -> StoreResult<(OperationId, Created)> {
        unused()
    }
    async fn operations(&self, _: &LogQuery) -> StoreResult<Vec<Operation>> {
        unused()
    }
    async fn configuration(&self) -> StoreResult<ConfigurationRead> {
        unused()
    }
    async fn configure(&self, _: &ChangeSet, _: &Entry, _: OperationId) -> StoreResult<Option<OperationId>> {
        unused()
    }
    async fn edits_behind(&self, _: OperationId, _: u32) -> StoreResult<Vec<OperationEdits>> {
        unused()
    }
    async fn edits_later_than(&self, _: DateTime<Utc>) -> StoreResult<Vec<OperationEdits>> {
        unused()
    }
    async fn operation(&self, _: OperationId) -> StoreResult<Option<(Operation, OperationEdits)>> {
        unused()
    }
    async fn directory_work(&self, _: u32) -> StoreResult<Vec<DirectoryWork>> {
        Ok(Vec::new())
    }
    async fn claim_directory(&self, _: &DirectoryClaim) -> StoreResult<bool> {
        unused()
    }
    async fn release_directory(&self, _: Uuid) -> StoreResult<()> {
        unused()
    }
    async fn directory_done(&self, _: OperationId, _: &EditOutcome) -> StoreResult<()> {
        unused()
    }
    async fn items_read(&self, _: &str) -> StoreResult<Vec<String>> {
        unused()
    }
    async fn note_read(&self, _: &str, _: &[String], _: DateTime<Utc>) -> StoreResult<()> {
        unused()
    }
    async fn profiles(&self) -> StoreResult<Vec<Profile>> {
        unused()
    }
    async fn profile(&self, _: &str) -> StoreResult<Option<Profile>> {
        unused()
    }
    async fn sync_policy(&self) -> StoreResult<SyncPolicy> {
        drop(self.open()?);
        let profile = Some(ProfileRef { id: ProfileId(1), name: "desktop".into() });
        Ok(SyncPolicy { profile, enabled: true, changed_at: None, changed_by: None })
    }
    async fn known_pids(&self, _: &[Pid]) -> StoreResult<Vec<Pid>> {
        self.open().map(|_| Vec::new())
    }
    async fn sealed_pps(&self, _: Pid) -> StoreResult<Option<SealedPps>> {
        unused()
    }
    async fn systems_of(&self, uuids: &[Uuid]) -> StoreResult<Vec<AmtSystem>> {
        let state = self.open()?;
        Ok(state.systems.iter().map(|s| &s.system).filter(|s| uuids.contains(&s.uuid)).cloned().collect())
    }
    async fn store_hellos(&self, batch: &IntakeBatch) -> StoreResult<()> {
        let mut state = self.open()?;
        for update in &batch.systems {
            let mut system = update.system.clone();
            match state.systems.iter_mut().find(|s| s.system.id == system.id) {
                Some(stored) => {
                    (stored.due, stored.version) = (stored.due || update.due, stored.version + 1);
                    stored.system = system;
                }
                None => {
                    system.id = SystemId(state.systems.len() as i64 + 1);
                    state.systems.push(Stored { system, due: update.due, version: 1 });
                }
            }
        }
        state.hellos.extend(batch.hellos.iter().cloned());
        state.rejected.extend(batch.rejected.iter().cloned());
        Ok(())
    }
    async fn due(&self, limit: u32, busy: &[SystemId]) -> StoreResult<Vec<DueSystem>> {
        let state = self.open()?;
        let due = state.systems.iter().filter(|s| s.due && !busy.contains(&s.system.id));
        let due = due.map(|Stored { system, version, .. }| DueSystem {
            id: system.id,
            uuid: system.uuid,
            address: system.address,
            version: *version,
        });
        Ok(due.take(limit as usize).collect())
    }
    async fn store_resolutions(&self, resolutions: &[Resolution]) -> StoreResult<Vec<TraceId>> {
        let mut state = self.open()?;
        for resolution in resolutions {
            let about = &resolution.system;
            let stored = state.systems.iter_mut().find(|s| s.system.id == about.id).unwrap();
            if stored.version == about.version {
                (stored.due, stored.system.status) = (false, resolution.status);
            }
        }
        state.groups.push(resolutions.len());
        let first = state.resolutions.len() as i64;
        state.resolutions.extend(resolutions.iter().cloned());
        Ok((first..).take(resolutions.len()).map(TraceId).collect())
    }
    async fn systems(&self, _: &SystemQuery) -> StoreResult<HelloPage> {
        unused()
    }
    async fn status_counts(&self) -> StoreResult<Vec<StatusCount>> {
        unused()
    }
    async fn hellos_by_hour(&self, _: DateTime<Utc>) -> StoreResult<Vec<u64>> {
        unused()
    }
    async fn rejected(&self, _: u32) -> StoreResult<Vec<RejectedHello>> {
        unused()
    }
    async fn trace(&self, _: TraceId) -> StoreResult<Option<(Trace, Evidence)>> {
        unused()
    }
    async fn traces_of(&self, _: Uuid, _: u32) -> StoreResult<Vec<Trace>> {
        unused()
    }
    async fn mappings(&self, _: u32) -> StoreResult<Vec<Mapping>> {
        unused()
    }
    async fn mappings_named(&self, _: &str) -> StoreResult<Vec<Mapping>> {
        unused()
    }
    async fn mapping(&self, _: Uuid) -> StoreResult<Option<Mapping>> {
        unused()
    }
    async fn prune(&self, before: DateTime<Utc>) -> StoreResult<u64> {
        self.open()?.pruned_before.push(before);
        Ok(0)
    }
    async fn take_lease(&self, request: &LeaseRequest) -> StoreResult<Lease> {
        let mut state = self.open()?;
        if let Some(lease) = &state.lease
            && lease.holder != request.holder
            && lease.expires_at > request.now
        {
            return Ok(lease.clone());
        }
        let lease = Lease {
            holder: request.holder,
            role: request.role.clone(),
            host: request.host.clone(),
            pid: request.pid,
            taken_at: request.now,
            renewed_at: request.now,
            expires_at: request.expires_at,
            report: request.report.clone(),
        };
        state.lease = Some(lease.clone());
        Ok(lease)
    }
    async fn release_lease(&self, holder: Uuid) -> StoreResult<()> {
        let mut state = self.open()?;
        state.lease = state.lease.take().filter(|lease| lease.holder != holder);
        Ok(())
    }
    async fn lease(&self) -> StoreResult<Option<Lease>> {
        Ok(self.open()?.lease.clone())
    }
    async fn revision(&self) -> StoreResult<Revision> {
        unused()
    }
    async fn describe(&self) -> StoreResult<(String, u64)> {
        Ok(("memory".into(), 0))
    }
}

/// Knows one machine: the UUID of hello [`KNOWN`].
struct EmptyInventory;

/// The hello whose sender the inventory knows by its UUID.
pub(super) const KNOWN: u128 = 77_777;

fn known() -> UuidRow {
    let (table, fqdn) = (CmdbTable::ALL[0], Some("known.example".into()));
    UuidRow { table, resource: Uuid::from_u128(1), fqdn, source: None, collected: Some(Utc::now()) }
}

#[async_trait]
impl ReportStore for EmptyInventory {
    async fn put_cmdb(&self, _: CmdbTable, _: &[CmdbRow]) -> StoreResult<u64> {
        unused()
    }
    async fn cmdb_by_uuid(&self, uuid: Uuid) -> StoreResult<UuidRows> {
        let rows = if uuid == hello(KNOWN).uuid { vec![known()] } else { Vec::new() };
        Ok(UuidRows::Read { rows, near: Vec::new(), empty_tables: CmdbTable::ALL.to_vec() })
    }
    async fn cmdb_by_address(&self, _: IpAddr) -> StoreResult<Vec<AddressRow>> {
        Ok(Vec::new())
    }
    async fn cmdb_counts(&self) -> StoreResult<Vec<(CmdbTable, u64)>> {
        unused()
    }
    async fn describe(&self) -> StoreResult<(String, u64)> {
        Ok(("memory".into(), 0))
    }
}

/// Answers at once, but never for the slow address.
struct Names {
    slow: Option<IpAddr>,
}

#[async_trait]
impl NameService for Names {
    async fn reverse(&self, address: IpAddr) -> Gathered<DnsAnswer> {
        if Some(address) == self.slow {
            std::future::pending::<()>().await;
        }
        tokio::task::yield_now().await;
        let name = DnsName { name: "pc.example".into(), forward: Forward::Confirmed };
        Gathered::free(DnsAnswer::Names { names: vec![name] })
    }
    fn health(&self) -> Option<DnsHealth> {
        Some(DnsHealth { ok: true, servers: "test".into(), problem: None, at: Utc::now() })
    }
    async fn check(&self) -> DnsHealth {
        DnsHealth { ok: true, servers: "test".into(), problem: None, at: Utc::now() }
    }
}

struct NoSealer;

impl Sealer for NoSealer {
    fn seal(&self, _: Pid, _: &Pps) -> Result<SealedPps, SealError> {
        Err(SealError::Forged)
    }
    fn open(&self, _: Pid, _: &SealedPps) -> Result<Pps, SealError> {
        Err(SealError::Forged)
    }
}

struct NoDirectory;

fn nowhere<T>() -> DirectoryResult<T> {
    Err(DirectoryError::Unavailable("the backend's tests have none".into()))
}

#[async_trait]
impl Directory for NoDirectory {
    async fn describe(&self) -> DirectoryResult<DirectoryDescription> {
        nowhere()
    }
    async fn revision(&self) -> DirectoryResult<Option<i64>> {
        nowhere()
    }
    fn registers(&self) -> bool {
        false
    }
    async fn counts(&self) -> DirectoryResult<DirectoryCounts> {
        nowhere()
    }
    async fn computer(&self, _: &str) -> DirectoryResult<Option<Computer>> {
        nowhere()
    }
    async fn computers(&self, _: &AccountQuery) -> DirectoryResult<Vec<Computer>> {
        nowhere()
    }
    async fn user(&self, _: &str) -> DirectoryResult<Option<User>> {
        nowhere()
    }
    async fn users(&self, _: &AccountQuery) -> DirectoryResult<Vec<User>> {
        nowhere()
    }
    async fn unknown(&self, _: MemberKind, _: &[String]) -> DirectoryResult<Vec<String>> {
        nowhere()
    }
    async fn group(&self, _: &str) -> DirectoryResult<Option<Group>> {
        nowhere()
    }
    async fn groups(&self, _: &AccountQuery) -> DirectoryResult<Vec<Group>> {
        nowhere()
    }
    async fn members(&self, _: &str) -> DirectoryResult<Vec<String>> {
        nowhere()
    }
    async fn groups_of(&self, _: MemberKind, _: &str) -> DirectoryResult<Vec<String>> {
        nowhere()
    }
    async fn memberships(&self) -> DirectoryResult<Memberships> {
        nowhere()
    }
    async fn edit(&self, _: &[DirectoryEdit]) -> DirectoryResult<EditOutcome> {
        nowhere()
    }
}
