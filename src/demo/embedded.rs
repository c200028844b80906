//! A core on SQLite in a folder, without a name server: what tests and benchmarks stand on.

use crate::core::{Core, CoreSettings, Ports, Result};
use crate::directory::EmbeddedDirectory;
use crate::distribution::{ObjectStores, PackageStore, TextFiles};
use crate::model::evidence::{DnsAnswer, Gathered};
use crate::model::lease::DnsHealth;
use crate::port::{Clock as _, NameService, SystemClock};
use crate::store::{JobLogFiles, KeyFileSealer, open_sqlite};
use async_trait::async_trait;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

/// Where the NSCs' groups are (CMF-83).
pub const BASE_DN: &str = "OU=NSC,OU=CMF,DC=cern,DC=ch";

/// A name service that knows no name, and says so at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

#[async_trait]
impl NameService for NoNames {
    async fn reverse(&self, _: IpAddr) -> Gathered<DnsAnswer> {
        Gathered::free(DnsAnswer::NxDomain)
    }

    fn health(&self) -> Option<DnsHealth> {
        None
    }

    async fn check(&self) -> DnsHealth {
        DnsHealth { ok: true, servers: String::new(), problem: None, at: SystemClock.now() }
    }
}

/// Opens or makes the databases in a folder and returns a core that `administrator` may do everything with.
pub async fn embedded_core(folder: &Path, administrator: &str) -> Result<Core> {
    let (admin, report) = open_sqlite(folder).await?;
    let ports = Ports {
        admin: Arc::new(admin),
        report: Arc::new(report),
        directory: Arc::new(EmbeddedDirectory::open(&folder.join("directory.db"), BASE_DN).await?),
        names: Arc::new(NoNames),
        host: None,
        files: Arc::new(TextFiles::new(folder.join("publishing"))),
        servers: Arc::new(ObjectStores::new(folder.join("credentials"))),
        payloads: Arc::new(PackageStore::new(folder.join("packages"))),
        job_logs: Arc::new(JobLogFiles::new(folder.join("SrvLogs/Reporting"))),
        sealer: Arc::new(KeyFileSealer::open(&folder.join("amt.key"))?),
        clock: Arc::new(SystemClock),
    };
    let administrators = vec![administrator.to_owned()];
    let settings = CoreSettings {
        administrators,
        address_max_age_days: 2,
        log_restricted: false,
        requests_restricted: false,
        reminder_days: 3,
        backlog_alarm_minutes: 15,
    };
    Ok(Core::new(ports, settings))
}
