//! The jobs of a run that holds the lease: started together, stopped in the order in which the work flows.

use super::counters::Counters;
use super::directory_work;
use super::hello_listener::{Intake, Listener};
use super::pruning;
use super::publish::{Holds, Publisher};
use super::resolver::Resolver;
use super::scan_reports::ReportScan;
use super::settings::{ListenerSettings, Role, Settings};
use super::writer::Writer;
use crate::core::{Core, Error, Problem, Result};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often a console tries again to listen on a port that is taken.
const LISTEN_AGAIN: Duration = Duration::from_secs(5);

/// Running jobs.
pub(super) struct Jobs {
    stop_intake: CancellationToken,
    stop_resolver: CancellationToken,
    listener: JoinHandle<()>,
    writer: JoinHandle<()>,
    resolver: JoinHandle<()>,
    pruning: JoinHandle<()>,
    directory_work: JoinHandle<()>,
    publisher: JoinHandle<()>,
    report_scan: JoinHandle<()>,
    counters: Arc<Counters>,
}

impl Jobs {
    /// Starts them.
    ///
    /// # Errors
    ///
    /// [`Problem::Listen`] for `serve` when it cannot listen. A console runs the others and tries again.
    pub(super) fn start(core: &Core, settings: &Settings, counters: &Arc<Counters>, holds: Holds) -> Result<Self> {
        let listener = listen(&settings.hello, counters);
        if let (Err(error), Role::Serve) = (&listener, settings.role) {
            counters.clear_listening();
            let address = settings.hello.listen.to_string();
            return Err(Error::caused(Problem::Listen { address, reason: error.to_string() }, error.to_string()));
        }
        let (stop_intake, stop_resolver) = (CancellationToken::new(), CancellationToken::new());
        let due = Arc::new(Notify::new());
        let batch = settings.hello.batch.max(1);
        let (sender, arrivals) = mpsc::channel(batch);
        let intake = Intake { writer: sender, counters: Arc::clone(counters), clock: Arc::clone(core.clock()) };
        let writer = Writer {
            core: core.clone(),
            arrivals,
            batch,
            counters: Arc::clone(counters),
            due: Arc::clone(&due),
            stop: stop_intake.clone(),
        };
        let resolver = Resolver {
            core: core.clone(),
            concurrency: settings.resolver.concurrency,
            counters: Arc::clone(counters),
            due,
        };
        let publisher = Publisher { core: core.clone(), settings: settings.publishing, holds };
        let report_scan = ReportScan { core: core.clone(), settings: settings.publishing };
        let listening = keep_listening(listener, settings.hello.clone(), intake, stop_intake.clone());
        Ok(Self {
            listener: tokio::spawn(listening),
            writer: tokio::spawn(writer.run()),
            resolver: tokio::spawn(resolver.run(stop_resolver.clone())),
            pruning: tokio::spawn(pruning::run(core.clone(), settings.history_days)),
            directory_work: tokio::spawn(directory_work::run(core.clone())),
            publisher: tokio::spawn(publisher.run(CancellationToken::new())),
            report_scan: tokio::spawn(report_scan.run()),
            counters: Arc::clone(counters),
            stop_intake,
            stop_resolver,
        })
    }

    /// Waits until a job ends that should not, which is a bug, and returns it as a problem.
    pub(super) async fn failed(&mut self) -> Error {
        let (job, ended) = tokio::select! {
            ended = &mut self.listener => ("hello_listener", ended),
            ended = &mut self.writer => ("writer", ended),
            ended = &mut self.resolver => ("resolver", ended),
            ended = &mut self.pruning => ("pruning", ended),
            ended = &mut self.directory_work => ("directory_work", ended),
            ended = &mut self.publisher => ("publisher", ended),
            ended = &mut self.report_scan => ("report_scan", ended),
        };
        Problem::Internal { reason: format!("the job {job} {}", how(&ended)) }.into()
    }

    /// Stops them: what was received is stored, what was resolved is stored, what is still due stays due.
    pub(super) async fn stop(self) {
        self.pruning.abort();
        // What is cut off here is finished by the next run.
        self.directory_work.abort();
        self.publisher.abort();
        self.report_scan.abort();
        self.stop_intake.cancel();
        for (job, handle, stop) in [
            ("hello_listener", self.listener, None),
            ("writer", self.writer, Some(self.stop_resolver)),
            ("resolver", self.resolver, None),
        ] {
            // A job that was seen to end is not asked again.
            if !handle.is_finished() {
                let ended = handle.await;
                if ended.is_err() {
                    tracing::error!("the job {job} {}", how(&ended));
                }
            }
            if let Some(next) = stop {
                next.cancel();
            }
        }
        self.counters.clear_listening();
    }
}

fn how(ended: &std::result::Result<(), JoinError>) -> String {
    ended.as_ref().map_or_else(ToString::to_string, |()| "ended".into())
}

/// Listens, and notes where or why not.
fn listen(settings: &ListenerSettings, counters: &Counters) -> io::Result<Listener> {
    let listening = Listener::bind(settings).and_then(|listener| Ok((listener.address()?, listener)));
    counters.set_listening(listening.as_ref().map(|(address, _)| *address).map_err(ToString::to_string));
    listening.map(|(_, listener)| listener)
}

/// Takes hellos; on a port that is taken, as soon as it is free.
async fn keep_listening(
    mut listener: io::Result<Listener>,
    settings: ListenerSettings,
    intake: Intake,
    stop: CancellationToken,
) {
    loop {
        match listener {
            Ok(listener) => return listener.run(intake, stop).await,
            Err(error) => tracing::warn!(%error, address = %settings.listen, "the hello listener cannot listen"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(LISTEN_AGAIN) => listener = listen(&settings, &intake.counters),
        }
    }
}
