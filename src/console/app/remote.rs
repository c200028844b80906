//! Something fetched: the old value stays visible while a new one is on its way.

use super::{Slot, Tag};
use crate::core::Problem;
use chrono::{DateTime, TimeDelta, Utc};

/// Waiting shorter than this shows no sign of it.
const PATIENCE: TimeDelta = TimeDelta::milliseconds(150);

/// A fetched value with what is known about its freshness.
#[derive(Debug, Clone)]
pub struct Remote<T> {
    value: Option<T>,
    /// When the value arrived.
    at: Option<DateTime<Utc>>,
    /// Since when an answer is awaited.
    waiting: Option<DateTime<Utc>>,
    problem: Option<Problem>,
    generation: u32,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { value: None, at: None, waiting: None, problem: None, generation: 0 }
    }
}

impl<T> Remote<T> {
    /// Notes that the value is asked for, and returns the tag of the question. Answers to earlier ones no longer count.
    pub fn ask(&mut self, slot: Slot, now: DateTime<Utc>) -> Tag {
        self.generation = self.generation.wrapping_add(1);
        self.waiting.get_or_insert(now);
        Tag { slot, generation: self.generation }
    }

    /// Whether an answer with this tag is still awaited.
    pub fn awaits(&self, tag: Tag) -> bool {
        self.waiting.is_some() && tag.generation == self.generation
    }

    /// Takes an answer. Returns whether it was awaited; one that was not changes nothing.
    pub fn take(&mut self, tag: Tag, answer: Result<T, Problem>, now: DateTime<Utc>) -> bool {
        if !self.awaits(tag) {
            return false;
        }
        self.waiting = None;
        match answer {
            Ok(value) => self.set(value, now),
            Err(problem) => self.problem = Some(problem),
        }
        true
    }

    /// Puts a value that came without being asked for.
    pub fn set(&mut self, value: T, now: DateTime<Utc>) {
        self.value = Some(value);
        self.at = Some(now);
        self.problem = None;
    }

    /// Stops waiting. Returns whether anything was awaited.
    pub fn cancel(&mut self) -> bool {
        self.waiting.take().is_some()
    }

    /// Forgets the value, but not which answers are outdated.
    pub fn clear(&mut self) {
        *self = Self { generation: self.generation.wrapping_add(1), ..Self::default() };
    }

    /// Returns the latest value, however old.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns the latest value for changing in place.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }

    /// Returns when the value arrived.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.at
    }

    /// Returns why the latest question was not answered.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Whether an answer is awaited.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Whether the wait is long enough to be shown.
    pub fn is_slow(&self, now: DateTime<Utc>) -> bool {
        self.waiting.is_some_and(|since| now - since >= PATIENCE)
    }

    /// Returns when the wait becomes long enough to be shown, unless it is already.
    pub fn slow_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.waiting.map(|since| since + PATIENCE).filter(|at| *at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(ms)
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let mut remote = Remote::default();
        let first = remote.ask(Slot::Counts, at(0));
        let second = remote.ask(Slot::Counts, at(10));
        assert!(!remote.take(first, Ok(1), at(20)));
        assert_eq!(remote.get(), None);
        assert!(remote.take(second, Ok(2), at(20)));
        assert_eq!(remote.get(), Some(&2));
        assert!(!remote.take(second, Ok(3), at(30)), "an answer comes once");
    }

    #[test]
    fn the_old_value_stays_while_a_new_one_is_awaited_or_failed() {
        let mut remote = Remote::default();
        remote.set(1, at(0));
        let tag = remote.ask(Slot::Counts, at(100));
        assert_eq!(remote.get(), Some(&1));
        assert!(!remote.is_slow(at(200)));
        assert_eq!(remote.slow_at(at(200)), Some(at(250)));
        assert!(remote.is_slow(at(250)));
        assert!(remote.take(tag, Err(Problem::DatabaseBusy {}), at(300)));
        assert_eq!((remote.get(), remote.at()), (Some(&1), Some(at(0))));
        assert_eq!(remote.problem(), Some(&Problem::DatabaseBusy {}));
    }

    #[test]
    fn a_cancelled_question_takes_no_answer() {
        let mut remote = Remote::default();
        let tag = remote.ask(Slot::Counts, at(0));
        assert!(remote.cancel());
        assert!(!remote.take(tag, Ok(1), at(1)));
    }
}
