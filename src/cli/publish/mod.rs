//! `publish`: what is published, and the keys that sign it.

mod key;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum PublishCommand {
    #[command(subcommand)]
    Key(key::KeyCommand),
}

impl PublishCommand {
    /// Nothing of it is known as it was.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::Key(command) => command.without_history(),
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Key(command) => command.run(session).await,
        }
    }
}
