//! Deletes history that is older than the settings keep.

use super::writer::describe;
use crate::core::{Core, OpContext, history};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(3600);

/// Prunes at once and then every hour, for ever. 0 days keep everything.
pub(crate) async fn run(core: Core, days: u32) {
    let ctx = OpContext::service("pruning");
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if days == 0 {
            continue;
        }
        match history::prune(&ctx, &core, days).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, days, "old history was deleted"),
            Err(error) => tracing::warn!(reason = %describe(&error), "old history could not be deleted"),
        }
    }
}
