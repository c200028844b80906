//! What is known of the row under a cursor: asked for when the cursor rests, not for every row that it passes.

use super::{Effect, Remote, Request, Slot, Tag};
use crate::core::Problem;
use chrono::{DateTime, TimeDelta, Utc};

/// How long a cursor stays on a row before more is asked for.
const REST: TimeDelta = TimeDelta::milliseconds(120);

/// Something fetched for the row under a cursor. Rows are told apart by their keys.
#[derive(Debug, Clone)]
pub struct Followed<K, T> {
    remote: Remote<T>,
    /// The row of the latest question.
    asked: Option<K>,
    /// The row that the value belongs to.
    held: Option<K>,
    /// The row that the cursor has come to, and since when.
    resting: Option<(K, DateTime<Utc>)>,
    outdated: bool,
}

impl<K, T> Default for Followed<K, T> {
    fn default() -> Self {
        Self { remote: Remote::default(), asked: None, held: None, resting: None, outdated: false }
    }
}

impl<K: Clone + PartialEq, T> Followed<K, T> {
    /// Asks for the row under the cursor, when it is another one, or was outdated, and the cursor rests on it.
    pub fn want(
        &mut self,
        key: Option<K>,
        slot: Slot,
        now: DateTime<Utc>,
        request: impl FnOnce(K) -> Request,
    ) -> Option<Effect> {
        let Some(key) = key else {
            self.resting = None;
            return None;
        };
        let another = self.asked.as_ref() != Some(&key);
        if !another && !self.outdated {
            self.resting = None;
            return None;
        }
        let since = self.resting.as_ref().filter(|(resting, _)| *resting == key).map_or(now, |(_, since)| *since);
        let passes_by = self.asked.is_some() && another && now - since < REST;
        self.resting = passes_by.then(|| (key.clone(), since));
        if passes_by {
            return None;
        }
        if another && self.remote.problem().is_some() {
            self.remote.clear();
        }
        (self.asked, self.outdated) = (Some(key.clone()), false);
        Some(Effect::ask(self.remote.ask(slot, now), request(key)))
    }

    /// Notes that what is known may no longer be so: it is asked for again when it is wanted.
    pub fn outdate(&mut self) {
        self.outdated = self.asked.is_some();
    }

    /// Takes an answer. Returns whether it was awaited.
    pub fn take(&mut self, tag: Tag, answer: Result<T, Problem>, now: DateTime<Utc>) -> bool {
        let good = answer.is_ok();
        let taken = self.remote.take(tag, answer, now);
        if taken && good {
            self.held.clone_from(&self.asked);
        }
        taken
    }

    /// Returns what is known of a row.
    pub fn of(&self, key: &K) -> Option<&T> {
        self.remote.get().filter(|_| self.held.as_ref() == Some(key))
    }

    /// Returns what is known of a row or, for the moment in which that is awaited, of the row before: a pane that
    /// empties and fills again at every move of the cursor is hard to look at.
    pub fn shown(&self, key: &K, now: DateTime<Utc>) -> Option<&T> {
        let short = self.resting.is_some() || (self.remote.is_waiting() && !self.remote.is_slow(now));
        self.remote.get().filter(|_| self.held.as_ref() == Some(key) || short)
    }

    /// Returns why it could not be fetched.
    pub fn problem(&self) -> Option<&Problem> {
        self.remote.problem()
    }

    /// Returns the next time at which something is to be done or shown.
    pub fn wakes_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let rested = self.resting.as_ref().map(|(_, since)| *since + REST);
        rested.into_iter().chain(self.remote.slow_at(now)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(ms)
    }

    fn tag(effect: Option<Effect>) -> Tag {
        match effect {
            Some(Effect::Core { tag, .. }) => tag,
            other => panic!("no question: {other:?}"),
        }
    }

    #[test]
    fn a_cursor_that_passes_by_asks_for_nothing() {
        let mut followed: Followed<u8, &str> = Followed::default();
        let ask = |followed: &mut Followed<u8, &str>, key, now| {
            followed.want(Some(key), Slot::Package, at(now), |_| Request::Packages)
        };
        let first = tag(ask(&mut followed, 1, 0));
        assert!(followed.take(first, Ok("one"), at(1)));
        assert!(ask(&mut followed, 2, 10).is_none());
        assert!(ask(&mut followed, 3, 20).is_none());
        assert_eq!(followed.wakes_at(at(20)), Some(at(140)));
        assert_eq!((followed.of(&3), followed.shown(&3, at(30))), (None, Some(&"one")));
        let third = tag(ask(&mut followed, 3, 140));
        assert!(followed.take(third, Ok("three"), at(150)));
        assert_eq!((followed.of(&3), followed.of(&1)), (Some(&"three"), None));
        assert!(ask(&mut followed, 3, 900).is_none());
        followed.outdate();
        assert!(ask(&mut followed, 3, 910).is_some(), "what is outdated is asked for at once");
    }
}
