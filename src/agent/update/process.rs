//! One certain process, not a later one with the same number.

use std::fs;

/// A process, known by its number and the time of its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Process {
    number: u32,
    started: u64,
}

impl Process {
    /// Finds a living process by its number.
    pub(super) fn find(number: u32) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
        started(&text).map(|started| Self { number, started })
    }

    /// Returns its number.
    pub(super) fn number(self) -> u32 {
        self.number
    }

    /// Whether it has not ended yet.
    pub(super) fn lives(self) -> bool {
        Self::find(self.number) == Some(self)
    }
}

/// Returns when a process was started, in ticks since the machine was; none where it has ended and only waits to be
/// asked how. The name, in brackets, may hold anything.
fn started(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let state = fields.next()?;
    // State is field 3 of proc(5), the start time field 22.
    let started = fields.nth(18)?.parse().ok()?;
    (!matches!(state, "Z" | "X" | "x")).then_some(started)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_from_a_later_one_with_its_number() {
        let own = Process::find(std::process::id()).unwrap();
        assert!(own.lives());
        assert!(!Process { started: own.started + 1, ..own }.lives());
        assert_eq!(Process::find(0), None);
    }

    #[test]
    fn a_process_that_waits_to_be_asked_has_ended() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while Process::find(child.id()).is_some() && std::time::Instant::now() < until {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert_eq!(Process::find(child.id()), None);
        child.wait().unwrap();
        assert_eq!(started("1 (a) S) Z 1"), None);
    }
}
