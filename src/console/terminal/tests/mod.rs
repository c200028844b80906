//! The terminal against a terminal emulator, against hostile bytes, and against writers that fail.

mod budget;
mod decoder;
mod guard;
mod picture;
mod pty;
mod replay;
mod session;

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use super::{Caps, Colors};

const CAPS: Caps =
    Caps { colors: Colors::True, unicode: true, synchronized: false, osc52: true, ssh: false, tmux: false };

/// Keeps what is written to it, one entry a write.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Vec<u8>>>>);

impl Recorder {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().concat()
    }

    fn writes(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes()).unwrap()
    }

    fn forget(&self) {
        self.0.lock().unwrap().clear();
    }

    /// Waits until what was written fulfils `condition`.
    fn wait(&self, condition: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
        loop {
            let bytes = self.bytes();
            if condition(&bytes) {
                return bytes;
            }
            assert!(std::time::Instant::now() < deadline, "still only {:?}", String::from_utf8_lossy(&bytes));
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

impl Write for Recorder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}
