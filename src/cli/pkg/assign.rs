//! `pkg assign` and `pkg unassign`.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::Core;
use crate::core::change::Plan;
use crate::core::package::{AssignWish, plan_assign, plan_unassign};
use crate::model::assignment::{AssignAction, RebootPolicy, Window};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct AssignArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(long, value_name = "ACTION", value_parser = parse_action)]
    action: AssignAction,
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    not_before: Option<DateTime<Utc>>,
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    deadline: Option<DateTime<Utc>>,
    #[arg(long, value_name = "WINDOW")]
    window: Option<Window>,
    #[arg(long, value_name = "POLICY", value_parser = parse_reboot, default_value = "ask", hide_default_value = true)]
    reboot: RebootPolicy,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct UnassignArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[arg(value_name = "NSC")]
    nsc: String,
    #[arg(long, value_name = "ACTION", value_parser = parse_action)]
    action: Option<AssignAction>,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

impl AssignArgs {
    pub(super) async fn plan(&self, session: &Session<'_>, core: &Core) -> Result<Plan, Failure> {
        let wish = AssignWish {
            pkg: self.pkg.clone(),
            nsc: self.nsc.clone(),
            action: Some(self.action),
            not_before: self.not_before,
            deadline: self.deadline,
            window: self.window.clone(),
            reboot: self.reboot,
        };
        Ok(plan_assign(&session.ctx, core, wish).await?)
    }
}

impl UnassignArgs {
    pub(super) async fn plan(&self, session: &Session<'_>, core: &Core) -> Result<Plan, Failure> {
        let wish = AssignWish::untimed(&self.pkg, &self.nsc, self.action);
        Ok(plan_unassign(&session.ctx, core, wish).await?)
    }
}

/// Reads an action by its name.
pub(in crate::cli) fn parse_action(text: &str) -> Result<AssignAction, String> {
    let key = text.to_lowercase();
    let names = || AssignAction::ALL.map(AssignAction::name).join(", ");
    AssignAction::ALL.into_iter().find(|action| action.name() == key).ok_or_else(|| format!("[{}]", names()))
}

fn parse_reboot(text: &str) -> Result<RebootPolicy, String> {
    match text.to_lowercase().as_str() {
        "ask" => Ok(RebootPolicy::Ask),
        "defer" => Ok(RebootPolicy::Defer),
        "force" => Ok(RebootPolicy::Force),
        _ => Err("[ask, defer, force]".into()),
    }
}

/// Reads a time as RFC 3339, or as a day with or without a time of day, in UTC. Parts of a second are cut off.
fn parse_time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        let time = time.to_utc();
        return Ok(DateTime::from_timestamp(time.timestamp(), 0).unwrap_or(time));
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.and_time(NaiveTime::MIN));
    local.or_else(|_| day()).map(|time| time.and_utc()).map_err(|_| "2026-03-01T02:00:00Z, 2026-03-01".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_utc_to_the_second() {
        let night = "2026-03-01T02:00:00Z".parse::<DateTime<Utc>>().unwrap();
        for text in ["2026-03-01T02:00:00.7Z", "2026-03-01T03:00:00+01:00", "2026-03-01 02:00"] {
            assert_eq!(parse_time(text), Ok(night), "{text}");
        }
        assert_eq!(parse_time("2026-03-01").map(|day| day.to_rfc3339()), Ok("2026-03-01T00:00:00+00:00".into()));
        assert!(parse_time("tomorrow").is_err());
    }
}
