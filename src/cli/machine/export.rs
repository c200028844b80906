//! `machine export`: everything that makes a machine, as one document.

use super::sentence::word;
use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, unusable};
use crate::cli::table::{Table, json_text};
use crate::core::machine::{MachineExport, export};
use crate::model::package::Package;
use clap::Args;
use serde_json::json;
use std::fs::{File, remove_file};
use std::io::Write as _;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ExportArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    out: Option<String>,
}

impl ExportArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let made = export(&session.ctx, &core, &self.name, self.user.as_deref()).await?;
        if session.json() {
            return session.document(&json!(made));
        }
        let Some(path) = &self.out else { return overview(session, &made) };
        // Neither a link nor a rename: the place is the caller's, and sticks and shares do not know them all. What is
        // there already may be the only copy of another machine.
        let mut file = File::create_new(path).map_err(|error| unusable(path, &error))?;
        let written = writeln!(file, "{}", json_text(&json!(made), false)).and_then(|()| file.sync_all());
        written.map_err(|error| {
            // Half an export would only be in the way of the next one.
            let _ = remove_file(path);
            unusable(path, &error)
        })?;
        let args = [("file", path.as_str().into()), ("packages", made.packages.len().into())];
        let text = session.say("cli-machine-exported", args);
        session.remark(&text)
    }
}

/// Writes the packages in order, with what they are installed from.
fn overview(session: &mut Session<'_>, made: &MachineExport) -> Done {
    let name = |id| made.sets.iter().find(|set| set.id == id).map_or("", |set| set.name.as_str());
    let sets = made.nscs.iter().map(|id| format!("{id} {}", name(*id))).collect::<Vec<_>>().join(", ");
    let os = made.os_wanted.join(", ");
    let parts = [&made.machine.name, &made.machine.fqdn, &os, made.user.as_deref().unwrap_or_default(), &sets];
    let title: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    session.line(&title.join(" · "))?;
    let mut table = Table::new(session.headings(&["order", "pkg", "state", "source", "sha256"]));
    for one in &made.packages {
        let Package { source, checksum, .. } = &one.package;
        table.row([
            or_dash(one.order),
            one.package.title(),
            or_dash(one.desired.map(|state| word(session.locale, state))),
            or_dash(Some(source).filter(|text| !text.is_empty())),
            or_dash(checksum.get(..12)),
        ]);
    }
    session.table(&table, made.packages.is_empty())
}
