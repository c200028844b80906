//! The thread that owns the output.
use ratatui::buffer::Buffer;

/// What the screen shall show.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Every cell of the screen; its area starts at 0, 0 and is the size of the terminal.
    pub buffer: Buffer,
    /// Where the cursor is shown, if it is: column and row.
    pub cursor: Option<(u16, u16)>,
    /// Whether everything is painted again, whatever is thought to be on the screen.
    pub full: bool,
}
