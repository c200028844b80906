//! `hello list`: the systems that said hello, latest first.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash, time};
use crate::cli::shape;
use crate::cli::table::{Table, json_text};
use crate::core::Problem;
use crate::core::hello::{self, SystemQuery};
use crate::model::system::{AmtSystem, Status};
use crate::sanitise::excerpt;
use clap::Args;

/// Systems read at a time.
const PAGE: u32 = 1_000;

/// What `--status resolved` means: the chain or an operator gave a name, and the provisioner has the rest.
const RESOLVED: [Status; 8] = [
    Status::Queued,
    Status::Connecting,
    Status::Configuring,
    Status::Provisioned,
    Status::DeviceUnreachable,
    Status::AuthenticationFailed,
    Status::ConfigurationFailed,
    Status::OutcomeUnknown,
];

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
}

impl ListArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let statuses = self.status.as_deref().map(parse_status).transpose()?.unwrap_or_default();
        let core = session.core().await?;
        let mut query = SystemQuery { statuses, limit: PAGE, ..SystemQuery::default() };
        let mut left = self.limit.unwrap_or(u32::MAX);
        let mut output = Output::start(session)?;
        loop {
            query.limit = left.min(PAGE);
            if query.limit == 0 {
                break;
            }
            let page = hello::list(&session.ctx, &core, &query).await?;
            left = left.saturating_sub(page.systems.len().try_into().unwrap_or(u32::MAX));
            for system in &page.systems {
                output.add(session, system)?;
            }
            query.after = page.next;
            if query.after.is_none() || page.systems.is_empty() {
                break;
            }
        }
        output.finish(session)
    }
}

/// JSON goes out line by line, however many there are; a table is known when its last row is.
enum Output {
    Json { separator: &'static str },
    Table { table: Table, rows: usize },
}

impl Output {
    fn start(session: &mut Session<'_>) -> Result<Self, Failure> {
        if session.json() {
            session.around.out.write_all(b"[")?;
            return Ok(Self::Json { separator: "\n" });
        }
        let headings =
            session.headings(&["uuid", "address", "interface", "retry", "count", "last-seen", "status", "name"]);
        Ok(Self::Table { table: Table::new(headings), rows: 0 })
    }

    fn add(&mut self, session: &mut Session<'_>, system: &AmtSystem) -> Done {
        match self {
            Self::Json { separator } => {
                let text = json_text(&shape::system(system, session.locale), true);
                write!(session.around.out, "{separator}{text}")?;
                *separator = ",\n";
            }
            Self::Table { table, rows } => {
                *rows += 1;
                table.row([
                    system.uuid.to_string(),
                    system.address.to_string(),
                    if system.pid.is_some() { "PSK".into() } else { "PKI".into() },
                    system.retry.to_string(),
                    system.count.to_string(),
                    time(system.last_seen),
                    status(system.status, session),
                    or_dash(system.fqdn.as_ref()),
                ]);
            }
        }
        Ok(())
    }

    fn finish(self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Json { .. } => Ok(session.around.out.write_all(b"\n]\n")?),
            Self::Table { table, rows } => session.table(&table, rows == 0),
        }
    }
}

/// Returns the name of a status for people.
pub(super) fn status(status: Status, session: &Session<'_>) -> String {
    session.locale.text(&format!("status-{}", status.name().replace('_', "-")))
}

/// Returns the statuses that a word means: one of them, or the outcome `resolved`.
fn parse_status(text: &str) -> Result<Vec<Status>, Problem> {
    if text.eq_ignore_ascii_case("resolved") {
        return Ok(RESOLVED.to_vec());
    }
    let names = || Status::ALL.iter().map(|status| status.name()).chain(["resolved"]).collect::<Vec<_>>().join(", ");
    text.parse().map(|status| vec![status]).map_err(|()| Problem::Invalid {
        field: "status".into(),
        value: excerpt(text, 40),
        expected: names(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Exit;

    #[test]
    fn a_status_is_a_name_or_the_outcome_and_anything_else_is_told_which_there_are() {
        assert_eq!(parse_status("no-profile").unwrap(), [Status::NoProfile]);
        assert_eq!(parse_status("SYNC_DISABLED").unwrap(), [Status::SyncDisabled]);
        assert!(parse_status("resolved").unwrap().contains(&Status::Queued));
        for outcome in ["unresolved", "unverified", "conflict", "no_profile", "sync_disabled"] {
            assert!(parse_status(outcome).is_ok(), "{outcome}");
        }
        let problem = parse_status("lost").unwrap_err();
        assert_eq!(problem.exit(), Exit::Usage);
        assert!(matches!(problem, Problem::Invalid { expected, .. } if expected.contains("duplicate_uuid")));
    }
}
