//! The program on a real pseudo-terminal, with a terminal emulator on the other side that sees what a person sees and
//! keeps every byte.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};
use vt100::Screen;

/// How long anything may take on a busy machine before the test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
const TICK: Duration = Duration::from_millis(5);
/// Variables that change what a terminal is believed to be able to do.
const TERMINALS: [&str; 9] =
    ["TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION", "WT_SESSION", "VTE_VERSION"];

/// A program on its pseudo-terminal.
pub(crate) struct Stage {
    master: Box<dyn MasterPty + Send>,
    // Open as long as the test looks at the line, which would be gone with the program otherwise.
    _slave: Box<dyn SlavePty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    line_before: String,
}

/// What arrived at the terminal.
struct Seen {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
}

impl Stage {
    /// Starts a command on a terminal of this many columns and rows.
    pub(crate) fn start(command: &Command, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let line_before = line(&*pair.master);
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(command.get_args());
        TERMINALS.iter().for_each(|name| builder.env_remove(name));
        builder.env("TERM", "xterm-256color");
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => builder.env(name, value),
                None => builder.env_remove(name),
            }
        }
        let child = pair.slave.spawn_command(builder).unwrap();
        let seen = Arc::new(Mutex::new(Seen { terminal: emulator(columns, rows), bytes: Vec::new() }));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                let mut seen = sink.lock().unwrap();
                seen.terminal.process(&bytes[..length]);
                seen.bytes.extend_from_slice(&bytes[..length]);
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { master: pair.master, _slave: pair.slave, keyboard, child, seen, line_before }
    }

    /// Starts a command at 80×24 and waits for the overview.
    pub(crate) fn overview(command: &Command) -> Self {
        let stage = Self::start(command, 80, 24);
        stage.wait_for("bailiwick  Overview");
        assert_ne!(line(&*stage.master), stage.line_before, "raw mode");
        stage
    }

    /// Types. After an escape it waits as a person would: the next key right behind it would be one with Alt.
    pub(crate) fn press(&mut self, bytes: impl AsRef<[u8]>) {
        self.keyboard.write_all(bytes.as_ref()).unwrap();
        self.keyboard.flush().unwrap();
        if bytes.as_ref().ends_with(b"\x1b") {
            thread::sleep(Duration::from_millis(150));
        }
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub(crate) fn paste(&mut self, text: &str) {
        self.press(format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (rows_now, columns_now) = (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        self.seen().terminal.screen_mut().set_size(rows_now, columns_now);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Throws away what the emulator shows: from here on only what is painted again is seen.
    pub(crate) fn blank(&self, columns: u16, rows: u16) {
        self.seen().terminal = emulator(columns, rows);
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.id().cast_signed()).unwrap(), signal).unwrap();
    }

    /// Returns the id of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until the process is stopped, as after Ctrl-Z.
    pub(crate) fn wait_stopped(&self) {
        let path = format!("/proc/{}/stat", self.id());
        until("stop", || std::fs::read_to_string(&path).unwrap().rsplit(") ").next().unwrap().starts_with('T'));
    }

    /// Returns what is shown.
    pub(crate) fn contents(&self) -> String {
        self.seen().terminal.screen().contents()
    }

    /// Waits until a text is shown.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen satisfies a condition, and returns how long it took.
    pub(crate) fn wait(&self, what: &str, condition: impl Fn(&Screen) -> bool) -> Duration {
        let start = Instant::now();
        while !condition(self.seen().terminal.screen()) {
            assert!(start.elapsed() < PATIENCE, "still no {what}:\n{}", self.contents());
            thread::sleep(TICK);
        }
        start.elapsed()
    }

    /// Waits until more bytes than these have arrived.
    pub(crate) fn wait_more(&self, than: usize) {
        until("another picture", || self.count() > than);
    }

    /// Returns how many bytes have arrived.
    fn count(&self) -> usize {
        self.seen().bytes.len()
    }

    /// Returns every byte that has arrived.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Waits until nothing has arrived for this long, and returns how many bytes there are.
    pub(crate) fn settle(&self, silence: Duration) -> usize {
        let deadline = Instant::now() + silence + PATIENCE;
        let (mut count, mut since) = (self.count(), Instant::now());
        while since.elapsed() < silence {
            assert!(Instant::now() < deadline, "never silent for {silence:?}:\n{}", self.contents());
            thread::sleep(TICK);
            if self.count() != count {
                (count, since) = (self.count(), Instant::now());
            }
        }
        count
    }

    /// Waits until the terminal is as it was before the program.
    pub(crate) fn is_given_back(&self) {
        self.wait("terminal as it was", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        until("line as it was", || line(&*self.master) == self.line_before);
    }

    /// Waits for the end of the program and returns its exit code.
    pub(crate) fn ended(&mut self) -> u32 {
        let mut code = None;
        until("end", || {
            code = self.child.try_wait().unwrap().map(|status| status.exit_code());
            code.is_some()
        });
        code.unwrap()
    }

    /// Quits by the keyboard, and checks that everything is in order.
    pub(crate) fn quit(mut self) {
        self.press("q");
        self.is_given_back();
        assert_eq!(self.ended(), 0);
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until a condition holds.
fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "still no {what}");
        thread::sleep(TICK);
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn emulator(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap(), 0)
}

fn line(master: &dyn MasterPty) -> String {
    let line = master.get_termios().unwrap();
    format!("{:?} {:?} {:?}", line.input_flags, line.output_flags, line.local_flags)
}
