//! Which packages an NSC gets, when, and what a local manager has released (requirements section 8).

use crate::model::id::{AssignmentId, ComputerSetId, PackageId, ReleaseId};
use crate::model::permission::Verb;
use chrono::{DateTime, Datelike as _, NaiveTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A package's assignment to an NSC. An NSC has at most one for each package and action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Its number.
    pub id: AssignmentId,
    /// The NSC.
    pub nsc: ComputerSetId,
    /// The package.
    pub pkg: PackageId,
    /// What shall happen with it.
    pub action: AssignAction,
    /// Not before this time.
    pub not_before: Option<DateTime<Utc>>,
    /// At this time at the latest, whatever the window says.
    pub deadline: Option<DateTime<Utc>>,
    /// When in the week; none means at any time.
    pub window: Option<Window>,
    /// What happens when it needs a reboot.
    pub reboot: RebootPolicy,
    /// When it was assigned.
    pub assigned_at: DateTime<Utc>,
    /// By whom.
    pub assigned_by: String,
}

/// What an assignment says. Over several NSCs, deny goes before apply, apply before publish, publish before allow
/// (D-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignAction {
    /// It may be there.
    Allow,
    /// Users may choose it.
    Publish,
    /// It must be there.
    Apply,
    /// It must not be there.
    Deny,
}

impl AssignAction {
    /// Every action, the weakest first.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Publish, Self::Apply, Self::Deny];

    /// Returns the name as it stands in JSON, on the command line and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Publish => "publish",
            Self::Apply => "apply",
            Self::Deny => "deny",
        }
    }

    /// Returns the verb that one needs to assign with it.
    pub fn verb(self) -> Verb {
        match self {
            Self::Allow => Verb::PkgAssignAllow,
            Self::Publish => Verb::PkgAssignPublish,
            Self::Apply => Verb::PkgAssignApply,
            Self::Deny => Verb::PkgAssignDeny,
        }
    }
}

/// What happens when an installation needs a reboot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RebootPolicy {
    /// The user is asked.
    #[default]
    Ask,
    /// The next time that somebody reboots.
    Defer,
    /// At once, with a warning.
    Force,
}

impl RebootPolicy {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Defer => "defer",
            Self::Force => "force",
        }
    }
}

/// A time of the week in UTC, written `Sat,Sun 02:00-05:00`; one that ends before it begins ends the next day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Window {
    /// The days on which it begins, Monday first, none twice.
    days: Vec<Weekday>,
    from: NaiveTime,
    until: NaiveTime,
}

impl Window {
    /// Whether it is open at this time.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        [0, 1].into_iter().filter_map(|back| self.opening(at, back)).any(|(from, until)| from <= at && at < until)
    }

    /// Returns when it opens next, or `at` when it is open.
    pub fn next_open(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.is_open(at) {
            return at;
        }
        let ahead = (0..=7).filter_map(|days| self.opening(at + TimeDelta::days(days), 0)).map(|(from, _)| from);
        ahead.filter(|from| *from > at).min().unwrap_or(at)
    }

    /// Returns the opening that begins `back` days before this time's day, if one does.
    fn opening(&self, at: DateTime<Utc>, back: i64) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let day = at.date_naive() - TimeDelta::days(back);
        let from = day.and_time(self.from).and_utc();
        let length = match self.until - self.from {
            length if length > TimeDelta::zero() => length,
            length => length + TimeDelta::days(1),
        };
        self.days.contains(&day.weekday()).then_some((from, from + length))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days: Vec<String> = self.days.iter().map(Weekday::to_string).collect();
        write!(f, "{} {}-{}", days.join(","), self.from.format("%H:%M"), self.until.format("%H:%M"))
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a window like Sat,Sun 02:00-05:00");
        let (days, hours) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let (from, until) = hours.trim().split_once('-').ok_or_else(wrong)?;
        let hour = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| wrong());
        let mut days = match days {
            "daily" => (0..7).filter_map(|n| Weekday::try_from(n).ok()).collect(),
            _ => days.split(',').map(|day| day.parse().map_err(|_| wrong())).collect::<Result<Vec<Weekday>, _>>()?,
        };
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        Ok(Self { days, from: hour(from)?, until: hour(until)? })
    }
}

impl TryFrom<String> for Window {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

/// What a local manager has decided about another NSS's package for a locally managed NSC. Without one, the package is
/// blocked there (CMFX-07, CMFX-08).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Its number.
    pub id: ReleaseId,
    /// The locally managed NSC.
    pub nsc: ComputerSetId,
    /// The package.
    pub pkg: PackageId,
    /// How it stands.
    pub state: ReleaseState,
    /// Who released it, or asked for the emergency.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// How a release stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReleaseState {
    /// Released for good.
    Released,
    /// One person asked for an emergency; a second one has to agree before anything happens.
    EmergencyAsked {
        /// How long it shall last, in hours.
        hours: u32,
    },
    /// Unblocked until a time, after which it is blocked again by itself.
    Emergency {
        /// The second person.
        agreed_by: String,
        /// When it is blocked again.
        until: DateTime<Utc>,
    },
}

impl Release {
    /// Whether the package may go ahead at this time.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        match &self.state {
            ReleaseState::Released => true,
            ReleaseState::EmergencyAsked { .. } => false,
            ReleaseState::Emergency { until, .. } => now < *until,
        }
    }

    /// Whether an emergency waits for a second person. A wish that nobody has joined for as long as it was to last is
    /// void.
    pub fn is_waiting(&self, now: DateTime<Utc>) -> bool {
        match self.state {
            ReleaseState::EmergencyAsked { hours } => now - self.at < TimeDelta::hours(hours.into()),
            ReleaseState::Released | ReleaseState::Emergency { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_over_midnight_belongs_to_the_day_on_which_it_begins() {
        let window: Window = "sun,Sat 22:00-02:00".parse().unwrap();
        assert_eq!(window.to_string(), "Sat,Sun 22:00-02:00");
        assert!(window.is_open(at("2026-11-21T22:00:00Z")), "Saturday evening");
        assert!(window.is_open(at("2026-11-23T01:59:00Z")), "the night after Sunday");
        assert!(!window.is_open(at("2026-11-21T01:00:00Z")), "the night after Friday");
        assert_eq!(window.next_open(at("2026-11-23T02:00:00Z")), at("2026-11-28T22:00:00Z"));
        assert_eq!(window.next_open(at("2026-11-22T23:00:00Z")), at("2026-11-22T23:00:00Z"));
    }

    #[test]
    fn what_is_not_a_window_is_refused() {
        for text in ["", "Sat", "Sat 25:00-26:00", "Foo 01:00-02:00", "Sat 01:00"] {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
        assert_eq!("daily 00:00-00:00".parse::<Window>().unwrap().days.len(), 7);
    }
}
