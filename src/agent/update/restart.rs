//! Starting a program again, and waiting for its sign of life.

use super::plan::{Plan, forget_sign, last_sign};
use super::process::Process;
use rustix::process::{Pid, Signal, kill_process};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

/// How long a command may take before it counts as the program itself, which stays.
const COMMAND: Duration = Duration::from_secs(10);
/// How long a process must live after its sign.
const STEADY: Duration = Duration::from_secs(1);
/// Time between two looks.
const GLANCE: Duration = Duration::from_millis(50);

/// What the commands started.
pub(super) struct Started(Vec<Child>);

impl Started {
    /// Ends what still runs: politely, then not.
    pub(super) async fn end(self) {
        for mut child in self.0 {
            if let Some(pid) = child.id().and_then(pid) {
                let _ = kill_process(pid, Signal::TERM);
                if timeout(Duration::from_secs(5), child.wait()).await.is_err() {
                    let _ = child.kill().await;
                }
            }
        }
    }
}

/// Runs the commands of a plan and waits for a sign of life of this version.
///
/// # Errors
/// Why it does not live, with what was started.
pub(super) async fn restart(plan: &Plan, version: &str) -> Result<(), (String, Started)> {
    forget_sign(&plan.state, plan.program);
    let mut started = Started(Vec::new());
    let patience = Instant::now() + plan.patience;
    for command in &plan.restart {
        let Some((program, arguments)) = command.split_first() else { continue };
        let mut command = Command::new(program);
        command.args(arguments).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => return Err((format!("{program}: {error}"), started)),
        };
        let limit = Instant::now() + COMMAND;
        let ended = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Some(status),
                Ok(None) if Instant::now() < limit && !lives(plan, version) => sleep(GLANCE).await,
                _ => break None,
            }
        };
        match ended {
            Some(status) if !status.success() => return Err((format!("{program}: {status}"), started)),
            Some(_) => {}
            None => started.0.push(child),
        }
    }
    loop {
        if lives(plan, version) {
            sleep(STEADY).await;
            if lives(plan, version) {
                return Ok(());
            }
        }
        if let Some(status) = started.0.iter_mut().find_map(|child| child.try_wait().ok().flatten()) {
            return Err((format!("it ended: {status}"), started));
        }
        if Instant::now() >= patience {
            let heard = last_sign(&plan.state, plan.program);
            let reason =
                heard.map_or("it gave no sign of life".into(), |sign| format!("version {} runs", sign.version));
            return Err((reason, started));
        }
        sleep(GLANCE).await;
    }
}

/// Whether a process of this version has given its sign and lives.
fn lives(plan: &Plan, version: &str) -> bool {
    let sign = last_sign(&plan.state, plan.program).filter(|sign| sign.version == version);
    sign.is_some_and(|sign| Process::find(sign.pid).is_some())
}

fn pid(number: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(number).ok()?)
}
