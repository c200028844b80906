//! How the parts are: databases, listener, name service; each fact with its age.

use crate::core::host::HostHealth;
use crate::core::lease::{self, Pulse};
use crate::core::publication::status::{self, Status};
use crate::core::{Core, OpContext, Problem, Result, host};
use crate::model::lease::{BackendReport, DnsHealth, Lease};
use crate::model::permission::{Target, Verb};
use crate::port::Revision;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The state of the parts at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Health {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// The administration database.
    pub administration: Database,
    /// The reporting database.
    pub reporting: Database,
    /// Who runs the backend; none when nobody ever did.
    pub lease: Option<Lease>,
    /// Whether that lease holds.
    pub backend_alive: bool,
    /// What the running backend says of itself: directly where it runs in this process, otherwise in the lease while
    /// that holds.
    pub backend: Option<BackendReport>,
    /// Why the store did not let this process take the lease; none where it did, or nobody asked.
    pub lease_refused: Option<Problem>,
    /// The name service as this process sees it; the backend's own view is in the lease.
    pub dns: Option<DnsHealth>,
    /// How publishing is; none when a database does not say.
    pub publishing: Option<Box<Status>>,
    /// Asking hosts, and the credential for it.
    pub host: HostHealth,
}

/// A database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Database {
    /// Whether it answered.
    pub ok: bool,
    /// Where it is, without credentials; or what was wrong.
    pub place: String,
    /// Its size.
    pub size_bytes: u64,
}

/// Looks at every part. A part that fails is a fact, not an error.
pub async fn look(ctx: &OpContext, core: &Core) -> Result<Health> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    let at = core.ports.clock.now();
    let (own, lease_refused) = match lease::pulse(core) {
        Some(Pulse::Holds { holder, report }) => (Some((holder, report)), None),
        Some(Pulse::Refused(problem)) => (None, Some(problem)),
        None => (None, None),
    };
    let (administration, reporting, lease, host) = tokio::join!(
        core.ports.admin.describe(),
        core.ports.report.describe(),
        core.ports.admin.lease(),
        host::health(ctx, core)
    );
    let lease = lease.ok().flatten();
    let publishing = status::read(core, lease.clone()).await;
    let backend_alive = lease.as_ref().is_some_and(|lease| lease.expires_at > at);
    let elsewhere = |lease: &&Lease| backend_alive && own.as_ref().is_none_or(|(holder, _)| *holder != lease.holder);
    let backend = match lease.as_ref().filter(elsewhere) {
        Some(lease) => Some(lease.report.clone()),
        None => own.map(|(_, report)| report),
    };
    Ok(Health {
        at,
        administration: database(administration),
        reporting: database(reporting),
        backend_alive,
        backend,
        lease,
        lease_refused,
        dns: core.ports.names.health(),
        publishing: publishing.ok().map(Box::new),
        host: host?,
    })
}

/// Asks the name service one harmless question.
pub async fn check_dns(ctx: &OpContext, core: &Core) -> Result<DnsHealth> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.names.check().await)
}

/// Returns how the name service's last questions went; none before the first.
pub fn last_dns(core: &Core) -> Option<DnsHealth> {
    core.ports.names.health()
}

/// Returns the counters that tell what has changed.
pub async fn revision(ctx: &OpContext, core: &Core) -> Result<Revision> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.revision().await?)
}

/// Returns how many hellos came in each of the last 24 hours, oldest first.
pub async fn hellos_by_hour(ctx: &OpContext, core: &Core) -> Result<Vec<u64>> {
    core.authorise(ctx, Verb::AmtHelloView, Target::ESTATE).await?;
    Ok(core.ports.admin.hellos_by_hour(core.ports.clock.now()).await?)
}

fn database(description: crate::port::StoreResult<(String, u64)>) -> Database {
    match description {
        Ok((place, size_bytes)) => Database { ok: true, place, size_bytes },
        Err(error) => Database { ok: false, place: error.to_string(), size_bytes: 0 },
    }
}
