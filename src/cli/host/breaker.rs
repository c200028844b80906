//! `host breaker`: credentials that a host refused, and letting one be tried again.

use super::attempts::id;
use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::host::{breakers, plan_clear};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum BreakerCommand {
    List,
    Clear(ClearArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ClearArgs {
    #[arg(value_name = "ACCOUNT")]
    account: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl BreakerCommand {
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::List => Some("host breaker list"),
            Self::Clear(_) => None,
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::List => {
                let open = breakers(&session.ctx, &core).await?;
                if session.json() {
                    return session.array(open.iter().map(|breaker| json!(breaker)));
                }
                let mut table = Table::new(session.headings(&["account", "detail", "address", "at"]));
                for breaker in &open {
                    let detail = session.locale.text(&id("host-fault", breaker.class));
                    let detail = if breaker.code.is_empty() { detail } else { format!("{detail} ({})", breaker.code) };
                    let (address, at) = (breaker.address.to_string(), time(breaker.tripped_at));
                    table.row([breaker.account.clone(), detail, address, at]);
                }
                session.table(&table, open.is_empty())
            }
            Self::Clear(args) => {
                session.intend(&args.write);
                let plan = plan_clear(&session.ctx, &core, &args.account).await?;
                session.conclude(&core, &plan, &args.write).await
            }
        }
    }
}
