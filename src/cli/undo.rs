//! `undo`: takes an operation of the action log back.

use super::failure::Done;
use super::session::Session;
use super::write::WriteArgs;
use crate::core::undo::plan;
use crate::model::id::OperationId;
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(super) struct UndoArgs {
    #[arg(value_name = "OPERATION")]
    operation: i64,
    #[command(flatten)]
    write: WriteArgs,
}

impl UndoArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = plan(&session.ctx, &core, OperationId(self.operation)).await?;
        let committed = session.carry_out(&core, &plan, &self.write).await?;
        match committed.filter(|_| session.json()) {
            Some(done) => session.document(&json!({
                "operation": done.operation,
                "undoes": self.operation,
                "directory": done.directory,
            })),
            None => Ok(()),
        }
    }
}
