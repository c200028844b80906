//! `machine list` and `machine show`.

use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::core::configuration;
use crate::core::machine::{MachinePage, MachineQuery, MachineRow, Sort, SortColumn, find, show};
use crate::figures;
use crate::model::configuration::Configuration;
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    #[arg(long, value_name = "COLUMN", value_parser = PossibleValuesParser::new(SortColumn::ALL.map(SortColumn::name)))]
    sort: Option<String>,
    #[arg(long)]
    descending: bool,
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
        let MachinePage { rows, found } = find(&session.ctx, &core, &self.query()).await?;
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
        session.table(&table, rows.is_empty())?;
        let Some(found) = found.filter(|found| found.count > 0) else { return Ok(()) };
        let (count, all) = (figures::count(found.count).into(), figures::count(found.all).into());
        let text = session.locale.with("machines-found", [("found", count), ("all", all)]);
        session.remark(&text)
    }

    fn query(&self) -> MachineQuery {
        let column = SortColumn::ALL.into_iter().find(|column| self.sort.as_deref() == Some(column.name()));
        MachineQuery {
            filter: self.filter.clone().unwrap_or_default(),
            sort: Sort { column: column.unwrap_or_default(), descending: self.descending },
            after: self.after.clone(),
            limit: self.limit,
        }
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
