//! Looks for changes, makes generations, gives orders to the couriers, and acknowledges when every point has all.

use super::Holds;
use super::courier::{Courier, Ending, Order, Told};
use super::round::{Failures, Round};
use crate::backend::settings::PublishingSettings;
use crate::backend::writer::describe;
use crate::core::publication::{Maker, Missing, Stock, Target, acknowledge, held, make, newest, record, take_wish};
use crate::core::{Core, Error, OpContext};
use crate::model::id::{OperationId, PointId};
use crate::model::job::Job;
use crate::model::point::Point;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether the directory was changed by others.
const DIRECTORY_EVERY: Duration = Duration::from_secs(3);
/// First pause after nothing could be made; doubled up to [`LONGEST`].
const FIRST: Duration = Duration::from_millis(250);
/// Longest pause after nothing could be made.
const LONGEST: Duration = Duration::from_secs(5);

/// The job.
pub(in crate::backend) struct Publisher {
    pub(in crate::backend) core: Core,
    pub(in crate::backend) settings: PublishingSettings,
    pub(in crate::backend) holds: Holds,
}

/// What the job has in hand.
struct Work {
    ctx: OpContext,
    job: Publisher,
    maker: Maker,
    orders: watch::Sender<Option<Order>>,
    answers: mpsc::UnboundedSender<Told>,
    couriers: BTreeMap<PointId, (Point, AbortHandle)>,
    tasks: JoinSet<PointId>,
    survey: u64,
    /// Whether something may have to be made, and not before when.
    is_due: bool,
    not_before: Instant,
    pause: Duration,
    /// Whether a courier lacks content that was released.
    is_outdated: bool,
    /// The newest record that was looked at.
    looked_at: Option<OperationId>,
    directory_at: Instant,
    survey_at: Instant,
    /// The generation that each point holds.
    complete: BTreeMap<PointId, i64>,
    failures: Failures,
    told_failures: Failures,
    stock: Arc<Stock>,
    /// The package files that are missing on each point, and what the last record told of them.
    missing: BTreeMap<PointId, Vec<Missing>>,
    told_missing: BTreeMap<PointId, Vec<Missing>>,
    trouble: Option<String>,
    /// What was acknowledged last, and while which package files were missing.
    acknowledged: Option<Acknowledged>,
    round: Option<Round>,
}

/// Up to which record, which ones not, and while which package files were missing.
type Acknowledged = (OperationId, Vec<OperationId>, BTreeSet<String>);

impl Publisher {
    /// Publishes until it is told to stop, and then ends what it has in hand: what was acknowledged is also recorded.
    /// Its couriers end with it.
    pub(in crate::backend) async fn run(self, stop: CancellationToken) {
        let changed = Arc::clone(self.core.changed());
        let mut poll = interval(self.settings.poll);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (answers, mut told) = mpsc::unbounded_channel();
        let mut work = Work::new(self, answers);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = changed.notified() => work.is_due = true,
                _ = poll.tick() => work.look().await,
                Some(told) = told.recv() => work.hear(told),
            }
            while let Ok(told) = told.try_recv() {
                work.hear(told);
            }
            if !(work.job.holds)() {
                continue;
            }
            if work.is_due && work.not_before <= Instant::now() {
                work.make().await;
            }
            work.acknowledge().await;
            work.end_round().await;
        }
    }
}

impl Work {
    fn new(job: Publisher, answers: mpsc::UnboundedSender<Told>) -> Self {
        let now = Instant::now();
        let survey_at = now + job.settings.survey_every;
        Self {
            ctx: OpContext::service("publisher"),
            job,
            maker: Maker::default(),
            orders: watch::Sender::new(None),
            answers,
            couriers: BTreeMap::new(),
            tasks: JoinSet::new(),
            survey: 0,
            is_due: true,
            not_before: now,
            pause: FIRST,
            is_outdated: false,
            looked_at: None,
            directory_at: now,
            survey_at,
            complete: BTreeMap::new(),
            failures: Failures::new(),
            told_failures: Failures::new(),
            stock: Arc::default(),
            missing: BTreeMap::new(),
            told_missing: BTreeMap::new(),
            trouble: None,
            acknowledged: None,
            round: None,
        }
    }

    /// Looks whether there is anything to do.
    async fn look(&mut self) {
        let now = Instant::now();
        match newest(&self.ctx, &self.job.core).await {
            Ok(newest) => self.is_due |= self.looked_at != Some(newest),
            Err(error) => return self.complain(&error),
        }
        match take_wish(&self.ctx, &self.job.core, Job::Publish).await {
            Ok(true) => (self.is_due, self.survey, self.not_before) = (true, self.survey + 1, now),
            Ok(false) => {}
            Err(error) => return self.complain(&error),
        }
        if self.survey_at <= now {
            (self.is_due, self.survey) = (true, self.survey + 1);
            self.survey_at = now + self.job.settings.survey_every;
        }
        let waits = self.order().is_some_and(|order| !order.target.waiting.is_empty());
        if self.directory_at <= now || waits {
            self.is_due = true;
            self.directory_at = now + DIRECTORY_EVERY;
        }
        while let Some(ended) = self.tasks.try_join_next() {
            // A courier ends by itself only when it fails in a way that it should not.
            match ended {
                Ok(point) => drop(self.couriers.remove(&point)),
                Err(error) if error.is_cancelled() => {}
                Err(error) => {
                    tracing::error!(%error, "a courier failed");
                    self.couriers.retain(|_, (_, task)| !task.is_finished());
                }
            }
            self.is_due = true;
        }
    }

    fn order(&self) -> Option<Order> {
        self.orders.borrow().clone()
    }

    /// Takes in what a courier told.
    fn hear(&mut self, told: Told) {
        // What a point does that was taken away meanwhile concerns nobody.
        if !self.couriers.contains_key(&told.point) {
            return;
        }
        let now = self.job.core.clock().now();
        self.round.get_or_insert_with(|| Round::begin(now)).hear(&told);
        match told.ending {
            Ending::Complete => {
                self.complete.insert(told.point, told.target.generation.number);
                self.failures.remove(&told.point);
                match told.sent.missing.is_empty() {
                    true => drop(self.missing.remove(&told.point)),
                    false => drop(self.missing.insert(told.point, told.sent.missing)),
                }
            }
            Ending::Outdated => {
                // It lacks something after all, and the next target has to keep its content until it is there.
                self.complete.remove(&told.point);
                (self.is_due, self.is_outdated) = (true, true);
            }
            Ending::Failed(reason) => drop(self.failures.insert(told.point, reason)),
        }
    }

    /// Makes what is due and gives it to the couriers.
    async fn make(&mut self) {
        let started_at = self.job.core.clock().now();
        if self.is_outdated {
            // What was remembered may be what is wrong.
            self.maker.forget();
        }
        let made = match make(&self.ctx, &self.job.core, &mut self.maker).await {
            Ok(made) => made,
            Err(error) => {
                self.not_before = Instant::now() + self.pause;
                self.pause = (self.pause * 2).min(LONGEST);
                self.complain(&error);
                return;
            }
        };
        (self.is_due, self.pause, self.trouble) = (false, FIRST, None);
        let Some(made) = made else {
            // Nothing can be published anywhere. A point that is added is a change, and seen as one.
            self.looked_at = newest(&self.ctx, &self.job.core).await.ok();
            self.orders.send_replace(None);
            self.staff(&[]);
            return;
        };
        self.looked_at = Some(made.target.operation);
        let order = self.order();
        let target = match &order {
            Some(order) if order.target.is_same(&made.target) && !self.is_outdated => Arc::clone(&order.target),
            _ => Arc::new(made.target),
        };
        self.is_outdated = false;
        if made.is_new {
            let (number, changed) = (target.generation.number, target.generation.changed.len());
            self.round.get_or_insert_with(|| Round::begin(started_at)).made(number, changed);
        }
        self.staff(&target.points);
        let is_known = |order: &Order| Arc::ptr_eq(&order.target, &target) && order.survey == self.survey;
        if !order.as_ref().is_some_and(is_known) {
            self.orders.send_replace(Some(Order { target, survey: self.survey }));
        }
    }

    /// Has one courier for each point, and none for a point that is gone or elsewhere.
    fn staff(&mut self, points: &[Point]) {
        let stays = |known: &Point| points.iter().any(|point| point == known);
        self.couriers.retain(|_, (point, task)| {
            let stays = stays(point);
            if !stays {
                task.abort();
            }
            stays
        });
        for known in [&mut self.failures, &mut self.told_failures] {
            known.retain(|point, _| self.couriers.contains_key(point));
        }
        for known in [&mut self.missing, &mut self.told_missing] {
            known.retain(|point, _| self.couriers.contains_key(point));
        }
        self.complete.retain(|point, _| self.couriers.contains_key(point));
        for point in points {
            self.couriers.entry(point.id).or_insert_with(|| {
                let courier = Courier {
                    core: self.job.core.clone(),
                    point: point.clone(),
                    concurrency: self.job.settings.concurrency,
                    stock: Arc::clone(&self.stock),
                    holds: Arc::clone(&self.job.holds),
                    orders: self.orders.subscribe(),
                    told: self.answers.clone(),
                };
                let id = point.id;
                let task = self.tasks.spawn(async move {
                    courier.run().await;
                    id
                });
                (point.clone(), task)
            });
        }
    }

    /// Acknowledges what every point has.
    async fn acknowledge(&mut self) {
        let Some(Order { target, .. }) = self.order() else { return };
        if !self.is_everywhere(&target) {
            return;
        }
        target.release();
        let missing: BTreeSet<String> = self.missing.values().flatten().map(|file| file.source.clone()).collect();
        let done = (target.operation, target.waiting.clone(), missing);
        if self.acknowledged.as_ref() == Some(&done) {
            return;
        }
        let (until, waiting) = match held(&self.ctx, &self.job.core, &target, &done.2).await {
            Ok(held) => held,
            Err(error) => return self.complain(&error),
        };
        match acknowledge(&self.ctx, &self.job.core, until, &waiting).await {
            Ok(0) => self.acknowledged = Some(done),
            Ok(count) => {
                self.acknowledged = Some(done);
                let now = self.job.core.clock().now();
                self.round.get_or_insert_with(|| Round::begin(now)).acknowledged(count);
            }
            Err(error) => self.complain(&error),
        }
    }

    fn is_everywhere(&self, target: &Target) -> bool {
        let has_it = |point: &Point| self.has(point.id, target);
        !target.points.is_empty() && target.points.iter().all(has_it)
    }

    fn has(&self, point: PointId, target: &Target) -> bool {
        self.complete.get(&point).is_some_and(|generation| *generation >= target.generation.number)
    }

    /// Records the round when no point is on its way any more.
    async fn end_round(&mut self) {
        let Some(Order { target, .. }) = self.order() else { return };
        let has_answered = |point: &Point| self.has(point.id, &target) || self.failures.contains_key(&point.id);
        if !target.points.iter().all(has_answered) {
            return;
        }
        let Some(round) = self.round.take() else { return };
        let failures = &self.failures;
        let told = target.points.iter().filter_map(|point| Some((point, failures.get(&point.id)?)));
        let told: Vec<String> = told.map(|(point, reason)| format!("{}: {reason}", point.name)).collect();
        let is_news = self.failures != self.told_failures || self.missing != self.told_missing;
        if round.is_worth_a_record() || is_news {
            let problem = round.problem(&told);
            let (core, started_at) = (&self.job.core, round.started_at);
            match record(&self.ctx, core, Job::Publish, started_at, round.counts(), &problem).await {
                Ok(_) => {
                    self.told_failures.clone_from(&self.failures);
                    self.told_missing.clone_from(&self.missing);
                }
                Err(error) => self.complain(&error),
            }
        }
    }

    /// Says once what is wrong, not several times a second.
    fn complain(&mut self, error: &Error) {
        let reason = describe(error);
        if self.trouble.as_ref() != Some(&reason) {
            tracing::warn!(%reason, "nothing can be published now; it is tried again");
            self.trouble = Some(reason);
        }
    }
}
