//! `amt`: profiles, the synchronization policy, mappings and keys.

mod key;
mod mapping;
mod policy;
mod profile;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum AmtCommand {
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    #[command(subcommand)]
    Mapping(mapping::MappingCommand),
    #[command(subcommand)]
    Key(key::KeyCommand),
}

impl AmtCommand {
    /// Only the policy is known as it was.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::Mapping(command) => command.without_history(),
            Self::Profile(_) | Self::Policy(_) | Self::Key(_) => None,
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Profile(command) => command.run(session).await,
            Self::Policy(command) => command.run(session).await,
            Self::Mapping(command) => command.run(session).await,
            Self::Key(command) => command.run(session).await,
        }
    }
}
