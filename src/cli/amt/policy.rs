//! `amt policy`: which profile new systems get, and the check box.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::shape;
use crate::cli::write::WriteArgs;
use crate::core::policy::{PolicyWish, plan_set, show};
use crate::model::policy::SyncPolicy;
use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum PolicyCommand {
    Show,
    Set(SetArgs),
}

#[derive(Debug, Clone, Args)]
#[group(skip)]
pub(in crate::cli) struct SetArgs {
    #[arg(long, value_name = "NAME", required_unless_present = "enabled")]
    profile: Option<String>,
    #[arg(long, value_name = "true|false")]
    enabled: Option<bool>,
    #[command(flatten)]
    write: WriteArgs,
}

impl PolicyCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::Show => {
                let policy = show(&session.ctx, &core).await?;
                if session.json() { session.document(&shape::policy(&policy)) } else { print(session, &policy) }
            }
            Self::Set(args) => {
                session.intend(&args.write);
                let wish = PolicyWish { profile: args.profile.clone(), enabled: args.enabled };
                let plan = plan_set(&session.ctx, &core, wish).await?;
                if session.carry_out(&core, &plan, &args.write).await?.is_some() && session.json() {
                    let policy = show(&session.ctx, &core).await?;
                    session.document(&shape::policy(&policy))?;
                }
                Ok(())
            }
        }
    }
}

fn print(session: &mut Session<'_>, policy: &SyncPolicy) -> Done {
    let changed = policy.changed_at.map(|at| format!("{} ({})", time(at), or_dash(policy.changed_by.as_ref())));
    session.fields([
        ("profile", or_dash(policy.profile.as_ref().map(|p| format!("{} {}", p.id, p.name)))),
        ("enabled", session.yes_or_no(policy.enabled)),
        ("changed", or_dash(changed)),
    ])
}
