//! The files of the package.

use super::Order;
use crate::agent::error::{AgentError, Result};
use toml::{Table, Value};

/// A text file of the package, its mode 0644 unless it is a script.
pub(super) struct Text {
    /// Below the package's root.
    pub(super) path: &'static str,
    pub(super) text: String,
    pub(super) mode: u32,
}

/// Where the program goes: once for the service, once for the user interface, so that each is replaced by itself.
pub(super) const PROGRAMS: [&str; 2] = [AGENT, UI];
const AGENT: &str = "usr/lib/bailiwick/agent/bailiwick";
const UI: &str = "usr/lib/bailiwick/ui/bailiwick";
const SETTINGS: &str = "etc/bailiwick/agent.toml";

/// Symbolic links: from, to.
pub(super) const LINKS: [(&str, &str); 2] = [
    ("usr/bin/bailiwick", "../lib/bailiwick/ui/bailiwick"),
    ("usr/lib/systemd/user/graphical-session.target.wants/bailiwick-agent-ui.service", "../bailiwick-agent-ui.service"),
];

/// Returns the texts of the package for an architecture. `size` is that of all files, in bytes.
pub(super) fn texts(order: &Order, architecture: &str, size: u64) -> Result<Vec<Text>> {
    let plain = |path, text: &str| Text { path, text: text.to_owned(), mode: 0o644 };
    let script = |path, text: &str| Text { path, text: text.to_owned(), mode: 0o755 };
    Ok(vec![
        plain(SETTINGS, &settings(order)?),
        plain(
            "usr/lib/systemd/system/bailiwick-agent.service",
            include_str!("../../../assets/systemd/bailiwick-agent.service"),
        ),
        plain(
            "usr/lib/systemd/system/bailiwick-agent-rollback.service",
            include_str!("../../../assets/systemd/bailiwick-agent-rollback.service"),
        ),
        plain(
            "usr/lib/systemd/user/bailiwick-agent-ui.service",
            include_str!("../../../assets/systemd/bailiwick-agent-ui.service"),
        ),
        plain(
            "usr/share/applications/bailiwick-agent-ui.desktop",
            include_str!("../../../assets/systemd/bailiwick-agent-ui.desktop"),
        ),
        plain("DEBIAN/control", &control(order, architecture, size)),
        plain("DEBIAN/conffiles", &format!("/{SETTINGS}\n")),
        script("DEBIAN/postinst", POSTINST),
        script("DEBIAN/prerm", PRERM),
        script("DEBIAN/postrm", POSTRM),
    ])
}

/// The client's settings, as far as they differ from the defaults.
fn settings(order: &Order) -> Result<String> {
    let list = |items: &[String]| Value::Array(items.iter().cloned().map(Value::String).collect());
    let of = |text: &str| Value::String(text.into());
    let agent = Table::from_iter([
        ("points".to_owned(), list(&order.points)),
        ("trusted_keys".to_owned(), list(&order.trusted_keys)),
        ("credentials".to_owned(), of("/etc/bailiwick/credentials")),
        ("state".to_owned(), of("/var/lib/bailiwick-agent")),
        ("socket".to_owned(), of("/run/bailiwick/agent.sock")),
        ("reboot_command".to_owned(), of("systemctl reboot")),
        ("agent_program".to_owned(), of(&format!("/{AGENT}"))),
        ("ui_program".to_owned(), of(&format!("/{UI}"))),
        (
            "restart_agent".to_owned(),
            list(&["reset-failed", "restart"].map(|verb| format!("systemctl {verb} bailiwick-agent.service"))),
        ),
        (
            "restart_ui".to_owned(),
            list(&["systemctl --machine={user}@.host --user restart bailiwick-agent-ui.service".to_owned()]),
        ),
    ]);
    let table = Table::from_iter([("agent".to_owned(), Value::Table(agent))]);
    let text = toml::to_string(&table).map_err(|e| AgentError::State(e.to_string()))?;
    Ok(format!("# The client of this machine. Every setting: bailiwick generate config.\n{text}"))
}

fn control(order: &Order, architecture: &str, size: u64) -> String {
    let (version, kilobytes) = (&order.version, size.div_ceil(1024));
    format!(
        "Package: bailiwick-agent\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: bailiwick\n\
         Installed-Size: {kilobytes}\nDepends: libc6, libgcc-s1\nRecommends: systemd\nSection: admin\n\
         Priority: optional\nDescription: client of a delegated estate of machines\n \
         Installs, upgrades, repairs and removes what is assigned to this machine and its\n \
         users, and shows them why. It updates itself.\n"
    )
}

/// Below another root (`DPKG_ROOT`), and where systemd does not run, the service is only made to start with the system.
const POSTINST: &str = "#!/bin/sh
set -e
[ \"$1\" = configure ] || exit 0
if command -v systemctl >/dev/null; then
    systemctl --root=\"$DPKG_ROOT/\" enable bailiwick-agent.service
fi
if [ -z \"$DPKG_ROOT\" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl restart bailiwick-agent.service
fi
";

/// What updates have left beside the programs goes with them.
const PRERM: &str = "#!/bin/sh
set -e
[ \"$1\" = remove ] || exit 0
if [ -z \"$DPKG_ROOT\" ] && [ -d /run/systemd/system ]; then
    systemctl stop bailiwick-agent.service
fi
if command -v systemctl >/dev/null; then
    systemctl --root=\"$DPKG_ROOT/\" disable bailiwick-agent.service
fi
for program in agent ui; do
    rm -f \"$DPKG_ROOT/usr/lib/bailiwick/$program/bailiwick\".*
done
";

const POSTRM: &str = "#!/bin/sh
set -e
if [ -z \"$DPKG_ROOT\" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
fi
[ \"$1\" = purge ] || exit 0
rm -rf \"$DPKG_ROOT/var/lib/bailiwick-agent\" \"$DPKG_ROOT/etc/bailiwick/credentials\"
";
