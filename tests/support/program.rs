//! The program as a user runs it: commands with their output, and the backend as a process of its own.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An estate in a folder of its own.
pub(crate) struct Estate {
    folder: tempfile::TempDir,
    /// Settings of every command, as `section.key=VALUE`.
    pub(crate) settings: Vec<String>,
}

impl Estate {
    /// Returns an empty estate whose name service is `dns`.
    pub(crate) fn new(dns: SocketAddr) -> Self {
        let settings = vec![format!("dns.servers=[\"{dns}\"]"), "dns.timeout_ms=300".into(), "dns.attempts=1".into()];
        Self { folder: tempfile::tempdir().unwrap(), settings }
    }

    /// Returns the data directory.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a file beside the data directory and returns its path.
    pub(crate) fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Returns a command on this estate.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(arguments).arg("--data").arg(self.data()).env_remove("BAILIWICK_DATA").env("LANG", "C.UTF-8");
        for setting in &self.settings {
            command.arg("--set").arg(setting);
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().unwrap()
    }

    /// Runs a command that must succeed and returns its JSON document.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}", String::from_utf8_lossy(&output.stdout)))
    }

    /// Starts the backend and waits until it listens.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// Starts the backend with further options and waits until it listens.
    pub(crate) fn serve_with(&self, options: &[&str]) -> Server {
        let mut child = self
            .command(&[&["serve", "--listen", "127.0.0.1:0"], options].concat())
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the server ended before it listened").unwrap();
            if let Some(address) = line.strip_prefix("listening on ") {
                break address.parse().unwrap();
            }
        };
        // The pipe is drained, so that the server never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    /// Repeats a command until its JSON document satisfies the condition.
    pub(crate) fn wait_for(&self, arguments: &[&str], condition: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + Duration::from_secs(90);
        loop {
            let document = self.json(arguments);
            if condition(&document) {
                return document;
            }
            assert!(Instant::now() < deadline, "{arguments:?} stayed {document:#}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A running backend; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Returns the id of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends bytes to the listener from an address of this machine and closes.
pub(crate) fn send_from(source: &str, server: SocketAddr, bytes: &[u8]) {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&format!("{source}:0").parse::<SocketAddr>().unwrap().into()).unwrap();
    socket.connect(&server.into()).unwrap();
    let mut stream: std::net::TcpStream = socket.into();
    stream.write_all(bytes).unwrap();
}

/// Whether a path has exactly these permission bits.
pub(crate) fn has_mode(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777 == mode
}
