//! `bailiwick agent`: the client of this machine, with its real adapters. No database is opened.

use crate::client::updates;
use crate::place::Place;
use bailiwick::agent::VERSION;
use bailiwick::agent::cycle::Agent;
use bailiwick::agent::error::AgentError;
use bailiwick::agent::installer;
use bailiwick::agent::link::{self, Client, Listener};
use bailiwick::agent::service::AgentService;
use bailiwick::agent::settings::{AgentSettings, PointAddress, RebootTerms};
use bailiwick::agent::state::as_kept;
use bailiwick::agent::system::Linux;
use bailiwick::agent::update::{self, Program, Renewal};
use bailiwick::cli::AgentAsk;
use bailiwick::core::{Error, Problem, Result};
use bailiwick::distribution::ObjectStores;
use bailiwick::model::client::{CheckResult, ClientView};
use bailiwick::port::SystemClock;
use bailiwick::telemetry::{self, Sink};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// How long the service may take to tell how it stands.
const PATIENCE: Duration = Duration::from_secs(5);

/// Checks once. A signal ends it after the step under way.
pub(crate) async fn once(place: &Place) -> Result<CheckResult> {
    let service = open(place)?;
    let stop = stop_by_signal()?;
    service.check(&stop).await.map_err(problem)
}

/// Runs the service until a signal ends it.
pub(crate) async fn run(place: &Place) -> Result<()> {
    let _ = telemetry::start(Sink::StandardError, &place.settings.log.filter);
    let settings = settings(place)?;
    for program in Program::ALL {
        update::recover(&settings.state, program).map_err(problem)?;
    }
    let service = open(place)?;
    let stop = stop_by_signal()?;
    let listener = Listener::bind(&settings.socket).map_err(problem)?;
    let linked = tokio::spawn(link::serve(listener, service.clone(), stop.clone()));
    // The sign of life for which an updater waits: the service listens.
    update::ready(&settings.state, Program::Agent, VERSION, std::process::id()).map_err(problem)?;
    service.run(&stop).await;
    stop.cancel();
    let _ = linked.await;
    Ok(())
}

/// Returns how the client stands: as the running service tells, or else as its state does.
pub(crate) async fn status(place: &Place) -> Result<ClientView> {
    let settings = settings(place)?;
    let asked = async {
        let mut client = Client::connect(&settings.socket, link::Program::Command, VERSION).await?;
        client.view().await
    };
    let late = |_| Err(AgentError::Link("it takes too long".into()));
    let unanswered = match tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(late) {
        Ok(view) => return Ok(view),
        Err(AgentError::Service(reason) | AgentError::Link(reason)) => reason,
        Err(error) => error.to_string(),
    };
    let machine = settings.machine.clone();
    let read = move || {
        as_kept(&settings.state, machine, unanswered.clone()).map_err(|error| match error {
            // Both have failed, and the first failure is what most people can do something about.
            AgentError::State(reason) => AgentError::State(format!("{unanswered}; {reason}")),
            error => error,
        })
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(|error| Error::from(Problem::Internal { reason: error.to_string() }))?.map_err(problem)
}

/// Asks the running service.
pub(crate) async fn ask(place: &Place, ask: AgentAsk) -> Result<()> {
    let socket = settings(place)?.socket;
    let mut client = Client::connect(&socket, link::Program::Command, VERSION).await.map_err(problem)?;
    let answer = match ask {
        AgentAsk::Check => client.check_now().await,
        AgentAsk::Reboot => client.agree_to_reboot().await,
        AgentAsk::PostponeReboot => client.postpone_reboot().await,
    };
    answer.map_err(problem)
}

fn open(place: &Place) -> Result<Arc<AgentService>> {
    let settings = settings(place)?;
    let servers = Arc::new(ObjectStores::new(credentials(place)));
    let renewal = Arc::new(Renewal::new(updates(place), settings.state.clone(), VERSION));
    let mut managers = installer::all(&settings);
    managers.insert(0, renewal.clone());
    let agent = Agent::new(settings, servers, managers, Arc::new(SystemClock), Arc::new(Linux));
    let service = agent.and_then(AgentService::open).map_err(problem)?;
    service.renew_by(renewal);
    Ok(service)
}

/// Returns the folder with the credentials of the points: what the service manager hands over, or else what the settings
/// say.
fn credentials(place: &Place) -> PathBuf {
    let own = place.settings.agent.credentials.as_str();
    match std::env::var_os("CREDENTIALS_DIRECTORY").filter(|folder| !folder.is_empty()) {
        Some(folder) => folder.into(),
        None if own.is_empty() => place.paths.data.join("credentials"),
        None => own.into(),
    }
}

/// Returns what the client must be told.
pub(crate) fn settings(place: &Place) -> Result<AgentSettings> {
    let agent = &place.settings.agent;
    let data = &place.paths.data;
    let or = |text: &str, default: &str| match text {
        "" => data.join(default),
        text => PathBuf::from(text),
    };
    let points = agent.points.iter().map(|text| {
        let reason = || format!("{text:?} is not NAME=ADDRESS, or NAME=ADDRESS CREDENTIAL");
        let point = PointAddress::parse(text);
        point.ok_or_else(|| Problem::Setting { place: "agent.points".into(), reason: reason() }.into())
    });
    Ok(AgentSettings {
        machine: if agent.machine.is_empty() { host_name() } else { agent.machine.clone() },
        os: if agent.os.is_empty() { system_name() } else { agent.os.clone() },
        points: points.collect::<Result<_>>()?,
        trusted_keys: agent.trusted_keys.clone(),
        state: or(&agent.state, "agent"),
        socket: or(&agent.socket, "agent.sock"),
        interval: Duration::from_secs(agent.interval_s),
        jitter: Duration::from_secs(agent.jitter_s),
        install_timeout: Duration::from_secs(agent.install_timeout_s),
        root: (!agent.root.is_empty()).then(|| PathBuf::from(&agent.root)),
        msiexec: agent.msiexec.clone(),
        reboot_command: agent.reboot_command.clone(),
        reboot: RebootTerms {
            warning: Duration::from_secs(agent.reboot_warning_s),
            postpone: Duration::from_secs(agent.reboot_postpone_s),
            postpones: agent.reboot_postpones,
        },
        users: agent.users.clone(),
    })
}

fn host_name() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Returns the operating system with version, as its own file names it.
fn system_name() -> String {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    match name.map(|name| name.trim_matches('"').to_owned()).filter(|name| !name.is_empty()) {
        Some(name) => name,
        None => rustix::system::uname().sysname().to_string_lossy().into_owned(),
    }
}

/// Returns what is cancelled when the process is told to end.
fn stop_by_signal() -> Result<CancellationToken> {
    let no_signals = |e: std::io::Error| Error::from(Problem::Internal { reason: e.to_string() });
    let mut terminated = signal(SignalKind::terminate()).map_err(no_signals)?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(no_signals)?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        told.cancel();
    });
    Ok(stop)
}

/// Returns the problem that an error of the client is.
pub(crate) fn problem(error: AgentError) -> Error {
    match error {
        AgentError::Points(reason) => Problem::AgentPoints { reason },
        AgentError::Distrusts(reason) => Problem::AgentDistrusts { reason },
        AgentError::State(reason) | AgentError::Service(reason) | AgentError::Link(reason) => Problem::Agent { reason },
        AgentError::Setting { setting, reason } => Problem::Setting { place: format!("agent.{setting}"), reason },
        AgentError::Runs { pid } => Problem::AgentRuns { pid },
        AgentError::Update { program, reason } => Problem::AgentUpdate { program, reason },
    }
    .into()
}
