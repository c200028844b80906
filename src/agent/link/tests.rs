use super::*;
use crate::agent::error::AgentError;
use crate::agent::status::{Activity, ClientView, Notice, NoticeKind, Service, Status};
use crate::model::id::PackageId;
use async_trait::async_trait;
use chrono::Utc;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

fn downloading() -> Activity {
    Activity::Downloading { package: "Office".into(), point: "DP2".into(), done_bytes: 1, size_bytes: 2 }
}

#[derive(Default)]
struct Recorder {
    said: Mutex<Vec<String>>,
}

impl Recorder {
    fn note(&self, text: String) {
        self.said.lock().unwrap().push(text);
    }
}

#[async_trait]
impl Service for Recorder {
    async fn status(&self, user: &str) -> Status {
        Status {
            machine: format!("pc-of-{user}"),
            version: "7".into(),
            pid: 1,
            generation: 3,
            point: String::new(),
            checked_at: None,
            next_check_at: None,
            activity: downloading(),
            packages: Vec::new(),
            reboot_pending: None,
            reboot_at: None,
            postpone: None,
            problem: String::new(),
        }
    }

    async fn view(&self) -> ClientView {
        ClientView { machine: "pc".into(), activity: downloading(), ..ClientView::default() }
    }

    async fn notices(&self, above: u64) -> Vec<Notice> {
        vec![Notice { id: above + 1, at: Utc::now(), about: NoticeKind::Installed, package: "Office".into() }]
    }

    async fn choose(&self, user: &str, package: PackageId, chosen: bool) -> Result<(), String> {
        self.note(format!("{user} {package} {chosen}"));
        if package.0 == 13 { Err("not published to you".into()) } else { Ok(()) }
    }

    async fn check_now(&self) {
        self.note("check".into());
    }

    async fn agree_to_reboot(&self, user: &str) -> Result<(), String> {
        Err(format!("no reboot waits for {user}"))
    }

    async fn postpone_reboot(&self, user: &str) -> Result<(), String> {
        self.note(format!("later for {user}"));
        Ok(())
    }

    async fn ui_runs(&self, user: &str, version: &str, pid: Option<u32>) {
        self.note(format!("ui {user} {version} {}", pid == Some(std::process::id())));
    }
}

struct Running {
    folder: tempfile::TempDir,
    service: Arc<Recorder>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = Listener::bind(&folder.path().join("run/agent.sock")).unwrap();
        let (service, stop) = (Arc::new(Recorder::default()), CancellationToken::new());
        let task = tokio::spawn(serve(listener, service.clone(), stop.clone()));
        Self { folder, service, stop, task }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("run/agent.sock")
    }

    async fn client(&self) -> Client {
        Client::connect(&self.path(), Program::Ui, "1.2").await.unwrap()
    }

    fn said(&self) -> Vec<String> {
        self.service.said.lock().unwrap().clone()
    }
}

fn own_name() -> String {
    whoami::username().unwrap()
}

#[tokio::test]
async fn cmf_43_a_user_is_who_the_kernel_says_and_is_answered() {
    let running = Running::start();
    let mut client = running.client().await;
    let user = own_name();
    assert_eq!(client.user(), user);
    assert_eq!(client.status().await.unwrap().machine, format!("pc-of-{user}"));
    assert_eq!(client.notices(41).await.unwrap()[0].id, 42);
    client.choose(PackageId(12), true).await.unwrap();
    client.check_now().await.unwrap();
    let refused = client.choose(PackageId(13), true).await.unwrap_err();
    assert_eq!(refused, AgentError::Service("not published to you".into()));
    let refused = client.agree_to_reboot().await.unwrap_err();
    assert_eq!(refused, AgentError::Service(format!("no reboot waits for {user}")));
    // A refusal does not end the connection.
    client.status().await.unwrap();
    assert_eq!(client.view().await.unwrap().activity, downloading());
    client.postpone_reboot().await.unwrap();
    let said = running.said();
    assert_eq!(
        said,
        [
            format!("ui {user} 1.2 true"),
            format!("{user} 12 true"),
            "check".into(),
            format!("{user} 13 true"),
            format!("later for {user}")
        ]
    );
}

#[tokio::test]
async fn everybody_may_connect_and_nobody_else_may_put_a_socket_there() {
    let running = Running::start();
    assert_eq!(std::fs::metadata(running.path()).unwrap().permissions().mode() & 0o777, 0o666);
    let folder = running.path().parent().unwrap().to_owned();
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o755);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    let refused = Listener::bind(&folder.join("other.sock")).unwrap_err();
    assert!(matches!(refused, AgentError::Setting { setting: "socket", .. }), "{refused}");
}

#[tokio::test]
async fn a_second_service_is_told_the_process_of_the_first() {
    let running = Running::start();
    assert_eq!(Listener::bind(&running.path()).unwrap_err(), AgentError::Runs { pid: std::process::id() });
    running.client().await.status().await.unwrap();
}

#[tokio::test]
async fn a_stale_socket_is_replaced_and_a_foreign_file_never() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.sock");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let stale = std::fs::metadata(&path).unwrap().ino();
    let listener = Listener::bind(&path).unwrap();
    assert_ne!(std::fs::metadata(&path).unwrap().ino(), stale);

    // Replaced by somebody while the service runs: not the service's to delete.
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, "precious").unwrap();
    drop(listener);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    let refused = Listener::bind(&path).unwrap_err();
    assert!(matches!(refused, AgentError::Setting { setting: "socket", .. }), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn the_socket_goes_with_the_service() {
    let running = Running::start();
    let mut client = running.client().await;
    running.stop.cancel();
    let path = running.path();
    let folder = running.folder;
    running.task.await.unwrap();
    assert!(!path.exists());
    assert!(matches!(client.status().await, Err(AgentError::Link(_))));
    assert!(matches!(Client::connect(&path, Program::Ui, "1").await, Err(AgentError::Service(_))));
    drop(folder);
}

/// Sends bytes as they are and returns what comes back until the service closes.
async fn raw(path: &Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(path).await.unwrap();
    // The service may close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn nonsense_and_endless_lines_end_the_connection_and_nothing_else() {
    let running = Running::start();
    let path = running.path();
    assert_eq!(raw(&path, b"{}\n").await, "");
    assert_eq!(raw(&path, b"\xff\x00\n").await, "");
    assert_eq!(raw(&path, &vec![b'['; 100_000]).await, "");
    let hello = "{\"link\":1,\"program\":\"command\",\"version\":\"1\"}\n";
    let answer = raw(&path, format!("{hello}{{\"ask\":\"reboot\"}}\n").as_bytes()).await;
    assert_eq!(answer.lines().count(), 1, "{answer}");
    let answer = raw(&path, hello.replace('1', "2").as_bytes()).await;
    assert!(answer.contains("version 2 of the messages is not known"), "{answer}");
    running.client().await.status().await.unwrap();
    assert_eq!(running.said().len(), 1);
}

#[tokio::test]
async fn one_user_cannot_take_every_place() {
    let running = Running::start();
    let mut inside = Vec::new();
    for _ in 0..MAX_PER_USER {
        inside.push(running.client().await);
    }
    let refused = Client::connect(&running.path(), Program::Command, "1").await.unwrap_err();
    assert_eq!(refused, AgentError::Service("too many connections".into()));
    inside.pop();
    let mut again = Err(refused);
    for _ in 0..100 {
        again = Client::connect(&running.path(), Program::Command, "1").await;
        if again.is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    again.unwrap().status().await.unwrap();
}
