//! `hello show`: one system with everything that is known of it.

use super::list::status;
use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::cli::shape;
use crate::core::hello::{self, Detail};
use clap::Args;
use std::net::IpAddr;
use uuid::Uuid;

/// Which system: its UUID, and its address where several share the UUID.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "UUID")]
    pub(super) uuid: Uuid,
    #[arg(long, value_name = "IP")]
    pub(super) address: Option<IpAddr>,
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let detail = hello::show(&session.ctx, &core, self.uuid, self.address).await?;
        if session.json() {
            let value = shape::detail(&detail, session.locale);
            return session.document(&value);
        }
        print(session, &detail)
    }
}

fn print(session: &mut Session<'_>, detail: &Detail) -> Done {
    let system = &detail.system;
    let addresses: Vec<String> =
        system.addresses.iter().map(|seen| format!("{} ({}×)", seen.address, seen.count)).collect();
    let credential = match &system.pid {
        Some(pid) => format!("PSK {pid}"),
        None => session.say("cli-roots", [("count", system.certificate_hashes.len().into())]),
    };
    let mapping = detail.mapping.as_ref().map(|m| format!("{} ({}, {})", m.fqdn, m.set_by, time(m.set_at)));
    session.fields([
        ("uuid", system.uuid.to_string()),
        ("address", addresses.join(", ")),
        ("interface", credential),
        ("first-seen", time(system.first_seen)),
        ("last-seen", time(system.last_seen)),
        ("count", system.count.to_string()),
        ("retry", system.retry.to_string()),
        ("next-expected", or_dash(detail.expectation.next_expected.map(time))),
        ("window-closes", time(detail.expectation.window_closes)),
        ("status", status(system.status, session)),
        ("reason", or_dash(shape::reason(system.status, session.locale))),
        ("name", or_dash(system.fqdn.as_ref())),
        ("profile", or_dash(system.profile.as_ref().map(|p| format!("{} {}", p.id, p.name)))),
        ("mapping", or_dash(mapping)),
    ])?;
    for warning in &system.warnings {
        let text = session.locale.say("warning", warning);
        session.line(&format!("! {text}"))?;
    }
    if let Some((trace, evidence)) = &detail.trace {
        session.line("")?;
        session.rests_on(trace, evidence)?;
        session.trace(trace)?;
    }
    Ok(())
}
