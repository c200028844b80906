//! The terminal as a whole.
use std::io::{Read, Write};

use super::{Caps, Copied, Frame, clipboard};
use crate::console::event::TermEvent;

/// A terminal that is ours until it is closed or dropped.
pub struct Terminal {
    /// What comes from the terminal. Bounded; the input waits when nobody takes it.
    pub events: tokio::sync::mpsc::Receiver<TermEvent>,
    caps: Caps,
}

impl Terminal {
    /// Takes the terminal over. `size` is columns and rows. With `tty`, raw mode and signals are ours too.
    pub fn open(
        _input: Box<dyn Read + Send>,
        _output: Box<dyn Write + Send>,
        _size: (u16, u16),
        _tty: bool,
        caps: Caps,
        _mouse: bool,
    ) -> Self {
        let (_, events) = tokio::sync::mpsc::channel(1024);
        Self { events, caps }
    }

    /// Shows `frame`, unless a later one comes before the terminal took it.
    pub fn submit(&self, _frame: Frame) {}

    /// Gives the terminal back and stops the program until the shell continues it (Ctrl-Z).
    pub fn suspend(&self) {}

    /// Captures the mouse, or leaves it to the terminal so that text can be selected.
    pub fn set_mouse(&self, _on: bool) {}

    /// Copies `text` to the clipboard of whoever sits at the terminal.
    pub fn copy(&self, text: &str) -> Copied {
        clipboard::encode(text, &self.caps).1
    }

    /// Gives the terminal back.
    pub fn close(self) {}
}
