//! `machine list` and `machine show`.

use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::core::configuration;
use crate::core::machine::{MachineRow, list, show};
use crate::model::configuration::Configuration;
use crate::port::AccountQuery;
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    #[arg(long, value_name = "NAME")]
    after: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    limit: u32,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

impl ListArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let query = AccountQuery { contains: self.filter.clone(), after: self.after.clone(), limit: self.limit };
        let rows = list(&session.ctx, &core, &query).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        if session.json() {
            return session.array(rows.iter().map(|row| shape(row, &now)));
        }
        let mut table = Table::new(session.headings(&["name", "fqdn", "os", "owner", "nscs"]));
        for row in &rows {
            table.row([
                row.computer.name.clone(),
                row.computer.fqdn.clone(),
                row.computer.os.clone(),
                row.computer.owner.clone(),
                sets(row, &now).join(", "),
            ]);
        }
        session.table(&table, rows.is_empty())
    }
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let row = show(&session.ctx, &core, &self.name).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        if session.json() {
            return session.document(&shape(&row, &now));
        }
        session.fields([
            ("name", row.computer.name.clone()),
            ("fqdn", row.computer.fqdn.clone()),
            ("os", row.computer.os.clone()),
            ("owner", row.computer.owner.clone()),
            ("created", time(row.computer.created_at)),
            ("nscs", sets(&row, &now).join(", ")),
        ])
    }
}

/// A machine as JSON: its NSCs by number and by name.
pub(super) fn shape(row: &MachineRow, now: &Configuration) -> Value {
    let mut value = json!(row);
    let name = |id| now.computer_sets.get(id).map(|set| set.name.as_str());
    value["nsc_names"] = json!(row.nscs.iter().map(name).collect::<Vec<_>>());
    value
}

/// Returns the NSCs with number and name.
pub(super) fn sets(row: &MachineRow, now: &Configuration) -> Vec<String> {
    let name = |id| now.computer_sets.get(id).map_or("", |set| set.name.as_str());
    row.nscs.iter().map(|id| format!("{id} {}", name(id)).trim_end().to_owned()).collect()
}
