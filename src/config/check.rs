//! Values that have the right type and still cannot be meant.

use super::fault::Fault;
use super::settings::Settings;

/// Largest number of milliseconds, connections and the like that makes sense anywhere.
const MANY: u64 = 1_000_000;

/// Returns every setting that is out of its range.
pub(super) fn check(settings: &Settings) -> Vec<Fault> {
    let Settings { language, requests, hello, resolution, dns, publishing, console, log, .. } = settings;
    let mut faults = Vec::new();
    for (key, value, least, most) in [
        ("requests.reminder_days", requests.reminder_days.into(), 0, 3_650),
        ("hello.read_timeout_ms", hello.read_timeout_ms, 10, 600_000),
        // The shortest hello has 25 bytes; one with a single SHA-1 hash has 47.
        ("hello.max_bytes", hello.max_bytes as u64, 32, 1 << 20),
        ("hello.max_connections", hello.max_connections as u64, 1, MANY),
        ("hello.batch", hello.batch as u64, 1, 100_000),
        ("hello.history_days", hello.history_days.into(), 1, 36_500),
        ("resolution.concurrency", resolution.concurrency as u64, 1, 10_000),
        ("resolution.address_max_age_days", resolution.address_max_age_days.into(), 0, 36_500),
        ("dns.timeout_ms", dns.timeout_ms, 10, 60_000),
        ("dns.attempts", dns.attempts as u64, 1, 10),
        ("dns.concurrency", dns.concurrency as u64, 1, 10_000),
        ("publishing.poll_ms", publishing.poll_ms, 20, 60_000),
        ("publishing.survey_minutes", publishing.survey_minutes, 1, 10_080),
        ("publishing.scan_s", publishing.scan_s, 1, 86_400),
        ("publishing.concurrency", publishing.concurrency as u64, 1, 1_000),
    ] {
        if !(least..=most).contains(&value) {
            faults.push(Fault::OutOfRange { key: key.into(), value, least, most });
        }
    }
    for (key, value, choices) in [
        ("console.symbols", &console.symbols, ["auto", "unicode", "ascii"].as_slice()),
        ("console.colors", &console.colors, &["auto", "true", "256", "16", "none"]),
    ] {
        if !choices.contains(&value.as_str()) {
            let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
            faults.push(Fault::NotAChoice { key: key.into(), value: value.clone(), choices });
        }
    }
    for (key, value) in [
        ("language", language),
        ("console.theme", &console.theme),
        ("console.keymap", &console.keymap),
        ("log.filter", &log.filter),
    ] {
        if value.trim().is_empty() {
            faults.push(Fault::Empty { key: key.into() });
        }
    }
    faults
}
