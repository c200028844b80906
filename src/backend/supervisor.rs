//! Runs the jobs while this process holds the lease.

use super::counters::Counters;
use super::jobs::Jobs;
use super::lease::{RENEW, Tenancy, is_elsewhere};
use super::settings::{Role, Settings};
use super::writer::describe;
use crate::core::{Core, Error, Problem, Result};
use crate::model::lease::BackendReport;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// A backend in this process: running, or waiting for the lease. Dropped without [`Backend::stop`], it goes on until
/// the runtime ends.
pub struct Backend {
    run: Run,
    task: JoinHandle<Result<()>>,
}

#[derive(Clone)]
struct Run {
    core: Core,
    settings: Arc<Settings>,
    counters: Arc<Counters>,
    tenancy: Tenancy,
    stop: CancellationToken,
}

impl Backend {
    /// Takes the lease and runs the jobs until it is stopped or loses the lease.
    ///
    /// # Errors
    ///
    /// [`Problem::BackendElsewhere`] while another run holds the lease (a service waits for a lease that is no longer
    /// renewed), [`Problem::Listen`] for
    /// [`Role::Serve`] when it cannot listen, and what the store answers.
    pub async fn start(core: Core, settings: Settings) -> Result<Self> {
        let run = Run::new(core, settings);
        match run.settings.role {
            Role::Serve => run.tenancy.take_patiently().await?,
            Role::Console | Role::Publish => run.tenancy.take().await?,
        }
        let jobs = match Jobs::start(&run.core, &run.settings, &run.counters, run.tenancy.holds()) {
            Ok(jobs) => jobs,
            Err(error) => {
                run.tenancy.release().await;
                return Err(error);
            }
        };
        let task = tokio::spawn(run.clone().hold(jobs));
        Ok(Self { run, task })
    }

    /// Runs the jobs whenever no other run does: takes the lease now or when it expires, and goes on waiting when it
    /// is lost.
    pub fn follow(core: Core, settings: Settings) -> Self {
        let run = Run::new(core, settings);
        let task = tokio::spawn(run.clone().follow());
        Self { run, task }
    }

    /// Returns the run under which this process takes the lease.
    pub fn run_id(&self) -> uuid::Uuid {
        self.run.tenancy.holder()
    }

    /// Returns where it listens for hellos; nothing while it does not.
    pub fn listening(&self) -> Option<SocketAddr> {
        self.run.counters.listening()
    }

    /// Returns what it would publish now.
    pub fn report(&self) -> BackendReport {
        self.run.tenancy.report()
    }

    /// Waits until it ends by itself, and returns why. One that follows does not end by itself.
    pub async fn ended(&mut self) -> Error {
        match (&mut self.task).await {
            Ok(Err(error)) => error,
            Ok(Ok(())) => Problem::Internal { reason: "the backend was stopped".into() }.into(),
            Err(error) => Problem::Internal { reason: error.to_string() }.into(),
        }
    }

    /// Stops accepting, stores what was received, and gives the lease back.
    pub async fn stop(self) {
        self.run.stop.cancel();
        if !self.task.is_finished()
            && let Err(error) = self.task.await
        {
            tracing::error!(%error, "the backend did not end well");
        }
    }
}

impl Run {
    fn new(core: Core, settings: Settings) -> Self {
        let counters = Arc::new(Counters::default());
        let tenancy = Tenancy::new(&core, &settings, &counters);
        Self { core, settings: Arc::new(settings), counters, tenancy, stop: CancellationToken::new() }
    }

    /// Keeps the lease while the jobs run. Returns after a stop, or with why it ended otherwise.
    async fn hold(self, mut jobs: Jobs) -> Result<()> {
        let ended = tokio::select! {
            () = self.stop.cancelled() => Ok(()),
            error = self.tenancy.keep() => Err(error),
            error = jobs.failed() => Err(error),
        };
        // Draining may take longer than the lease holds, and is finished even when the lease is lost.
        let keeping = async {
            self.tenancy.keep().await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = jobs.stop() => {}
            () = keeping, if ended.is_ok() => {}
        }
        self.tenancy.release().await;
        ended
    }

    async fn follow(self) -> Result<()> {
        while !self.stop.is_cancelled() {
            let ended = match self.tenancy.take().await {
                Ok(()) => match Jobs::start(&self.core, &self.settings, &self.counters, self.tenancy.holds()) {
                    Ok(jobs) => self.clone().hold(jobs).await,
                    Err(error) => {
                        self.tenancy.release().await;
                        Err(error)
                    }
                },
                Err(error) => Err(error),
            };
            if let Err(error) = ended {
                if !is_elsewhere(&error) {
                    tracing::warn!(reason = %describe(&error), "the backend does not run here now");
                }
                tokio::select! {
                    () = sleep(RENEW) => {}
                    () = self.stop.cancelled() => {}
                }
            }
        }
        Ok(())
    }
}
