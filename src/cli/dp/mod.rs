//! `dp`: distribution points.

mod add;
mod check;
mod list;
mod remove;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum DpCommand {
    Add(add::AddArgs),
    List,
    Check(check::CheckArgs),
    Remove(remove::RemoveArgs),
}

impl DpCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::Add(args) => args.run(session, &core).await,
            Self::List => list::run(session, &core).await,
            Self::Check(args) => args.run(session, &core).await,
            Self::Remove(args) => args.run(session, &core).await,
        }
    }
}
