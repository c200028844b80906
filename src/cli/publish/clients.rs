//! `publish clients`: clients by their last check.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::publication::ClientQuery;
use crate::core::publication::clients::list;
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ClientsArgs {
    #[arg(value_name = "FILTER")]
    filter: Option<String>,
    #[arg(long)]
    behind: bool,
    #[arg(long, value_name = "NAME")]
    point: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    limit: u32,
}

impl ClientsArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let query = ClientQuery {
            contains: self.filter.clone(),
            point: self.point.clone(),
            behind: self.behind,
            limit: self.limit,
        };
        let found = list(&session.ctx, &core, &query).await?;
        if session.json() {
            return session.array(found.rows.iter().map(|row| json!(row)));
        }
        let headings =
            ["name", "point", "generation", "behind", "checked", "reported", "version", "packages", "reboot"];
        let mut table = Table::new(session.headings(&headings));
        for row in &found.rows {
            let it = &row.check_in;
            table.row([
                it.machine.clone(),
                it.point.clone(),
                it.generation.to_string(),
                row.lag.to_string(),
                time(it.checked_at),
                time(it.reported_at),
                it.agent_version.clone(),
                format!("{}/{}", it.packages_ok, it.packages),
                or_dash(it.reboot_pending.map(time)),
            ]);
        }
        session.table(&table, found.rows.is_empty())?;
        let args = [
            ("current", found.current.into()),
            ("known", found.known.into()),
            ("generation", found.generation.to_string().into()),
        ];
        let text = session.say("publishing-clients", args);
        session.remark(&text)
    }
}
