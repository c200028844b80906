//! `log`: the Front End User Action Log.

use super::failure::Done;
use super::session::{Session, or_dash, time};
use super::table::Table;
use crate::core::Problem;
use crate::core::log::{LogQuery, list};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use serde_json::json;

#[derive(Debug, Clone, Args)]
pub(super) struct LogArgs {
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

impl LogArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let now = core.clock().now();
        let since = self.since.as_deref().map(|text| parse_since(text, now)).transpose()?;
        let query = LogQuery { object: self.object.clone(), since, before: None, limit: self.limit };
        let operations = list(&session.ctx, &core, &query).await?;
        if session.json() {
            return session.array(operations.iter().map(|operation| json!(operation)));
        }
        let mut table = Table::new(session.headings(&["id", "at", "actor", "verb", "object", "reason", "command"]));
        for o in &operations {
            table.row([
                o.id.to_string(),
                time(o.at),
                o.actor.clone(),
                o.verb.name().into(),
                format!("{} {}", o.object.kind, o.object.name),
                or_dash(o.reason.as_ref()),
                o.command.clone(),
            ]);
        }
        session.table(&table, operations.is_empty())
    }
}

/// Reads a time: RFC 3339, or how long ago as a number with `s`, `m`, `h`, `d` or `w`.
fn parse_since(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.to_utc());
    }
    let ago = || {
        let unit = text.chars().next_back()?;
        let count: i64 = text.strip_suffix(unit)?.parse().ok().filter(|count| *count >= 0)?;
        let span = match unit {
            's' => TimeDelta::try_seconds(count),
            'm' => TimeDelta::try_minutes(count),
            'h' => TimeDelta::try_hours(count),
            'd' => TimeDelta::try_days(count),
            'w' => TimeDelta::try_weeks(count),
            _ => None,
        };
        now.checked_sub_signed(span?)
    };
    ago().ok_or_else(|| Problem::Invalid {
        field: "since".into(),
        value: text.chars().filter(|c| !c.is_control()).take(40).collect(),
        expected: "2026-01-31T08:00:00Z, 90m, 2h, 3d".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_moment_or_how_long_ago() {
        let now: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
        let since = |text| parse_since(text, now).map(|at| at.to_rfc3339()).ok();
        assert_eq!(since("2h").as_deref(), Some("2026-03-01T10:00:00+00:00"));
        assert_eq!(since("3d").as_deref(), Some("2026-02-26T12:00:00+00:00"));
        assert_eq!(since("2026-02-01T00:00:00+01:00").as_deref(), Some("2026-01-31T23:00:00+00:00"));
        for wrong in ["", "h", "-2h", "2 fortnights", "99999999999999999999d", "9223372036854775807w", "2€"] {
            assert_eq!(since(wrong), None, "{wrong}");
        }
    }
}
