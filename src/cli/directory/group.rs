//! `directory group`: groups, and the members of those that are not an NSC's.

use super::{ListArgs, carry_out};
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::account::{self, MemberChange};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum GroupCommand {
    List(ListArgs),
    Show(ShowArgs),
    Create(CreateArgs),
    Delete(DeleteArgs),
    Add(MemberArgs),
    Remove(MemberArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DeleteArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct MemberArgs {
    #[arg(value_name = "GROUP")]
    group: String,
    #[arg(value_name = "USER", required = true)]
    users: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl GroupCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::List(args) => {
                let groups = account::groups(&session.ctx, &core, &args.query()).await?;
                if session.json() {
                    return session.array(groups.iter().map(|group| json!(group)));
                }
                let mut table = Table::new(session.headings(&["name", "members", "description"]));
                for group in &groups {
                    table.row([group.name.clone(), group.members.to_string(), group.description.clone()]);
                }
                session.table(&table, groups.is_empty())
            }
            Self::Show(args) => {
                let detail = account::group(&session.ctx, &core, &args.name).await?;
                if session.json() {
                    return session.document(&json!(detail));
                }
                session.fields([
                    ("name", detail.group.name.clone()),
                    ("dn", detail.group.dn.clone()),
                    ("description", detail.group.description.clone()),
                    ("members", detail.group.members.to_string()),
                ])?;
                detail.names.iter().try_for_each(|name| session.line(&format!("  {name}")))
            }
            Self::Create(args) => {
                session.intend(&args.write);
                let plan = account::plan_create_group(&session.ctx, &core, &args.name, &args.description).await?;
                carry_out(session, &core, &[plan], &args.write).await
            }
            Self::Delete(args) => {
                session.intend(&args.write);
                let plan = account::plan_delete_group(&session.ctx, &core, &args.name).await?;
                carry_out(session, &core, &[plan], &args.write).await
            }
            Self::Add(args) => args.run(session, MemberChange::Add).await,
            Self::Remove(args) => args.run(session, MemberChange::Remove).await,
        }
    }
}

impl MemberArgs {
    async fn run(&self, session: &mut Session<'_>, change: MemberChange) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = account::plan_edit_members(&session.ctx, &core, &self.group, &self.users, change).await?;
        carry_out(session, &core, &[plan], &self.write).await
    }
}
