//! Login names of the user ids that the kernel reports.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::process::Command;

/// Most bytes that are read of the file of accounts.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// How long a name is remembered.
const REMEMBERED: Duration = Duration::from_secs(300);
/// Most names that are remembered.
const MAX_NAMES: usize = 1024;
/// How long the system's name service may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Finds login names: in the file of local accounts, otherwise through the system's name service, which knows those of
/// a directory.
pub(super) struct Accounts {
    passwd: PathBuf,
    known: Mutex<HashMap<u32, (Instant, String)>>,
}

impl Accounts {
    /// Returns the accounts of this machine.
    pub(super) fn of_machine() -> Self {
        Self { passwd: "/etc/passwd".into(), known: Mutex::new(HashMap::new()) }
    }

    /// Returns the login name of a user id; none where nobody knows it.
    pub(super) async fn name(&self, uid: u32) -> Option<String> {
        if let Some(name) = self.remembered(uid) {
            return Some(name);
        }
        let local = std::fs::File::open(&self.passwd).ok().and_then(|file| {
            let mut bytes = Vec::new();
            file.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
            find(&String::from_utf8_lossy(&bytes), uid)
        });
        let name = match local {
            Some(name) => name,
            None => ask_system(uid).await?,
        };
        let mut known = self.known.lock().ok()?;
        if known.len() >= MAX_NAMES {
            known.clear();
        }
        known.insert(uid, (Instant::now(), name.clone()));
        Some(name)
    }

    fn remembered(&self, uid: u32) -> Option<String> {
        let known = self.known.lock().ok()?;
        known.get(&uid).filter(|(at, _)| at.elapsed() < REMEMBERED).map(|(_, name)| name.clone())
    }
}

/// Returns the name of the first line `name:password:uid:…` with this id.
fn find(lines: &str, uid: u32) -> Option<String> {
    lines.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _, id) = (fields.next()?, fields.next()?, fields.next()?);
        let usable = !name.is_empty() && name.len() <= 256 && !name.chars().any(char::is_control);
        (usable && id.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

async fn ask_system(uid: u32) -> Option<String> {
    let mut command = Command::new("getent");
    command.args(["passwd", &uid.to_string()]).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    find(&String::from_utf8_lossy(&output.stdout), uid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_id_has_the_name() {
        let lines = "root:x:0:0::/:/bin/sh\nbroken\n:x:7::\nanna:x:1000:1000::/:/bin/sh\nnn:x:10000:1::/:\n";
        assert_eq!(find(lines, 1000).as_deref(), Some("anna"));
        assert_eq!(find(lines, 0).as_deref(), Some("root"));
        assert_eq!(find(lines, 7), None);
        assert_eq!(find(lines, 100), None);
    }

    #[tokio::test]
    async fn nobody_has_an_id_that_is_not_given_out() {
        assert_eq!(Accounts::of_machine().name(4_000_000_123).await, None);
        assert_eq!(Accounts::of_machine().name(0).await.as_deref(), Some("root"));
    }
}
