//! Taking the terminal and giving it back, whatever happens.
//!
//! Leaving undoes entering step by step; a step that fails does not keep the others from being tried. It runs when the
//! guard is dropped, on the signals that end or stop the program, and from the panic hook before the message is
//! printed. Writing is only possible while the terminal is ours.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    sync::{
        Arc, Mutex, MutexGuard, Once, PoisonError, TryLockError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::mpsc;

use crate::console::event::{Signal, TermEvent};

/// Alternate screen, bracketed paste, no cursor. Focus reports stay off: nothing here needs them.
const ENTER: [&[u8]; 3] = [b"\x1b[?1049h", b"\x1b[?2004h", b"\x1b[?25l"];
/// The same backwards, after what a frame may have left behind: synchronized output, margins, attributes.
const LEAVE: [&[u8]; 6] = [b"\x1b[?2026l", b"\x1b[r", b"\x1b[m", b"\x1b[?2004l", b"\x1b[?25h", b"\x1b[?1049l"];
/// Clicks, drags and the wheel, in the SGR encoding, which has no limit at column 223.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// How long giving back waits for a frame that is being written to a terminal that does not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Guards that the panic hook must see to.
static WATCHED: Mutex<Vec<(Weak<Guard>, mpsc::Sender<TermEvent>)>> = Mutex::new(Vec::new());
static HOOK: Once = Once::new();

/// Owns the output, and gives the terminal back when it goes.
pub(super) struct Guard {
    tty: bool,
    state: Mutex<State>,
    /// Whether the mouse is captured while the terminal is ours.
    mouse: AtomicBool,
    /// How the line was set before; apart from `state`, so that it can be set again while a write hangs.
    cooked: Mutex<Option<Termios>>,
}

struct State {
    out: Box<dyn Write + Send>,
    entered: bool,
    /// Counts the times that the terminal was taken: after each, nothing is known about what it shows.
    epoch: u64,
}

impl Guard {
    /// Takes the terminal behind `out`. With `tty`, the line of the process is put into raw mode too.
    pub(super) fn take(out: Box<dyn Write + Send>, tty: bool, mouse: bool) -> Arc<Self> {
        let state = Mutex::new(State { out, entered: false, epoch: 0 });
        let guard = Self { tty, state, mouse: AtomicBool::new(mouse), cooked: Mutex::new(None) };
        guard.enter();
        Arc::new(guard)
    }

    /// Takes the terminal again after [`Guard::leave`].
    pub(super) fn enter(&self) {
        let mut state = lock(&self.state);
        if state.entered {
            return;
        }
        self.make_raw();
        state.write_each(&ENTER);
        if self.mouse.load(Ordering::Relaxed) {
            state.write_each(&[MOUSE_ON]);
        }
        state.entered = true;
        state.epoch += 1;
    }

    /// Sets up everything once more, after somebody else had the terminal without asking.
    pub(super) fn reenter(&self) {
        lock(&self.state).entered = false;
        self.enter();
    }

    /// Gives the terminal back. Does nothing if it is not ours.
    pub(super) fn leave(&self) {
        match patient_lock(&self.state) {
            Some(mut state) if state.entered => {
                state.entered = false;
                state.write_each(&[MOUSE_OFF]);
                state.write_each(&LEAVE);
            }
            Some(_) => {}
            // The terminal does not read, or the panic came out of the write itself.
            None if self.tty => write_past_the_queue(),
            None => {}
        }
        self.make_cooked();
    }

    /// Notes whether the mouse is captured from now on. Returns the bytes that capture it or let it go, for the writer:
    /// whoever asks must not wait for a terminal that does not read.
    #[must_use]
    pub(super) fn set_mouse(&self, on: bool) -> &'static [u8] {
        self.mouse.store(on, Ordering::Relaxed);
        if on { MOUSE_ON } else { MOUSE_OFF }
    }

    /// Returns the number of the current taking, or `None` while the terminal is not ours.
    pub(super) fn epoch(&self) -> Option<u64> {
        let state = lock(&self.state);
        state.entered.then_some(state.epoch)
    }

    /// Writes `bytes` in one go, if the terminal is still ours since `epoch`; otherwise drops them.
    pub(super) fn write(&self, bytes: &[u8], epoch: u64) -> io::Result<()> {
        let mut state = lock(&self.state);
        if bytes.is_empty() || !state.entered || state.epoch != epoch {
            return Ok(());
        }
        state.out.write_all(bytes)?;
        state.out.flush()
    }

    /// Has the panic hook give this terminal back and tell `events`.
    pub(super) fn watch_panics(self: &Arc<Self>, events: mpsc::Sender<TermEvent>) {
        let mut watched = lock(&WATCHED);
        watched.retain(|(guard, _)| guard.strong_count() > 0);
        watched.push((Arc::downgrade(self), events));
        drop(watched);
        HOOK.call_once(|| {
            let print = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                rescue_all();
                print(panic);
            }));
        });
    }

    fn make_raw(&self) {
        if !self.tty {
            return;
        }
        let mut cooked = lock(&self.cooked);
        if let Ok(current) = tcgetattr(io::stdin()) {
            let mut raw = current.clone();
            raw.make_raw();
            if cooked.is_none() {
                *cooked = Some(current);
            }
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &raw);
        }
    }

    fn make_cooked(&self) {
        if let Some(cooked) = lock(&self.cooked).take() {
            // Now, not once the queue has drained: it may never.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &cooked);
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.leave();
    }
}

impl State {
    fn write_each(&mut self, steps: &[&[u8]]) {
        for step in steps {
            let _ = self.out.write_all(step);
        }
        let _ = self.out.flush();
    }
}

/// Gives every watched terminal back. Called while panicking, so nothing here may panic or wait for long.
fn rescue_all() {
    let Some(watched) = patient_lock(&WATCHED) else { return };
    for (guard, events) in watched.iter() {
        if let Some(guard) = guard.upgrade() {
            guard.leave();
            let _ = events.try_send(TermEvent::Signal(Signal::Panicked));
        }
    }
}

/// Reaches the controlling terminal beside an output that hangs, without hanging too.
fn write_past_the_queue() {
    let nonblocking = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let Ok(mut tty) = OpenOptions::new().write(true).custom_flags(nonblocking).open("/dev/tty") else { return };
    for step in LEAVE.iter().chain([&MOUSE_OFF]) {
        let _ = tty.write_all(step);
    }
}

/// A panic elsewhere does not make the terminal less ours to give back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn patient_lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}
