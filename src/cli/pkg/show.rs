//! `pkg list` and `pkg show`.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::package::{COLUMNS, PackageDetail, PackageRow, detail, list};
use crate::core::{Core, configuration};
use crate::model::configuration::Configuration;
use crate::model::filter::Filter;
use crate::model::id::PackageId;
use clap::Args;
use serde_json::{Map, Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "NSS")]
    nss: Option<String>,
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
}

impl ListArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let mut rows = list(&session.ctx, core).await?;
        if let Some(nss) = self.nss.as_deref().map(str::to_lowercase) {
            rows.retain(|row| row.nss_name.to_lowercase() == nss || row.package.nss.to_string() == nss);
        }
        if let Some(text) = &self.filter {
            let filter = Filter::parse(text, COLUMNS);
            let search = filter.search();
            rows.retain(|row| search.passes(&row.searched()));
        }
        if session.json() {
            return session.array(rows.iter().map(shape));
        }
        let headings = ["id", "name", "version", "kind", "state", "nss", "assignments", "description"];
        let mut table = Table::new(session.headings(&headings));
        for row in &rows {
            table.row([
                row.package.id.to_string(),
                row.package.name.clone(),
                row.package.version.clone(),
                row.package.kind.name().into(),
                row.package.state.name().into(),
                row.nss_name.clone(),
                row.assignments.to_string(),
                row.package.description.clone(),
            ]);
        }
        session.table(&table, rows.is_empty())
    }
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        if session.json() {
            return document(session, core, &self.pkg).await;
        }
        let found = detail(&session.ctx, core, &self.pkg).await?;
        let now = configuration::read(&session.ctx, core).await?;
        facts(session, &found, &now)?;
        assigned(session, &found)?;
        if !found.machines.is_empty() {
            session.line("")?;
            let mut table = Table::new(session.headings(&["state", "machines"]));
            for (state, count) in &found.machines {
                let state = session.locale.text(&format!("desired-{}", state.name().replace('_', "-")));
                table.row([state, count.to_string()]);
            }
            session.table(&table, false)?;
        }
        Ok(())
    }
}

fn facts(session: &mut Session<'_>, found: &PackageDetail, now: &Configuration) -> Done {
    let (package, titles) = (&found.row.package, |ids: &[PackageId]| titles(now, ids));
    let codes = |codes: &[i32]| or_dash_text(&codes.iter().map(i32::to_string).collect::<Vec<_>>().join(", "));
    session.fields([
        ("id", package.id.to_string()),
        ("name", package.name.clone()),
        ("version", package.version.clone()),
        ("nss", found.row.nss_name.clone()),
        ("kind", package.kind.name().into()),
        ("scope", word(&package.scope)),
        ("state", package.state.name().into()),
        ("vendor", or_dash_text(&package.vendor)),
        ("description", or_dash_text(&package.description)),
        ("source", or_dash_text(&package.source)),
        ("install-command", or_dash_text(&package.install_command)),
        ("remove-command", or_dash_text(&package.remove_command)),
        ("detection", or_dash_text(&package.detection)),
        ("success-codes", codes(&package.success_codes)),
        ("reboot-codes", codes(&package.reboot_codes)),
        ("reboots", session.yes_or_no(package.reboots)),
        ("dependencies", titles(&package.dependencies)),
        ("supersedes", titles(&package.supersedes)),
        ("conflicts", titles(&package.conflicts)),
        ("priority", package.priority.to_string()),
        ("size", package.size.to_string()),
        ("checksum", or_dash_text(&package.checksum)),
        ("os-filter", or_dash_text(&package.os_filter.join(", "))),
        ("concurrency", or_dash(package.concurrency)),
        ("licences", or_dash(package.licences)),
        ("created", format!("{} ({})", time(package.created_at), package.created_by)),
    ])
}

fn assigned(session: &mut Session<'_>, found: &PackageDetail) -> Done {
    if found.assigned.is_empty() {
        return Ok(());
    }
    session.line("")?;
    let headings = ["nsc", "name", "action", "computers", "not-before", "deadline", "window", "reboot", "at", "actor"];
    let mut table = Table::new(session.headings(&headings));
    for recipient in &found.assigned {
        let assignment = &recipient.assignment;
        table.row([
            assignment.nsc.to_string(),
            recipient.nsc_name.clone(),
            assignment.action.name().into(),
            or_dash(recipient.computers),
            or_dash(assignment.not_before.map(time)),
            or_dash(assignment.deadline.map(time)),
            or_dash(assignment.window.as_ref()),
            word(&assignment.reboot),
            time(assignment.assigned_at),
            assignment.assigned_by.clone(),
        ]);
    }
    session.table(&table, false)
}

/// Writes one package as JSON, in full.
pub(super) async fn document(session: &mut Session<'_>, core: &Core, pkg: &str) -> Done {
    let found = detail(&session.ctx, core, pkg).await?;
    let mut value = shape(&found.row);
    value["assigned"] = json!(found.assigned);
    let machines: Map<String, Value> =
        found.machines.iter().map(|(state, count)| (state.name().to_owned(), json!(count))).collect();
    value["machines"] = machines.into();
    session.document(&value)
}

/// A package as JSON: its NSS by name and by number.
fn shape(row: &PackageRow) -> Value {
    let mut value = json!(row);
    value["nss_id"] = json!(row.package.nss);
    value["nss"] = json!(row.nss_name);
    value
}

fn titles(now: &Configuration, ids: &[PackageId]) -> String {
    let title = |id: &PackageId| now.packages.get(id).map_or_else(|| id.to_string(), |package| package.title());
    or_dash_text(&ids.iter().map(title).collect::<Vec<_>>().join(", "))
}

fn or_dash_text(text: &str) -> String {
    or_dash((!text.is_empty()).then_some(text))
}

/// Returns an enumeration's word as it stands in JSON.
fn word(value: &impl serde::Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}
