//! How the client stands as its state tells, for when the service does not.

use super::{Folder, Lock, Shelf, files};
use crate::agent::error::Result;
use crate::model::client::{Activity, ClientView, Teller};
use crate::rules::remedy::Doing;
use chrono::{DateTime, Utc};
use std::path::Path;

/// Returns what the state says, and when it was written last. `unanswered` is why the service does not tell it itself.
///
/// # Errors
/// [`crate::agent::error::AgentError::State`] where the state cannot be read.
pub fn as_kept(path: &Path, machine: String, unanswered: String) -> Result<ClientView> {
    let shelf = Shelf::look(path)?;
    let report = shelf.report.as_ref();
    let critical = report.map_or(&[][..], |unsent| &unsent.report.critical);
    let critical: Vec<String> = critical.iter().map(|error| format!("{}: {}", error.code, error.text)).collect();
    let activity = shelf.journal.as_ref().map_or(Activity::Idle, |journal| {
        let (package, since) = (journal.title.clone(), journal.since);
        match journal.doing {
            Doing::Remove => Activity::Removing { package, since },
            Doing::Install | Doing::Upgrade | Doing::Repair => Activity::Installing { package, since },
        }
    });
    Ok(ClientView {
        told_by: Teller::State,
        told_at: written_at(shelf.folder()),
        unanswered,
        machine,
        pid: Lock::holder(shelf.folder()),
        version: report.map(|unsent| unsent.report.agent_ver.clone()).unwrap_or_default(),
        activity,
        generation: shelf.accepted.generation,
        point: shelf.accepted.point.clone(),
        checked_at: shelf.accepted.checked_at,
        next_check_at: None,
        reboot_pending: shelf.reboot.since,
        reboot_at: None,
        postpone: None,
        reported: report.map(|unsent| unsent.delivered),
        packages: report.map(|unsent| unsent.report.pkgs.clone()).unwrap_or_default(),
        problem: critical.join("; "),
    })
}

/// Returns when the newest of the state's files was written; none where there is none.
fn written_at(folder: &Folder) -> Option<DateTime<Utc>> {
    let written = |name: &&str| Some(folder.path(name).metadata().ok()?.modified().ok()?.into());
    files::ALL.iter().filter_map(written).max()
}
