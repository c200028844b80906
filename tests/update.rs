//! The updater with real processes: the program itself is the updater, small scripts stand in for old and new versions
//! of what it replaces.
#![cfg(test)]

use bailiwick::agent::error::AgentError;
use bailiwick::agent::update::{HandOver, Program, failures, hand_over, newer, recover};
use bailiwick::model::desired::{Desired, DesiredState, Rule};
use bailiwick::model::id::PackageId;
use ring::digest::{SHA256, digest};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

/// What a version does when it is started.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Conduct {
    /// Gives its sign of life and stays.
    Lives,
    /// Ends at once.
    Ends,
    /// Stays and says nothing.
    Silent,
}

/// A machine on which one of the programs is installed in version 1.
struct Machine {
    folder: tempfile::TempDir,
    program: Program,
}

impl Machine {
    fn new(program: Program) -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap(), program };
        fs::create_dir_all(machine.state()).unwrap();
        machine.version("1", Conduct::Lives, &machine.installed());
        machine
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn installed(&self) -> PathBuf {
        self.folder.path().join("installed")
    }

    /// Writes a program of this version.
    fn version(&self, version: &str, conduct: Conduct, to: &Path) {
        let state = self.state();
        let (state, name) = (state.display(), self.program.name());
        let ready = format!("{state}/update/{name}.ready");
        let body = match conduct {
            Conduct::Lives => format!(
                "mkdir -p {state}/update\n\
                 printf '{{\"version\":\"{version}\",\"pid\":%d}}' $$ > {ready}.$$\n\
                 mv {ready}.$$ {ready}\nexec sleep 600"
            ),
            Conduct::Ends => "exit 3".into(),
            Conduct::Silent => "exec sleep 600".into(),
        };
        let note = format!("echo \"{version} $$\" >> {state}/started");
        fs::write(to, format!("#!/bin/sh\n# version {version}\n{note}\n{body}\n")).unwrap();
        fs::set_permissions(to, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn start(&self) -> Child {
        let child = Command::new(self.installed()).stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        until("the sign of life", || self.sign().is_some_and(|(_, pid)| pid == child.id()));
        child
    }

    /// Returns version and process of the last sign of life.
    fn sign(&self) -> Option<(String, u32)> {
        let text = fs::read_to_string(self.state().join("update").join(format!("{}.ready", self.program))).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        Some((value["version"].as_str()?.to_owned(), u32::try_from(value["pid"].as_u64()?).ok()?))
    }

    /// Returns the version that lives, if one does.
    fn living(&self) -> Option<String> {
        self.sign().filter(|(_, pid)| lives(*pid)).map(|(version, _)| version)
    }

    /// Returns every process that was ever started, with its version.
    fn started(&self) -> Vec<(String, u32)> {
        let text = fs::read_to_string(self.state().join("started")).unwrap_or_default();
        let pair = |line: &str| line.split_once(' ').map(|(v, pid)| (v.to_owned(), pid.parse().unwrap()));
        text.lines().filter_map(pair).collect()
    }

    fn order(&self, conduct: Conduct, pids: Vec<u32>) -> HandOver {
        let file = self.folder.path().join("fresh");
        self.version("2", conduct, &file);
        let checksum = digest(&SHA256, &fs::read(&file).unwrap());
        HandOver {
            program: self.program,
            version: "2".into(),
            old_version: "1".into(),
            file,
            checksum: checksum.as_ref().iter().map(|byte| format!("{byte:02X}")).collect(),
            installed: self.installed(),
            updater: env!("CARGO_BIN_EXE_bailiwick").into(),
            pids,
            restart: vec![vec![self.installed().display().to_string()]],
            state: self.state(),
            patience: Duration::from_secs(4),
        }
    }

    /// Returns the steps of the trace: their names, and the processes that took them. Their times never go back.
    fn trace(&self) -> Vec<(String, u32)> {
        let text = fs::read_to_string(self.state().join("update/trace.jsonl")).unwrap_or_default();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let times: Vec<&str> = lines.iter().map(|line| line["at"].as_str().unwrap()).collect();
        assert!(times.is_sorted(), "{text}");
        assert!(lines.iter().all(|line| line["program"] == self.program.name()), "{text}");
        let pid = |line: &Value| u32::try_from(line["pid"].as_u64().unwrap()).unwrap();
        lines.iter().map(|line| (line["step"].as_str().unwrap().to_owned(), pid(line))).collect()
    }

    fn steps(&self) -> Vec<String> {
        self.trace().into_iter().map(|(step, _)| step).collect()
    }

    fn updater(&self) -> Option<u32> {
        self.trace().into_iter().find(|(step, _)| step == "waits").map(|(_, pid)| pid)
    }

    /// Waits until the updater has done what it can.
    fn settle(&self) {
        let updater = self.updater().unwrap();
        until("the end of the updater", || !lives(updater));
    }

    /// Returns what [`newer`] says of version 2.
    fn offers(&self) -> bool {
        let desired = Desired {
            pkg: PackageId(1),
            name: self.program.package().into(),
            version: "2".into(),
            state: DesiredState::Applied,
            winner: Rule::Unassigned {},
            losers: Vec::new(),
            until: None,
        };
        newer(&self.state(), self.program, "1", [&desired]).is_some()
    }

    fn version_of(path: &Path) -> String {
        let text = fs::read_to_string(path).unwrap();
        text.lines().nth(1).unwrap().trim_start_matches("# version ").to_owned()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        for (_, pid) in self.started() {
            kill(pid);
        }
        self.updater().into_iter().for_each(kill);
    }
}

fn kill(pid: u32) {
    // Only what still is one of ours: numbers are used again.
    let ours = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if ours.contains("sleep\x00600") || ours.contains("agent\0update") || ours.contains("installed") {
        let _ = kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), Signal::KILL);
    }
}

fn end(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Whether a process runs; one that only waits to be asked for its end does not.
fn lives(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "still no {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn position(steps: &[String], step: &str) -> usize {
    steps.iter().position(|found| found == step).unwrap_or_else(|| panic!("no {step} in {steps:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_96_97_98_detect_copy_launch_exit_replace_restart_in_this_order() {
    for program in Program::ALL {
        let machine = Machine::new(program);
        let old = machine.start();
        assert!(machine.offers());
        hand_over(machine.order(Conduct::Lives, vec![old.id()])).await.unwrap();
        // CMF-95: as long as the old version runs, nothing is replaced, however long that is.
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(Machine::version_of(&machine.installed()), "1");
        assert_eq!(machine.living().as_deref(), Some("1"));
        assert!(!machine.offers(), "one update at a time");
        end(old);
        machine.settle();
        assert_eq!(machine.living().as_deref(), Some("2"));
        assert_eq!(Machine::version_of(&machine.installed()), "2");
        assert_eq!(Machine::version_of(&machine.folder.path().join("installed.previous")), "1");
        let steps = machine.steps();
        let order = ["detected", "copied", "waits", "launched", "ended", "replaced", "restarts", "alive"];
        assert!(order.map(|step| position(&steps, step)).is_sorted(), "{steps:?}");
        assert_eq!(failures(&machine.state()), []);
        // The new version is told nothing about itself.
        recover(&machine.state(), program).unwrap();
        assert_eq!(machine.steps(), steps);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_98_a_new_version_that_does_not_live_gives_way_to_the_old_one_and_is_reported() {
    for (program, conduct) in [(Program::Agent, Conduct::Ends), (Program::Ui, Conduct::Silent)] {
        let machine = Machine::new(program);
        let old = machine.start();
        hand_over(machine.order(conduct, vec![old.id()])).await.unwrap();
        end(old);
        machine.settle();
        assert_eq!(machine.living().as_deref(), Some("1"));
        assert_eq!(Machine::version_of(&machine.installed()), "1");
        let bad = machine.started().into_iter().find(|(version, _)| version == "2").unwrap();
        assert!(!lives(bad.1), "the new version was ended");
        let reported = failures(&machine.state());
        assert_eq!(reported.len(), 1);
        assert_eq!(reported[0].code, "UPDATE");
        assert!(reported[0].text.starts_with(&format!("{} 2 did not replace 1: ", program.package())), "{reported:?}");
        assert!(!machine.offers(), "what failed is not tried again and again");
        let steps = machine.steps();
        let order = ["replaced", "silent", "restored", "failed"];
        assert!(order.map(|step| position(&steps, step)).is_sorted(), "{steps:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_95_an_old_version_that_does_not_end_is_not_replaced() {
    let machine = Machine::new(Program::Agent);
    let old = machine.start();
    let order = HandOver { patience: Duration::from_millis(500), ..machine.order(Conduct::Lives, vec![old.id()]) };
    hand_over(order).await.unwrap();
    machine.settle();
    assert_eq!(machine.living().as_deref(), Some("1"));
    assert_eq!(Machine::version_of(&machine.installed()), "1");
    assert!(failures(&machine.state())[0].text.contains("does not end"));
    end(old);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_what_was_published_is_never_launched_or_installed() {
    let machine = Machine::new(Program::Agent);
    let order = HandOver { checksum: "0".repeat(64), ..machine.order(Conduct::Lives, Vec::new()) };
    assert!(matches!(hand_over(order).await, Err(AgentError::Distrusts(_))));
    assert_eq!(machine.steps(), [""; 0]);

    // Changed after the copy was verified: the updater looks again.
    let old = machine.start();
    hand_over(machine.order(Conduct::Lives, vec![old.id()])).await.unwrap();
    fs::write(machine.state().join("update/agent/program"), "#!/bin/sh\n# version evil\n").unwrap();
    end(old);
    machine.settle();
    assert_eq!(Machine::version_of(&machine.installed()), "1");
    assert_eq!(machine.living().as_deref(), Some("1"), "the old version runs again");
    assert!(failures(&machine.state())[0].text.contains("is not what was verified"));
}

/// Does what the service manager does: starts the service again when it ends, and when that is of no use, has the kept
/// old version put itself back.
struct Manager<'a> {
    machine: &'a Machine,
    failed: u32,
    children: Vec<Child>,
}

impl Manager<'_> {
    /// Waits until a version lives and nobody is about to change that.
    fn until_settled(&mut self) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.children.retain_mut(|child| child.try_wait().unwrap().is_none());
            let updater = self.machine.updater().is_some_and(lives);
            match self.machine.living() {
                Some(version) if !updater => return version,
                // The updater is on it, or somebody has just been started.
                _ if updater || !self.children.is_empty() => std::thread::sleep(Duration::from_millis(20)),
                _ if self.failed < 3 => {
                    self.failed += 1;
                    let installed = self.machine.installed();
                    self.children.push(Command::new(installed).stdout(Stdio::null()).spawn().unwrap());
                    std::thread::sleep(Duration::from_millis(100));
                }
                _ => {
                    let from = self.machine.state().join("update/agent");
                    let mut restore = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
                    restore.args(["agent", "update", "--program", "agent", "--restore", "--from"]).arg(from);
                    assert!(restore.output().unwrap().status.success());
                }
            }
            assert!(Instant::now() < deadline, "none runs: {:?}", self.machine.steps());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_98_an_updater_that_is_killed_anywhere_leaves_the_old_version_or_the_new_one_never_none() {
    let mut seed = 7_u64;
    for (round, conduct) in (0_u64..12).zip([Conduct::Lives, Conduct::Ends].into_iter().cycle()) {
        let machine = Machine::new(Program::Agent);
        let old = machine.start();
        hand_over(machine.order(conduct, vec![old.id()])).await.unwrap();
        end(old);
        // From the first moment to well after the end.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_millis(round * 40 + (seed >> 33) % 40));
        machine.updater().into_iter().filter(|pid| lives(*pid)).for_each(kill);
        let mut manager = Manager { machine: &machine, failed: 0, children: Vec::new() };
        let version = manager.until_settled();
        assert_eq!(Machine::version_of(&machine.installed()), version);
        if conduct == Conduct::Ends {
            assert_eq!(version, "1", "the new version cannot run");
        }
        // The version that runs settles what the updater left open, once and for all.
        recover(&machine.state(), Program::Agent).unwrap();
        let failed = failures(&machine.state()).len();
        assert_eq!(failed, usize::from(version == "1"), "{:?}", machine.steps());
        let steps = machine.steps();
        recover(&machine.state(), Program::Agent).unwrap();
        assert_eq!(machine.steps(), steps);
    }
}
