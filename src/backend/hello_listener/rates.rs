//! How many connections an address may open in a minute: a token bucket each, in a table of bounded size.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

/// Most addresses that are remembered. Beyond it, addresses that are not yet known pass: the limit on connections
/// still holds for them, and refusing them would let a flood of forged neighbours shut real devices out.
const MOST: usize = 1 << 16;

/// How often a full table is searched for buckets that have filled up again.
const SWEEP: Duration = Duration::from_secs(1);

/// The buckets.
#[derive(Debug)]
pub(super) struct Rates {
    per_minute: f64,
    buckets: HashMap<IpAddr, Bucket>,
    swept: Option<Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Rates {
    /// Makes an empty table; 0 means no limit.
    pub(super) fn new(per_minute: u32) -> Self {
        Self { per_minute: f64::from(per_minute), buckets: HashMap::new(), swept: None }
    }

    /// Whether this address may open a connection now. Loopback always may.
    pub(super) fn admit(&mut self, address: IpAddr, now: Instant) -> bool {
        if self.per_minute == 0.0 || address.is_loopback() {
            return true;
        }
        let key = network(address);
        if !self.buckets.contains_key(&key) && !self.has_room(now) {
            return true;
        }
        let full = self.per_minute;
        let bucket = self.buckets.entry(key).or_insert(Bucket { tokens: full, at: now });
        *bucket = Bucket { tokens: bucket.filled(full, now), at: now };
        let admitted = bucket.tokens >= 1.0;
        if admitted {
            bucket.tokens -= 1.0;
        }
        admitted
    }

    /// A bucket that is full again says no more than one that is not there.
    fn has_room(&mut self, now: Instant) -> bool {
        let due = self.swept.is_none_or(|swept| now.saturating_duration_since(swept) >= SWEEP);
        if self.buckets.len() >= MOST && due {
            self.swept = Some(now);
            let full = self.per_minute;
            self.buckets.retain(|_, bucket| bucket.filled(full, now) < full);
        }
        self.buckets.len() < MOST
    }
}

impl Bucket {
    fn filled(&self, full: f64, now: Instant) -> f64 {
        (self.tokens + now.saturating_duration_since(self.at).as_secs_f64() * full / 60.0).min(full)
    }
}

/// A host owns a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn an_address_gets_its_minute_at_once_and_then_its_share() {
        let (mut rates, start) = (Rates::new(60), Instant::now());
        assert_eq!((0..100).filter(|_| rates.admit(PEER, start)).count(), 60);
        assert!(!rates.admit(PEER, start + Duration::from_millis(900)));
        assert!(rates.admit(PEER, start + Duration::from_millis(1001)));
        assert!(!rates.admit(PEER, start + Duration::from_millis(1002)));
        assert!(rates.admit("192.0.2.2".parse().unwrap(), start));
    }

    #[test]
    fn loopback_and_zero_are_without_limit() {
        let now = Instant::now();
        let mut rates = Rates::new(1);
        assert!((0..10).all(|_| rates.admit("127.0.0.9".parse().unwrap(), now)));
        assert!((0..10).all(|_| rates.admit("::1".parse().unwrap(), now)));
        let mut rates = Rates::new(0);
        assert!((0..10).all(|_| rates.admit(PEER, now)));
    }

    #[test]
    fn a_host_cannot_multiply_itself_within_its_ipv6_network() {
        let (mut rates, now) = (Rates::new(1), Instant::now());
        assert!(rates.admit("2001:db8::1".parse().unwrap(), now));
        assert!(!rates.admit("2001:db8::2".parse().unwrap(), now));
        assert!(rates.admit("2001:db8:0:1::2".parse().unwrap(), now));
    }

    #[test]
    fn the_table_is_bounded_and_swept() {
        let (mut rates, start) = (Rates::new(1), Instant::now());
        let address = |n: usize| IpAddr::from((0x0b00_0000_u32 + n as u32).to_be_bytes());
        for n in 0..MOST + 100 {
            assert!(rates.admit(address(n), start));
        }
        assert_eq!(rates.buckets.len(), MOST);
        assert!(!rates.admit(address(0), start));
        assert!(rates.admit(PEER, start + Duration::from_secs(61)));
        assert_eq!(rates.buckets.len(), 1);
    }
}
