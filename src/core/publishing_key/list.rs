//! Reads the keys.

use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::publishing_key::PublishingKey;
use crate::port::{FlatFiles, IndexError};
use std::sync::Arc;

/// Returns every key, retired ones too, the oldest first.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<PublishingKey>> {
    core.authorise(ctx, Verb::DpEdit, Target::ESTATE).await?;
    on_disk(core, |files| files.keys()).await
}

/// Asks the folder of keys on a thread that may wait for the disk.
pub(super) async fn on_disk<T: Send + 'static>(
    core: &Core,
    ask: impl FnOnce(&dyn FlatFiles) -> std::result::Result<T, IndexError> + Send + 'static,
) -> Result<T> {
    let files = Arc::clone(&core.ports.files);
    let asked = tokio::task::spawn_blocking(move || ask(&*files)).await;
    let asked = asked.map_err(|error| Error::caused(Problem::Internal { reason: error.to_string() }, error))?;
    asked.map_err(|error| {
        let reason = match &error {
            IndexError::Key(reason) => reason.clone(),
            other => other.to_string(),
        };
        Error::caused(Problem::PublishingKey { reason }, error)
    })
}
