//! `bailiwick serve`: the backend without a screen, until it is told to stop.

use crate::place::Place;
use bailiwick::backend::{Backend, Role};
use bailiwick::core::{Error, Problem, Result};
use std::io::Write as _;
use std::net::SocketAddr;
use tokio::signal::unix::{SignalKind, signal};

/// Runs the backend until a signal ends it; then what has arrived is stored before the process ends.
pub(crate) async fn serve(place: &Place, listen: Option<SocketAddr>) -> Result<()> {
    let core = place.open().await?;
    let mut settings = place.backend(Role::Serve);
    if let Some(listen) = listen {
        settings.hello.listen = listen;
    }
    let no_signals = |e: std::io::Error| Error::from(Problem::Internal { reason: e.to_string() });
    let mut terminated = signal(SignalKind::terminate()).map_err(no_signals)?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(no_signals)?;
    let mut backend = Backend::start(core, settings).await?;
    if let Some(address) = backend.listening() {
        // A closed standard error is no reason not to serve.
        let _ = writeln!(std::io::stderr(), "listening on {address}");
    }
    let ended = tokio::select! {
        _ = terminated.recv() => None,
        _ = interrupted.recv() => None,
        error = backend.ended() => Some(error),
    };
    backend.stop().await;
    ended.map_or(Ok(()), Err)
}
