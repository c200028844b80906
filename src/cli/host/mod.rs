//! `host`: asking machines for their names, and credentials that they refused.

mod attempts;
mod breaker;
mod probe;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

pub(super) use attempts::shape as attempt;
pub(super) use probe::{ProbeArgs, diagnose};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum HostCommand {
    Probe(probe::ProbeArgs),
    #[command(subcommand)]
    Breaker(breaker::BreakerCommand),
}

impl HostCommand {
    /// A host answers now, and a breaker is cleared now.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::Probe(_) => Some("host probe"),
            Self::Breaker(command) => command.without_history(),
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Probe(args) => args.run(session).await,
            Self::Breaker(command) => command.run(session).await,
        }
    }
}
