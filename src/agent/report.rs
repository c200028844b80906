//! The client's report: what is said of each package, and how it reaches a distribution point, also days later.

use crate::agent::cycle::Agent;
use crate::agent::error::Result;
use crate::agent::state::{Attempts, Shelf, Unsent};
use crate::model::client::Found;
use crate::model::desired::Desired;
use crate::model::report::{ClientReport, CriticalError, LocalChoice, MAX_REPORT_BYTES, PackageReport, report_file};
use crate::rules::remedy::{Finding, Why};
use bytes::Bytes;
use chrono::{DateTime, Utc};

/// Longest note of a package in characters, so that no report grows beyond what a server reads.
const MAX_NOTE_CHARS: usize = 400;

/// Most packages in a report.
const MAX_PACKAGES: usize = 2_000;

/// What a report is made of beside the machine's own facts.
pub(super) struct Told<'a> {
    pub(super) packages: &'a [PackageReport],
    pub(super) critical: &'a [CriticalError],
    pub(super) choices: &'a [LocalChoice],
    pub(super) at: DateTime<Utc>,
}

/// Returns what is told of one package.
pub(super) fn package(
    finding: &Finding,
    desired: &Desired,
    found: &Found,
    attempts: &Attempts,
    at: DateTime<Utc>,
) -> PackageReport {
    let tried = attempts.get(&finding.pkg).map(|attempt| &attempt.tried);
    let have = match found.version() {
        Some("") => Some(desired.version.clone()),
        version => version.map(str::to_owned),
    };
    let said = tried.map(|tried| tried.said.as_str()).filter(|said| !said.is_empty());
    let why = finding.why.as_ref().map(text).filter(|why| !why.is_empty());
    let note = [why.as_deref(), said].into_iter().flatten().collect::<Vec<_>>().join("; ");
    PackageReport {
        id: finding.pkg,
        want: desired.state,
        have,
        ver: desired.version.clone(),
        verdict: finding.verdict,
        code: tried.and_then(|tried| tried.code),
        at,
        note: note.chars().take(MAX_NOTE_CHARS).collect(),
    }
}

/// Returns a reason as the technical note of a report.
fn text(why: &Why) -> String {
    let time = |at: &DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    match why {
        Why::Window { opens: Some(opens) } => format!("window opens {}", time(opens)),
        Why::Window { opens: None } => "window closed".into(),
        Why::LocalManager { nsc_name, responsible } => format!("not released by {responsible} for {nsc_name}"),
        Why::Backoff { until, failures } => format!("failed {failures} times, next try {}", time(until)),
        Why::Dependency { on } => format!("needs package {on}"),
        Why::Conflict { with } => format!("package {with} is in the way"),
        Why::SameName { by } => format!("package {by} takes its place"),
        Why::Reboot { of } => format!("package {of} needs a reboot"),
        Why::Unknown { reason } => reason.clone(),
        Why::Concurrency { limit } => format!("{limit} machines install it now"),
        Why::Busy => "another installation runs".into(),
        Why::Failed => String::new(),
    }
}

impl Agent {
    /// Writes the report into the state and delivers it, if a point takes it. Returns whether one did.
    pub(super) async fn report(&self, shelf: &mut Shelf, told: Told<'_>) -> Result<bool> {
        let accepted = &shelf.accepted;
        let report = ClientReport {
            pc: self.settings.machine.clone(),
            uuid: self.system.uuid(),
            os: self.settings.os.clone(),
            boot: self.system.booted_at(),
            agent_ver: env!("CARGO_PKG_VERSION").into(),
            ui_ver: shelf.folder().load("ui-version.json")?.unwrap_or_default(),
            dp: accepted.point.clone(),
            cfg_gen: accepted.generation,
            checked_at: accepted.checked_at.unwrap_or(told.at),
            taken_at: told.at,
            pkgs: told.packages.iter().take(MAX_PACKAGES).cloned().collect(),
            critical: told.critical.to_vec(),
            reboot_pending: shelf.reboot.since,
            choices: told.choices.to_vec(),
        };
        shelf.report = Some(Unsent { report, delivered: false });
        shelf.keep_report()?;
        self.deliver(shelf).await
    }

    /// Delivers the last report, if it is not delivered yet. The point that was read comes first.
    pub(super) async fn deliver(&self, shelf: &mut Shelf) -> Result<bool> {
        let Some(unsent) = shelf.report.as_mut().filter(|unsent| !unsent.delivered) else { return Ok(true) };
        let Some(text) = shortened(&unsent.report) else { return Ok(false) };
        let text = Bytes::from(text);
        let path = format!("reports/{}", report_file(&self.settings.machine));
        let mut sources = self.fetcher.sources();
        sources.sort_by_key(|source| source.name != shelf.accepted.point);
        for source in sources {
            match source.server.put(&path, text.clone()).await {
                Ok(()) => {
                    unsent.delivered = true;
                    shelf.keep_report()?;
                    return Ok(true);
                }
                Err(error) => tracing::info!(point = source.name, %error, "the report is not taken"),
            }
        }
        Ok(false)
    }
}

/// Returns a report as JSON that a server reads: when it is too long, notes and then choices are left out.
fn shortened(report: &ClientReport) -> Option<Vec<u8>> {
    let fits = |text: &Vec<u8>| text.len() as u64 <= MAX_REPORT_BYTES;
    let text = serde_json::to_vec(report).ok()?;
    if fits(&text) {
        return Some(text);
    }
    let mut report = report.clone();
    report.pkgs.iter_mut().for_each(|package| package.note.clear());
    let text = serde_json::to_vec(&report).ok()?;
    if fits(&text) {
        return Some(text);
    }
    report.choices.clear();
    report.pkgs.truncate(MAX_PACKAGES / 4);
    serde_json::to_vec(&report).ok().filter(fits)
}
