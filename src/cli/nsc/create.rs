//! `nsc create`: prints the new set's number and nothing else, for scripts.

use super::show::{document, print_number};
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::computer_set::{NewComputerSet, plan_create};
use crate::model::operation::Created;
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "NSS")]
    nss: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
    #[arg(long, value_name = "NSC")]
    parent: Option<String>,
    #[arg(long)]
    locally_managed: bool,
    #[arg(long, value_name = "PERSON", default_value = "", hide_default_value = true)]
    responsible: String,
    #[arg(long, value_name = "VERSION", default_value = "", hide_default_value = true)]
    os_version: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl CreateArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let new = NewComputerSet {
            name: self.name.clone(),
            nss: self.nss.clone(),
            description: self.description.clone(),
            parent: self.parent.clone(),
            locally_managed: self.locally_managed,
            responsible: self.responsible.clone(),
            os_version: self.os_version.clone(),
        };
        let plan = plan_create(&session.ctx, &core, new).await?;
        let Some(committed) = session.commit_or_show(&core, &plan, &self.write).await? else { return Ok(()) };
        match committed.created {
            Created::Object(_, id) if session.json() => document(session, &core, &id.to_string()).await?,
            created => print_number(session, created)?,
        }
        session.tell_directory(&committed)
    }
}
