//! Asks dpkg what is there: one process for any number of packages.

use super::Dpkg;
use crate::agent::installer::run::{End, Order};
use std::collections::{BTreeMap, BTreeSet};

/// One line for each package. Fields of dpkg 1.17.11 and later.
const FORMAT: &str = "${Package}\\t${Architecture}\\t${Version}\\t${db:Status-Status}\\t${db:Status-Eflag}\\n";
/// Largest answer that is read, in bytes.
const MOST: usize = 8 << 20;

/// What dpkg knows of packages, by name; several of one name where they are of different architectures.
pub(super) type Rows = BTreeMap<String, Vec<Row>>;

/// What dpkg knows of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) architecture: String,
    pub(super) version: String,
    pub(super) status: Status,
    /// Whether dpkg itself says that it must be installed again.
    pub(super) reinstall: bool,
}

/// How far a package is, in dpkg's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    NotInstalled,
    ConfigFiles,
    HalfInstalled,
    Unpacked,
    HalfConfigured,
    TriggersAwaited,
    TriggersPending,
    Installed,
}

impl Dpkg {
    /// Returns what dpkg knows of packages, all in one pass; why not, if it cannot be told.
    pub(super) async fn query(&self, names: &BTreeSet<&str>) -> Result<Rows, String> {
        if names.is_empty() {
            return Ok(Rows::new());
        }
        let mut order = Order::new("dpkg-query", self.short).keep(MOST);
        if let Some(root) = &self.root {
            order = order.arg("--admindir").arg(root.join("var/lib/dpkg"));
        }
        let ran = order.args(["--show", "--showformat", FORMAT, "--"]).args(names).run().await;
        match ran.end {
            // 1 means that it does not know every one of them.
            End::Exited(0 | 1) if !ran.cut => parse(&ran.stdout).ok_or_else(|| "dpkg-query is not understood".into()),
            _ => Err(format!("dpkg-query: {}", ran.said())),
        }
    }
}

/// Reads the answer; none when any of it is not as it should be.
fn parse(answer: &[u8]) -> Option<Rows> {
    let mut rows = Rows::new();
    for line in std::str::from_utf8(answer).ok()?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, architecture, version, status, flag] = fields[..] else { return None };
        let status = match status {
            "not-installed" => Status::NotInstalled,
            "config-files" => Status::ConfigFiles,
            "half-installed" => Status::HalfInstalled,
            "unpacked" => Status::Unpacked,
            "half-configured" => Status::HalfConfigured,
            "triggers-awaited" => Status::TriggersAwaited,
            "triggers-pending" => Status::TriggersPending,
            "installed" => Status::Installed,
            _ => return None,
        };
        let reinstall = match flag {
            "ok" => false,
            "reinstreq" => true,
            _ => return None,
        };
        let row = Row { architecture: architecture.into(), version: version.into(), status, reinstall };
        rows.entry(name.to_owned()).or_default().push(row);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_must_be_as_it_should_be() {
        let rows = parse(b"bash\tamd64\t5.2-1\tinstalled\tok\nlib\ti386\t1\thalf-installed\treinstreq\n").unwrap();
        assert_eq!(rows["bash"][0].status, Status::Installed);
        assert!(rows["lib"][0].reinstall);
        for wrong in
            ["bash", "bash\tamd64\t1\tinstalled", "bash\tamd64\t1\tgone\tok", "b\ta\t1\tinstalled\tfine", "\u{1}\t"]
        {
            assert_eq!(parse(wrong.as_bytes()), None, "{wrong:?}");
        }
        assert_eq!(parse(b"\xff"), None);
    }
}
