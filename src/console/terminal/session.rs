//! The terminal as a whole: input, output, signals, put together over any pair of streams.

use std::{
    io::{self, Read, Write},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use rustix::termios::tcgetwinsize;
use tokio::{
    sync::{Notify, mpsc},
    task::JoinHandle,
};

use super::{
    Caps, Copied, Frame, clipboard,
    guard::Guard,
    keyboard,
    signals::{self, Watch},
    writer::FrameWriter,
};
use crate::console::event::TermEvent;

/// How many events may wait; then the input waits.
const EVENT_QUEUE: usize = 1024;

/// A terminal that is ours until it is closed or dropped.
pub struct Terminal {
    /// What comes from the terminal. Bounded; the input waits when nobody takes it.
    pub events: mpsc::Receiver<TermEvent>,
    sender: mpsc::Sender<TermEvent>,
    caps: Caps,
    guard: Arc<Guard>,
    pub(super) writer: Arc<FrameWriter>,
    size: Arc<Size>,
    stop: Arc<Notify>,
    signals: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Takes the terminal over. `size` is columns and rows.
    ///
    /// With `tty`, the process's own line is put into raw mode and its signals are watched, for which a tokio runtime
    /// must be running. Without, nothing but the two streams is touched.
    pub fn open(
        input: Box<dyn Read + Send>,
        output: Box<dyn Write + Send>,
        size: (u16, u16),
        tty: bool,
        caps: Caps,
        mouse: bool,
    ) -> Self {
        let (sender, events) = mpsc::channel(EVENT_QUEUE);
        let guard = Guard::take(output, tty, mouse);
        let writer = Arc::new(FrameWriter::start(Arc::clone(&guard), caps));
        let size = Arc::new(Size::new(size));
        let stop = Arc::new(Notify::new());
        let signals = tty.then(|| {
            guard.watch_panics(sender.clone());
            signals::watch(Watch {
                guard: Arc::clone(&guard),
                writer: Arc::clone(&writer),
                events: sender.clone(),
                size: Arc::clone(&size),
                stop: Arc::clone(&stop),
            })
        });
        let signals = signals
            .and_then(|watcher| watcher.inspect_err(|error| tracing::warn!(%error, "signals cannot be watched")).ok());
        let ended = tty.then(|| Arc::clone(&guard));
        if let Err(error) = keyboard::read(input, sender.clone(), ended) {
            tracing::error!(%error, "the input cannot be read");
        }
        Self { events, sender, caps, guard, writer, size, stop, signals }
    }

    /// Returns columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size.get()
    }

    /// Tells that the far end changed its size, where no signal does (an SSH channel, a test).
    pub fn resized(&self, columns: u16, rows: u16) {
        self.size.set((columns, rows));
        let _ = self.sender.try_send(self.size.event());
    }

    /// Shows `frame`, unless a later one comes before the terminal took it.
    pub fn submit(&self, frame: Frame<'_>) {
        self.writer.submit(frame);
    }

    /// Gives the terminal back and stops the program until the shell continues it (Ctrl-Z).
    ///
    /// Returns at once; [`Signal::Resumed`] comes when it goes on. Without a tty there is no shell, and nothing happens.
    pub fn suspend(&self) {
        if self.signals.is_some() {
            self.stop.notify_one();
        }
    }

    /// Captures the mouse, or leaves it to the terminal so that text can be selected.
    pub fn set_mouse(&self, on: bool) {
        self.writer.write(self.guard.set_mouse(on));
    }

    /// Copies `text` to the clipboard of whoever sits at the terminal, and says how far that went.
    pub fn copy(&self, text: &str) -> Copied {
        let (bytes, copied) = clipboard::encode(text, &self.caps);
        if self.writer.write(&bytes) { copied } else { Copied::Busy }
    }

    /// Gives the terminal back.
    pub fn close(self) {}
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(signals) = self.signals.take() {
            signals.abort();
        }
        self.writer.finish();
    }
}

/// Columns and rows in one word, so that they always belong together.
pub(super) struct Size(AtomicU32);

impl Size {
    fn new(size: (u16, u16)) -> Self {
        let this = Self(AtomicU32::new(0));
        this.set(size);
        this
    }

    fn get(&self) -> (u16, u16) {
        let [a, b, c, d] = self.0.load(Ordering::Relaxed).to_be_bytes();
        (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]))
    }

    fn set(&self, (columns, rows): (u16, u16)) {
        self.0.store(u32::from(columns) << 16 | u32::from(rows), Ordering::Relaxed);
    }

    pub(super) fn event(&self) -> TermEvent {
        let (columns, rows) = self.get();
        TermEvent::Resize(columns, rows)
    }

    /// Asks the line for its size; returns the event if it is another one than before.
    pub(super) fn read(&self) -> Option<TermEvent> {
        let found = tcgetwinsize(io::stdout()).or_else(|_| tcgetwinsize(io::stdin())).ok()?;
        let now = (found.ws_col, found.ws_row);
        if now == (0, 0) || now == self.get() {
            return None;
        }
        self.set(now);
        Some(self.event())
    }
}
