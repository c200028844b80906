//! What comes from the terminal, in the order in which it came.
//!
//! The application wraps these into its own event, beside replies and core changes. Nothing here knows the application.

pub use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// One thing that the terminal, or the system on its behalf, told us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermEvent {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted. It is text, never keys: a paste triggers no action.
    Paste(String),
    /// The mouse moved or clicked, while it is captured.
    Mouse(MouseEvent),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The terminal window has (`true`) or lost (`false`) the focus.
    Focus(bool),
    /// The system wants something from the whole program.
    Signal(Signal),
}

/// What the system wants from the whole program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// `SIGTERM`: end in good order. The terminal is already given back.
    Terminate,
    /// `SIGHUP`, or the input ended: nobody is there any more. The terminal is already given back.
    Hangup,
    /// The program runs again after Ctrl-Z. The terminal is ours again and the last frame was repainted.
    Resumed,
    /// A thread panicked and the terminal was given back so that its message can be read: end.
    Panicked,
}
