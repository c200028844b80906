//! `nsc release` and `nsc unblock`: what the manager of a locally managed set lets through.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::computer_set::{UnblockWish, plan_release, plan_unblock};
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ReleaseArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(value_name = "PKG")]
    pkg: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct UnblockArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(value_name = "PKG")]
    pkg: String,
    #[arg(long, value_name = "N", default_value_t = 24)]
    hours: u32,
    #[command(flatten)]
    write: WriteArgs,
}

impl ReleaseArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let plan = plan_release(&session.ctx, &core, &self.nsc, &self.pkg).await?;
        session.conclude(&core, &plan, &self.write).await
    }
}

impl UnblockArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let wish = UnblockWish { nsc: self.nsc.clone(), pkg: self.pkg.clone(), hours: self.hours };
        let plan = plan_unblock(&session.ctx, &core, wish).await?;
        session.conclude(&core, &plan, &self.write).await
    }
}
