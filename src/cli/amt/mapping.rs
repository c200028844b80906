//! `amt mapping`: which name and profile a device gets.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::shape;
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::mapping::{OverrideWish, list, plan_override, show};
use crate::model::mapping::{Mapping, Origin};
use clap::{Args, Subcommand};
use uuid::Uuid;

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum MappingCommand {
    List(ListArgs),
    Show(ShowArgs),
    Override(OverrideArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    limit: u32,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "UUID")]
    uuid: Uuid,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct OverrideArgs {
    #[arg(value_name = "UUID")]
    uuid: Uuid,
    #[arg(long, value_name = "NAME")]
    fqdn: String,
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl MappingCommand {
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::List(_) => Some("amt mapping list"),
            Self::Show(_) => Some("amt mapping show"),
            Self::Override(_) => None,
        }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::List(args) => {
                let mappings = list(&session.ctx, &core, args.limit).await?;
                if session.json() {
                    return session.array(mappings.iter().map(shape::mapping));
                }
                let mut table =
                    Table::new(session.headings(&["uuid", "name", "profile", "origin", "set-by", "set-at", "reason"]));
                for m in &mappings {
                    table.row([
                        m.uuid.to_string(),
                        m.fqdn.clone(),
                        format!("{} {}", m.profile.id, m.profile.name),
                        origin(m.origin, session),
                        m.set_by.clone(),
                        time(m.set_at),
                        or_dash(m.reason.as_ref()),
                    ]);
                }
                session.table(&table, mappings.is_empty())
            }
            Self::Show(args) => {
                let mapping = show(&session.ctx, &core, args.uuid).await?;
                if session.json() { session.document(&shape::mapping(&mapping)) } else { print(session, &mapping) }
            }
            Self::Override(args) => {
                session.intend(&args.write);
                let wish = OverrideWish { uuid: args.uuid, fqdn: args.fqdn.clone(), profile: args.profile.clone() };
                let plan = plan_override(&session.ctx, &core, wish).await?;
                if session.carry_out(&core, &plan, &args.write).await?.is_some() && session.json() {
                    let mapping = show(&session.ctx, &core, args.uuid).await?;
                    session.document(&shape::mapping(&mapping))?;
                }
                Ok(())
            }
        }
    }
}

fn print(session: &mut Session<'_>, mapping: &Mapping) -> Done {
    session.fields([
        ("uuid", mapping.uuid.to_string()),
        ("name", mapping.fqdn.clone()),
        ("profile", format!("{} {}", mapping.profile.id, mapping.profile.name)),
        ("origin", origin(mapping.origin, session)),
        ("set-by", mapping.set_by.clone()),
        ("set-at", time(mapping.set_at)),
        ("reason", or_dash(mapping.reason.as_ref())),
    ])
}

fn origin(origin: Origin, session: &Session<'_>) -> String {
    session.locale.text(match origin {
        Origin::Resolved => "cli-origin-resolved",
        Origin::Override => "cli-origin-override",
    })
}
