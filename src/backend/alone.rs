//! The publisher without the other jobs, for a command that publishes when no backend runs.

use super::counters::Counters;
use super::lease::Tenancy;
use super::publish::Publisher;
use super::settings::Settings;
use crate::core::{Core, Result};
use std::sync::Arc;
use tokio::task::JoinSet;

/// A publisher in this process that holds the backend lease. Dropped without [`PublishAlone::stop`], it leaves the lease
/// to expire.
pub struct PublishAlone {
    tenancy: Tenancy,
    tasks: JoinSet<()>,
}

impl PublishAlone {
    /// Takes the lease and publishes until it is stopped. When the lease is lost, it does nothing more.
    ///
    /// # Errors
    ///
    /// [`Problem::BackendElsewhere`](crate::core::Problem::BackendElsewhere) while another run holds the lease; what the
    /// store answers.
    pub async fn start(core: Core, settings: &Settings) -> Result<Self> {
        let tenancy = Tenancy::new(&core, settings, &Arc::new(Counters::default()));
        tenancy.take().await?;
        let mut tasks = JoinSet::new();
        let publisher = Publisher { core, settings: settings.publishing, holds: tenancy.holds() };
        tasks.spawn(publisher.run());
        let keeping = tenancy.clone();
        tasks.spawn(async move {
            keeping.keep().await;
        });
        Ok(Self { tenancy, tasks })
    }

    /// Stops and gives the lease back.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
        self.tenancy.release().await;
    }
}
