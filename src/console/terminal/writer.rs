//! The thread that writes to the terminal, and the mailbox with room for one frame before it.
//!
//! A slow terminal must never make the program wait, nor show what was true ten seconds ago: while a frame is being
//! written, a newer one replaces the one that waits.

use std::{
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Rect, Size},
};

use super::{Caps, encode::Encoder, guard::Guard};

/// The most bytes of other output (clipboard copies) that may wait.
const MAX_EXTRA_BYTES: usize = 256 * 1024;
/// How long closing waits for the frame that is being written.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(300);

/// What the screen shall show.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Every cell of the screen; its area starts at 0, 0 and is the size of the terminal.
    pub buffer: Buffer,
    /// Where the cursor is shown, if it is: column and row.
    pub cursor: Option<(u16, u16)>,
    /// Whether everything is painted again, whatever is thought to be on the screen.
    pub full: bool,
    /// What a cell is before anything is drawn in it.
    pub ground: Cell,
}

/// The writer thread.
pub(super) struct FrameWriter {
    mailbox: Arc<Mailbox>,
    guard: Arc<Guard>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Mailbox {
    slot: Mutex<Slot>,
    wake: Condvar,
}

#[derive(Default)]
struct Slot {
    frame: Option<Frame>,
    repaint: bool,
    extra: Vec<u8>,
    /// A buffer full of the ground of an earlier frame, for the next one.
    spare: Option<Buffer>,
    stop: bool,
}

impl FrameWriter {
    /// Starts the thread. `guard` owns the output, and frames only reach it while the terminal is ours.
    pub(super) fn start(guard: Arc<Guard>, caps: Caps) -> Self {
        let mailbox = Arc::new(Mailbox::default());
        let thread = thread::Builder::new().name("terminal-writer".into()).spawn({
            let (mailbox, guard) = (Arc::clone(&mailbox), Arc::clone(&guard));
            move || write_frames(&mailbox, &guard, caps)
        });
        // Without a thread there is no picture, but the terminal is still given back.
        Self { mailbox, guard, thread: Mutex::new(thread.ok()) }
    }

    /// Puts `frame` into the mailbox, in the place of one that was not taken yet.
    pub(super) fn submit(&self, frame: Frame) {
        let mut slot = self.mailbox.lock();
        let missed = slot.frame.take();
        let full = frame.full || missed.as_ref().is_some_and(|missed| missed.full);
        slot.frame = Some(Frame { full, ..frame });
        self.mailbox.wake.notify_one();
    }

    /// Returns a buffer of this size that is the same everywhere: the ground of an earlier frame, or nothing.
    pub(super) fn buffer(&self, size: Size) -> Buffer {
        let area = Rect::new(0, 0, size.width, size.height);
        let spare = self.mailbox.lock().spare.take().filter(|spare| spare.area == area);
        spare.unwrap_or_else(|| Buffer::empty(area))
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

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to do and takes all of it; `None` when it is time to stop.
    fn take(&self) -> Option<(Option<Frame>, bool, Vec<u8>)> {
        let mut slot = self.lock();
        loop {
            if slot.stop {
                return None;
            }
            if slot.frame.is_some() || slot.repaint || !slot.extra.is_empty() {
                let repaint = mem::take(&mut slot.repaint);
                return Some((slot.frame.take(), repaint, mem::take(&mut slot.extra)));
            }
            slot = self.wake.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn write_frames(mailbox: &Mailbox, guard: &Guard, caps: Caps) {
    let mut encoder = Encoder::new(caps);
    let mut known = None;
    while let Some((frame, repaint, mut bytes)) = mailbox.take() {
        let epoch = guard.epoch();
        if known != epoch || repaint {
            encoder.forget();
            known = epoch;
        }
        match &frame {
            // While the terminal is not ours the frame is only remembered.
            Some(frame) => bytes.append(&mut encoder.encode(frame)),
            None if repaint => bytes.append(&mut encoder.repaint()),
            None => {}
        }
        let written = epoch.map(|epoch| guard.write(&bytes, epoch));
        if !matches!(written, Some(Ok(()))) {
            encoder.forget();
        }
        if let Some(mut frame) = frame {
            // Emptied here and now, when the frame is on its way, and not when the next one is in a hurry.
            frame.buffer.content.fill(frame.ground);
            mailbox.lock().spare.get_or_insert(frame.buffer);
        }
    }
}
