//! `directory user`: user accounts.

use super::{ListArgs, carry_out};
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::account::{self, Accounts};
use crate::model::directory::User;
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum UserCommand {
    List(ListArgs),
    Add(AddArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AddArgs {
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    full_name: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl UserCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::List(args) => {
                let users = account::users(&session.ctx, &core, &args.query()).await?;
                if session.json() {
                    return session.array(users.iter().map(|user| json!(user)));
                }
                let mut table = Table::new(session.headings(&["name", "full-name"]));
                for User { name, full_name } in &users {
                    table.row([name.clone(), full_name.clone()]);
                }
                session.table(&table, users.is_empty())
            }
            Self::Add(args) => {
                session.intend(&args.write);
                let user = |name: &String| User { name: name.clone(), full_name: args.full_name.clone() };
                let accounts = Accounts { computers: Vec::new(), users: args.names.iter().map(user).collect() };
                let plan = account::plan_describe(&session.ctx, &core, accounts).await?;
                carry_out(session, &core, &[plan], &args.write).await
            }
        }
    }
}
