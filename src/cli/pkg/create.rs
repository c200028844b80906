//! `pkg create`, which prints the new package's number and nothing else, and `pkg edit`.

use super::fields::{FieldArgs, parse_kind};
use super::show::document;
use crate::cli::failure::{Done, Failure};
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::change::Plan;
use crate::core::package::{NewPackage, PackageEdit, plan_create, plan_edit};
use crate::model::operation::Created;
use crate::model::package::PackageKind;
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "NSS")]
    nss: String,
    #[arg(long, value_name = "V")]
    version: String,
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: PackageKind,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct EditArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "V")]
    version: Option<String>,
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<PackageKind>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

impl CreateArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let new = NewPackage {
            name: self.name.clone(),
            nss: self.nss.clone(),
            version: self.version.clone(),
            kind: self.kind,
            rest: self.fields.edit(),
        };
        let plan = plan_create(&session.ctx, core, new).await?;
        let Some(committed) = session.commit_or_show(core, &plan, &self.write).await? else { return Ok(()) };
        let Created::Object(_, id) = committed.created else { return Ok(()) };
        if session.json() { document(session, core, &id.to_string()).await } else { session.line(&id.to_string()) }
    }
}

impl EditArgs {
    pub(super) async fn plan(&self, session: &Session<'_>, core: &Core) -> Result<Plan, Failure> {
        let edit = PackageEdit {
            name: self.name.clone(),
            version: self.version.clone(),
            kind: self.kind,
            ..self.fields.edit()
        };
        Ok(plan_edit(&session.ctx, core, &self.pkg, edit).await?)
    }
}
