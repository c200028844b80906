//! How long the client takes to check what is installed, beside one pass of `dpkg-query` and beside Ansible.
//!
//! `cargo bench --bench agent_check [PACKAGES]`. The packages are those that dpkg has installed on this machine, 200 of
//! them; all shall be there as they are. A check is what the client does in each cycle when nothing is to be done: look
//! at every package ([`PackageManager::inspect`]), decide what shall be (`rules::desired`), and compare. The budget is
//! twice the time of one `dpkg-query` pass over the same packages, and 15 MB. Ansible (`ansible-core` and `python3-apt`)
//! is asked for the same list with `--check`, where it is installed.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::agent::installer::all;
use bailiwick::agent::settings::{AgentSettings, RebootTerms};
use bailiwick::model::assignment::{AssignAction, Assignment, RebootPolicy};
use bailiwick::model::computer_set::ComputerSet;
use bailiwick::model::configuration::Configuration;
use bailiwick::model::desired::DesiredState;
use bailiwick::model::id::{AssignmentId, ComputerSetId, PackageId, SystemSetId};
use bailiwick::model::package::{Package, PackageKind, PackageScope, PackageState};
use bailiwick::port::{Found, PackageManager};
use bailiwick::rules::desired::{Rules, Subject};
use chrono::{DateTime, Utc};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;
const ANSIBLE_ROUNDS: usize = 3;
const SET: ComputerSetId = ComputerSetId(1);

fn main() {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(200);
    let Some(packages) = installed(wanted) else {
        println!("skipped: dpkg is not here");
        return;
    };
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    println!("{} packages", names.len());
    let now = DateTime::UNIX_EPOCH;
    let rules = Rules::compile(&Arc::new(configuration(&packages, now)));
    let folder = std::env::temp_dir();
    let dpkg = all(&settings(folder)).remove(0);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();

    // Taken in turns, so that both see the same machine.
    let (mut passes, mut looks, mut decisions) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        passes.push(timed(|| pass(&names)));
        let mut found = Vec::new();
        looks.push(timed(|| found = runtime.block_on(look(dpkg.as_ref(), &packages))));
        decisions.push(timed(|| assert_eq!(verdicts(&rules, &packages, &found, now), 0, "all is as it shall be")));
    }
    let (pass, look, decision) = (median(passes), median(looks), median(decisions));
    let check = look + decision;
    println!("one dpkg-query pass       {:>9.2} ms", ms(pass));
    println!("check of the client       {:>9.2} ms, of it {:.2} ms to decide and compare", ms(check), ms(decision));
    println!("  ratio                   {:>9.2}    (budget 2; aim 6 ms)", ms(check) / ms(pass));
    println!("most memory               {:>9.1} MB (budget 15)", peak_megabytes());
    match ansible(&names) {
        Some(time) => {
            println!("ansible --check           {:>9.2} ms, {:.0} times as long", ms(time), ms(time) / ms(check))
        }
        None => println!("skipped: ansible --check (ansible-core and python3-apt are not both here)"),
    }
}

/// Returns packages of this machine; none where there is no dpkg.
fn installed(wanted: usize) -> Option<Vec<Package>> {
    let format = "${Package}\\t${Architecture}\\t${Version}\\t${db:Status-Status}\\n";
    let output = Command::new("dpkg-query").args(["-W", "-f", format]).output().ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| row[3] == "installed");
    Some(rows.zip(1..).take(wanted).map(|(row, id)| package(id, row[0], row[1], row[2])).collect())
}

fn package(id: i64, name: &str, architecture: &str, version: &str) -> Package {
    Package {
        id: PackageId(id),
        nss: SystemSetId(1),
        name: name.into(),
        version: version.into(),
        vendor: String::new(),
        description: String::new(),
        kind: PackageKind::Application,
        scope: PackageScope::Computer,
        source: format!("{name}.deb"),
        install_command: String::new(),
        remove_command: String::new(),
        detection: format!("deb:{name}:{architecture}"),
        success_codes: vec![0],
        reboot_codes: Vec::new(),
        dependencies: Vec::new(),
        supersedes: Vec::new(),
        conflicts: Vec::new(),
        priority: 0,
        checksum: String::new(),
        size: 0,
        os_filter: Vec::new(),
        concurrency: None,
        licences: None,
        reboots: false,
        state: PackageState::Published,
        created_at: DateTime::UNIX_EPOCH,
        created_by: "anna".into(),
    }
}

/// One set, to which every package is assigned.
fn configuration(packages: &[Package], now: DateTime<Utc>) -> Configuration {
    let mut all = Configuration::default();
    all.put(
        ComputerSet {
            id: SET,
            nss: SystemSetId(1),
            name: "Consoles".into(),
            description: String::new(),
            parent: None,
            locally_managed: false,
            responsible: String::new(),
            os_version: String::new(),
            created_at: now,
            created_by: "anna".into(),
        }
        .into(),
    );
    for package in packages {
        all.put(package.clone().into());
        let assignment = Assignment {
            id: AssignmentId(package.id.0),
            nsc: SET,
            pkg: package.id,
            action: AssignAction::Apply,
            not_before: None,
            deadline: None,
            window: None,
            reboot: RebootPolicy::Ask,
            assigned_at: now,
            assigned_by: "anna".into(),
        };
        all.put(assignment.into());
    }
    all
}

fn settings(folder: std::path::PathBuf) -> AgentSettings {
    AgentSettings {
        machine: "PC1".into(),
        os: "Debian".into(),
        points: Vec::new(),
        trusted_keys: Vec::new(),
        state: folder.clone(),
        socket: folder,
        interval: Duration::from_secs(60),
        jitter: Duration::ZERO,
        install_timeout: Duration::from_secs(60),
        root: None,
        msiexec: String::new(),
        reboot_command: String::new(),
        reboot: RebootTerms::default(),
        users: Vec::new(),
    }
}

/// What somebody would do by hand.
fn pass(names: &[&str]) {
    let format = "${Package}\\t${Version}\\t${db:Status-Status}\\n";
    let output = Command::new("dpkg-query").args(["-W", "-f", format]).args(names).output().unwrap();
    assert!(output.status.success());
}

async fn look(dpkg: &dyn PackageManager, packages: &[Package]) -> Vec<Found> {
    dpkg.inspect(&packages.iter().collect::<Vec<_>>()).await
}

/// Returns how many packages are not as they shall be.
fn verdicts(rules: &Rules, packages: &[Package], found: &[Found], now: DateTime<Utc>) -> usize {
    let subject = Subject { machine: Some("PC1"), os: Some("Debian"), machine_sets: &[SET], ..Subject::default() };
    let desired = rules.desired(&subject, now);
    assert_eq!(desired.len(), packages.len());
    let there = |id: PackageId| packages.iter().zip(found).find(|(package, _)| package.id == id);
    let agrees = |one: &&bailiwick::model::desired::Desired| {
        let installed = there(one.pkg).is_some_and(
            |(package, found)| matches!(found, Found::Installed { version } if *version == package.version),
        );
        installed == (one.state == DesiredState::Applied)
    };
    desired.len() - desired.iter().filter(agrees).count()
}

/// Returns how long Ansible takes to find that nothing is to be done; none where it cannot be asked.
fn ansible(names: &[&str]) -> Option<Duration> {
    let list = format!("name={} state=present", names.join(","));
    let run = || {
        let mut command = Command::new("ansible");
        command.args([
            "localhost",
            "-i",
            "localhost,",
            "-c",
            "local",
            "-m",
            "ansible.builtin.apt",
            "--check",
            "-a",
            &list,
        ]);
        command.env("ANSIBLE_PYTHON_INTERPRETER", "/usr/bin/python3").stdin(Stdio::null());
        let output = command.output().ok()?;
        output.status.success().then_some(())
    };
    run()?;
    let times = (0..ANSIBLE_ROUNDS).map(|_| timed(|| assert!(run().is_some(), "it ran before")));
    Some(median(times.collect()))
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Returns the most memory that this process ever had, in megabytes; 0 where the system does not tell.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() / 1024.0
}
