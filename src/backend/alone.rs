//! The publisher without the other jobs, for a command that publishes when no backend runs.

use super::counters::Counters;
use super::lease::Tenancy;
use super::publish::Publisher;
use super::settings::Settings;
use crate::core::{Core, Result};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// A publisher in this process that holds the backend lease. Dropped without [`PublishAlone::stop`], it leaves the lease
/// to expire.
pub struct PublishAlone {
    tenancy: Tenancy,
    publisher: JoinHandle<()>,
    stop: CancellationToken,
    keeper: JoinHandle<()>,
}

/// How long the publisher may take to end what it has in hand.
const PATIENCE: Duration = Duration::from_secs(5);

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
        let stop = CancellationToken::new();
        let publisher = Publisher { core, settings: settings.publishing, holds: tenancy.holds() };
        let publisher = tokio::spawn(publisher.run(stop.clone()));
        let keeping = tenancy.clone();
        let keeper = tokio::spawn(async move {
            keeping.keep().await;
        });
        Ok(Self { tenancy, publisher, stop, keeper })
    }

    /// Stops when what is in hand is done, and gives the lease back.
    pub async fn stop(mut self) {
        self.stop.cancel();
        let _ = timeout(PATIENCE, &mut self.publisher).await;
        self.end();
        self.tenancy.release().await;
    }

    fn end(&self) {
        self.publisher.abort();
        self.keeper.abort();
    }
}

impl Drop for PublishAlone {
    fn drop(&mut self) {
        self.end();
    }
}
