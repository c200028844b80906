//! `nsc`: Named Sets of Computers, their members, and what their managers release.

mod create;
mod edit;
mod member;
mod release;
mod request;
mod show;

use super::failure::Done;
use super::session::Session;
use super::write::WriteArgs;
use crate::core::computer_set::plan_delete;
use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum NscCommand {
    Create(create::CreateArgs),
    Edit(edit::EditArgs),
    Delete(DeleteArgs),
    List(show::ListArgs),
    Show(show::ShowArgs),
    #[command(subcommand)]
    Member(member::MemberCommand),
    #[command(subcommand)]
    Request(request::RequestCommand),
    Release(release::ReleaseArgs),
    Unblock(release::UnblockArgs),
}

#[derive(Debug, Clone, Args)]
pub(super) struct DeleteArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl NscCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Create(args) => args.run(session).await,
            Self::Edit(args) => args.run(session).await,
            Self::Delete(args) => args.run(session).await,
            Self::List(args) => args.run(session).await,
            Self::Show(args) => args.run(session).await,
            Self::Member(command) => command.run(session).await,
            Self::Request(command) => command.run(session).await,
            Self::Release(args) => args.run(session).await,
            Self::Unblock(args) => args.run(session).await,
        }
    }
}

impl DeleteArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = plan_delete(&session.ctx, &core, &self.nsc).await?;
        session.conclude(&core, &plan, &self.write).await
    }
}
