//! `dp add`.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::distribution_point::{NewPoint, plan_add, prepare};
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AddArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(value_name = "URL")]
    url: String,
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    credential: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl AddArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let (name, url, credential) = (self.name.clone(), self.url.clone(), self.credential.clone());
        let plan = plan_add(&session.ctx, core, NewPoint { name, url, credential }).await?;
        session.conclude(core, &plan, &self.write).await?;
        if self.write.dry_run { Ok(()) } else { Ok(prepare(&session.ctx, core, &self.name).await?) }
    }
}
