//! What commands need from outside the core: `main` implements it with the adapters, tests with a fake.

use crate::config::Paths;
use crate::core::{Core, Problem, Result};
use crate::model::client::{CheckResult, ClientView};
use crate::model::hello::{Hello, Malformed};
use async_trait::async_trait;
use std::io::{self, BufRead, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// The adapters that commands reach.
#[async_trait]
pub trait Outside: Send + Sync {
    /// Opens the databases and returns the core. Called at most once, and only by commands that need it.
    async fn open(&self) -> Result<Core>;

    /// Sends a hello to `host:port` and waits until the peer has taken all of it. `source` is the address to send from.
    async fn send_hello(&self, to: &str, hello: &Hello, source: Option<IpAddr>) -> io::Result<()>;

    /// Decodes the bytes of a hello.
    fn decode_hello(&self, bytes: &[u8]) -> std::result::Result<Hello, Malformed>;

    /// Returns the keymap in use, as its file.
    fn keymap(&self) -> &str;

    /// Returns the name of the machine on which the program runs, without its domain.
    fn host(&self) -> Option<String> {
        None
    }

    /// Has the client of this machine check once. Opens no database.
    async fn agent_once(&self) -> Result<CheckResult> {
        Err(no_agent())
    }

    /// Runs the client of this machine as a service, until a signal ends it. Opens no database.
    async fn agent_run(&self) -> Result<()> {
        Err(no_agent())
    }

    /// Returns how the client of this machine stands. Opens no database.
    async fn agent_status(&self) -> Result<ClientView> {
        Err(no_agent())
    }

    /// Asks the running client of this machine for something, and waits until it has agreed.
    async fn agent_ask(&self, _ask: AgentAsk) -> Result<()> {
        Err(no_agent())
    }

    /// Runs the client's user interface on the terminal. Returns whether it ended to make way for a new version.
    async fn agent_ui(&self, _socket: Option<&Path>) -> Result<bool> {
        Err(no_agent())
    }

    /// Writes what the client tells this user, once.
    async fn agent_print(&self, _socket: Option<&Path>, _json: bool, _out: &mut (dyn Write + Send)) -> Result<()> {
        Err(no_agent())
    }

    /// Replaces a program of the client, `agent` or `ui`, from a folder, after these processes have ended. Says on
    /// `out` when it waits for that.
    async fn agent_update(
        &self,
        _program: &str,
        _from: &Path,
        _pids: &[u32],
        _out: &mut (dyn Write + Send),
    ) -> Result<()> {
        Err(no_agent())
    }

    /// Puts the old version of a program of the client back, where its update was cut off. Returns whether it was.
    async fn agent_restore(&self, _program: &str, _from: &Path) -> Result<bool> {
        Err(no_agent())
    }

    /// Builds the package that brings the client onto a machine, and returns its file.
    async fn bootstrap(&self, _order: &Bootstrap) -> Result<PathBuf> {
        Err(no_agent())
    }

    /// Publishes in this process until it is stopped, as the backend does. None while another process runs the backend.
    async fn publisher(&self, _core: &Core) -> Result<Option<Box<dyn Publishing>>> {
        Ok(None)
    }

    /// Whether a person sits at standard input and output.
    fn is_interactive(&self) -> bool {
        false
    }
}

fn no_agent() -> crate::core::Error {
    Problem::Agent { reason: "there is none here".into() }.into()
}

/// What can be asked of the running client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgentAsk {
    /// To check now.
    Check,
    /// To reboot the machine now, where that is due or waits for somebody to agree.
    Reboot,
    /// To put off a reboot that comes by itself.
    PostponeReboot,
}

/// What the package is to hold that brings the client onto a machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bootstrap {
    /// The folder for the package.
    pub out: PathBuf,
    /// Distribution points as `NAME=ADDRESS`, or `NAME=ADDRESS CREDENTIAL`; none for those of the settings.
    pub points: Vec<String>,
    /// Trusted public keys; none for those of the settings.
    pub keys: Vec<String>,
    /// The program; none for the one that runs.
    pub program: Option<PathBuf>,
}

/// A publisher in this process.
#[async_trait]
pub trait Publishing: Send {
    /// Stops it, and lets other processes publish.
    async fn stop(self: Box<Self>);
}

/// The streams and places of a run.
pub struct Surroundings<'a> {
    /// Standard input.
    pub input: &'a mut (dyn BufRead + Send),
    /// Standard output: data.
    pub out: &'a mut (dyn Write + Send),
    /// Standard error: everything else.
    pub err: &'a mut (dyn Write + Send),
    /// Columns of the terminal that standard output is; none when it is not a terminal.
    pub width: Option<usize>,
    /// Whether standard error is a terminal, on which a progress bar can be drawn.
    pub progress: bool,
    /// Where files are.
    pub paths: &'a Paths,
}
