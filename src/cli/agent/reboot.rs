//! `agent reboot`: a restart of this machine, now or later. The running service does it and says what may be.

use crate::cli::failure::Done;
use crate::cli::outside::AgentAsk;
use crate::cli::session::Session;
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RebootArgs {
    #[arg(long)]
    postpone: bool,
}

impl RebootArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let (ask, name, text) = match self.postpone {
            false => (AgentAsk::Reboot, "reboot", "ui-reboot-asked"),
            true => (AgentAsk::PostponeReboot, "postpone-reboot", "ui-reboot-postponed"),
        };
        session.outside.agent_ask(ask).await?;
        told(session, name, text)
    }
}

/// Tells that the service does what it was asked for.
pub(super) fn told(session: &mut Session<'_>, ask: &str, text: &str) -> Done {
    if session.json() {
        return session.document(&json!({ "asked": ask }));
    }
    let text = session.locale.text(text);
    session.remark(&text)
}
