//! `nsc member`: who is in a set, by the directory.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, time};
use crate::cli::write::WriteArgs;
use crate::core::computer_set::{MembersWish, members, plan_add_members, plan_remove_members};
use crate::model::directory::MemberKind;
use clap::{Args, Subcommand};
use serde_json::json;

/// Largest file of names in bytes.
const LARGEST: u64 = 8 << 20;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum MemberCommand {
    List(ListArgs),
    Add(ChangeArgs),
    Remove(ChangeArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(long)]
    users: bool,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ChangeArgs {
    #[command(flatten)]
    names: NamesArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// An NSC and names for it.
#[derive(Debug, Clone, Args)]
pub(super) struct NamesArgs {
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(value_name = "NAME", required_unless_present = "from")]
    names: Vec<String>,
    #[arg(long)]
    users: bool,
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
}

impl NamesArgs {
    /// Returns the wish, with the names of the file behind those of the command line.
    pub(super) fn wish(&self, session: &mut Session<'_>) -> Result<MembersWish, Failure> {
        let mut names = self.names.clone();
        if let Some(path) = &self.from {
            let bytes = session.read(path, LARGEST)?;
            let text = String::from_utf8_lossy(&bytes);
            names.extend(text.trim_start_matches('\u{feff}').lines().map(str::to_owned));
        }
        Ok(MembersWish { nsc: self.nsc.clone(), kind: kind(self.users), names })
    }
}

fn kind(users: bool) -> MemberKind {
    if users { MemberKind::User } else { MemberKind::Computer }
}

impl MemberCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::List(args) => args.run(session).await,
            Self::Add(args) => args.run(session, true).await,
            Self::Remove(args) => args.run(session, false).await,
        }
    }
}

impl ListArgs {
    async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let found = members(&session.ctx, &core, &self.nsc, kind(self.users)).await?;
        if let Some(reason) = &found.stale {
            let args = [("reason", reason.as_str().into()), ("at", time(found.read_at).into())];
            let text = session.say("cli-members-stale", args);
            session.remark(&text)?;
        }
        if session.json() {
            return session.array(found.names.iter().map(|name| json!(name)));
        }
        found.names.iter().try_for_each(|name| session.line(name))
    }
}

impl ChangeArgs {
    async fn run(&self, session: &mut Session<'_>, adds: bool) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let wish = self.names.wish(session)?;
        let plan = match adds {
            true => plan_add_members(&session.ctx, &core, wish).await?,
            false => plan_remove_members(&session.ctx, &core, wish).await?,
        };
        session.conclude(&core, &plan, &self.write).await
    }
}
