//! `nss create`, `edit`, `move` and `delete`: the tree itself.

use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::system_set::{NewSystemSet, SystemSetEdit, plan_create, plan_delete, plan_edit, plan_move};
use clap::{ArgGroup, Args};
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "NSS")]
    parent: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
    #[arg(long, value_name = "PERSON", default_value = "", hide_default_value = true)]
    link_person: String,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
#[command(group(ArgGroup::new("change").required(true).multiple(true)))]
pub(in crate::cli) struct EditArgs {
    #[arg(value_name = "NSS")]
    nss: String,
    #[arg(long, value_name = "NAME", group = "change")]
    name: Option<String>,
    #[arg(long, value_name = "TEXT", group = "change")]
    description: Option<String>,
    #[arg(long, value_name = "PERSON", group = "change")]
    link_person: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct MoveArgs {
    #[arg(value_name = "NSS")]
    nss: String,
    #[arg(value_name = "PARENT", required_unless_present = "parent", conflicts_with = "parent")]
    to: Option<String>,
    #[arg(long, value_name = "NSS")]
    parent: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DeleteArgs {
    #[arg(value_name = "NSS")]
    nss: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl CreateArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let new = NewSystemSet {
            name: self.name.clone(),
            parent: self.parent.clone(),
            description: self.description.clone(),
            link_person: self.link_person.clone(),
        };
        let plan = plan_create(&session.ctx, core, new).await?;
        super::carry_out(session, core, &plan, &self.write, &self.name).await
    }
}

impl EditArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let edit = SystemSetEdit {
            name: self.name.clone(),
            description: self.description.clone(),
            link_person: self.link_person.clone(),
        };
        let plan = plan_edit(&session.ctx, core, &self.nss, edit).await?;
        let name = self.name.as_deref().unwrap_or(&self.nss);
        super::carry_out(session, core, &plan, &self.write, name).await
    }
}

impl MoveArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let parent = self.parent.as_deref().or(self.to.as_deref()).unwrap_or_default();
        let plan = plan_move(&session.ctx, core, &self.nss, parent).await?;
        super::carry_out(session, core, &plan, &self.write, &self.nss).await
    }
}

impl DeleteArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let plan = plan_delete(&session.ctx, core, &self.nss).await?;
        let is_done = session.carry_out(core, &plan, &self.write).await?.is_some();
        if is_done && session.json() {
            session.document(&json!({ "deleted": plan.preview.before }))?;
        }
        Ok(())
    }
}
