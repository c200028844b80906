//! `agent ui`: the user interface on a terminal, or its list once.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::core::Problem;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct UiArgs {
    #[arg(long)]
    print: bool,
    #[arg(long, value_name = "FILE")]
    socket: Option<PathBuf>,
}

impl UiArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let socket = self.socket.as_deref();
        if self.print || session.json() {
            return Ok(session.outside.agent_print(socket, session.json(), session.around.out).await?);
        }
        if !session.outside.is_interactive() {
            return Err(Problem::NoTerminal {}.into());
        }
        if session.outside.agent_ui(socket).await? {
            let text = session.locale.text("ui-replaced");
            session.remark(&text)?;
        }
        Ok(())
    }
}
