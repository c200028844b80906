//! On a real pseudo-terminal: whatever ends or stops the program, the line is as it was before.
//!
//! The program under the pseudo-terminal is this test binary, running nothing but [`child`].

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use rustix::process::{Pid, Signal as Number, kill_process};

use super::{
    super::{Frame, Terminal},
    CAPS,
};
use crate::console::event::{KeyCode, KeyModifiers, Signal, TermEvent};

const CHILD: &str = "BAILIWICK_PTY_CHILD";
const PATIENCE: Duration = Duration::from_secs(20);

/// The program: draws its size, stops on Ctrl-Z, panics on `p`, ends on `q` and on every signal that says so.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let (input, output) = (Box::new(std::io::stdin()), Box::new(std::io::stdout()));
        let mut terminal = Terminal::open(input, output, (80, 24), true, CAPS, true);
        loop {
            let (columns, rows) = terminal.size();
            let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
            buffer.set_string(0, 0, format!("ready {columns}x{rows}"), Style::new());
            terminal.submit(Frame { buffer: &buffer, changed: &[], cursor: None, full: false });
            match terminal.events.recv().await.unwrap() {
                TermEvent::Key(key) if key.code == KeyCode::Char('q') => return,
                TermEvent::Key(key) if key.code == KeyCode::Char('p') => {
                    let _ = thread::spawn(|| panic!("message of the panic")).join();
                }
                TermEvent::Key(key) if (key.code, key.modifiers) == (KeyCode::Char('z'), KeyModifiers::CONTROL) => {
                    terminal.suspend();
                }
                TermEvent::Signal(Signal::Terminate | Signal::Hangup | Signal::Panicked) => return,
                _ => {}
            }
        }
    });
    // The thread that reads the keyboard would keep the test harness from ending.
    std::process::exit(0);
}

/// The other side of the pseudo-terminal.
struct Stage {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    line_before: String,
}

impl Stage {
    fn start() -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let line_before = line(&*pair.master);
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "console::terminal::tests::pty::child", "--nocapture", "--test-threads=1"]);
        command.env(CHILD, "1");
        command.env("RUST_BACKTRACE", "0");
        let child = pair.slave.spawn_command(command).unwrap();
        let (rows, columns) = (NonZeroU16::new(24).unwrap(), NonZeroU16::new(80).unwrap());
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 0)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shown = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                shown.lock().unwrap().process(&bytes[..length]);
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        // The slave stays open here, so that the line can be looked at after the child is gone.
        std::mem::forget(pair.slave);
        let stage = Self { master: pair.master, keyboard, child, screen, line_before };
        stage.wait("the first frame", |screen| screen.alternate_screen() && screen.contents().contains("ready 80x24"));
        assert_ne!(line(&*stage.master), stage.line_before, "raw mode");
        stage
    }

    fn press(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn signal(&self, number: Number) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), number).unwrap();
    }

    fn state(&self) -> char {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id().unwrap())).unwrap();
        stat.rsplit(") ").next().unwrap().chars().next().unwrap()
    }

    fn wait(&self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !condition(self.screen.lock().unwrap().screen()) {
            let shown = self.screen.lock().unwrap().screen().contents();
            assert!(Instant::now() < deadline, "still no {what}:\n{shown}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn is_given_back(&self) {
        self.wait("terminal as it was", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let deadline = Instant::now() + PATIENCE;
        while line(&*self.master) != self.line_before {
            assert!(Instant::now() < deadline, "{} instead of {}", line(&*self.master), self.line_before);
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn ends(mut self) {
        let deadline = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "still runs");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn line(master: &dyn MasterPty) -> String {
    let line = master.get_termios().unwrap();
    format!("{:?} {:?} {:?}", line.input_flags, line.output_flags, line.local_flags)
}

#[test]
fn the_line_is_given_back_on_quit() {
    let mut stage = Stage::start();
    stage.press(b"q");
    stage.is_given_back();
    stage.ends();
}

#[test]
fn the_line_is_given_back_on_sigterm_and_sighup() {
    for number in [Number::TERM, Number::HUP] {
        let stage = Stage::start();
        stage.signal(number);
        stage.is_given_back();
        stage.ends();
    }
}

#[test]
fn the_line_is_given_back_before_the_message_of_a_panic() {
    let mut stage = Stage::start();
    stage.press(b"p");
    stage.is_given_back();
    stage.wait("message on the ordinary screen", |screen| screen.contents().contains("message of the panic"));
    stage.ends();
}

#[test]
fn ctrl_z_gives_the_line_to_the_shell_and_takes_it_again() {
    let mut stage = Stage::start();
    for from_outside in [false, true] {
        if from_outside {
            stage.signal(Number::TSTP);
        } else {
            stage.press(b"\x1a");
        }
        stage.is_given_back();
        let deadline = Instant::now() + PATIENCE;
        while stage.state() != 'T' {
            assert!(Instant::now() < deadline, "does not stop");
            thread::sleep(Duration::from_millis(5));
        }
        stage.signal(Number::CONT);
        stage.wait("the same frame", |screen| screen.alternate_screen() && screen.contents().contains("ready 80x24"));
        assert_ne!(line(&*stage.master), stage.line_before, "raw mode again");
    }
    stage.press(b"q");
    stage.is_given_back();
    stage.ends();
}

#[test]
fn a_new_window_size_arrives() {
    let mut stage = Stage::start();
    let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
    stage.screen.lock().unwrap().screen_mut().set_size(NonZeroU16::new(30).unwrap(), NonZeroU16::new(100).unwrap());
    stage.master.resize(size).unwrap();
    stage.wait("new size", |screen| screen.contents().contains("ready 100x30"));
    stage.press(b"q");
    stage.ends();
}
