//! Intake goes first: while hellos storm in, the resolver waits, for their devices will not say them again at once.

use super::counters::Counters;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::time::Instant;

/// As many hellos a second are a storm. A fleet of 100,000 devices that say hello every minute sends fewer.
const STORM: f64 = 2_000.0;
/// How often the rate is taken.
pub(super) const SAMPLE: Duration = Duration::from_millis(100);
/// How long the resolver waits for the end of a storm before it does some of its work all the same.
const PATIENCE: Duration = Duration::from_secs(5);

/// Watches the rate at which hellos are stored.
pub(super) struct Courtesy {
    counters: Arc<Counters>,
    sampled: Instant,
    stored: u64,
    storm_since: Option<Instant>,
}

impl Courtesy {
    /// Begins in calm.
    pub(super) fn new(counters: &Arc<Counters>) -> Self {
        let stored = counters.stored.load(Relaxed);
        Self { counters: Arc::clone(counters), sampled: Instant::now(), stored, storm_since: None }
    }

    /// Whether the resolver shall leave the processor and the database to the intake now.
    pub(super) fn gives_way(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.sampled);
        if passed >= SAMPLE {
            let stored = self.counters.stored.load(Relaxed);
            let storm = stored.saturating_sub(self.stored) as f64 > STORM * passed.as_secs_f64();
            (self.sampled, self.stored) = (now, stored);
            self.storm_since = storm.then(|| self.storm_since.unwrap_or(now));
        }
        match self.storm_since {
            Some(since) if now.saturating_duration_since(since) < PATIENCE => true,
            Some(_) => {
                self.storm_since = Some(now);
                false
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_resolver_waits_in_a_storm_but_not_for_ever() {
        let counters = Arc::new(Counters::default());
        let mut courtesy = Courtesy::new(&counters);
        let start = Instant::now();
        let mut at = |millis: u64, stored: usize| {
            Counters::add(&counters.stored, stored);
            courtesy.gives_way(start + Duration::from_millis(millis))
        };
        assert!(!at(10, 5000), "the rate is not known yet");
        assert!(at(200, 0), "5000 in 0.2 s");
        assert!(at(250, 0), "until it is taken again");
        assert!(!at(400, 0), "calm");
        assert!(!at(600, 300), "1500 a second are no storm");
        let mut served = 0;
        for tick in 0..120 {
            served += usize::from(!at(800 + tick * 200, 1000));
        }
        assert!((3..=6).contains(&served), "{served} times in 24 s of storm");
    }
}
