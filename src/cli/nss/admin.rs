//! `nss admin`: who uses what an NSS holds.

use super::ReachArgs;
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::system_set::{AdministratorWish, plan_add_administrator, plan_remove_administrator};
use crate::model::delegation::Trustee;
use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum AdminCommand {
    Add(AdminArgs),
    Remove(AdminArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AdminArgs {
    #[arg(value_name = "NSS")]
    nss: String,
    #[arg(value_name = "PRINCIPAL")]
    principal: String,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    write: WriteArgs,
}

impl AdminCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let (Self::Add(args) | Self::Remove(args)) = self;
        session.intend(&args.write);
        let wish = AdministratorWish {
            nss: args.nss.clone(),
            trustee: Trustee::from(args.principal.clone()),
            nsc: args.reach.nsc.clone(),
            pkg: args.reach.pkg.clone(),
        };
        let plan = match self {
            Self::Add(_) => plan_add_administrator(&session.ctx, core, wish).await?,
            Self::Remove(_) => plan_remove_administrator(&session.ctx, core, wish).await?,
        };
        super::carry_out(session, core, &plan, &args.write, &args.nss).await
    }
}
