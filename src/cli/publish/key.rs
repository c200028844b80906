//! `publish key`: the keys that sign what is published. Only public halves are ever printed.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::publishing_key::{list, perform, plan_create, plan_retire, plan_rotate};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum KeyCommand {
    List,
    Create(AddArgs),
    Rotate(AddArgs),
    Retire(RetireArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AddArgs {
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RetireArgs {
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl KeyCommand {
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::List => Some("publish key list"),
            // A write is refused as a write.
            Self::Create(_) | Self::Rotate(_) | Self::Retire(_) => None,
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let (plan, write) = match self {
            Self::List => {
                let keys = list(&session.ctx, &core).await?;
                if session.json() {
                    return session.array(keys.iter().map(|key| json!(key)));
                }
                let mut table = Table::new(session.headings(&["id", "state", "public-key", "created", "retired"]));
                for key in &keys {
                    let (created, retired) = (time(key.created_at), or_dash(key.retired_at.map(time)));
                    table.row([key.id.clone(), key.state.name().into(), key.public.clone(), created, retired]);
                }
                return session.table(&table, keys.is_empty());
            }
            Self::Create(args) => {
                session.intend(&args.write);
                (plan_create(&session.ctx, &core).await?, &args.write)
            }
            Self::Rotate(args) => {
                session.intend(&args.write);
                (plan_rotate(&session.ctx, &core).await?, &args.write)
            }
            Self::Retire(args) => {
                session.intend(&args.write);
                (plan_retire(&session.ctx, &core, &args.id).await?, &args.write)
            }
        };
        if write.dry_run {
            return session.commit_or_show(&core, &plan.plan, write).await.map(drop);
        }
        let key = perform(&session.ctx, &core, plan).await?;
        if session.json() {
            return session.document(&json!(key));
        }
        session.fields([("id", key.id), ("state", key.state.name().into()), ("public-key", key.public)])
    }
}
