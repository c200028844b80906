//! Questions to the core, asked beside the loop, one at a time for each place in the model.

use crate::console::app::{Message, Reply, Request, Slot, Tag, Wish};
use crate::core::{Core, OpContext, Result};
use crate::core::{change, health, hello, log, mapping, policy, profile, provisioning, system_set};
use crate::port::{LogQuery, SystemQuery};
use std::collections::HashMap;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// How many malformed messages are asked for.
const REJECTED: u32 = 200;

/// Carries requests to the core and sends the answers back.
pub(super) struct Executor {
    core: Core,
    ctx: OpContext,
    sender: mpsc::Sender<Message>,
    running: HashMap<Slot, JoinHandle<()>>,
    /// Changes under way, which the end of the program waits for.
    changes: Vec<JoinHandle<()>>,
}

impl Executor {
    pub(super) fn new(core: Core, ctx: OpContext, sender: mpsc::Sender<Message>) -> Self {
        Self { core, ctx, sender, running: HashMap::new(), changes: Vec::new() }
    }

    /// Asks, and stops asking what was asked for the same place before.
    pub(super) fn ask(&mut self, tag: Tag, request: Request, reason: Option<String>) {
        let ctx = OpContext {
            read_only: reason.is_none(),
            reason: reason.filter(|reason| !reason.is_empty()),
            trace_id: Uuid::new_v4(),
            ..self.ctx.clone()
        };
        let (core, sender) = (self.core.clone(), self.sender.clone());
        let changes = matches!(request, Request::Commit(_));
        let task = tokio::spawn(async move {
            let answer = answer(&ctx, &core, request).await.map_err(|error| {
                tracing::debug!(slot = ?tag.slot, error = ?error, "a request failed");
                error.problem
            });
            // Nobody waits any more when the console has ended.
            let _ = sender.send(Message::Reply(tag, answer)).await;
        });
        if changes {
            self.changes.retain(|change| !change.is_finished());
            self.changes.push(task);
        } else if let Some(before) = self.running.insert(tag.slot, task) {
            before.abort();
        }
    }

    /// Stops asking.
    pub(super) fn cancel(&mut self, slot: Slot) {
        if let Some(task) = self.running.remove(&slot) {
            task.abort();
        }
    }

    /// Stops asking altogether, but lets changes come to their end.
    pub(super) async fn finish(self) {
        for (_, task) in self.running {
            task.abort();
        }
        for change in self.changes {
            let _ = tokio::time::timeout(std::time::Duration::from_secs(5), change).await;
        }
    }
}

async fn answer(ctx: &OpContext, core: &Core, request: Request) -> Result<Reply> {
    Ok(match request {
        Request::Counts => Reply::Counts(hello::counts(ctx, core).await?),
        Request::Hours => Reply::Hours(health::hellos_by_hour(ctx, core).await?),
        Request::Health => Reply::Health(Box::new(health::look(ctx, core).await?)),
        Request::Policy => Reply::Policy(policy::show(ctx, core).await?),
        Request::Sets => Reply::Sets(system_set::list(ctx, core).await?),
        Request::Profiles => Reply::Profiles(profile::list(ctx, core).await?),
        Request::Systems { after, changed_since, limit } => {
            let query = SystemQuery { after, changed_since, limit, ..SystemQuery::default() };
            Reply::Systems(hello::list(ctx, core, &query).await?)
        }
        Request::Rejected => Reply::Rejected(hello::rejected(ctx, core, REJECTED).await?),
        Request::Detail { uuid, address } => Reply::Detail(Box::new(hello::show(ctx, core, uuid, address).await?)),
        Request::Operations { before, limit } => {
            let query = LogQuery { before, limit, ..LogQuery::default() };
            Reply::Operations(log::list(ctx, core, &query).await?)
        }
        Request::Replay { trace, edits } => {
            Reply::Comparison(Box::new(provisioning::what_if(ctx, core, trace, &edits).await?))
        }
        Request::Plan(wish) => Reply::Planned(Box::new(plan(ctx, core, wish).await?)),
        Request::Commit(plan) => Reply::Committed(change::commit(ctx, core, &plan).await?.operation),
    })
}

async fn plan(ctx: &OpContext, core: &Core, wish: Wish) -> Result<change::Plan> {
    match wish {
        Wish::Policy(wish) => policy::plan_set(ctx, core, wish).await,
        Wish::Override(wish) => mapping::plan_override(ctx, core, wish).await,
        Wish::Set(new) => system_set::plan_create(ctx, core, new).await,
        Wish::Profile(new) => profile::plan_create(ctx, core, new).await,
    }
}
