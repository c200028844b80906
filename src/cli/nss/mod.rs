//! `nss`: Named System Sets, the delegation tree.

mod admin;
mod grant;
mod shape;
mod show;
mod tree;

use super::failure::Done;
use super::session::Session;
use super::write::WriteArgs;
use crate::core::Core;
use crate::core::change::{Plan, Write};
use crate::core::permission::who_shifts;
use crate::core::system_set::detail;
use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum NssCommand {
    Create(tree::CreateArgs),
    Edit(tree::EditArgs),
    Move(tree::MoveArgs),
    Delete(tree::DeleteArgs),
    List,
    Show(show::ShowArgs),
    Grant(grant::GrantArgs),
    Revoke(grant::GrantArgs),
    #[command(subcommand)]
    Admin(admin::AdminCommand),
}

/// Where a grant or an entry reaches, when it is not the whole NSS.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReachArgs {
    #[arg(long, value_name = "NSC", conflicts_with = "pkg")]
    nsc: Option<String>,
    #[arg(long, value_name = "PKG")]
    pkg: Option<String>,
}

impl NssCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::Create(args) => args.run(session, &core).await,
            Self::Edit(args) => args.run(session, &core).await,
            Self::Move(args) => args.run(session, &core).await,
            Self::Delete(args) => args.run(session, &core).await,
            Self::List => show::list(session, &core).await,
            Self::Show(args) => args.run(session, &core).await,
            Self::Grant(args) => args.grant(session, &core).await,
            Self::Revoke(args) => args.revoke(session, &core).await,
            Self::Admin(command) => command.run(session, &core).await,
        }
    }
}

/// Carries a change of rights out, or shows it with who gains and who loses what. Afterwards, `name` is shown as JSON.
async fn carry_out(session: &mut Session<'_>, core: &Core, plan: &Plan, write: &WriteArgs, name: &str) -> Done {
    let shifts = match &plan.change {
        Write::Configure(set) if write.dry_run => who_shifts(&session.ctx, core, &set.edits).await?,
        _ => Vec::new(),
    };
    if write.dry_run && session.json() {
        let mut value = super::shape::preview(&plan.preview, session.locale);
        value["shifts"] = serde_json::json!(shifts);
        return session.document(&value);
    }
    session.carry_out(core, plan, write).await?;
    for shift in &shifts {
        for (id, powers) in [("cli-shift-gains", &shift.gains), ("cli-shift-loses", &shift.loses)] {
            if !powers.is_empty() {
                let text = shape::shift(session, id, shift, powers);
                session.line(&format!("  {text}"))?;
            }
        }
    }
    if session.json() {
        let detail = detail(&session.ctx, core, name).await?;
        session.document(&shape::detail(&detail))?;
    }
    Ok(())
}
