//! Keeps one distribution point up to date, and tries a failing one again at growing intervals.

use super::Holds;
use crate::backend::writer::describe;
use crate::core::publication::{Delivered, Delivery, Missing, Seen, Stock, Target, Undelivered, deliver};
use crate::core::{Core, OpContext, publication};
use crate::model::id::PointId;
use crate::model::point::{Point, PointState};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// First pause after a failure; doubled up to [`LONGEST`].
const FIRST: Duration = Duration::from_millis(500);
/// Longest pause after a failure.
const LONGEST: Duration = Duration::from_secs(30);
/// How often it is looked whether a package's file that was missing is there now.
const MISSING_EVERY: Duration = Duration::from_secs(5);

/// What every courier is told.
#[derive(Clone)]
pub(super) struct Order {
    /// What the point shall hold.
    pub(super) target: Arc<Target>,
    /// Rises when the files themselves shall be looked at, and a failing point be tried at once.
    pub(super) survey: u64,
}

/// What a courier tells after each try.
pub(super) struct Told {
    pub(super) point: PointId,
    /// For which target.
    pub(super) target: Arc<Target>,
    pub(super) sent: Delivered,
    pub(super) ending: Ending,
}

/// How a try ended.
pub(super) enum Ending {
    /// The point holds the target.
    Complete,
    /// The target's content is no longer known.
    Outdated,
    /// The point does not do what it shall.
    Failed(String),
}

/// Keeps one point up to date.
pub(super) struct Courier {
    pub(super) core: Core,
    pub(super) point: Point,
    pub(super) concurrency: usize,
    pub(super) stock: Arc<Stock>,
    pub(super) holds: Holds,
    pub(super) orders: watch::Receiver<Option<Order>>,
    pub(super) told: mpsc::UnboundedSender<Told>,
}

/// Where a courier stands.
struct Standing {
    seen: Seen,
    state: PointState,
    /// What the point holds.
    holds: Option<Arc<Target>>,
    /// With which order the files themselves were last looked at, and with which the point was last tried.
    surveyed: Option<u64>,
    asked: Option<u64>,
    pause: Duration,
    again: Option<Instant>,
    /// When missing package files are looked for again, although the point holds the target.
    recheck: Option<Instant>,
}

impl Courier {
    /// Delivers until it is stopped.
    pub(super) async fn run(mut self) {
        let ctx = OpContext::service("publisher");
        let mut standing = Standing {
            seen: Seen::default(),
            state: self.known_state(&ctx).await,
            holds: None,
            surveyed: None,
            asked: None,
            pause: FIRST,
            again: None,
            recheck: None,
        };
        loop {
            let order = self.orders.borrow_and_update().clone();
            if let Some(order) = order.filter(|order| standing.has_to_go(order)) {
                match self.deliver(&ctx, &order, &mut standing).await {
                    Some(told) => {
                        if self.told.send(told).is_err() {
                            return;
                        }
                    }
                    None => standing.again = Some(Instant::now() + FIRST),
                }
            }
            let again = standing.again.or(standing.recheck);
            let pause = async {
                match again {
                    Some(at) => sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = self.orders.changed() => if changed.is_err() { return },
                () = pause => {}
            }
        }
    }

    /// Returns what was last noted of the point.
    async fn known_state(&self, ctx: &OpContext) -> PointState {
        let noted = publication::point_state(ctx, &self.core, self.point.id).await;
        noted.ok().flatten().unwrap_or_else(|| PointState {
            point: self.point.id,
            generation: 0,
            complete_at: None,
            tried_at: self.core.clock().now(),
            failing_since: None,
            problem: String::new(),
            sent_bytes: 0,
        })
    }

    /// Goes to the point once. None when this process may not publish now.
    async fn deliver(&self, ctx: &OpContext, order: &Order, standing: &mut Standing) -> Option<Told> {
        let mut sent = Delivered::default();
        let is_asked = standing.asked_again(order);
        standing.asked = Some(order.survey);
        let thorough = standing.surveyed != Some(order.survey);
        let ended = match publication::open(ctx, &self.core, &self.point).await {
            Ok(server) => {
                let delivery = Delivery {
                    target: &order.target,
                    server: &*server,
                    stock: &self.stock,
                    concurrency: self.concurrency,
                    may: &*self.holds,
                    thorough,
                };
                deliver(ctx, &self.core, &delivery, &mut standing.seen, &mut sent).await
            }
            Err(error) => Err(error),
        };
        let now = self.core.clock().now();
        let state = &mut standing.state;
        let (had, complete_at) = (state.generation, state.complete_at);
        state.tried_at = now;
        if standing.seen.generation() > 0 {
            state.generation = standing.seen.generation();
        }
        state.sent_bytes = state.sent_bytes.saturating_add(sent.bytes);
        let ending = match ended {
            Ok(()) => {
                state.generation = order.target.generation.number;
                // Looking again whether everything is there does not make it new.
                let is_known = had == state.generation && sent.bytes == 0;
                let is_whole = sent.missing.is_empty();
                state.complete_at = complete_at.filter(|_| is_known).or(Some(now)).filter(|_| is_whole);
                state.failing_since = None;
                state.problem = lacking(&sent);
                (standing.holds, standing.surveyed) = (Some(Arc::clone(&order.target)), Some(order.survey));
                (standing.pause, standing.again) = (FIRST, None);
                standing.recheck = Some(Instant::now() + MISSING_EVERY).filter(|_| !sent.missing.is_empty());
                Ending::Complete
            }
            Err(Undelivered::Outdated) => {
                standing.again = None;
                return Some(self.tell(order, sent, Ending::Outdated));
            }
            Err(Undelivered::NotOurs) => return None,
            Err(Undelivered::Point(error)) => standing.fail(is_asked, now, error.to_string()),
            Err(Undelivered::Failed(error)) => standing.fail(is_asked, now, describe(&error)),
        };
        if let Err(error) = publication::note_point(ctx, &self.core, &standing.state).await {
            tracing::warn!(point = %self.point.name, reason = %describe(&error), "a point's state could not be noted");
        }
        Some(self.tell(order, sent, ending))
    }

    fn tell(&self, order: &Order, sent: Delivered, ending: Ending) -> Told {
        Told { point: self.point.id, target: Arc::clone(&order.target), sent, ending }
    }
}

impl Standing {
    /// Whether the point lacks something, and it is time to go there.
    fn has_to_go(&self, order: &Order) -> bool {
        match self.again {
            // A failing one is tried when its pause is over, or when somebody asks.
            Some(at) => at <= Instant::now() || self.asked_again(order),
            None => {
                let is_behind = self.holds.as_ref().is_none_or(|holds| !holds.asks_the_same(&order.target));
                let is_recheck_due = self.recheck.is_some_and(|at| at <= Instant::now());
                is_behind || is_recheck_due || self.surveyed != Some(order.survey)
            }
        }
    }

    fn asked_again(&self, order: &Order) -> bool {
        self.asked.is_some_and(|asked| asked < order.survey)
    }

    fn fail(&mut self, is_asked: bool, now: DateTime<Utc>, reason: String) -> Ending {
        self.state.failing_since.get_or_insert(now);
        self.state.problem.clone_from(&reason);
        if is_asked {
            self.pause = FIRST;
        }
        self.again = Some(Instant::now() + self.pause);
        self.pause = (self.pause * 2).min(LONGEST);
        // What lies there is looked at again as soon as it answers.
        (self.holds, self.seen) = (None, Seen::default());
        Ending::Failed(reason)
    }
}

/// Says which package files could not be sent.
fn lacking(sent: &Delivered) -> String {
    /// How many are told.
    const TOLD: usize = 5;
    let mut files: Vec<String> = sent.missing.iter().take(TOLD).map(Missing::to_string).collect();
    let more = sent.missing.len().saturating_sub(TOLD);
    if more > 0 {
        files.push(format!("and {more} more"));
    }
    files.join("; ")
}
