//! The client's user interface on a terminal, with a service that the test plays.

use crate::program::Estate;
use crate::stage::Stage;
use async_trait::async_trait;
use bailiwick::agent::link::{Listener, serve};
use bailiwick::agent::status::{Activity, ClientView, Notice, NoticeKind, PackageStatus, Service, Status};
use bailiwick::model::desired::{Desired, DesiredState, Rule};
use bailiwick::model::id::PackageId;
use rustix::process::Signal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// A service that remembers what it was asked.
#[derive(Default)]
struct Played {
    chosen: Mutex<Vec<(PackageId, bool)>>,
    notices: Mutex<Vec<Notice>>,
    versions: Mutex<Vec<String>>,
}

#[async_trait]
impl Service for Played {
    async fn status(&self, user: &str) -> Status {
        let chosen = self.chosen.lock().unwrap().last().is_some_and(|&(_, chosen)| chosen);
        let choice = Rule::Choice { user: user.into(), chosen: true, at: chrono::Utc::now() };
        let desired = Desired {
            pkg: PackageId(12),
            name: "Exceed".into(),
            version: "8.0".into(),
            state: if chosen { DesiredState::Applied } else { DesiredState::Published },
            winner: if chosen { choice } else { Rule::Dependency { of: PackageId(1), of_name: "X11".into() } },
            losers: Vec::new(),
            until: None,
        };
        Status {
            machine: "pcitis042".into(),
            version: "1".into(),
            pid: std::process::id(),
            generation: 5,
            point: "dp1".into(),
            checked_at: None,
            next_check_at: None,
            activity: Activity::Idle,
            packages: vec![PackageStatus {
                desired,
                description: String::new(),
                have: None,
                verdict: None,
                note: String::new(),
            }],
            reboot_pending: None,
            reboot_at: None,
            postpone: None,
            problem: String::new(),
        }
    }

    async fn view(&self) -> ClientView {
        ClientView { machine: "pcitis042".into(), ..ClientView::default() }
    }

    async fn notices(&self, above: u64) -> Vec<Notice> {
        self.notices.lock().unwrap().iter().filter(|notice| notice.id > above).cloned().collect()
    }

    async fn choose(&self, _: &str, package: PackageId, chosen: bool) -> Result<(), String> {
        self.chosen.lock().unwrap().push((package, chosen));
        Ok(())
    }

    async fn check_now(&self) {}

    async fn agree_to_reboot(&self, _: &str) -> Result<(), String> {
        Err("no".into())
    }

    async fn postpone_reboot(&self, _: &str) -> Result<(), String> {
        Err("no".into())
    }

    async fn ui_runs(&self, _: &str, version: &str, _: Option<u32>) {
        self.versions.lock().unwrap().push(version.into());
    }
}

/// The service on its socket, in a folder of its own.
struct Play {
    folder: tempfile::TempDir,
    runtime: Runtime,
    service: Arc<Played>,
    stop: CancellationToken,
}

impl Play {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A terminal's program starts in its home.
        std::fs::create_dir(folder.path().join("home")).unwrap();
        let runtime = Runtime::new().unwrap();
        let mut play = Self { folder, runtime, service: Arc::default(), stop: CancellationToken::new() };
        play.open();
        play
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("run/agent.sock")
    }

    fn open(&mut self) {
        self.stop = CancellationToken::new();
        let _inside = self.runtime.enter();
        let listener = Listener::bind(&self.socket()).unwrap();
        self.runtime.spawn(serve(listener, self.service.clone(), self.stop.clone()));
    }

    fn ui(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        let home = self.folder.path().join("home");
        command.args(["agent", "ui", "--socket"]).arg(self.socket());
        command.env("HOME", &home).env("LANG", "C.UTF-8").env_remove("BAILIWICK_DATA");
        command
    }
}

/// Waits until the user interface shows the list.
fn opened(play: &Play) -> Stage {
    let stage = Stage::start(&play.ui(), 80, 24);
    stage.wait_for("Exceed 8.0");
    stage
}

#[test]
fn cmf_28_the_users_view_of_the_estate_is_reached_from_the_interface_and_left_to_it() {
    let play = Play::start();
    let stage = opened(&play);
    assert!(!stage.contents().contains("all my software"), "there is no estate here");
    stage.quit();
    let estate = Estate::new(SocketAddr::from(([127, 0, 0, 1], 9)));
    assert!(estate.run(&["nss", "list"]).status.success());
    let mut command = play.ui();
    let mut stage = Stage::start(command.env("BAILIWICK_DATA", estate.data()), 80, 24);
    stage.wait_for("Exceed 8.0");
    stage.wait_for("all my software");
    stage.press("m");
    stage.wait_for("bailiwick  My software");
    stage.press("q");
    stage.wait_for("Exceed 8.0");
    assert!(play.service.chosen.lock().unwrap().is_empty());
    stage.quit();
}

#[test]
fn cmf_43_a_choice_goes_from_the_user_through_the_interface_to_the_service() {
    let play = Play::start();
    let mut stage = opened(&play);
    stage.wait_for("Yours to choose, or allowed (1)");
    stage.press("\r");
    stage.wait_for("It is published to you");
    stage.press("\r");
    stage.wait_for("This would happen");
    assert!(play.service.chosen.lock().unwrap().is_empty());
    stage.press("y");
    stage.wait_for("Installed for you and kept (1)");
    assert_eq!(*play.service.chosen.lock().unwrap(), [(PackageId(12), true)]);
    assert_eq!(*play.service.versions.lock().unwrap(), [env!("CARGO_PKG_VERSION")]);
    stage.quit();
}

#[test]
fn every_end_of_the_interface_gives_the_terminal_back() {
    let play = Play::start();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut stage = opened(&play);
        stage.signal(signal);
        stage.is_given_back();
        assert_eq!(stage.ended(), 0);
    }
    // A new version of itself comes: it goes.
    let mut stage = opened(&play);
    let about = NoticeKind::NewVersion;
    let notice = Notice { id: 1, at: chrono::Utc::now(), about, package: "CMFAgentUI".into() };
    play.service.notices.lock().unwrap().push(notice);
    stage.wait_for("A new version of this program is put into place");
    stage.is_given_back();
    assert_eq!(stage.ended(), 0);
}

#[test]
fn a_service_that_restarts_is_found_again() {
    let mut play = Play::start();
    let mut stage = opened(&play);
    play.stop.cancel();
    stage.wait_for("The service does not answer");
    assert!(stage.contents().contains("Exceed 8.0"));
    // What is asked for meanwhile is refused, not done later.
    stage.press("c");
    stage.wait_for("Not done");
    play.open();
    stage.wait("the list again", |screen| !screen.contents().contains("does not answer"));
    stage.quit();
}

#[test]
fn the_list_is_printed_once_without_a_terminal() {
    let play = Play::start();
    let print = |more: &[&str]| play.ui().args(more).output().unwrap();
    let text = String::from_utf8(print(&["--print"]).stdout).unwrap();
    assert!(text.contains("Exceed 8.0") && text.contains("X11 needs it"), "{text}");
    let value: serde_json::Value = serde_json::from_slice(&print(&["--json"]).stdout).unwrap();
    assert_eq!(value["packages"][0]["choosable"], true);
    assert_eq!(value["packages"][0]["message"], "X11 needs it");
    play.stop.cancel();
    std::thread::sleep(std::time::Duration::from_millis(100));
    let refused = print(&["--print"]);
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("AGENT-0001"), "{said}");
    assert!(play.service.versions.lock().unwrap().is_empty(), "a command is no user interface");
}

#[test]
fn cmf_93_the_interface_writes_no_file_and_starts_no_process() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: there is no strace");
        assert!(std::env::var_os("BAILIWICK_REQUIRE_SERVERS").is_none(), "strace is missing");
        return;
    }
    let play = Play::start();
    let calls = play.folder.path().join("calls");
    let ui = play.ui();
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-e", "trace=%file,%process,ftruncate,fchmod,fchown,kill,tkill", "-o"]).arg(&calls);
    traced.arg(ui.get_program()).args(ui.get_args());
    for (name, value) in ui.get_envs() {
        match value {
            Some(value) => traced.env(name, value),
            None => traced.env_remove(name),
        };
    }
    let mut stage = Stage::start(&traced, 80, 24);
    stage.wait_for("Exceed 8.0");
    stage.press("\r\ry");
    stage.wait_for("Installed for you and kept (1)");
    stage.press("\r\ry");
    stage.wait_for("Yours to choose, or allowed (1)");
    stage.press("cn\x1b");
    stage.wait_for("The service checks now");
    stage.quit();

    let calls = std::fs::read_to_string(&calls).unwrap();
    assert!(calls.contains("agent.sock") || calls.contains("openat("), "something was seen");
    let acts: Vec<&str> = calls.lines().filter(|line| acts(line)).collect();
    // The one program that was started is the interface itself.
    assert_eq!(acts.iter().filter(|line| line.contains("execve(")).count(), 1, "{acts:#?}");
    assert_eq!(acts.len(), 1, "{acts:#?}");
    let home = std::fs::read_dir(play.folder.path().join("home")).unwrap();
    assert_eq!(home.count(), 0, "nothing was made");
}

/// Whether a system call changes a file or starts or ends a process.
fn acts(line: &str) -> bool {
    let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
    let name = call.split('(').next().unwrap_or_default();
    match name {
        // A terminal is no file of the machine.
        "open" | "openat" => {
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag));
            writes && !["\"/dev/tty\"", "\"/dev/null\""].iter().any(|device| call.contains(device))
        }
        "clone" | "clone3" => !call.contains("CLONE_THREAD"),
        "fork" | "vfork" | "execve" | "execveat" | "kill" | "tkill" | "creat" | "truncate" | "ftruncate" | "unlink"
        | "unlinkat" | "rename" | "renameat" | "renameat2" | "mkdir" | "mkdirat" | "rmdir" | "link" | "linkat"
        | "symlink" | "symlinkat" | "chmod" | "fchmod" | "fchmodat" | "chown" | "fchown" | "fchownat" | "lchown"
        | "mknod" | "mknodat" | "utimensat" | "mount" | "umount2" | "pivot_root" => true,
        _ => false,
    }
}
