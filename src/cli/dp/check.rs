//! `dp check`: really writes to the points, reads back and deletes.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash};
use crate::cli::table::Table;
use crate::core::distribution_point::{PointCheck, check};
use crate::core::{Core, Exit};
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CheckArgs {
    #[arg(value_name = "POINT")]
    point: Option<String>,
}

impl CheckArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let found = check(&session.ctx, core, self.point.as_deref()).await?;
        tell(session, &found)?;
        if found.iter().all(PointCheck::is_well) { Ok(()) } else { Err(Failure::Told(Exit::Failed)) }
    }
}

fn tell(session: &mut Session<'_>, found: &[PointCheck]) -> Done {
    if session.json() {
        let shape = |check: &PointCheck| {
            let mut value = json!(check);
            value["ok"] = check.is_well().into();
            value
        };
        return session.array(found.iter().map(shape));
    }
    let headings = ["name", "url", "state", "write-ms", "read-ms", "generation", "problem"];
    let mut table = Table::new(session.headings(&headings));
    for check in found {
        let word = if check.is_well() { "cli-point-ready" } else { "cli-point-failing" };
        table.row([
            check.point.name.clone(),
            check.point.url.clone(),
            session.locale.text(word),
            or_dash(check.write_ms),
            or_dash(check.read_ms),
            or_dash(check.generation),
            check.problem.clone(),
        ]);
    }
    session.table(&table, false)
}
