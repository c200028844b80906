//! An estate that is broken: damaged, foreign or unreachable databases, and a full disk.

use crate::names::Names;
use crate::program::{Estate, has_mode};
use crate::refused::fails;
use crate::stage::Stage;
use crate::terminal::console;
use crate::two::{send, uuid};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_damaged_database_is_told_and_left_alone() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    std::fs::create_dir(estate.data()).unwrap();
    let file = estate.data().join("administration.db");
    let garbage = b"this is no database, however long it is ".repeat(500);
    std::fs::write(&file, &garbage).unwrap();
    fails(&estate.run(&["hello", "list"]), 1, &["DB-0003"]);
    fails(&estate.run(&["serve", "--listen", "127.0.0.1:0"]), 1, &["DB-0003"]);
    let mut stage = Stage::start(&console(&estate), 80, 24);
    assert_eq!(stage.ended(), 1);
    stage.wait_for("DB-0003");
    stage.is_given_back();
    assert!(!stage.bytes().contains(&0x1b), "the terminal was touched");
    assert_eq!(std::fs::read(&file).unwrap(), garbage);
}

#[test]
fn wide_open_files_are_closed_and_foreign_ones_refused() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    estate.json(&["nss", "create", "NICE"]);
    let (data, file) = (estate.data(), estate.data().join("administration.db"));
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o777)).unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o666)).unwrap();
    assert_eq!(estate.json(&["nss", "list"]).as_array().unwrap().len(), 1);
    assert!(has_mode(&data, 0o700) && has_mode(&file, 0o600));
    if chown(&data, Some(65_534), None).is_err() {
        println!("skipped: only root can give a folder away");
        return;
    }
    fails(&estate.run(&["nss", "list"]), 1, &["belongs to another user", "DB-0004"]);
}

#[test]
fn a_dead_server_is_told_at_once_and_without_the_password() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    let start = Instant::now();
    let setting = "database.administration=postgres://anna:geheim@127.0.0.1:1/estate";
    for command in [&["hello", "list"][..], &["serve"], &["hello", "list", "--json"], &["doctor"]] {
        let output = estate.run(&[command, &["--set", setting]].concat());
        let told = [output.stdout.clone(), output.stderr.clone()].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(!told.contains("geheim"), "{told}");
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("cannot be reached: postgres://127.0.0.1:1/estate"), "{told}");
        // The doctor has a table instead of a message with a code.
        assert!(told.contains("DB-0004") || command == ["doctor"], "{told}");
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// A small disk of its own, mounted where only chosen commands see it.
struct Disk(Child);

impl Disk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir(at).unwrap();
        let script = "mount -t tmpfs -o size=2m,mode=700 none \"$1\" && echo mounted && exec sleep 300";
        let mut holder = Command::new("unshare")
            .args(["--mount", "sh", "-c", script, "sh"])
            .arg(at)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut line = String::new();
        BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let disk = Self(holder);
        if line.trim() == "mounted" {
            return Some(disk);
        }
        println!("skipped: no disk can be mounted here");
        None
    }

    /// Returns the command as it runs where the disk is seen.
    fn command(&self, command: &Command) -> Command {
        let mut inside = Command::new("nsenter");
        inside.arg(format!("--mount=/proc/{}/ns/mnt", self.0.id())).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            };
        }
        inside
    }

    fn run(&self, command: &Command) -> Output {
        self.command(command).stdin(Stdio::null()).output().unwrap()
    }

    fn shell(&self, script: &str, folder: &Path) {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh"]).arg(folder);
        self.run(&command);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_stops_no_console() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    let data = estate.data();
    let Some(disk) = Disk::mount(&data) else { return };
    for arguments in [
        &["amt", "profile", "create", "Enterprise"][..],
        &["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "true"],
    ] {
        let output = disk.run(&estate.command(arguments));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut stage = Stage::start(&disk.command(&console(&estate)), 160, 45);
    stage.wait_for("this console");
    stage.wait("listener", |screen| crate::two::listening(&screen.contents()).is_some());
    let address = crate::two::listening(&stage.contents()).unwrap();

    disk.shell("cat /dev/zero > \"$1/fill\"", &data);
    fails(&disk.run(&estate.command(&["nss", "create", "NICE"])), 1, &["DB-0002", "disk is full"]);
    for n in 1..=5 {
        send(&estate, &address, n);
    }
    stage.wait_for("the database takes no changes since");
    // Reading and moving about still work.
    stage.press("2");
    stage.wait_for("no set yet");
    stage.press("1");
    stage.wait_for("the database takes no changes since");

    disk.shell("rm \"$1/fill\"", &data);
    stage.wait_for("this console");
    stage.press("5");
    stage.wait_for("5 of 5");
    stage.quit();
    let list = disk.run(&estate.command(&["hello", "list", "--json"]));
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    for n in 1..=5 {
        assert!(list.as_array().unwrap().iter().any(|system| system["uuid"] == uuid(n)), "{list:#}");
    }
    let again = disk.run(&estate.command(&["nss", "create", "NICE"]));
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
}
