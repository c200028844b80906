//! `publish`: what is published, how far each change has come, which clients have it, and the keys that sign it.

mod clients;
mod key;
mod status;

pub(super) use status::backlog;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum PublishCommand {
    #[command(subcommand)]
    Key(key::KeyCommand),
    Status(status::StatusArgs),
    Clients(clients::ClientsArgs),
}

impl PublishCommand {
    /// Nothing of it is known as it was.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::Key(command) => command.without_history(),
            Self::Status(_) | Self::Clients(_) => Some("publish"),
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Key(command) => command.run(session).await,
            Self::Status(args) => args.run(session).await,
            Self::Clients(args) => args.run(session).await,
        }
    }
}
