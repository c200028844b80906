//! The reboot that a package needs at once: users are warned, may put it off as far as the settings let them, and then
//! the machine is told to reboot, once.
//!
//! When it comes is kept on the disk, so that an agent that is killed or updated meanwhile neither forgets it nor begins
//! to warn anew. Waits are measured by the monotonic clock; the wall clock only bridges two runs of the agent, and what
//! it says is held within what the settings allow.

use crate::agent::board::Board;
use crate::agent::cycle::Agent;
use crate::agent::error::Result;
use crate::agent::settings::RebootTerms;
use crate::agent::state::{Folder, RebootBook, RebootPlan};
use crate::agent::status::{NoticeKind, Postpone};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// The shortest warning after a start of the agent: whoever has logged on meanwhile has not seen the first one.
const AFTER_START: Duration = Duration::from_secs(60);

/// How long a machine may take to go down after it was told to. One that still runs then is asked again, with a warning.
const GOING_DOWN: TimeDelta = TimeDelta::minutes(10);

/// The longest warning, and the longest that users can put it off at a time, whatever the settings say.
const LONGEST: Duration = Duration::from_secs(7 * 86_400);

/// What a check has found about reboots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owed {
    /// A package waits for one.
    pub(super) pending: bool,
    /// It is not for users to say whether.
    pub(super) forced: bool,
}

/// Looks after the reboot of one machine.
pub(super) struct Reboots {
    agent: Arc<Agent>,
    inner: Mutex<Inner>,
    /// The time has changed, and not by a check.
    pub(super) moved: Notify,
}

struct Inner {
    book: RebootBook,
    at: Option<Instant>,
}

impl Reboots {
    pub(super) fn open(agent: Arc<Agent>, folder: &Folder) -> Result<Self> {
        let inner = Mutex::new(Inner { book: RebootBook::open(folder)?, at: None });
        Ok(Self { agent, inner, moved: Notify::new() })
    }

    fn terms(&self) -> RebootTerms {
        let RebootTerms { warning, postpone, postpones } = self.agent.settings.reboot;
        RebootTerms { warning: warning.min(LONGEST), postpone: postpone.min(LONGEST), postpones: postpones.min(1_000) }
    }

    fn board(&self) -> &Board {
        &self.agent.board
    }

    fn now(&self) -> DateTime<Utc> {
        self.agent.clock.now()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // The plan is changed as a whole, after it was kept.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when the machine is to be rebooted.
    pub(super) fn at(&self) -> Option<Instant> {
        self.inner().at
    }

    /// Goes by what a check has found: warns, goes on with the warning of an earlier run, or forgets what is done. Waits
    /// for the disk.
    pub(super) fn settle(&self, owed: Owed) -> Result<()> {
        let mut inner = self.inner();
        if !owed.pending || !owed.forced || self.agent.settings.reboot_command.is_empty() {
            // Whom a user has agreed with is not let down, though.
            if !owed.pending {
                inner.at = None;
                inner.book.keep(None)?;
            }
            self.show(&inner);
            return Ok(());
        }
        let (boot, now, terms) = (self.agent.system.boot_id(), self.now(), self.terms());
        let plan = inner.book.plan(&boot).cloned();
        let (plan, left) = match plan {
            Some(RebootPlan { ordered: Some(at), .. }) if (TimeDelta::zero()..GOING_DOWN).contains(&(now - at)) => {
                return Ok(());
            }
            Some(plan @ RebootPlan { ordered: None, .. }) => {
                if inner.at.is_some() {
                    return Ok(());
                }
                let longest = terms.warning + terms.postpone * plan.postponed.min(terms.postpones);
                let left = (plan.due - now).to_std().unwrap_or_default();
                let left = left.max(AFTER_START.min(terms.warning)).min(longest);
                (plan, left)
            }
            _ => (RebootPlan { boot, due: now, postponed: 0, ordered: None }, terms.warning),
        };
        inner.book.keep(Some(RebootPlan { due: later(now, left), ..plan }))?;
        inner.at = Some(Instant::now() + left);
        self.show(&inner);
        drop(inner);
        self.board().notice(NoticeKind::RebootSoon, "", now);
        Ok(())
    }

    /// Puts the reboot off. Waits for the disk.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn postpone(&self) -> std::result::Result<DateTime<Utc>, String> {
        let mut inner = self.inner();
        let (boot, now, terms) = (self.agent.system.boot_id(), self.now(), self.terms());
        let (Some(at), Some(plan)) = (inner.at, inner.book.plan(&boot).cloned()) else {
            return Err("no reboot comes by itself".into());
        };
        if plan.postponed >= terms.postpones {
            return Err("the reboot cannot be put off any more".into());
        }
        let at = at.max(Instant::now() + terms.postpone);
        let due = later(now, at.saturating_duration_since(Instant::now()));
        let plan = RebootPlan { due, postponed: plan.postponed + 1, ..plan };
        inner.book.keep(Some(plan)).map_err(|error| error.to_string())?;
        inner.at = Some(at);
        self.show(&inner);
        drop(inner);
        self.moved.notify_one();
        Ok(due)
    }

    /// Has the reboot done now.
    ///
    /// # Errors
    /// Why there is none to have done.
    pub(super) fn agree(&self) -> std::result::Result<(), String> {
        if self.agent.settings.reboot_command.is_empty() {
            return Err("this client never reboots the machine".into());
        }
        if !self.board().look().reboot_asks {
            return Err("no reboot waits for anybody to agree".into());
        }
        self.inner().at = Some(Instant::now());
        self.moved.notify_one();
        Ok(())
    }

    /// Tells the machine to reboot. What the state holds is on the disk; the system stops us like every other service.
    pub(super) async fn carry_out(self: &Arc<Self>) {
        let own = Arc::clone(self);
        let noted = tokio::task::spawn_blocking(move || own.note_order()).await;
        let told = match noted.map_err(|error| error.to_string()).and_then(|noted| noted.map_err(|e| e.to_string())) {
            Ok(()) => self.agent.system.reboot(&self.agent.settings.reboot_command).await,
            // Without the note it might be told again and again.
            Err(error) => Err(error),
        };
        let Err(error) = told else { return };
        tracing::error!(error, "the machine does not reboot");
        self.board().look().problem = error;
        let own = Arc::clone(self);
        // The next check warns anew.
        let _ = tokio::task::spawn_blocking(move || own.inner().book.keep(None)).await;
    }

    /// Notes that the machine is told, before it is.
    fn note_order(&self) -> Result<()> {
        let mut inner = self.inner();
        inner.at = None;
        let (boot, now) = (self.agent.system.boot_id(), self.now());
        let plan = inner.book.plan(&boot).cloned();
        let plan = plan.unwrap_or(RebootPlan { boot, due: now, postponed: 0, ordered: None });
        inner.book.keep(Some(RebootPlan { ordered: Some(now), ..plan }))?;
        self.show(&inner);
        Ok(())
    }

    /// Shows users when it comes, and what they can do about it.
    fn show(&self, inner: &Inner) {
        let terms = self.terms();
        let plan = inner.book.plan(&self.agent.system.boot_id()).filter(|_| inner.at.is_some());
        let mut shown = self.agent.board.look();
        shown.reboot_at = plan.map(|plan| plan.due);
        shown.postpone = plan.map(|plan| Postpone {
            by_s: terms.postpone.as_secs(),
            left: terms.postpones.saturating_sub(plan.postponed),
        });
    }
}

fn later(now: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(by).ok().and_then(|by| now.checked_add_signed(by)).unwrap_or(now)
}
