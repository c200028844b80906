//! `nsc list` and `nsc show`.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::computer_set::{ComputerSetDetail, ComputerSetQuery, ComputerSetRow, detail, list};
use crate::core::{Core, Result, configuration};
use crate::model::assignment::Assignment;
use crate::model::configuration::Configuration;
use crate::model::id::PackageId;
use crate::model::operation::Created;
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "NSS")]
    nss: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
}

impl ListArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let rows = list(&session.ctx, &core, &ComputerSetQuery { nss: self.nss.clone() }).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        if session.json() {
            return session.array(rows.iter().map(|row| shape(row, &now)));
        }
        let headings =
            ["id", "name", "nss", "computers", "users", "packages", "requests", "locally-managed", "description"];
        let mut table = Table::new(session.headings(&headings));
        for row in &rows {
            table.row([
                row.set.id.to_string(),
                row.set.name.clone(),
                row.nss_name.clone(),
                or_dash(row.computers),
                or_dash(row.users),
                row.assignments.to_string(),
                row.requests.to_string(),
                session.yes_or_no(row.set.locally_managed),
                row.set.description.clone(),
            ]);
        }
        session.table(&table, rows.is_empty())
    }
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        if session.json() {
            return document(session, &core, &self.nsc).await;
        }
        let found = detail(&session.ctx, &core, &self.nsc).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        let row = &found.row;
        session.fields([
            ("id", row.set.id.to_string()),
            ("name", row.set.name.clone()),
            ("nss", row.nss_name.clone()),
            ("description", row.set.description.clone()),
            ("nested-in", or_dash((!found.nested_in.is_empty()).then(|| found.nested_in.join(" < ")))),
            ("locally-managed", session.yes_or_no(row.set.locally_managed)),
            ("responsible", row.set.responsible.clone()),
            ("os-version", row.set.os_version.clone()),
            ("computers", format!("{} ({})", or_dash(row.computers), found.groups[0])),
            ("users", format!("{} ({})", or_dash(row.users), found.groups[1])),
            ("members-read", or_dash(found.members_read_at.map(time))),
            ("requests", row.requests.to_string()),
            ("created", format!("{} ({})", time(row.set.created_at), row.set.created_by)),
        ])?;
        packages(session, &found, &now)
    }
}

fn packages(session: &mut Session<'_>, found: &ComputerSetDetail, now: &Configuration) -> Done {
    if found.packages.is_empty() {
        return Ok(());
    }
    session.line("")?;
    let mut table = Table::new(session.headings(&["pkg", "action", "window", "at", "actor"]));
    for assignment in &found.packages {
        table.row([
            title(now, assignment.pkg),
            assignment.action.name().into(),
            or_dash(assignment.window.as_ref()),
            time(assignment.assigned_at),
            assignment.assigned_by.clone(),
        ]);
    }
    session.table(&table, false)
}

/// Writes one set as JSON, in full.
pub(super) async fn document(session: &mut Session<'_>, core: &Core, nsc: &str) -> Done {
    let value = full(session, core, nsc).await?;
    session.document(&value)
}

async fn full(session: &Session<'_>, core: &Core, nsc: &str) -> Result<Value> {
    let found = detail(&session.ctx, core, nsc).await?;
    let now = configuration::read(&session.ctx, core).await?;
    let mut value = shape(&found.row, &now);
    value["nested_in"] = json!(found.nested_in);
    value["packages"] = found.packages.iter().map(|assignment| assigned(assignment, &now)).collect();
    let releases = found.releases.iter().map(|release| {
        let mut value = json!(release);
        value["name"] = title(&now, release.pkg).into();
        value
    });
    value["releases"] = releases.collect();
    value["members_read_at"] = json!(found.members_read_at);
    Ok(value)
}

fn assigned(assignment: &Assignment, now: &Configuration) -> Value {
    let mut value = json!(assignment);
    value["name"] = title(now, assignment.pkg).into();
    value
}

/// A set as JSON: its NSS and its parent by name and by number.
fn shape(row: &ComputerSetRow, now: &Configuration) -> Value {
    let mut value = json!(row);
    value["nss_id"] = json!(row.set.nss);
    value["nss"] = json!(row.nss_name);
    value["parent_id"] = json!(row.set.parent);
    value["parent"] = json!(row.set.parent.and_then(|id| now.computer_sets.get(&id)).map(|set| set.name.as_str()));
    value["groups"] = json!([row.set.computer_group(), row.set.user_group()]);
    value
}

/// Returns a package's name and version, or its number when it is gone.
pub(super) fn title(now: &Configuration, pkg: PackageId) -> String {
    now.packages.get(&pkg).map_or_else(|| pkg.to_string(), |package| package.title())
}

/// Writes the number of something new on a line of its own.
pub(super) fn print_number(session: &mut Session<'_>, created: Created) -> Done {
    match created {
        Created::Object(_, id) => session.line(&id.to_string()),
        Created::Profile(id) => session.line(&id.to_string()),
        Created::Nothing => Ok(()),
    }
}
