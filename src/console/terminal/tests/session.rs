//! The terminal as a whole, over streams that a test holds in its hands.

use std::{
    io::{self, Cursor, Read, Write},
    sync::mpsc,
    time::Duration,
};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tokio::time::timeout;

use super::{
    super::{Copied, Frame, Terminal},
    CAPS, Recorder, contains,
};
use crate::console::event::{KeyCode, KeyEvent, KeyModifiers, Signal, TermEvent};

/// Hands out what is sent to it, and waits otherwise.
struct Keyboard(mpsc::Receiver<Vec<u8>>);

impl Read for Keyboard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Ok(bytes) = self.0.recv() else { return Ok(0) };
        buffer[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }
}

fn keyboard() -> (mpsc::Sender<Vec<u8>>, Box<Keyboard>) {
    let (sender, receiver) = mpsc::channel();
    (sender, Box::new(Keyboard(receiver)))
}

fn open(out: impl Write + Send + 'static) -> (mpsc::Sender<Vec<u8>>, Terminal) {
    let (keys, keyboard) = keyboard();
    (keys, Terminal::open(keyboard, Box::new(out), (20, 4), false, CAPS, false))
}

fn show(terminal: &Terminal, text: &str, full: bool) {
    let (columns, rows) = terminal.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    buffer.set_string(0, 0, text, Style::new());
    terminal.submit(Frame { buffer: &buffer, changed: &[], cursor: None, full });
}

async fn next(terminal: &mut Terminal) -> TermEvent {
    timeout(Duration::from_secs(5), terminal.events.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn keys_come_out_and_the_end_of_the_input_is_told() {
    let out = Recorder::default();
    let input = Box::new(Cursor::new(b"j\x1b[A\x1b".to_vec()));
    let mut terminal = Terminal::open(input, Box::new(out), (20, 4), false, CAPS, false);
    let key = |code| TermEvent::Key(KeyEvent::new(code, KeyModifiers::NONE));
    assert_eq!(next(&mut terminal).await, key(KeyCode::Char('j')));
    assert_eq!(next(&mut terminal).await, key(KeyCode::Up));
    assert_eq!(next(&mut terminal).await, key(KeyCode::Esc));
    assert_eq!(next(&mut terminal).await, TermEvent::Signal(Signal::Hangup));
}

#[tokio::test]
async fn a_lone_escape_is_a_key_after_a_moment() {
    let (keys, mut terminal) = open(Recorder::default());
    keys.send(b"\x1b".to_vec()).unwrap();
    assert_eq!(next(&mut terminal).await, TermEvent::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
}

#[tokio::test]
async fn a_frame_is_one_write_and_the_same_frame_none() {
    let out = Recorder::default();
    let (_keys, terminal) = open(out.clone());
    out.forget();
    show(&terminal, "hello", false);
    out.wait(|bytes| contains(bytes, "hello"));
    assert_eq!(out.writes(), 1);
    show(&terminal, "hello", false);
    show(&terminal, "hullo", false);
    out.wait(|bytes| bytes.ends_with(b"u"));
    assert_eq!(out.writes(), 2);
}

/// Tells of every write of a frame, and blocks it until it is let through.
struct Slow {
    out: Recorder,
    writing: mpsc::Sender<()>,
    gate: mpsc::Receiver<()>,
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if contains(bytes, "frame") {
            let _ = self.writing.send(());
            let _ = self.gate.recv();
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal that does not read on before it is told to.
struct Stuck {
    terminal: Terminal,
    out: Recorder,
    gate: mpsc::Sender<()>,
    _keys: mpsc::Sender<Vec<u8>>,
}

impl Stuck {
    /// Opens one, which is in the middle of writing `text`.
    fn writing(text: &str) -> Self {
        let out = Recorder::default();
        let (gate, opened) = mpsc::channel();
        let (writing, begun) = mpsc::channel();
        let (keys, terminal) = open(Slow { out: out.clone(), writing, gate: opened });
        show(&terminal, text, false);
        begun.recv_timeout(Duration::from_secs(5)).expect("the frame is written");
        Self { terminal, out, gate, _keys: keys }
    }

    /// Lets one write of a frame through.
    fn read_on(&self) {
        self.gate.send(()).unwrap();
    }
}

#[tokio::test]
async fn a_slow_terminal_gets_the_latest_frame_only() {
    let stuck = Stuck::writing("frame 0");
    for number in 1..=9 {
        show(&stuck.terminal, &format!("frame {number}"), number == 3);
    }
    stuck.read_on();
    stuck.read_on();
    let text = stuck.out.wait(|bytes| contains(bytes, "frame 9"));
    assert!(contains(&text, "frame 0"));
    assert!(
        (1..9).all(|number| !contains(&text, &format!("frame {number}"))),
        "a full repaint was asked for in between"
    );
}

#[tokio::test]
async fn the_mouse_is_captured_without_waiting_for_a_terminal_that_does_not_read() {
    let stuck = Stuck::writing("frame");
    stuck.terminal.set_mouse(true);
    assert!(!contains(&stuck.out.bytes(), "frame"));
    stuck.read_on();
    stuck.out.wait(|bytes| contains(bytes, "frame") && contains(bytes, "\x1b[?1002h"));
}

#[tokio::test]
async fn the_last_frame_comes_back_after_a_pause() {
    let out = Recorder::default();
    let (_keys, terminal) = open(out.clone());
    show(&terminal, "hello", false);
    out.wait(|bytes| contains(bytes, "hello"));
    terminal.writer.suspend();
    out.forget();
    show(&terminal, "unseen", false);
    std::thread::sleep(Duration::from_millis(30));
    assert_eq!(out.bytes(), b"");
    terminal.writer.resume();
    out.wait(|bytes| contains(bytes, "\x1b[?1049h") && contains(bytes, "unseen"));
}

#[tokio::test]
async fn closing_gives_the_terminal_back() {
    let out = Recorder::default();
    let (_keys, terminal) = open(out.clone());
    terminal.close();
    assert!(out.text().ends_with("\x1b[?1049l"));
}

#[tokio::test]
async fn closing_does_not_wait_for_a_terminal_that_does_not_read() {
    let stuck = Stuck::writing("frame");
    let before = std::time::Instant::now();
    stuck.terminal.close();
    assert!(before.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn copies_go_between_frames_and_say_how_far_they_went() {
    let out = Recorder::default();
    let (_keys, terminal) = open(out.clone());
    assert_eq!(terminal.copy("pcitis042"), Copied::Sent { bytes: 9 });
    out.wait(|bytes| contains(bytes, "\x1b]52;c;cGNpdGlzMDQy\x07"));
}

#[tokio::test]
async fn a_resize_is_told() {
    let (_keys, mut terminal) = open(Recorder::default());
    terminal.resized(100, 30);
    assert_eq!(next(&mut terminal).await, TermEvent::Resize(100, 30));
    assert_eq!(terminal.size(), (100, 30));
}

#[tokio::test]
async fn without_a_tty_ctrl_z_stops_nothing() {
    let (keys, mut terminal) = open(Recorder::default());
    terminal.suspend();
    keys.send(b"j".to_vec()).unwrap();
    assert!(matches!(next(&mut terminal).await, TermEvent::Key(_)));
}
