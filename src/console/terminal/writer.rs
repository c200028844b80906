//! The thread that writes to the terminal, and the mailbox with room for one frame before it.
//!
//! A slow terminal must never make the program wait, nor show what was true ten seconds ago: while a frame is being
//! written, a newer one replaces the one that waits.
//!
//! While nothing is being written, which is nearly always, a frame becomes bytes where it was drawn: ten thousand cells
//! are close at hand there, and only the few bytes of the change go over to the other thread.

use std::{
    mem,
    ops::Range,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use ratatui::buffer::Buffer;

use super::{Caps, encode::Encoder, guard::Guard};

/// The most bytes of other output (clipboard copies) that may wait.
const MAX_EXTRA_BYTES: usize = 256 * 1024;
/// How long closing waits for the frame that is being written.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(300);

/// What the screen shall show.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Every cell of the screen; its area starts at 0, 0 and is the size of the terminal.
    pub buffer: &'a Buffer,
    /// For every row, the columns that may differ from those of the frame before, none of which cuts a wide symbol. A row
    /// of which nothing is said may differ everywhere.
    pub changed: &'a [Range<u16>],
    /// Where the cursor is shown, if it is: column and row.
    pub cursor: Option<(u16, u16)>,
    /// Whether everything is painted again, whatever is thought to be on the screen.
    pub full: bool,
}

/// A frame that must wait for the one before it.
struct Waiting {
    buffer: Buffer,
    cursor: Option<(u16, u16)>,
    full: bool,
}

/// The writer thread.
pub(super) struct FrameWriter {
    mailbox: Arc<Mailbox>,
    guard: Arc<Guard>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Mailbox {
    slot: Mutex<Slot>,
    wake: Condvar,
    painter: Mutex<Painter>,
}

#[derive(Default)]
struct Slot {
    /// What is painted and waits to be written; nothing else is done before it.
    painted: Option<Painted>,
    frame: Option<Waiting>,
    repaint: bool,
    extra: Vec<u8>,
    /// Whether a frame is being painted where it was drawn: the thread leaves everything as it is.
    painting: bool,
    /// Whether the thread is writing: what must be painted next depends on how that ends.
    writing: bool,
    stop: bool,
}

/// Bytes, and during which taking of the terminal they may be written.
struct Painted {
    bytes: Vec<u8>,
    epoch: Option<u64>,
}

/// Turns frames into bytes.
struct Painter {
    encoder: Encoder,
    /// The taking of the terminal that the encoder knows about.
    known: Option<u64>,
}

impl FrameWriter {
    /// Starts the thread. `guard` owns the output, and frames only reach it while the terminal is ours.
    pub(super) fn start(guard: Arc<Guard>, caps: Caps) -> Self {
        let mailbox = Arc::new(Mailbox {
            slot: Mutex::default(),
            wake: Condvar::new(),
            painter: Mutex::new(Painter { encoder: Encoder::new(caps), known: None }),
        });
        let thread = thread::Builder::new().name("terminal-writer".into()).spawn({
            let (mailbox, guard) = (Arc::clone(&mailbox), Arc::clone(&guard));
            move || write_frames(&mailbox, &guard)
        });
        // Without a thread there is no picture, but the terminal is still given back.
        Self { mailbox, guard, thread: Mutex::new(thread.ok()) }
    }

    /// Has `frame` shown, in the place of one that was not begun yet.
    pub(super) fn submit(&self, frame: Frame<'_>) {
        let mut slot = self.mailbox.lock();
        if !slot.is_idle() {
            let full = frame.full || slot.frame.take().is_some_and(|missed| missed.full);
            slot.frame = Some(Waiting { buffer: frame.buffer.clone(), cursor: frame.cursor, full });
            self.mailbox.wake.notify_one();
            return;
        }
        slot.painting = true;
        drop(slot);
        let painted = self.mailbox.painter().paint(&self.guard, Some(frame), false, Vec::new());
        let mut slot = self.mailbox.lock();
        slot.painting = false;
        slot.painted = Some(painted);
        drop(slot);
        self.mailbox.wake.notify_one();
    }

    /// Writes `bytes` between two frames. Drops them if too much is waiting; returns whether it took them.
    pub(super) fn write(&self, bytes: &[u8]) -> bool {
        let mut slot = self.mailbox.lock();
        if slot.extra.len() + bytes.len() > MAX_EXTRA_BYTES {
            return false;
        }
        slot.extra.extend_from_slice(bytes);
        self.mailbox.wake.notify_one();
        true
    }

    /// Gives the terminal back for a while; frames wait.
    pub(super) fn suspend(&self) {
        self.guard.leave();
    }

    /// Takes the terminal again and paints the last frame anew.
    pub(super) fn resume(&self) {
        self.guard.reenter();
        self.mailbox.lock().repaint = true;
        self.mailbox.wake.notify_one();
    }

    /// Ends the thread and gives the terminal back, whether or not it still reads. What waits is not written.
    pub(super) fn finish(&self) {
        self.mailbox.lock().stop = true;
        self.mailbox.wake.notify_one();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let deadline = Instant::now() + CLOSE_TIMEOUT;
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(1));
            }
        }
        self.guard.leave();
    }
}

impl Drop for FrameWriter {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Slot {
    /// Whether nothing is under way, so that what the terminal shows is known.
    fn is_idle(&self) -> bool {
        !self.writing && !self.painting && self.painted.is_none() && !self.has_work()
    }

    fn has_work(&self) -> bool {
        self.frame.is_some() || self.repaint || !self.extra.is_empty()
    }
}

/// What the thread has to do.
enum Work {
    Write(Painted),
    Paint { frame: Option<Waiting>, repaint: bool, before: Vec<u8> },
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn painter(&self) -> MutexGuard<'_, Painter> {
        self.painter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to do and takes all of it; `None` when it is time to stop.
    fn take(&self) -> Option<Work> {
        let mut slot = self.lock();
        slot.writing = false;
        loop {
            if slot.stop {
                return None;
            }
            if let Some(painted) = slot.painted.take() {
                slot.writing = true;
                return Some(Work::Write(painted));
            }
            if !slot.painting && slot.has_work() {
                slot.writing = true;
                let (repaint, before) = (mem::take(&mut slot.repaint), mem::take(&mut slot.extra));
                return Some(Work::Paint { frame: slot.frame.take(), repaint, before });
            }
            slot = self.wake.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Painter {
    /// Returns `bytes` and behind them those that show `frame`, or that paint the last one again.
    fn paint(&mut self, guard: &Guard, frame: Option<Frame<'_>>, repaint: bool, mut bytes: Vec<u8>) -> Painted {
        let epoch = guard.epoch();
        if self.known != epoch || repaint {
            self.encoder.forget();
            self.known = epoch;
        }
        match frame {
            // While the terminal is not ours the frame is only remembered.
            Some(frame) => bytes.append(&mut self.encoder.encode(frame)),
            None if repaint => bytes.append(&mut self.encoder.repaint()),
            None => {}
        }
        Painted { bytes, epoch }
    }
}

fn write_frames(mailbox: &Mailbox, guard: &Guard) {
    while let Some(work) = mailbox.take() {
        let painted = match work {
            Work::Write(painted) => painted,
            Work::Paint { frame, repaint, before } => {
                // Frames were left out before it: what is said of its columns does not count.
                let frame = frame.as_ref().map(|Waiting { buffer, cursor, full }| Frame {
                    buffer,
                    changed: &[],
                    cursor: *cursor,
                    full: *full,
                });
                mailbox.painter().paint(guard, frame, repaint, before)
            }
        };
        let written = painted.epoch.map(|epoch| guard.write(&painted.bytes, epoch));
        if !matches!(written, Some(Ok(()))) {
            mailbox.painter().encoder.forget();
        }
    }
}
