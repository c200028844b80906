//! Finishes what operations have decided for the directory and could not make there: after a crash, or when the
//! directory was away.

use super::writer::describe;
use crate::core::change::catch_up;
use crate::core::{Core, OpContext};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(5);

/// Catches up at once and then every few seconds, for ever.
pub(crate) async fn run(core: Core) {
    let ctx = OpContext::service("directory");
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut waits = false;
    loop {
        every.tick().await;
        match catch_up(&ctx, &core).await {
            Ok(()) => waits = false,
            // Told once, not every few seconds.
            Err(error) if !waits => {
                waits = true;
                tracing::warn!(reason = %describe(&error), "the directory's part of some operations has to wait");
            }
            Err(_) => {}
        }
    }
}
