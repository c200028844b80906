//! Who asks, and whom the core may ask.

use super::lease::Pulse;
use crate::core::access::Indexed;
use crate::core::configuration::Kept;
use crate::core::impact::Prepared;
use crate::core::machine::Called;
use crate::core::membership::Copied;
use crate::model::principal::{Principal, PrincipalKind};
use crate::port::{
    AdminStore, Clock, Directory, FileServers, FlatFiles, HostProbe, JobLog, NameService, Payloads, ReportStore, Sealer,
};
use crate::rules::permission::OpenVerbs;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

/// How long the end of a process waits for what is under way.
const CLOSING: Duration = Duration::from_secs(2);

/// The circumstances of one request: the first parameter of every use case (D-01, CMF-40).
#[derive(Debug, Clone)]
pub struct OpContext {
    /// On whose behalf.
    pub principal: Principal,
    /// Why, as it will stand in the action log.
    pub reason: Option<String>,
    /// Whether writes are refused whatever the principal may do.
    pub read_only: bool,
    /// The time as of which to read; none for now. Writes are refused in the past.
    pub as_of: Option<DateTime<Utc>>,
    /// Ties log lines and records of one request together.
    pub trace_id: Uuid,
    /// The equivalent command line, as it will stand in the action log.
    pub command: String,
}

impl OpContext {
    /// Returns the context of a request by this principal, that may write.
    pub fn new(principal: Principal) -> Self {
        Self {
            principal,
            reason: None,
            read_only: false,
            as_of: None,
            trace_id: Uuid::new_v4(),
            command: String::new(),
        }
    }

    /// Returns the context of a server job's own work.
    pub fn service(name: &str) -> Self {
        Self::new(Principal::service(name))
    }

    /// Whether the program itself asks.
    pub fn is_service(&self) -> bool {
        self.principal.kind == PrincipalKind::Service
    }
}

/// The adapters.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the port that its type names")]
pub struct Ports {
    pub admin: Arc<dyn AdminStore>,
    pub report: Arc<dyn ReportStore>,
    pub directory: Arc<dyn Directory>,
    pub names: Arc<dyn NameService>,
    pub host: Option<Arc<dyn HostProbe>>,
    pub sealer: Arc<dyn Sealer>,
    pub files: Arc<dyn FlatFiles>,
    pub servers: Arc<dyn FileServers>,
    pub payloads: Arc<dyn Payloads>,
    pub job_logs: Arc<dyn JobLog>,
    pub clock: Arc<dyn Clock>,
}

/// A handle on the core: cheap to clone, shared by front ends and backend.
#[derive(Clone)]
pub struct Core {
    pub(crate) ports: Ports,
    pub(crate) settings: Arc<CoreSettings>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) copied: Arc<Copied>,
    pub(crate) prepared: Arc<Prepared>,
    pub(crate) called: Arc<Called>,
    /// Whose turn it is to finish edits of the directory.
    pub(crate) directory_turn: Arc<tokio::sync::Mutex<()>>,
    pub(crate) indexed: Arc<Indexed>,
    /// What the backend of this process last said of itself.
    pub(super) pulse: Arc<Mutex<Option<Pulse>>>,
    /// Told when this process has made a change.
    pub(crate) changed: Arc<tokio::sync::Notify>,
}

/// What the core must be told from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreSettings {
    /// Login names that administer the master NSS.
    pub administrators: Vec<String>,
    /// An address record older than this, in days, is warned about.
    pub address_max_age_days: u32,
    /// Whether only administrators may read the action log (D-14).
    pub log_restricted: bool,
    /// Whether asking for membership in an NSC needs the verb.
    pub requests_restricted: bool,
    /// An undecided request is reminded of each time that this many days have passed; 0 means never.
    pub reminder_days: u32,
    /// A change that has waited this many minutes for its acknowledgement is late; 0 means never.
    pub backlog_alarm_minutes: u32,
}

impl CoreSettings {
    /// Returns what every authenticated user may.
    pub(crate) fn open_verbs(&self) -> OpenVerbs {
        OpenVerbs { log_restricted: self.log_restricted, requests_restricted: self.requests_restricted }
    }
}

impl Core {
    /// Returns a core that uses these adapters.
    pub fn new(ports: Ports, settings: CoreSettings) -> Self {
        Self {
            ports,
            settings: Arc::new(settings),
            kept: Arc::default(),
            copied: Arc::default(),
            prepared: Arc::default(),
            called: Arc::default(),
            directory_turn: Arc::default(),
            indexed: Arc::default(),
            pulse: Arc::default(),
            changed: Arc::default(),
        }
    }

    /// Returns what the core was told from the settings.
    pub fn settings(&self) -> &CoreSettings {
        &self.settings
    }

    /// Returns what is told when this process has made a change, for the one job that waits for it. Other processes'
    /// changes are seen in the store's revision alone.
    pub fn changed(&self) -> &Arc<tokio::sync::Notify> {
        &self.changed
    }

    /// Closes the databases and the directory, once what is under way has ended, or [`CLOSING`] has passed. A process
    /// that ends without it loses nothing, but the next one has to read what it left in write-ahead logs.
    pub async fn close(&self) {
        let Ports { admin, report, directory, .. } = &self.ports;
        let closed = async { tokio::join!(admin.close(), report.close(), directory.close()) };
        // Out of patience is as good as killed.
        let _ = tokio::time::timeout(CLOSING, closed).await;
    }

    /// Returns the clock, for ages.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.ports.clock
    }
}
