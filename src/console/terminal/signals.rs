//! Signals, on a tty: the end, the hang-up, the window's size, stopping and going on.
//!
//! The terminal is given back here, at once, even if the application is busy; the application then hears why.

use std::{io, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustix::process::{Signal as Number, kill_current_process_group};
use tokio::{
    signal::unix::{Signal as Stream, SignalKind, signal},
    sync::{Notify, mpsc},
    task::JoinHandle,
};

use super::{guard::Guard, session::Size, writer::FrameWriter};
use crate::console::event::{Signal, TermEvent};

/// What the watcher works on.
pub(super) struct Watch {
    pub(super) guard: Arc<Guard>,
    pub(super) writer: Arc<FrameWriter>,
    pub(super) events: mpsc::Sender<TermEvent>,
    pub(super) size: Arc<Size>,
    /// Somebody pressed Ctrl-Z.
    pub(super) stop: Arc<Notify>,
}

/// Starts the watcher. Needs a tokio runtime.
pub(super) fn watch(watch: Watch) -> io::Result<JoinHandle<()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut window = signal(SignalKind::window_change())?;
    let mut stop = signal(SignalKind::from_raw(Number::TSTP.as_raw()))?;
    let mut go_on = signal(SignalKind::from_raw(Number::CONT.as_raw()))?;
    Ok(tokio::spawn(async move {
        loop {
            let event = tokio::select! {
                biased;
                _ = terminate.recv() => { watch.guard.leave(); TermEvent::Signal(Signal::Terminate) }
                _ = hangup.recv() => { watch.guard.leave(); TermEvent::Signal(Signal::Hangup) }
                // Sent from outside: the keyboard's own arrives as a key, since the line is raw.
                _ = interrupt.recv() => TermEvent::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)),
                _ = stop.recv() => watch.stop(&mut go_on).await,
                () = watch.stop.notified() => watch.stop(&mut go_on).await,
                // Stopped and continued behind our back: the shell has had the terminal.
                _ = go_on.recv() => watch.resume(),
                _ = window.recv() => watch.size.read().unwrap_or_else(|| watch.size.event()),
            };
            if watch.events.send(event).await.is_err() {
                return;
            }
        }
    }))
}

impl Watch {
    /// Gives the terminal back, stops, and takes it again when the shell says so.
    async fn stop(&self, go_on: &mut Stream) -> TermEvent {
        self.writer.suspend();
        // The whole group, as the keyboard would have done it: a script or sudo above us must let the shell have the
        // terminal too.
        if kill_current_process_group(Number::STOP).is_ok() {
            go_on.recv().await;
        }
        self.resume()
    }

    fn resume(&self) -> TermEvent {
        self.writer.resume();
        if let Some(resized) = self.size.read() {
            // The window may have changed while nobody looked; a full queue means that the application is behind anyway.
            let _ = self.events.try_send(resized);
        }
        TermEvent::Signal(Signal::Resumed)
    }
}
