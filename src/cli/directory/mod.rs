//! `directory`: accounts and groups as the directory has them, and those of the embedded one kept by hand.

mod computer;
mod group;
mod show;
mod user;

use super::failure::{Done, Failure};
use super::session::Session;
use super::write::WriteArgs;
use crate::core::change::Plan;
use crate::core::{Core, Exit};
use crate::model::operation::DirectoryState;
use crate::port::AccountQuery;
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum DirectoryCommand {
    Show,
    #[command(subcommand)]
    Computer(computer::ComputerCommand),
    #[command(subcommand)]
    User(user::UserCommand),
    #[command(subcommand)]
    Group(group::GroupCommand),
}

/// Which accounts or groups to list.
#[derive(Debug, Clone, Args)]
pub(super) struct ListArgs {
    #[arg(long, value_name = "TEXT")]
    contains: Option<String>,
    #[arg(long, value_name = "NAME")]
    after: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
}

impl ListArgs {
    fn query(&self) -> AccountQuery {
        AccountQuery { contains: self.contains.clone(), after: self.after.clone(), limit: self.limit }
    }
}

impl DirectoryCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Show => show::run(session).await,
            Self::Computer(command) => command.run(session).await,
            Self::User(command) => command.run(session).await,
            Self::Group(command) => command.run(session).await,
        }
    }
}

/// Carries out changes one after the other, and tells whom the directory refused.
async fn carry_out(session: &mut Session<'_>, core: &Core, plans: &[Plan], write: &WriteArgs) -> Done {
    let (mut operations, mut refused, mut pending) = (Vec::new(), Vec::new(), false);
    for plan in plans {
        let Some(committed) = session.carry_out(core, plan, write).await? else { continue };
        operations.push(committed.operation);
        match committed.directory {
            Some(DirectoryState::Done(outcome)) => refused.extend(outcome.refused),
            Some(DirectoryState::Pending) => pending = true,
            None => {}
        }
    }
    if write.dry_run {
        return Ok(());
    }
    if session.json() {
        session.document(&json!({ "operations": operations, "refused": refused, "pending": pending }))?;
    }
    if pending {
        let text = session.locale.text("cli-directory-pending");
        session.remark(&text)?;
    }
    for member in &refused {
        session.remark(&format!("{}: {}", member.name, member.reason))?;
    }
    if refused.is_empty() { Ok(()) } else { Err(Failure::Told(Exit::Failed)) }
}
