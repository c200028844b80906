//! `machine`: which machines there are, what each shall have, and why.

mod export;
mod list;
mod sentence;
mod what_if;
mod why;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum MachineCommand {
    List(list::ListArgs),
    Show(list::ShowArgs),
    Why(why::WhyArgs),
    Export(export::ExportArgs),
}

impl MachineCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::List(args) => args.run(session).await,
            Self::Show(args) => args.run(session).await,
            Self::Why(args) => args.run(session).await,
            Self::Export(args) => args.run(session).await,
        }
    }
}
