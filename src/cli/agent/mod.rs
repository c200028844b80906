//! `agent`: the client on this machine. It needs no database: it knows distribution points only.

mod bootstrap;
mod reboot;
mod show;
mod ui;
mod update;

use super::failure::Done;
use super::outside::AgentAsk;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum AgentCommand {
    Once,
    Run,
    Status,
    Check,
    Reboot(reboot::RebootArgs),
    Ui(ui::UiArgs),
    Update(update::UpdateArgs),
    Bootstrap(bootstrap::BootstrapArgs),
}

impl AgentCommand {
    /// Returns the command's name: all of them are about now.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        Some("agent")
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Once => {
                let result = session.outside.agent_once().await?;
                show::result(session, &result)
            }
            Self::Run => Ok(session.outside.agent_run().await?),
            Self::Status => {
                let view = session.outside.agent_status().await?;
                show::view(session, &view)
            }
            Self::Check => {
                session.outside.agent_ask(AgentAsk::Check).await?;
                reboot::told(session, "check", "ui-check-asked")
            }
            Self::Reboot(args) => args.run(session).await,
            Self::Ui(args) => args.run(session).await,
            Self::Update(args) => args.run(session).await,
            Self::Bootstrap(args) => args.run(session).await,
        }
    }
}
