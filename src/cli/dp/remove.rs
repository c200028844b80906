//! `dp remove`.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::distribution_point::plan_remove;
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RemoveArgs {
    #[arg(value_name = "POINT")]
    point: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl RemoveArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let plan = plan_remove(&session.ctx, core, &self.point).await?;
        session.conclude(core, &plan, &self.write).await
    }
}
