//! From the bytes of a report file to what is kept of it.

use crate::model::report::{CheckIn, ClientReport, Verdict, report_file};
use chrono::{DateTime, Utc};

/// Longest name of a machine or a distribution point, and longest version.
const LONGEST: usize = 255;

/// Returns what a report says. None when it is not a report, speaks for another machine than its file is named after,
/// or says what cannot be: names with control characters, a generation that was never published.
///
/// A time that lies ahead counts as now: otherwise a machine whose clock was once wrong would never be heard again.
pub(super) fn check_in(file: &str, bytes: &[u8], now: DateTime<Utc>, newest: i64) -> Option<CheckIn> {
    let report: ClientReport = serde_json::from_slice(bytes).ok()?;
    let is_plain = |text: &str| text.len() <= LONGEST && !text.chars().any(char::is_control);
    let is_own = !report.pc.is_empty() && report_file(&report.pc) == file;
    let is_possible = (0..=newest).contains(&report.cfg_gen);
    if !is_own || !is_possible || ![&report.pc, &report.dp, &report.agent_ver].into_iter().all(|text| is_plain(text)) {
        return None;
    }
    let with = |verdict: Verdict| {
        let count = report.pkgs.iter().filter(|package| package.verdict == verdict).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    Some(CheckIn {
        packages_ok: with(Verdict::Ok),
        packages_failed: with(Verdict::Failed),
        packages: u32::try_from(report.pkgs.len()).unwrap_or(u32::MAX),
        machine: report.pc,
        point: report.dp,
        generation: report.cfg_gen,
        checked_at: report.checked_at.min(now),
        reported_at: report.taken_at.min(now),
        read_at: now,
        agent_version: report.agent_ver,
        reboot_pending: report.reboot_pending,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn report() -> Value {
        let package = |verdict: &str| {
            json!({ "id": 1, "want": "applied", "have": null, "ver": "1.0", "verdict": verdict, "code": null,
                "at": "2026-03-01T10:00:00Z" })
        };
        json!({
            "pc": "PC42", "os": "Debian 13", "agent_ver": "1.0.0", "dp": "north", "cfg_gen": 7,
            "checked_at": "2026-03-01T10:00:00Z", "taken_at": "2026-03-01T10:00:01Z",
            "pkgs": [package("ok"), package("ok"), package("failed")],
        })
    }

    fn read(file: &str, report: &Value) -> Option<CheckIn> {
        check_in(file, report.to_string().as_bytes(), "2026-03-01T12:00:00Z".parse().unwrap(), 7)
    }

    #[test]
    fn cmf_54_a_report_tells_of_its_own_machine() {
        let check_in = read("pc42.cmf.json", &report()).unwrap();
        assert_eq!((check_in.machine.as_str(), check_in.generation), ("PC42", 7));
        assert_eq!((check_in.packages_ok, check_in.packages_failed, check_in.packages), (2, 1, 3));
        assert_eq!(read("pc43.cmf.json", &report()), None, "not for another one");
    }

    #[test]
    fn a_report_that_cannot_be_is_refused() {
        for (field, value) in [
            ("pc", json!("")),
            ("cfg_gen", json!(8)),
            ("cfg_gen", json!(-1)),
            ("dp", json!("a\u{1b}[2J")),
            ("agent_ver", json!("1".repeat(300))),
            ("pkgs", json!("none")),
            ("checked_at", json!("yesterday")),
        ] {
            let mut report = report();
            report[field] = value;
            assert_eq!(read("pc42.cmf.json", &report), None, "{field}");
        }
        for bytes in [&b""[..], b"{", b"[[[[", &[0xff; 100]] {
            assert_eq!(check_in("pc42.cmf.json", bytes, Utc::now(), 7), None);
        }
    }

    #[test]
    fn a_clock_that_runs_ahead_does_not_silence_a_machine() {
        let mut report = report();
        report["taken_at"] = json!("2099-01-01T00:00:00Z");
        let check_in = read("pc42.cmf.json", &report).unwrap();
        assert_eq!(check_in.reported_at.to_rfc3339(), "2026-03-01T12:00:00+00:00");
    }
}
