//! What commands need from outside the core: `main` implements it with the adapters, tests with a fake.

use crate::config::Paths;
use crate::core::{Core, Result};
use crate::model::hello::{Hello, Malformed};
use async_trait::async_trait;
use std::io::{self, BufRead, Write};
use std::net::IpAddr;

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

    /// Publishes in this process until it is stopped, as the backend does. None while another process runs the backend.
    async fn publisher(&self, _core: &Core) -> Result<Option<Box<dyn Publishing>>> {
        Ok(None)
    }

    /// Whether a person sits at standard input and output.
    fn is_interactive(&self) -> bool {
        false
    }
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
