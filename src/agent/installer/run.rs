//! Runs one installer as a process: bounded in time and output, with an environment of its own and nothing inherited.
//!
//! The process leads a group of its own. The group is stopped when its time is over, and when whoever waits for it does
//! not any more. Nothing of the client's environment reaches it, standard input is empty, and the client's own file
//! descriptors are all closed on execution. What it leaves running when it ends by itself (a service that it started)
//! is left alone.

use std::ffi::{OsStr, OsString};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep_until, timeout_at};

/// Where programs are looked for.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// What Windows' own programs cannot do without; passed on where it is set.
const WINDOWS: [&str; 6] = ["SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "ProgramFiles"];
/// How much of the end of the output is kept, in bytes.
const TAIL: usize = 4 << 10;
/// How long a process that was told to end may take.
const GRACE: Duration = Duration::from_secs(2);
/// How long output is waited for after the process has ended; something that it started may keep the pipes open.
const LINGER: Duration = Duration::from_millis(200);

/// A program to run.
#[derive(Debug, Clone)]
pub(super) struct Order {
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(&'static str, OsString)>,
    limit: Duration,
    keep: usize,
}

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// By itself, with this code.
    Exited(i32),
    /// By somebody else's signal.
    Killed,
    /// Its time was over.
    TimedOut,
    /// It could not be started.
    NotStarted(String),
}

/// What came of a process.
#[derive(Debug, Clone)]
pub(super) struct Ran {
    /// How it ended.
    pub(super) end: End,
    /// The beginning of its standard output, as much as was asked for.
    pub(super) stdout: Vec<u8>,
    /// Whether it wrote more to standard output than was asked for.
    pub(super) cut: bool,
    tail: Vec<u8>,
}

impl Order {
    /// Describes a program that may run so long.
    pub(super) fn new(program: impl AsRef<OsStr>, limit: Duration) -> Self {
        Self { program: program.as_ref().into(), args: Vec::new(), env: Vec::new(), limit, keep: 0 }
    }

    /// Adds an argument.
    pub(super) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().into());
        self
    }

    /// Adds arguments.
    pub(super) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    /// Adds a variable to its environment.
    pub(super) fn env(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name, value.as_ref().into()));
        self
    }

    /// Has so many bytes of its standard output kept.
    pub(super) fn keep(mut self, bytes: usize) -> Self {
        self.keep = bytes;
        self
    }

    /// Runs it to its end.
    pub(super) async fn run(self) -> Ran {
        let mut ran = Ran { end: End::Killed, stdout: Vec::new(), cut: false, tail: Vec::new() };
        let mut child = match self.command().spawn() {
            Ok(child) => child,
            Err(error) => {
                let reason = format!("{}: {error}", self.program.to_string_lossy());
                ran.end = End::NotStarted(clean(&reason));
                return ran;
            }
        };
        let mut group = Group(child.id());
        let mut pipes = Pipes { out: child.stdout.take(), err: child.stderr.take(), keep: self.keep };
        let deadline = Instant::now() + self.limit;
        let ended = tokio::select! {
            biased;
            status = wait_and_hear(&mut child, &mut pipes, &mut ran) => Some(status),
            () = sleep_until(deadline) => None,
        };
        match ended {
            Some(status) => {
                group.release();
                let _ = timeout_at(Instant::now() + LINGER, pipes.hear_all(&mut ran)).await;
                ran.end = status.ok().and_then(|status| status.code()).map_or(End::Killed, End::Exited);
            }
            None => {
                // The leader is not waited for until the whole group is dead, so that its number cannot be another's.
                group.signal(Stop::Ask);
                let _ = timeout_at(Instant::now() + GRACE, pipes.hear_all(&mut ran)).await;
                group.signal(Stop::Kill);
                let _ = child.wait().await;
                group.release();
                ran.end = End::TimedOut;
            }
        }
        ran
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).env_clear().current_dir("/").kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("PATH", PATH).env("LC_ALL", "C.UTF-8").env("HOME", "/root");
        if cfg!(windows) {
            command.env_remove("PATH");
            let known = WINDOWS.iter().chain(&["PATH"]).filter_map(|name| Some((name, std::env::var_os(name)?)));
            command.envs(known);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        #[cfg(unix)]
        command.process_group(0);
        command
    }
}

impl Ran {
    /// Returns the exit code; none when it did not end by itself.
    pub(super) fn code(&self) -> Option<i32> {
        match self.end {
            End::Exited(code) => Some(code),
            _ => None,
        }
    }

    /// Returns the end of what it said, or why it said nothing: one line without control characters.
    pub(super) fn said(&self) -> String {
        match &self.end {
            End::NotStarted(reason) => reason.clone(),
            _ => clean(&String::from_utf8_lossy(&self.tail)),
        }
    }

    /// Returns what a process leaves that says nothing and ends with a code.
    #[cfg(test)]
    pub(super) fn exited(code: i32) -> Self {
        Self { end: End::Exited(code), stdout: Vec::new(), cut: false, tail: Vec::new() }
    }

    /// Returns the lines of the end of what it said, not cleaned.
    pub(super) fn tail(&self) -> String {
        String::from_utf8_lossy(&self.tail).into_owned()
    }
}

async fn wait_and_hear(child: &mut Child, pipes: &mut Pipes, ran: &mut Ran) -> std::io::Result<ExitStatus> {
    loop {
        tokio::select! {
            status = child.wait() => return status,
            () = pipes.hear(ran), if pipes.open() => {}
        }
    }
}

/// Both outputs of a process.
struct Pipes {
    out: Option<tokio::process::ChildStdout>,
    err: Option<tokio::process::ChildStderr>,
    keep: usize,
}

impl Pipes {
    fn open(&self) -> bool {
        self.out.is_some() || self.err.is_some()
    }

    /// Takes the next piece of either output. Nothing is lost when it is not waited for to its end.
    async fn hear(&mut self, ran: &mut Ran) {
        let (mut from_out, mut from_err) = ([0; 4096], [0; 4096]);
        tokio::select! {
            read = piece(&mut self.out, &mut from_out) => {
                let heard = &from_out[..read];
                let room = self.keep.saturating_sub(ran.stdout.len());
                ran.stdout.extend(heard.iter().take(room));
                ran.cut |= heard.len() > room;
                ran.append(heard);
            }
            read = piece(&mut self.err, &mut from_err) => ran.append(&from_err[..read]),
        }
    }

    async fn hear_all(&mut self, ran: &mut Ran) {
        while self.open() {
            self.hear(ran).await;
        }
    }
}

impl Ran {
    fn append(&mut self, heard: &[u8]) {
        self.tail.extend(heard);
        let excess = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..excess);
    }
}

/// Reads a piece; nothing at the end, after which the pipe is closed. Never returns on a closed one.
async fn piece<P: AsyncRead + Unpin>(pipe: &mut Option<P>, buffer: &mut [u8]) -> usize {
    let Some(open) = pipe else { return std::future::pending().await };
    let read = open.read(buffer).await.unwrap_or(0);
    if read == 0 {
        *pipe = None;
    }
    read
}

#[derive(Clone, Copy)]
enum Stop {
    Ask,
    Kill,
}

/// A process group that is killed unless its leader was waited for.
struct Group(Option<u32>);

impl Group {
    fn release(&mut self) {
        self.0 = None;
    }

    #[cfg(unix)]
    fn signal(&self, stop: Stop) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let signal = match stop {
            Stop::Ask => Signal::TERM,
            Stop::Kill => Signal::KILL,
        };
        let leader = self.0.and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(leader) = leader {
            // It may have ended already.
            let _ = kill_process_group(leader, signal);
        }
    }

    /// Elsewhere only the process itself is killed, when its handle is dropped.
    #[cfg(not(unix))]
    fn signal(&self, _stop: Stop) {}
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Stop::Kill);
    }
}

/// Returns a text as one line without control characters, its lines parted by bars.
pub(super) fn clean(text: &str) -> String {
    let line = |line: &str| {
        line.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" | ")
}
