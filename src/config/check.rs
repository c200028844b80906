//! Values that have the right type and still cannot be meant.

use super::fault::Fault;
use super::settings::Settings;

/// Largest number of milliseconds, connections and the like that makes sense anywhere.
const MANY: u64 = 1_000_000;

/// Returns every setting that is out of its range.
pub(super) fn check(settings: &Settings) -> Vec<Fault> {
    let Settings { language, requests, hello, resolution, dns, host, publishing, console, agent, log, .. } = settings;
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
        ("agent.interval_s", agent.interval_s, 1, MANY),
        ("agent.jitter_s", agent.jitter_s, 0, MANY),
        ("agent.install_timeout_s", agent.install_timeout_s, 1, MANY),
        ("agent.update_patience_s", agent.update_patience_s, 1, 3_600),
        ("dns.concurrency", dns.concurrency as u64, 1, 10_000),
        ("host.smb_port", host.smb_port.into(), 1, 65_535),
        ("host.rpc_port", host.rpc_port.into(), 1, 65_535),
        ("host.winrm_port", host.winrm_port.into(), 1, 65_535),
        ("host.winrm_tls_port", host.winrm_tls_port.into(), 1, 65_535),
        ("host.connect_timeout_ms", host.connect_timeout_ms, 10, 60_000),
        ("host.read_timeout_ms", host.read_timeout_ms, 10, 60_000),
        ("host.step_timeout_ms", host.step_timeout_ms, 10, 600_000),
        ("host.concurrency", host.concurrency as u64, 1, 1_000),
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
    let choice = |key: &str, value: &str, choices: &[&str]| Fault::NotAChoice {
        key: key.into(),
        value: value.into(),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    };
    for carrier in host.carriers.iter().filter(|carrier| carrier.is_wmi()) {
        faults.push(choice("host.carriers", carrier.name(), &["smb", "rpc", "winrm"]));
    }
    if let Err(pin) = host.pins() {
        faults.push(choice("host.tls_pins", pin, &["64 hexadecimal digits"]));
    }
    if host.wmi && host.credential.trim().is_empty() {
        faults.push(Fault::Empty { key: "host.credential".into() });
    }
    if host.wmi && host.tls && host.tls_authority.is_empty() && host.tls_pins.is_empty() {
        faults.push(Fault::Empty { key: "host.tls_authority".into() });
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
