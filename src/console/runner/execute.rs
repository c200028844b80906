//! Questions to the core, asked beside the loop, one at a time for each place in the model.

use super::answer::answer;
use crate::console::app::{Message, Request, Slot, Tag};
use crate::core::{Core, OpContext};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

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
    pub(super) fn ask(&mut self, tag: Tag, request: Request, reason: Option<String>, as_of: Option<DateTime<Utc>>) {
        let ctx = OpContext {
            // What the principal may do is shown as it is when writing is unlocked.
            read_only: reason.is_none() && !matches!(request, Request::Rights | Request::RightsShown),
            as_of,
            reason: reason.filter(|reason| !reason.is_empty()),
            trace_id: Uuid::new_v4(),
            ..self.ctx.clone()
        };
        let (core, sender) = (self.core.clone(), self.sender.clone());
        let changes = matches!(request, Request::Commit(_) | Request::Session { .. } | Request::MarkRead(_));
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
