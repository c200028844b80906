//! `pkg`: packages, from draft to retired, and to which sets they are assigned.

mod assign;
mod create;
mod fields;
mod show;
mod upload;

pub(super) use assign::parse_action;

use super::failure::Done;
use super::session::Session;
use super::write::WriteArgs;
use crate::core::package::{plan_delete, plan_publish, plan_retire};
use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum PkgCommand {
    Create(Box<create::CreateArgs>),
    Edit(Box<create::EditArgs>),
    Delete(OneArgs),
    List(show::ListArgs),
    Show(show::ShowArgs),
    Upload(upload::UploadArgs),
    Publish(OneArgs),
    Retire(OneArgs),
    Assign(assign::AssignArgs),
    Unassign(assign::UnassignArgs),
}

/// One package, and why.
#[derive(Debug, Clone, Args)]
pub(super) struct OneArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl PkgCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let (plan, write) = match self {
            Self::Create(args) => return args.run(session, &core).await,
            Self::List(args) => return args.run(session, &core).await,
            Self::Show(args) => return args.run(session, &core).await,
            Self::Upload(args) => return args.run(session, &core).await,
            Self::Edit(args) => {
                session.intend(&args.write);
                (args.plan(session, &core).await?, &args.write)
            }
            Self::Assign(args) => {
                session.intend(&args.write);
                (args.plan(session, &core).await?, &args.write)
            }
            Self::Unassign(args) => {
                session.intend(&args.write);
                (args.plan(session, &core).await?, &args.write)
            }
            Self::Delete(args) => {
                session.intend(&args.write);
                (plan_delete(&session.ctx, &core, &args.pkg).await?, &args.write)
            }
            Self::Publish(args) => {
                session.intend(&args.write);
                (plan_publish(&session.ctx, &core, &args.pkg).await?, &args.write)
            }
            Self::Retire(args) => {
                session.intend(&args.write);
                (plan_retire(&session.ctx, &core, &args.pkg).await?, &args.write)
            }
        };
        session.conclude(&core, &plan, write).await
    }
}
