//! The last thing that a version does: it copies what comes after it, and itself as the updater, and launches that.

use super::plan::{Folder, Phase, Plan, failed};
use super::{Program, place, trace};
use crate::agent::error::{AgentError, Result};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::Command;

/// How long the updater may take to say that it waits.
const LAUNCH: Duration = Duration::from_secs(20);

/// What is to be replaced by what.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// Which program.
    pub program: Program,
    /// The version that comes: what its sign of life says.
    pub version: String,
    /// The version that runs.
    pub old_version: String,
    /// The new file, verified.
    pub file: PathBuf,
    /// Its SHA-256 in hexadecimal digits, as it was published; checked again on every copy.
    pub checksum: String,
    /// The file that is replaced.
    pub installed: PathBuf,
    /// The running program, which becomes the updater; `/proc/self/exe` also where its file has been replaced.
    pub updater: PathBuf,
    /// The processes that must have ended before.
    pub pids: Vec<u32>,
    /// Commands that start the program again, one after the other; none where it does not run.
    pub restart: Vec<Vec<String>>,
    /// The folder of the local state.
    pub state: PathBuf,
    /// How long the old process may take to end, and the new one to give its sign of life.
    pub patience: Duration,
}

/// Makes the copies and launches the updater (CMF-96, CMF-97). When it returns, the updater waits for the processes to
/// end: the service ends itself now, or has the user interfaces end.
///
/// # Errors
/// [`AgentError::Distrusts`] where the file is not the one that was published; [`AgentError::State`] where something
/// cannot be copied, an update runs already, or the updater does not start. Nothing has changed then.
pub async fn hand_over(order: HandOver) -> Result<()> {
    let folder = Folder::of(&order.state, order.program);
    let (prepared, order) = tokio::task::spawn_blocking({
        let folder = folder.clone();
        move || (prepare(&folder, &order), order)
    })
    .await
    .map_err(|e| AgentError::State(e.to_string()))?;
    prepared?;
    let launched = launch(&folder, &order).await;
    match &launched {
        Ok(()) => trace::write(&order.state, order.program, "launched", &order.version),
        Err(error) => trace::write(&order.state, order.program, "not launched", &error.to_string()),
    }
    launched
}

fn prepare(folder: &Folder, order: &HandOver) -> Result<()> {
    folder.make()?;
    let Some(_lock) = folder.lock() else {
        return Err(AgentError::State(format!("an update of {} runs already", order.program)));
    };
    let found = place::copy(&order.file, &folder.program(), 0o700)?;
    if !found.eq_ignore_ascii_case(&order.checksum) {
        return Err(AgentError::Distrusts(format!("{} has another checksum than published", order.file.display())));
    }
    place::copy(&order.updater, &folder.updater(), 0o700)?;
    folder.write(&Plan {
        program: order.program,
        version: order.version.clone(),
        old_version: order.old_version.clone(),
        checksum: order.checksum.clone(),
        old_checksum: place::checksum(&order.installed)?,
        installed: order.installed.clone(),
        restart: order.restart.clone(),
        state: order.state.clone(),
        patience: order.patience,
        phase: Phase::Prepared,
    })?;
    trace::write(&order.state, order.program, "copied", &folder.0.display().to_string());
    Ok(())
}

/// Starts the updater and waits until it watches the processes.
async fn launch(folder: &Folder, order: &HandOver) -> Result<()> {
    let mut command = Command::new(folder.updater());
    command.args(["agent", "update", "--program", order.program.name(), "--from"]).arg(&folder.0);
    for pid in &order.pids {
        command.args(["--pid", &pid.to_string()]);
    }
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|e| failed(&folder.updater(), &e))?;
    let mut said = String::new();
    if let Some(out) = child.stdout.take() {
        let _ = tokio::time::timeout(LAUNCH, BufReader::new(out.take(64)).read_line(&mut said)).await;
    }
    if said.trim_end() == super::updater::WAITS {
        return Ok(());
    }
    let _ = child.start_kill();
    let _ = child.wait().await;
    Err(AgentError::State("the updater does not start".into()))
}
