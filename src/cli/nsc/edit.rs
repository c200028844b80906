//! `nsc edit`: what is not named stays.

use super::show::document;
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::computer_set::{ComputerSetEdit, detail, plan_edit};
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct EditArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[arg(long, value_name = "NSC")]
    parent: Option<String>,
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    locally_managed: Option<bool>,
    #[arg(long, value_name = "PERSON")]
    responsible: Option<String>,
    #[arg(long, value_name = "VERSION")]
    os_version: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl EditArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let edit = ComputerSetEdit {
            name: self.name.clone(),
            description: self.description.clone(),
            parent: self.parent.clone(),
            locally_managed: self.locally_managed,
            responsible: self.responsible.clone(),
            os_version: self.os_version.clone(),
        };
        let plan = plan_edit(&session.ctx, &core, &self.nsc, edit).await?;
        // The name may change, the number does not.
        let id = detail(&session.ctx, &core, &self.nsc).await?.row.set.id;
        session.carry_out(&core, &plan, &self.write).await?;
        if session.json() && !self.write.dry_run { document(session, &core, &id.to_string()).await } else { Ok(()) }
    }
}
