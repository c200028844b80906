//! `publish`: what is published and would be, how far each change has come, which clients have it, and the keys that
//! sign it.

mod clients;
mod dry_run;
mod key;
mod rebuild;
mod run;
mod status;

pub(super) use status::backlog;

use super::failure::Done;
use super::session::Session;
use clap::{Args, Subcommand};

/// `publish --dry-run` is short for `publish run --dry-run`.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(super) struct PublishArgs {
    #[arg(long)]
    dry_run: bool,
    #[command(subcommand)]
    command: Option<PublishCommand>,
}

#[derive(Debug, Clone, Subcommand)]
enum PublishCommand {
    Run(run::RunArgs),
    Rebuild,
    #[command(subcommand)]
    Key(key::KeyCommand),
    Status(status::StatusArgs),
    Clients(clients::ClientsArgs),
}

impl PublishArgs {
    /// Nothing of it is known as it was.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match &self.command {
            Some(PublishCommand::Key(command)) => command.without_history(),
            _ => Some("publish"),
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match &self.command {
            None => dry_run::run(session).await,
            Some(PublishCommand::Run(args)) => args.run(session).await,
            Some(PublishCommand::Rebuild) => rebuild::run(session).await,
            Some(PublishCommand::Key(command)) => command.run(session).await,
            Some(PublishCommand::Status(args)) => args.run(session).await,
            Some(PublishCommand::Clients(args)) => args.run(session).await,
        }
    }
}
