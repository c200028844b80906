//! `log`: the Front End User Action Log.

use super::failure::Done;
use super::moment::parse_moment;
use super::session::{Session, or_dash, time};
use super::table::Table;
use crate::core::log::{LogQuery, list};
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(super) struct LogArgs {
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

impl LogArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let now = core.clock().now();
        let since = self.since.as_deref().map(|text| parse_moment("since", text, now)).transpose()?;
        let query = LogQuery { object: self.object.clone(), since, limit: self.limit, ..LogQuery::default() };
        let operations = list(&session.ctx, &core, &query).await?;
        if session.json() {
            return session.array(operations.iter().map(|operation| json!(operation)));
        }
        let mut table =
            Table::new(session.headings(&["id", "at", "actor", "verb", "object", "state", "reason", "command"]));
        for o in &operations {
            let words: Vec<_> = o.fates().iter().map(|fate| session.locale.say("fate", fate)).collect();
            table.row([
                o.id.to_string(),
                time(o.at),
                o.actor.clone(),
                o.verb.name().into(),
                format!("{} {}", o.object.kind, o.object.name),
                or_dash(Some(words.join(", ")).filter(|words| !words.is_empty())),
                or_dash(o.reason.as_ref()),
                o.command.clone(),
            ]);
        }
        session.table(&table, operations.is_empty())
    }
}
