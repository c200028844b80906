//! `directory computer`: computer accounts.

use super::{ListArgs, carry_out};
use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::account::{self, Accounts};
use crate::model::directory::Computer;
use clap::{Args, Subcommand};
use serde_json::json;

/// The largest file, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum ComputerCommand {
    List(ListArgs),
    Add(AddArgs),
    Import(ImportArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AddArgs {
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    os: String,
    #[arg(long, value_name = "FQDN", default_value = "", hide_default_value = true)]
    fqdn: String,
    #[arg(long, value_name = "USER", default_value = "", hide_default_value = true)]
    owner: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ImportArgs {
    #[arg(value_name = "FILE")]
    file: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl ComputerCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::List(args) => {
                let computers = account::computers(&session.ctx, &core, &args.query()).await?;
                if session.json() {
                    return session.array(computers.iter().map(|computer| json!(computer)));
                }
                let mut table = Table::new(session.headings(&["name", "fqdn", "os", "owner", "created"]));
                for Computer { name, fqdn, os, owner, created_at } in &computers {
                    table.row([name.clone(), fqdn.clone(), os.clone(), owner.clone(), time(*created_at)]);
                }
                session.table(&table, computers.is_empty())
            }
            Self::Add(args) => {
                session.intend(&args.write);
                let created_at = core.clock().now();
                let computer = |name: &String| Computer {
                    name: name.clone(),
                    fqdn: args.fqdn.clone(),
                    os: args.os.clone(),
                    owner: args.owner.clone(),
                    created_at,
                };
                let accounts = Accounts { computers: args.names.iter().map(computer).collect(), users: Vec::new() };
                let plan = account::plan_describe(&session.ctx, &core, accounts).await?;
                carry_out(session, &core, &[plan], &args.write).await
            }
            Self::Import(args) => {
                session.intend(&args.write);
                let text = session.read(&args.file, MAX_FILE)?;
                let plans = account::plan_import(&session.ctx, &core, &text).await?;
                carry_out(session, &core, &plans, &args.write).await
            }
        }
    }
}
