//! From the input stream to the queue of events.
//!
//! The thread that reads also decodes and delivers: a key goes through no other hands. It can only wait for bytes, so a
//! second thread waits for time where a sequence has begun and may have no end. It must not know what an event means.

use std::{
    io::{self, ErrorKind, Read},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use tokio::sync::mpsc;

use super::{Decoder, guard::Guard};
use crate::console::event::{Signal, TermEvent};

const CHUNK_BYTES: usize = 4096;

/// What the two threads share.
struct Keyboard {
    state: Mutex<State>,
    /// Wakes the thread that waits for time.
    begun: Condvar,
    events: mpsc::Sender<TermEvent>,
}

#[derive(Default)]
struct State {
    decoder: Decoder,
    decoded: Vec<TermEvent>,
    /// Counts what was fed, so that a wait can tell whether something has come meanwhile.
    fed: u64,
    ended: bool,
}

/// Nobody takes events any more.
struct Closed;

/// Starts the threads. `ended` is given back when the input ends.
pub(super) fn read(
    input: Box<dyn Read + Send>,
    events: mpsc::Sender<TermEvent>,
    ended: Option<Arc<Guard>>,
) -> io::Result<()> {
    let keyboard = Arc::new(Keyboard { state: Mutex::default(), begun: Condvar::new(), events });
    let waiting = Arc::clone(&keyboard);
    thread::Builder::new().name("terminal-keys".into()).spawn(move || waiting.wait_for_ends())?;
    thread::Builder::new().name("terminal-input".into()).spawn(move || {
        let outcome = keyboard.read(input).and_then(|()| keyboard.end());
        keyboard.lock().ended = true;
        keyboard.begun.notify_one();
        if outcome.is_ok() {
            if let Some(guard) = ended {
                guard.leave();
            }
            let _ = keyboard.events.blocking_send(TermEvent::Signal(Signal::Hangup));
        }
    })?;
    Ok(())
}

impl Keyboard {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until the input ends.
    fn read(&self, mut input: Box<dyn Read + Send>) -> Result<(), Closed> {
        let mut buffer = vec![0; CHUNK_BYTES];
        loop {
            match input.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(length) => {
                    let mut state = self.lock();
                    let State { decoder, decoded, fed, .. } = &mut *state;
                    decoder.feed(&buffer[..length], decoded);
                    *fed += 1;
                    if decoder.patience().is_some() {
                        self.begun.notify_one();
                    }
                    self.deliver(&mut state)?;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Ok(()),
            }
        }
    }

    /// Takes what is left over at the end of the input.
    fn end(&self) -> Result<(), Closed> {
        let mut state = self.lock();
        let State { decoder, decoded, .. } = &mut *state;
        decoder.flush(decoded);
        self.deliver(&mut state)
    }

    /// Sends what was decoded. Holding the state keeps the order; the input waits when nobody takes events.
    fn deliver(&self, state: &mut State) -> Result<(), Closed> {
        state.decoded.drain(..).try_for_each(|event| self.events.blocking_send(event).map_err(|_| Closed))
    }

    /// Waits for sequences that have begun and takes them as they are when they do not go on.
    fn wait_for_ends(&self) {
        let mut state = self.lock();
        while !state.ended {
            let Some(patience) = state.decoder.patience() else {
                state = self.begun.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let fed = state.fed;
            let waited = self.begun.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if waited.1.timed_out() && state.fed == fed {
                let State { decoder, decoded, .. } = &mut *state;
                decoder.flush(decoded);
                if self.deliver(&mut state).is_err() {
                    return;
                }
            }
        }
    }
}
