//! Apache (Debian package `apache2`) as a WebDAV server: everybody reads, `cmf` with password `hunter2` writes.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAMS: [&str; 3] = ["/usr/sbin/apache2", "/usr/sbin/httpd", "/usr/local/sbin/httpd"];
const MODULES: [&str; 3] = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/local/libexec/apache2"];

/// The modules that are loaded where they are not built in.
const LOADED: [&str; 9] =
    ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs", "unixd"];

/// A running Apache; stopped when dropped.
pub(crate) struct Apache {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Apache {
    /// Starts Apache and waits until it listens; none when it is not installed (see `mod.rs`).
    pub(crate) fn start() -> Option<Self> {
        Self::start_for("<LimitExcept GET HEAD>\nRequire valid-user\n</LimitExcept>")
    }

    /// Starts Apache so that nobody reads either but `cmf`.
    pub(crate) fn start_closed() -> Option<Self> {
        Self::start_for("Require valid-user")
    }

    fn start_for(rule: &str) -> Option<Self> {
        let found = PROGRAMS.iter().find(|path| Path::new(path).exists());
        let modules = MODULES.iter().find(|path| Path::new(path).join("mod_dav_fs.so").exists());
        let (Some(program), Some(modules)) = (found, modules) else {
            assert!(std::env::var("BAILIWICK_REQUIRE_SERVERS").as_deref() != Ok("1"), "apache2 is not installed");
            println!("skipped: apache2 is not installed");
            return None;
        };
        (0..5).find_map(|_| Self::try_start(program, modules, rule)).or_else(|| panic!("apache2 did not start"))
    }

    /// Returns the address of what it serves.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the folder that it serves.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("www")
    }

    fn try_start(program: &str, modules: &str, rule: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let dir = folder.path();
        fs::create_dir(dir.join("www")).unwrap();
        fs::write(dir.join("users"), "cmf:{SHA}87u9ZqY9S/F0eUBXjsPQEDUw4h0=\n").unwrap();
        fs::write(dir.join("apache.conf"), configuration(dir, modules, port, rule)).unwrap();
        fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
        give_to_server(dir);
        let log = fs::File::create(dir.join("output")).unwrap();
        let child = Command::new(program)
            .arg("-DFOREGROUND")
            .args(["-d".as_ref(), dir.as_os_str(), "-f".as_ref(), dir.join("apache.conf").as_os_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut apache = Self { child, port, folder };
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline && apache.child.try_wait().unwrap().is_none() {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(apache);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        for file in ["output", "error.log"] {
            println!("{}", fs::read_to_string(apache.folder.path().join(file)).unwrap_or_default());
        }
        None
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        // Killed outright it would leave its workers behind.
        if let Some(pid) = rustix::process::Pid::from_raw(self.child.id() as i32) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = self.child.wait();
    }
}

/// Lets the workers, which are not root, write there.
pub(crate) fn give_to_server(folder: &Path) {
    if rustix::process::geteuid().is_root() {
        let id = |flag: &str| -> Option<u32> {
            let output = Command::new("id").args([flag, "www-data"]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        chown(folder, id("-u"), id("-g")).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            chown(entry.unwrap().path(), id("-u"), id("-g")).unwrap();
        }
    }
}

fn configuration(dir: &Path, modules: &str, port: u16, rule: &str) -> String {
    let loaded: String = LOADED
        .iter()
        .filter(|name| Path::new(modules).join(format!("mod_{name}.so")).exists())
        .map(|name| format!("LoadModule {name}_module {modules}/mod_{name}.so\n"))
        .collect();
    let user = if rustix::process::geteuid().is_root() { "User www-data\nGroup www-data\n" } else { "" };
    let dir = dir.display();
    format!(
        "ServerRoot \"{dir}\"\nServerName localhost\nListen 127.0.0.1:{port}\n{loaded}{user}\
         PidFile \"{dir}/pid\"\nErrorLog \"{dir}/error.log\"\nDefaultRuntimeDir \"{dir}\"\nMutex \"file:{dir}\"\n\
         StartServers 1\nServerLimit 2\nThreadsPerChild 8\nMaxRequestWorkers 16\nMinSpareThreads 1\nMaxSpareThreads 16\nMaxKeepAliveRequests 0\n\
         DavLockDB \"{dir}/locks\"\nDocumentRoot \"{dir}/www\"\n\
         <Directory \"{dir}/www\">\nDav On\nAuthType Basic\nAuthName points\nAuthUserFile \"{dir}/users\"\n\
         {rule}\n</Directory>\n"
    )
}
