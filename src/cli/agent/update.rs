//! `agent update`: the third program of the client, which replaces one of the others while it does not run.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct UpdateArgs {
    #[arg(long, value_name = "PROGRAM")]
    program: UpdateProgram,
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    #[arg(long = "pid", value_name = "PID")]
    pids: Vec<u32>,
    #[arg(long, conflicts_with = "pids")]
    restore: bool,
}

/// What can be replaced.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum UpdateProgram {
    Agent,
    Ui,
}

impl UpdateArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let program = match self.program {
            UpdateProgram::Agent => "agent",
            UpdateProgram::Ui => "ui",
        };
        if !self.restore {
            return Ok(session.outside.agent_update(program, &self.from, &self.pids, session.around.out).await?);
        }
        let restored = session.outside.agent_restore(program, &self.from).await?;
        let text = session.locale.text(if restored { "ui-restored" } else { "ui-nothing-to-restore" });
        session.remark(&text)
    }
}
