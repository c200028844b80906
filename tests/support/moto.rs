//! Moto (`moto[server]` for Python) as an S3-compatible store with a bucket `cmf`.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running store; stopped when dropped.
pub(crate) struct Moto {
    child: Child,
    port: u16,
}

impl Moto {
    /// Starts it and makes the bucket. None when it is not installed: it is no package of the distribution, so this is
    /// never a failure.
    pub(crate) async fn start() -> Option<Self> {
        let Some(program) = program() else {
            println!("skipped: there is no moto_server; nothing is known about S3-compatible stores on this machine");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut moto = Self { child, port };
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline && moto.child.try_wait().unwrap().is_none(), "moto_server did not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let made = client.put(format!("{}/cmf", moto.endpoint())).header("Content-Length", "0").send().await.unwrap();
        assert!(made.status().is_success(), "{}", made.status());
        Some(moto)
    }

    /// Returns its address.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns what runs: where `tests/all` puts it, or on the search path.
fn program() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/moto/bin/moto_server");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let runs = |program: &PathBuf| {
        let status = Command::new(program).arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    std::iter::once(own).chain(std::env::split_paths(&path).map(|folder| folder.join("moto_server"))).find(runs)
}
