//! When a device says hello: its retry schedule and the window in which it listens.
//!
//! Source: Intel AMT set-up documentation: five hellos one minute apart, five at ten minutes, five at one hour, fifteen
//! in all; it starts anew when the management engine restarts. The PKI interface stays open for 24 hours after its
//! first opening, the PSK interface for 6 hours (AMTX-02).

use crate::model::hello::Interface;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Minutes after the first hello at which retry `n` is sent.
pub const OFFSETS_MIN: [i64; 15] = [0, 1, 2, 3, 4, 14, 24, 34, 44, 54, 114, 174, 234, 294, 354];

/// The highest retry number of a conforming device.
pub const LAST_RETRY: u32 = 14;

/// What to expect of a device after its latest hello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// When the next hello is due; none after the last retry.
    pub next_expected: Option<DateTime<Utc>>,
    /// When the device stops listening.
    pub window_closes: DateTime<Utc>,
}

/// Returns what to expect after a hello with this retry number at this time.
pub fn expect(interface: Interface, retry: u32, received_at: DateTime<Utc>) -> Expectation {
    let sent = retry.min(LAST_RETRY) as usize;
    let started = received_at - TimeDelta::minutes(OFFSETS_MIN[sent]);
    let window = match interface {
        Interface::Psk => TimeDelta::hours(6),
        Interface::Pki => TimeDelta::hours(24),
    };
    Expectation {
        next_expected: OFFSETS_MIN.get(sent + 1).map(|minutes| started + TimeDelta::minutes(*minutes)),
        window_closes: started + window,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn amtx_02_the_schedule_has_three_paces_and_ends_after_fifteen() {
        assert_eq!(expect(Interface::Psk, 0, at(0)).next_expected, Some(at(1)));
        assert_eq!(expect(Interface::Psk, 4, at(4)).next_expected, Some(at(14)));
        assert_eq!(expect(Interface::Psk, 9, at(54)).next_expected, Some(at(114)));
        assert_eq!(expect(Interface::Psk, 14, at(354)).next_expected, None);
    }

    #[test]
    fn amtx_02_the_window_counts_from_the_first_try() {
        assert_eq!(expect(Interface::Psk, 4, at(4)).window_closes, at(6 * 60));
        assert_eq!(expect(Interface::Pki, 14, at(354)).window_closes, at(24 * 60));
        assert_eq!(
            expect(Interface::Pki, 99, at(354)).window_closes,
            at(24 * 60),
            "a wild retry number counts as the last"
        );
    }
}
