//! Times on the command line.

use crate::core::Problem;
use crate::sanitise::excerpt;
use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};

/// Reads a time: RFC 3339, or how long ago as a number with `s`, `m`, `h`, `d` or `w`.
pub(super) fn parse_moment(field: &str, text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        // Stores count microseconds.
        return Ok(at.to_utc().trunc_subsecs(6));
    }
    let ago = || {
        let text = text.strip_suffix(" ago").unwrap_or(text);
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
    ago().ok_or_else(|| invalid(field, text))
}

/// Reads a time that is not in the future.
pub(super) fn parse_past(field: &str, text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    parse_moment(field, text, now).and_then(|at| if at > now { Err(invalid(field, text)) } else { Ok(at) })
}

fn invalid(field: &str, text: &str) -> Problem {
    Problem::Invalid {
        field: field.into(),
        value: excerpt(text, 40),
        expected: "2026-01-31T08:00:00Z, 90m, 2h, 3d".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_time_is_a_moment_or_how_long_ago() {
        let since = |text| parse_moment("since", text, now()).map(|at| at.to_rfc3339()).ok();
        assert_eq!(since("2h").as_deref(), Some("2026-03-01T10:00:00+00:00"));
        assert_eq!(since("3d ago").as_deref(), Some("2026-02-26T12:00:00+00:00"));
        assert_eq!(since("2026-02-01T00:00:00+01:00").as_deref(), Some("2026-01-31T23:00:00+00:00"));
        for wrong in ["", "h", "-2h", "2 fortnights", "99999999999999999999d", "9223372036854775807w", "2€"] {
            assert_eq!(since(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_future_is_not_the_past() {
        assert!(parse_past("as-of", "2026-03-01T12:00:00Z", now()).is_ok());
        assert!(parse_past("as-of", "2026-03-01T12:00:01Z", now()).is_err());
    }
}
