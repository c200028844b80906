//! A PostgreSQL server for one test: made and started here, stopped and deleted when dropped.

use crate::store::Location;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A running server.
pub(super) struct Server {
    programs: PathBuf,
    dir: TempDir,
    account: Option<(u32, u32)>,
    port: u16,
    databases: AtomicU32,
}

impl Server {
    /// Starts a server, or says that there is none on this machine.
    pub(super) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_none_or(|value| value != "1"),
                "PostgreSQL is not installed"
            );
            eprintln!("skipped: PostgreSQL is not installed");
            return None;
        };
        let dir = tempfile::tempdir().expect("a folder");
        // The server refuses to run as root.
        let account = rustix::process::geteuid().is_root().then(|| (number("-u"), number("-g")));
        if let Some((user, group)) = account {
            chown(dir.path(), Some(user), Some(group)).expect("the server gets its folder");
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let server = Self { programs, dir, account, port, databases: AtomicU32::new(0) };
        let data = server.dir.path().join("data");
        server.run("initdb", &["--no-sync", "-A", "trust", "-U", "bailiwick", "-E", "UTF8", "--locale=C", "-D"], &data);
        let options = format!(
            "-k {} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200",
            server.dir.path().display()
        );
        server.run("pg_ctl", &["start", "-w", "-l", "log", "-o", &options, "-D"], &data);
        Some(server)
    }

    /// Makes a database and returns where it is.
    pub(super) async fn database(&self) -> Location {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username("bailiwick")
            .database("postgres");
        let mut connection: PgConnection = options.connect().await.expect("the server answers");
        let sql = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("a database is made");
        connection.close().await.expect("the connection closes");
        Location::Postgres(format!("postgres://bailiwick@127.0.0.1:{}/{name}", self.port))
    }

    fn run(&self, program: &str, arguments: &[&str], data: &Path) {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).arg(data).current_dir(self.dir.path()).env_clear().env("PATH", "/usr/bin:/bin");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        assert!(command.status().expect("it can be started").success(), "{program} failed");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D"], &self.dir.path().join("data"));
    }
}

/// Returns the folder of the newest server on this machine.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

/// Returns a number of the account `postgres`.
fn number(which: &str) -> u32 {
    let output = Command::new("id").args([which, "postgres"]).output().expect("id runs");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("the account postgres exists")
}
