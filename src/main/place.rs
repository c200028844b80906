//! One installation: its directories, its settings, and the adapters that they ask for.

use bailiwick::backend;
use bailiwick::config::{Paths, Settings};
use bailiwick::core::{Core, CoreSettings, Error, OpContext, Ports, Problem, Result};
use bailiwick::directory::EmbeddedDirectory;
use bailiwick::distribution::{ObjectStores, PackageStore, TextFiles};
use bailiwick::dns::{DnsSettings, Resolver};
use bailiwick::hostprobe::{HostPorts, HostProber, HostSettings, Trust, WmiSettings};
use bailiwick::model::principal::Principal;
use bailiwick::port::{AdminStore, HostBreakers, HostProbe, SystemClock};
use bailiwick::store::{AdminDb, JobLogFiles, KeyFileSealer, Location, ReportDb};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Where everything is, what is set, and who runs us.
pub(crate) struct Place {
    pub(crate) paths: Paths,
    pub(crate) settings: Settings,
    /// The login name of the process's owner, who owns the data directory (D-01).
    pub(crate) login: Principal,
    opened: Mutex<Vec<Core>>,
}

impl Place {
    pub(crate) fn new(paths: Paths, settings: Settings, login: Principal) -> Self {
        Self { paths, settings, login, opened: Mutex::default() }
    }

    /// Whether there is an estate to be opened: a database server is named, or the file is there.
    pub(crate) fn has_estate(&self) -> bool {
        !self.settings.database.administration.is_empty() || self.paths.data.join("administration.db").exists()
    }

    /// Opens the databases and wires the adapters into a core, which [`close`](Self::close) closes.
    pub(crate) async fn open(&self) -> Result<Core> {
        let data = &self.paths.data;
        let database = &self.settings.database;
        let (administration, reporting) = (
            location(&database.administration, data, "administration.db"),
            location(&database.reporting, data, "reporting.db"),
        );
        let accounts = data.join("directory.db");
        // At once: none needs another, and the first frame waits for all.
        let (admin, report, directory) = tokio::try_join!(
            async { AdminDb::open(&administration).await.map_err(Error::from) },
            async { ReportDb::open(&reporting).await.map_err(Error::from) },
            async { EmbeddedDirectory::open(&accounts, &self.settings.directory.base_dn).await.map_err(Error::from) },
        )?;
        let admin = Arc::new(admin);
        let ports = Ports {
            host: self.prober(Arc::clone(&admin) as Arc<dyn HostBreakers>)?,
            admin: admin as Arc<dyn AdminStore>,
            report: Arc::new(report),
            directory: Arc::new(directory),
            names: Arc::new(self.resolver()?),
            files: Arc::new(TextFiles::new(data.join("publishing"))),
            servers: Arc::new(ObjectStores::new(data.join("credentials"))),
            payloads: Arc::new(PackageStore::new(data.join("packages"))),
            job_logs: Arc::new(JobLogFiles::new(self.paths.job_logs(&self.settings.log.jobs))),
            sealer: Arc::new(KeyFileSealer::open(&data.join("amt.key"))?),
            clock: Arc::new(SystemClock),
        };
        let mut administrators = self.settings.access.administrators.clone();
        if !administrators.contains(&self.login.name) {
            administrators.insert(0, self.login.name.clone());
        }
        let core = Core::new(
            ports,
            CoreSettings {
                administrators,
                address_max_age_days: self.settings.resolution.address_max_age_days,
                log_restricted: self.settings.access.log_restricted,
                requests_restricted: self.settings.access.requests_restricted,
                reminder_days: self.settings.requests.reminder_days,
                backlog_alarm_minutes: self.settings.publishing.alarm_minutes,
            },
        );
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).push(core.clone());
        Ok(core)
    }

    /// Closes what was opened.
    pub(crate) async fn close(&self) {
        let opened = std::mem::take(&mut *self.opened.lock().unwrap_or_else(PoisonError::into_inner));
        for core in opened {
            core.close().await;
        }
    }

    /// Returns who asks machines for their names; none when the settings ask nobody.
    fn prober(&self, breakers: Arc<dyn HostBreakers>) -> Result<Option<Arc<dyn HostProbe>>> {
        let host = &self.settings.host;
        if host.carriers.is_empty() && !host.wmi {
            return Ok(None);
        }
        let bad_pin = |pin: &str| Problem::Setting { place: "host.tls_pins".into(), reason: pin.into() };
        let pins = host.pins().map_err(bad_pin)?;
        let trust =
            if pins.is_empty() { Trust::Authority(host.tls_authority.clone().into()) } else { Trust::Pins(pins) };
        let wmi = host.wmi.then(|| WmiSettings {
            networks: host.networks.clone(),
            credential: self.credential(&host.credential),
            tls: host.tls.then_some(trust),
        });
        let settings = HostSettings {
            carriers: host.carriers.clone(),
            ports: HostPorts {
                smb: host.smb_port,
                rpc: host.rpc_port,
                winrm: host.winrm_port,
                winrm_tls: host.winrm_tls_port,
            },
            connect: Duration::from_millis(host.connect_timeout_ms),
            read: Duration::from_millis(host.read_timeout_ms),
            step: Duration::from_millis(host.step_timeout_ms),
            concurrency: host.concurrency,
            wmi,
        };
        Ok(Some(Arc::new(HostProber::new(settings, breakers, Arc::new(SystemClock)))))
    }

    /// Returns where a credential is: a path as it stands, a name with the service manager or in the data directory.
    fn credential(&self, name: &str) -> PathBuf {
        if name.contains('/') {
            return name.into();
        }
        let managed = std::env::var_os("CREDENTIALS_DIRECTORY").map(|folder| Path::new(&folder).join(name));
        managed.filter(|path| path.exists()).unwrap_or_else(|| self.paths.data.join("credentials").join(name))
    }

    fn resolver(&self) -> Result<Resolver> {
        let dns = &self.settings.dns;
        let settings = DnsSettings {
            servers: dns.servers.clone(),
            timeout_ms: dns.timeout_ms,
            attempts: dns.attempts,
            concurrency: dns.concurrency,
            forward_confirm: dns.forward_confirm,
            ..DnsSettings::default()
        };
        let refused = |e: &dyn std::fmt::Display| Problem::Setting { place: "dns".into(), reason: e.to_string() };
        Resolver::new(settings).map_err(|e| Error::from(refused(&e)))
    }

    /// Returns the context of a request by the process's owner, or by the user as whom they ask to act.
    pub(crate) async fn context(&self, core: &Core, as_user: Option<&str>, read_only: bool) -> Result<OpContext> {
        let mut ctx = OpContext::new(core.act_as(&self.login, as_user).await?);
        ctx.read_only = read_only;
        Ok(ctx)
    }

    /// Returns what the backend must be told.
    pub(crate) fn backend(&self, role: backend::Role) -> backend::Settings {
        let (hello, publishing) = (&self.settings.hello, &self.settings.publishing);
        backend::Settings {
            role,
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            hello: backend::ListenerSettings {
                listen: hello.listen,
                read_timeout: Duration::from_millis(hello.read_timeout_ms),
                max_bytes: hello.max_bytes,
                max_connections: hello.max_connections,
                per_address_per_minute: hello.per_address_per_minute,
                batch: hello.batch,
            },
            resolver: backend::ResolverSettings { concurrency: self.settings.resolution.concurrency },
            history_days: hello.history_days,
            publishing: backend::PublishingSettings {
                poll: Duration::from_millis(publishing.poll_ms),
                survey_every: Duration::from_secs(publishing.survey_minutes * 60),
                scan_every: Duration::from_secs(publishing.scan_s),
                concurrency: publishing.concurrency,
            },
        }
    }
}

/// Returns the name of the machine on which the program runs, without its domain.
pub(crate) fn host() -> Option<String> {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    name.split('.').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

fn location(url: &str, data: &Path, file: &str) -> Location {
    if url.is_empty() { Location::File(data.join(file)) } else { Location::Postgres(url.into()) }
}
