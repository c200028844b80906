//! The administration database: configuration, action log, and the AMT service's own records.

use crate::model::configuration::Configuration;
use crate::model::directory::{DirectoryEdit, EditOutcome};
use crate::model::evidence::Evidence;
use crate::model::hello::{ReceivedHello, RejectedHello};
use crate::model::id::{OperationId, SystemId, TraceId};
use crate::model::key::{Pid, SealedPps};
use crate::model::lease::{BackendReport, Lease};
use crate::model::mapping::Mapping;
use crate::model::object::{ChangeSet, Edit};
use crate::model::operation::{Change, Created, Entry, Operation};
use crate::model::policy::SyncPolicy;
use crate::model::profile::Profile;
use crate::model::system::{AmtSystem, Status, StatusCount};
use crate::model::trace::Trace;
use crate::port::{HostBreakers, PublicationStore, StoreResult};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use uuid::Uuid;

/// Which systems to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemQuery {
    /// Only these statuses; empty means all.
    pub statuses: Vec<Status>,
    /// Only this UUID.
    pub uuid: Option<Uuid>,
    /// At most this many, latest hello first.
    pub limit: u32,
    /// Continue behind this key of the previous page.
    pub after: Option<(DateTime<Utc>, SystemId)>,
    /// Only systems that changed (hello, resolution, override) at or after this revision of the hello counter.
    pub changed_since: Option<i64>,
}

/// A page of systems.
#[derive(Debug, Clone, PartialEq)]
pub struct HelloPage {
    /// The systems, latest hello first.
    pub systems: Vec<AmtSystem>,
    /// Key of the next page; none at the end.
    pub next: Option<(DateTime<Utc>, SystemId)>,
}

/// Which log records to read, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Only records about an object with this name (without case) or `kind:name`.
    pub object: Option<String>,
    /// Only records at or after this time.
    pub since: Option<DateTime<Utc>>,
    /// Only records at or before this time.
    pub until: Option<DateTime<Utc>>,
    /// Only records with a smaller number than this: the next page.
    pub before: Option<OperationId>,
    /// At most this many.
    pub limit: u32,
}

/// What arrived since the last commit, with the systems as `rules::sighting` folded it into them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntakeBatch {
    /// Every hello, for the history.
    pub hellos: Vec<ReceivedHello>,
    /// Every malformed message.
    pub rejected: Vec<RejectedHello>,
    /// Every system touched, once.
    pub systems: Vec<SystemUpdate>,
}

/// A system as it stands after a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct SystemUpdate {
    /// The system; its id is 0 when it is new. Stored under `(uuid, split_by)`, or under its id when that is not 0 (a
    /// duplicate turns an existing system into a split one). Only what hellos tell is written: mapping, profile, trace,
    /// outcome, scenario and `resolved_at` belong to the resolution.
    pub system: AmtSystem,
    /// Whether `status` and `warnings` are to be written too.
    pub set_status: bool,
    /// Whether the system is to be resolved. Never makes a due system not due.
    pub due: bool,
}

/// A system that waits for resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSystem {
    /// Its row.
    pub id: SystemId,
    /// Its UUID.
    pub uuid: Uuid,
    /// Address of its latest hello.
    pub address: IpAddr,
    /// Counts up with every hello; a resolution is stored against the number that it looked at.
    pub version: i64,
}

/// A verdict to store: trace, evidence, and what follows for the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The system that it is about.
    pub system: DueSystem,
    /// The verdict.
    pub trace: Trace,
    /// What it rests on.
    pub evidence: Evidence,
    /// The status that follows.
    pub status: Status,
    /// Present when the outcome is `resolved`. Never replaces an override.
    pub mapping: Option<Mapping>,
}

/// The configuration at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigurationRead {
    /// Every object.
    pub configuration: Configuration,
    /// The newest record of the log; 0 when there is none.
    pub operation: OperationId,
}

/// A record's edits.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationEdits {
    /// The record.
    pub id: OperationId,
    /// When.
    pub at: DateTime<Utc>,
    /// Edits of the configuration.
    pub edits: Vec<Edit>,
    /// Edits of the directory.
    pub directory: Vec<DirectoryEdit>,
}

/// Edits of the directory that were decided and may not have been made.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectoryWork {
    /// The record.
    pub id: OperationId,
    /// What has to be made.
    pub edits: Vec<DirectoryEdit>,
}

/// A claim on the work that waits for the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryClaim {
    /// Who works.
    pub holder: Uuid,
    /// Now.
    pub now: DateTime<Utc>,
    /// When another may take the work over unless the claim is renewed.
    pub expires_at: DateTime<Utc>,
}

/// A request for the backend lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRequest {
    /// This run.
    pub holder: Uuid,
    /// `serve` or `console`.
    pub role: String,
    /// Host name.
    pub host: String,
    /// Process id.
    pub pid: u32,
    /// Now.
    pub now: DateTime<Utc>,
    /// When it shall end unless renewed.
    pub expires_at: DateTime<Utc>,
    /// What to publish of this process.
    pub report: BackendReport,
}

/// Counters that tell a front end what has changed since it last looked; cheap to read, several times a second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revision {
    /// Rises with every committed batch of hellos, stored resolution or override.
    pub hellos: i64,
    /// Number of the newest action-log record; 0 when there is none.
    pub operations: i64,
    /// Rises with every renewal of the lease.
    pub lease: i64,
}

/// Stores and reads the administration database. Implementations are cheap to clone handles.
#[async_trait]
pub trait AdminStore: PublicationStore + HostBreakers {
    // ---- changes ----

    /// Applies a change and writes its action-log record in one transaction. Either both happen or neither.
    ///
    /// `before` values are checked inside the transaction: [`crate::port::StoreError::Changed`] when they no longer
    /// hold. Durable when it returns. Setting the policy makes every system in `no_profile` or `sync_disabled` due for
    /// resolution, in the same transaction. An override sets the system's status to `queued`.
    async fn apply(&self, change: &Change, entry: &Entry) -> StoreResult<(OperationId, Created)>;

    /// Reads the action log, newest first.
    async fn operations(&self, query: &LogQuery) -> StoreResult<Vec<Operation>>;

    // ---- AMT configuration ----

    /// Returns every profile, by number.
    async fn profiles(&self) -> StoreResult<Vec<Profile>>;

    /// Returns one profile by name (without case) or number.
    async fn profile(&self, name: &str) -> StoreResult<Option<Profile>>;

    // ---- the configuration ----

    /// Returns the configuration and the newest record of the log, as they are together.
    async fn configuration(&self) -> StoreResult<ConfigurationRead>;

    /// Makes a change of the configuration and writes its record, in one transaction, if `based_on` is still the newest
    /// record of the log. Returns none when it is not: the planner has to look again. A change with edits of the
    /// directory is noted as unfinished until [`AdminStore::directory_done`].
    ///
    /// # Errors
    /// [`StoreError::Changed`](crate::port::StoreError::Changed) when an object is not as the change says it was, or a
    /// new object's number was used before (unless the change undoes the deletion).
    async fn configure(
        &self,
        change: &ChangeSet,
        entry: &Entry,
        based_on: OperationId,
    ) -> StoreResult<Option<OperationId>>;

    /// Returns the edits of records behind `after`, oldest first, for who follows the log; records without edits are
    /// among them.
    async fn edits_behind(&self, after: OperationId, limit: u32) -> StoreResult<Vec<OperationEdits>>;

    /// Returns the edits of records made later than `at`, newest first, for who goes back in time.
    async fn edits_later_than(&self, at: DateTime<Utc>) -> StoreResult<Vec<OperationEdits>>;

    /// Returns one record with its edits.
    async fn operation(&self, id: OperationId) -> StoreResult<Option<(Operation, OperationEdits)>>;

    /// Returns records whose edits of the directory are not finished, oldest first.
    async fn directory_work(&self, limit: u32) -> StoreResult<Vec<DirectoryWork>>;

    /// Claims the work that waits for the directory, or renews the claim. Returns whether the holder has it: nobody else
    /// does then, until it expires or is released.
    async fn claim_directory(&self, claim: &DirectoryClaim) -> StoreResult<bool>;

    /// Gives the claim back, if it is this holder's.
    async fn release_directory(&self, holder: Uuid) -> StoreResult<()>;

    /// Notes that a record's edits of the directory are finished, and what the directory refused.
    async fn directory_done(&self, id: OperationId, outcome: &EditOutcome) -> StoreResult<()>;

    /// Returns which inbox items somebody has read.
    async fn items_read(&self, reader: &str) -> StoreResult<Vec<String>>;

    /// Notes that somebody has read inbox items.
    async fn note_read(&self, reader: &str, items: &[String], at: DateTime<Utc>) -> StoreResult<()>;

    /// Returns the synchronization policy.
    async fn sync_policy(&self) -> StoreResult<SyncPolicy>;

    /// Returns which of these PIDs the key store has.
    async fn known_pids(&self, pids: &[Pid]) -> StoreResult<Vec<Pid>>;

    /// Returns a key's sealed secret.
    async fn sealed_pps(&self, pid: Pid) -> StoreResult<Option<SealedPps>>;

    // ---- hellos ----

    /// Returns the systems that have any of these UUIDs, for folding the next hellos into.
    async fn systems_of(&self, uuids: &[Uuid]) -> StoreResult<Vec<AmtSystem>>;

    /// Stores a batch of hellos and malformed messages in one transaction, durable when it returns.
    async fn store_hellos(&self, batch: &IntakeBatch) -> StoreResult<()>;

    /// Returns systems that wait for resolution, longest waiting first, leaving out the `busy` ones.
    async fn due(&self, limit: u32, busy: &[SystemId]) -> StoreResult<Vec<DueSystem>>;

    /// Stores verdicts in one transaction. A verdict about an older version of its system stores its trace and leaves
    /// the system due. Returns the traces' numbers in order.
    async fn store_resolutions(&self, resolutions: &[Resolution]) -> StoreResult<Vec<TraceId>>;

    /// Reads systems.
    async fn systems(&self, query: &SystemQuery) -> StoreResult<HelloPage>;

    /// Counts systems by status.
    async fn status_counts(&self) -> StoreResult<Vec<StatusCount>>;

    /// Counts hellos by hour, oldest first, for the 24 hours before `now`; always 24 numbers.
    async fn hellos_by_hour(&self, now: DateTime<Utc>) -> StoreResult<Vec<u64>>;

    /// Returns the newest malformed messages.
    async fn rejected(&self, limit: u32) -> StoreResult<Vec<RejectedHello>>;

    /// Returns a stored trace with its evidence.
    async fn trace(&self, id: TraceId) -> StoreResult<Option<(Trace, Evidence)>>;

    /// Returns the traces of a UUID, newest first.
    async fn traces_of(&self, uuid: Uuid, limit: u32) -> StoreResult<Vec<Trace>>;

    /// Returns the mappings, newest first.
    async fn mappings(&self, limit: u32) -> StoreResult<Vec<Mapping>>;

    /// Returns the mappings that give this name (without case), at most 16.
    async fn mappings_named(&self, fqdn: &str) -> StoreResult<Vec<Mapping>>;

    /// Returns the mapping of a UUID.
    async fn mapping(&self, uuid: Uuid) -> StoreResult<Option<Mapping>>;

    /// Deletes history beyond these bounds: hellos and malformed messages received before `before`, and traces that are
    /// older and not the latest of their system. Returns how many rows went.
    async fn prune(&self, before: DateTime<Utc>) -> StoreResult<u64>;

    // ---- coordination ----

    /// Takes or renews the lease. Returns the lease as it now stands: ours when `holder` is ours.
    async fn take_lease(&self, request: &LeaseRequest) -> StoreResult<Lease>;

    /// Gives the lease back, if it is this run's.
    async fn release_lease(&self, holder: Uuid) -> StoreResult<()>;

    /// Returns the lease, expired or not.
    async fn lease(&self) -> StoreResult<Option<Lease>>;

    /// Returns the change counters.
    async fn revision(&self) -> StoreResult<Revision>;

    /// Returns the size of the database in bytes and where it is, for people; without credentials.
    async fn describe(&self) -> StoreResult<(String, u64)>;

    /// Waits for what is under way and closes every connection, for all clones. Whatever was acknowledged is durable
    /// without it; what it leaves is opened soonest.
    async fn close(&self) {}
}
