//! Accounts of this machine, and programs that they run.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// An account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl Account {
    /// Returns three accounts that have names and are not root's, and one without a name.
    pub(crate) fn four() -> Option<[Self; 4]> {
        let passwd = fs::read_to_string("/etc/passwd").ok()?;
        let read = |line: &str| {
            let mut fields = line.split(':').skip(2).map(str::parse);
            Some(Self { uid: fields.next()?.ok()?, gid: fields.next()?.ok()? })
        };
        let named: Vec<Self> = passwd.lines().filter_map(read).collect();
        let mut plain: Vec<Self> = named.iter().copied().filter(|account| account.uid != 0).collect();
        plain.dedup_by_key(|account| account.uid);
        let nameless = (54_321..).find(|uid| named.iter().all(|account| account.uid != *uid))?;
        let [one, two, three, ..] = plain[..] else { return None };
        Some([one, two, three, Self { uid: nameless, gid: nameless }])
    }

    /// Returns a program that the account runs, with nothing of the test's own surroundings but the search path.
    pub(crate) fn runs(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.uid(self.uid).gid(self.gid).env_clear().env("HOME", "/nonexistent");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }
}
