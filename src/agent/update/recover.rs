//! After an updater that was cut off: whichever version starts next finds out what became of the update.

use super::place::checksum;
use super::plan::{Folder, Phase, Plan};
use super::updater::{back, lock};
use super::{Program, trace};
use crate::agent::error::Result;
use crate::model::report::CriticalError;
use std::path::Path;

/// Settles an update of a program whose updater is gone, by the version whose file is in the place; called when the
/// service starts.
///
/// # Errors
/// [`crate::agent::error::AgentError::State`] where the record cannot be written.
pub fn recover(state: &Path, program: Program) -> Result<()> {
    let folder = Folder::of(state, program);
    let Ok(mut plan) = folder.read() else { return Ok(()) };
    let Some(_lock) = folder.lock().filter(|_| under_way(&plan)) else { return Ok(()) };
    let is_new = checksum(&plan.installed).is_ok_and(|found| found.eq_ignore_ascii_case(&plan.checksum));
    plan.phase = if is_new {
        trace::write(state, program, "in place", &plan.version);
        Phase::Confirmed
    } else {
        let reason = "the updater was cut off".to_owned();
        trace::write(state, program, "failed", &reason);
        Phase::Failed { reason }
    };
    folder.write(&plan)
}

/// Puts the old version back and starts it, where an update was cut off before the new one lived. The service manager
/// has the kept old version do this when the service cannot be started any more. Returns whether there was anything to
/// do.
///
/// # Errors
/// [`crate::agent::error::AgentError::State`] where the record or the file cannot be used.
pub async fn restore(program: Program, from: &Path) -> Result<bool> {
    let folder = Folder(from.into());
    if !from.join("plan.json").exists() || folder.is_busy() {
        return Ok(false);
    }
    let _lock = lock(&folder).await?;
    let mut plan = folder.read()?;
    if plan.program != program || !under_way(&plan) {
        return Ok(false);
    }
    match back(&folder, &mut plan, "it cannot be started, and the updater was cut off".into()).await {
        Ok(()) | Err(crate::agent::error::AgentError::Update { .. }) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Returns the updates that failed, for the machine's report: each until the next update of the program.
pub fn failures(state: &Path) -> Vec<CriticalError> {
    let failed = |program| {
        let plan = Folder::of(state, program).read().ok()?;
        let Phase::Failed { reason } = &plan.phase else { return None };
        let text = format!(
            "{} {} did not replace {}: {reason}",
            program.package(),
            plan.version,
            if plan.old_version.is_empty() { "the old version" } else { &plan.old_version },
        );
        Some(CriticalError { code: "UPDATE".into(), text })
    };
    Program::ALL.into_iter().filter_map(failed).collect()
}

fn under_way(plan: &Plan) -> bool {
    match plan.phase {
        Phase::Prepared | Phase::Waiting | Phase::Replacing | Phase::Started => true,
        Phase::Confirmed | Phase::Failed { .. } => false,
    }
}
