//! Times and numbers as people read them. Times are UTC and written as clock times, never as ages that tick: a screen
//! on which nothing happens costs no byte.

pub use crate::figures::count;
pub use crate::figures::{bytes, span};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// Returns a moment as short as it can be told apart from others near `now`: `02:10`, `Tue 02:10`, `3 Mar`, `2024-03-03`.
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let away = (now - at).abs();
    let format = if at.date_naive() == now.date_naive() {
        "%H:%M"
    } else if away < TimeDelta::days(6) {
        "%a %H:%M"
    } else if at.year() == now.year() {
        "%-d %b"
    } else {
        "%Y-%m-%d"
    };
    at.format(format).to_string()
}

/// Returns a moment with its date, to the minute.
pub fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// Returns a moment with its seconds, and its date when it is not today.
pub fn exact(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let format = if at.date_naive() == now.date_naive() { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
    at.format(format).to_string()
}

/// Reads a moment as people write it: `2026-03-05`, `2026-03-05 14:00`, `14:00` (the last time it was so), `yesterday`,
/// or how long ago, as `30m`, `2h`, `3d`. Times are UTC. None for anything else.
pub fn parse_moment(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(at) = text.parse::<DateTime<Utc>>() {
        return Some(at);
    }
    if text == "yesterday" {
        return now.checked_sub_signed(TimeDelta::days(1));
    }
    if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M") {
        let today = now.date_naive().and_time(time).and_utc();
        return Some(if today > now { today - TimeDelta::days(1) } else { today });
    }
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(date.and_time(NaiveTime::MIN).and_utc());
    }
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"];
    if let Some(at) = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok()) {
        return Some(at.and_utc());
    }
    let text = text.strip_suffix("ago").unwrap_or(text).trim();
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.trim().parse().ok().filter(|number| (0..1_000_000).contains(number))?;
    let span = match unit {
        "m" => TimeDelta::minutes(number),
        "h" => TimeDelta::hours(number),
        "d" => TimeDelta::days(number),
        _ => return None,
    };
    now.checked_sub_signed(span)
}

/// Returns milliseconds as people read them: `0.3 ms`, `812 ms`.
pub fn milliseconds(ms: f64) -> String {
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_as_short_as_they_can_be() {
        let now: DateTime<Utc> = "2026-03-06T12:00:00Z".parse().unwrap();
        assert_eq!(moment(now - TimeDelta::minutes(5), now), "11:55");
        assert_eq!(moment(now - TimeDelta::days(2), now), "Wed 12:00");
        assert_eq!(moment(now - TimeDelta::days(20), now), "14 Feb");
        assert_eq!(moment(now - TimeDelta::days(400), now), "2025-01-30");
        assert_eq!(moment(now + TimeDelta::hours(17), now), "Sat 05:00");
    }

    #[test]
    fn moments_are_read_as_people_write_them() {
        let now: DateTime<Utc> = "2026-03-06T12:00:00Z".parse().unwrap();
        let read = |text| parse_moment(text, now).map(|at| at.to_rfc3339());
        for (text, at) in [
            ("2026-03-05", "2026-03-05T00:00:00+00:00"),
            ("2026-03-05 14:30", "2026-03-05T14:30:00+00:00"),
            ("2026-03-05T14:30:00Z", "2026-03-05T14:30:00+00:00"),
            ("11:00", "2026-03-06T11:00:00+00:00"),
            ("13:00", "2026-03-05T13:00:00+00:00"),
            ("3d ago", "2026-03-03T12:00:00+00:00"),
            ("90m", "2026-03-06T10:30:00+00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(at), "{text}");
        }
        for text in ["", "d", "soon", "-3d", "99999999999d", "25:00", "é"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            ["0", "999", "1,204", "1,000,000"],
            [0, 999, 1204, 1_000_000].map(count).each_ref().map(String::as_str)
        );
        assert_eq!(
            (span(59), span(61), span(7200), span(864_000)),
            ("59 s".into(), "1 min".into(), "2 h".into(), "10 d".into())
        );
    }
}
