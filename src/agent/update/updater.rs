//! `agent update`: the third program of the client (CMF-86), which lives only while one of the others is replaced.

use super::plan::{Folder, Phase, Plan};
use super::process::Process;
use super::restart::restart;
use super::{Program, place, trace};
use crate::agent::error::{AgentError, Result};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// What the updater says when it watches the processes.
pub(super) const WAITS: &str = "waiting";

/// What the updater is told on its command line.
#[derive(Debug, Clone)]
pub struct Task {
    /// Which program is replaced and restarted (CMF-98).
    pub program: Program,
    /// The folder with the copies and the record.
    pub from: PathBuf,
    /// The processes that must have ended before.
    pub pids: Vec<u32>,
}

/// Waits for the old version to end, replaces it, starts the new one, and puts the old one back where that gives no
/// sign of life. Says on `out` when it waits.
///
/// # Errors
/// [`AgentError::Update`] where the old version is in its place again; [`AgentError::State`] where the record cannot be
/// used or another updater is at work.
pub async fn update(task: &Task, out: &mut (dyn Write + Send)) -> Result<()> {
    // A session of its own: what ends the old version does not end the updater. Refused where it has one already.
    let _ = rustix::process::setsid();
    let folder = Folder(task.from.clone());
    let _lock = lock(&folder).await?;
    let mut plan = folder.read()?;
    if plan.program != task.program {
        return Err(AgentError::State(format!("{} holds an update of {}", task.from.display(), plan.program)));
    }
    let watched: Vec<Process> = task.pids.iter().filter_map(|&number| Process::find(number)).collect();
    advance(&folder, &mut plan, Phase::Waiting)?;
    trace::write(&plan.state, plan.program, "waits", &format!("{:?}", task.pids));
    let _ = writeln!(out, "{WAITS}").and_then(|()| out.flush());
    let until = Instant::now() + plan.patience;
    while let Some(process) = watched.iter().find(|process| process.lives()) {
        if Instant::now() >= until {
            let reason = format!("process {} of the old version does not end", process.number());
            return fail(&folder, &mut plan, reason);
        }
        sleep(Duration::from_millis(20)).await;
    }
    trace::write(&plan.state, plan.program, "ended", &format!("{:?}", task.pids));
    replace(&folder, &mut plan).await
}

async fn replace(folder: &Folder, plan: &mut Plan) -> Result<()> {
    advance(folder, plan, Phase::Replacing)?;
    let (fresh, target, checksum) = (folder.program(), plan.installed.clone(), plan.checksum.clone());
    let placed = blocking(move || place::install(&fresh, &target, &checksum)).await;
    if let Err(error) = placed {
        return back(folder, plan, error.to_string()).await;
    }
    trace::write(&plan.state, plan.program, "replaced", &plan.installed.display().to_string());
    if plan.restart.is_empty() {
        trace::write(&plan.state, plan.program, "nobody to restart", "");
    } else {
        advance(folder, plan, Phase::Started)?;
        trace::write(&plan.state, plan.program, "restarts", &plan.version);
        if let Err((reason, started)) = restart(plan, &plan.version).await {
            trace::write(&plan.state, plan.program, "silent", &reason);
            started.end().await;
            return back(folder, plan, reason).await;
        }
        trace::write(&plan.state, plan.program, "alive", &plan.version);
    }
    let _ = std::fs::remove_file(folder.program());
    advance(folder, plan, Phase::Confirmed)
}

/// Puts the old version back and starts it.
pub(super) async fn back(folder: &Folder, plan: &mut Plan, reason: String) -> Result<()> {
    let (target, checksum) = (plan.installed.clone(), plan.old_checksum.clone());
    let restored = blocking(move || place::put_back(&target, &checksum)).await;
    let about = restored.as_ref().map_or_else(ToString::to_string, |()| plan.old_version.clone());
    trace::write(&plan.state, plan.program, if restored.is_ok() { "restored" } else { "not restored" }, &about);
    // Before the restart: the old version reads it to tell of it.
    let failed = fail(folder, plan, reason);
    if !plan.restart.is_empty() {
        match restart(plan, &plan.old_version).await {
            Ok(()) => trace::write(&plan.state, plan.program, "alive", &plan.old_version),
            Err((reason, _)) => trace::write(&plan.state, plan.program, "silent", &reason),
        }
    }
    restored.and(failed)
}

fn fail(folder: &Folder, plan: &mut Plan, reason: String) -> Result<()> {
    trace::write(&plan.state, plan.program, "failed", &reason);
    advance(folder, plan, Phase::Failed { reason: reason.clone() })?;
    Err(AgentError::Update { program: plan.program.to_string(), reason })
}

fn advance(folder: &Folder, plan: &mut Plan, phase: Phase) -> Result<()> {
    plan.phase = phase;
    folder.write(plan)
}

/// Takes the lock; the version that launched us may still be about to let it go.
pub(super) async fn lock(folder: &Folder) -> Result<File> {
    let until = Instant::now() + Duration::from_secs(5);
    loop {
        match folder.lock() {
            Some(lock) => return Ok(lock),
            None if Instant::now() >= until => {
                return Err(AgentError::State(format!(
                    "{}: an update is at work there, or there is none",
                    folder.0.display()
                )));
            }
            None => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn blocking(work: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    tokio::task::spawn_blocking(work).await.map_err(|e| AgentError::State(e.to_string()))?
}
