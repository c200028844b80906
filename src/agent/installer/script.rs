//! Packages with commands of their own: what neither dpkg nor the Windows installer deals with by itself.
//!
//! Commands are given to `/bin/sh -c` (on Windows to `cmd /C`) as they are: they come from the publisher's signed files,
//! and whoever may write a package may run anything on its machines anyway. What does not come from there, the path of
//! the downloaded file, never becomes part of a command unless it consists of harmless characters only: it replaces
//! `{payload}`, and is in the variable `BAILIWICK_PAYLOAD` in any case.

use super::detection::Detection;
use super::run::Order;
use super::{by_code, failed};
use crate::agent::settings::AgentSettings;
use crate::model::package::{Package, PackageKind};
use crate::port::{Ending, Found, Outcome, PackageManager};
use async_trait::async_trait;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Stands in a command for the path of the downloaded file.
const PAYLOAD: &str = "{payload}";
/// The variable that holds the path of the downloaded file.
const PAYLOAD_VARIABLE: &str = "BAILIWICK_PAYLOAD";
/// What means success where a package says nothing.
const SUCCESS: [i32; 1] = [0];

/// Installs with commands.
pub(super) struct Script {
    detection: Arc<Detection>,
    limit: Duration,
    /// What packages of their own ways belong to.
    others: Vec<Arc<dyn PackageManager>>,
}

impl Script {
    /// Makes the manager of whatever is no other's.
    pub(super) fn new(
        settings: &AgentSettings,
        detection: Arc<Detection>,
        others: Vec<Arc<dyn PackageManager>>,
    ) -> Self {
        Self { detection, limit: settings.install_timeout, others }
    }

    async fn run(&self, package: &Package, command: &str, payload: Option<&Path>, reboots: bool) -> Outcome {
        let command = match fill(command, payload) {
            Ok(command) => command,
            Err(reason) => return failed(reason),
        };
        let mut order = shell(&command, self.limit);
        if let Some(payload) = payload {
            order = order.env(PAYLOAD_VARIABLE, payload);
        }
        let ran = order.run().await;
        let success = if package.success_codes.is_empty() { &SUCCESS } else { package.success_codes.as_slice() };
        by_code(&ran, success, &package.reboot_codes, reboots)
    }
}

#[async_trait]
impl PackageManager for Script {
    fn handles(&self, package: &Package) -> bool {
        !self.others.iter().any(|other| other.handles(package))
    }

    async fn inspect(&self, packages: &[&Package]) -> Vec<Found> {
        let real: Vec<&Package> = packages.iter().copied().filter(|package| !is_bracket(package)).collect();
        let mut found = self.detection.inspect(&real).await.into_iter();
        let one = |package: &&Package| match is_bracket(package) {
            true => Found::Installed { version: package.version.clone() },
            false => found.next().unwrap_or(Found::Unknown { reason: String::new() }),
        };
        packages.iter().map(one).collect()
    }

    async fn install(&self, package: &Package, payload: Option<&Path>) -> Outcome {
        if is_bracket(package) {
            return nothing();
        }
        if package.install_command.trim().is_empty() {
            return failed("the package has no install command".into());
        }
        self.run(package, &package.install_command, payload, package.reboots).await
    }

    async fn remove(&self, package: &Package) -> Outcome {
        if is_bracket(package) {
            return nothing();
        }
        if package.remove_command.trim().is_empty() {
            return failed("the package has no remove command".into());
        }
        self.run(package, &package.remove_command, None, false).await
    }

    async fn recover(&self) -> Outcome {
        nothing()
    }
}

/// Returns a command as it is given to the system's shell. Files that it makes can be read by everybody, as those of any
/// installer.
pub(super) fn shell(command: &str, limit: Duration) -> Order {
    if cfg!(windows) {
        return Order::new("cmd", limit).args(["/D", "/C", command]);
    }
    Order::new("/bin/sh", limit).arg("-c").arg(format!("umask 022\n{command}"))
}

/// Whether a package only brings others and has nothing of its own.
fn is_bracket(package: &Package) -> bool {
    package.kind == PackageKind::Meta && package.source.is_empty() && package.install_command.is_empty()
}

fn nothing() -> Outcome {
    Outcome { ending: Ending::Done, code: None, said: String::new() }
}

/// Puts the path of the downloaded file in.
fn fill(command: &str, payload: Option<&Path>) -> Result<String, String> {
    if !command.contains(PAYLOAD) {
        return Ok(command.to_owned());
    }
    let payload = payload.ok_or_else(|| format!("the command asks for {PAYLOAD}, and there is no file"))?;
    let separator = |c: char| if cfg!(windows) { "\\:".contains(c) } else { false };
    let harmless = |c: char| c.is_ascii_alphanumeric() || "/._+-=,@".contains(c) || separator(c);
    match payload.to_str().filter(|path| payload.is_absolute() && path.chars().all(harmless)) {
        Some(path) => Ok(command.replace(PAYLOAD, path)),
        None => Err(format!("the path of the file is not harmless in a command: use \"${PAYLOAD_VARIABLE}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::installer::all;
    use crate::agent::installer::testing::{package, settings};
    use std::fs;
    use std::time::Instant;

    fn script(folder: &Path, limit: Duration) -> Arc<dyn PackageManager> {
        all(&AgentSettings { install_timeout: limit, ..settings(folder) }).remove(2)
    }

    async fn install(command: &str, change: impl FnOnce(&mut Package)) -> Outcome {
        let folder = tempfile::tempdir().unwrap();
        let mut package = Package { install_command: command.into(), ..package("Tool", "1") };
        change(&mut package);
        let payload = folder.path().join("tool.sh");
        fs::write(&payload, "echo it runs").unwrap();
        script(folder.path(), Duration::from_secs(20)).install(&package, Some(&payload)).await
    }

    #[tokio::test]
    async fn exit_codes_mean_what_the_package_says() {
        let codes = |package: &mut Package| {
            package.success_codes = vec![0, 5];
            package.reboot_codes = vec![7];
        };
        assert_eq!(install("exit 5", codes).await.ending, Ending::Done);
        assert_eq!(install("exit 7", codes).await.ending, Ending::NeedsReboot);
        let wrong = install("echo no; echo sorry >&2; exit 9", codes).await;
        assert_eq!((wrong.ending, wrong.code), (Ending::Failed, Some(9)));
        assert!(wrong.said.contains("no") && wrong.said.contains("sorry"), "{wrong:?}");
        assert_eq!(install("true", |package| package.reboots = true).await.ending, Ending::NeedsReboot);
        assert_eq!(install("true", |package| package.success_codes.clear()).await.ending, Ending::Done);
        assert_eq!(install("", |_| ()).await.ending, Ending::Failed);
    }

    #[tokio::test]
    async fn the_downloaded_file_is_put_in() {
        assert_eq!(install("sh {payload}", |_| ()).await.said, "it runs");
        assert_eq!(install("sh '{payload}'", |_| ()).await.said, "it runs");
        assert_eq!(install("sh \"$BAILIWICK_PAYLOAD\"", |_| ()).await.said, "it runs");
    }

    #[test]
    fn a_path_never_becomes_a_command() {
        for path in ["/tmp/a b.sh", "/tmp/$(id).sh", "/tmp/x;id", "/tmp/'", "/tmp/\"", "/tmp/`id`", "a.sh", "/tmp/a\nb"]
        {
            assert!(fill("sh {payload}", Some(Path::new(path))).is_err(), "{path}");
        }
        assert!(fill("sh {payload}", None).is_err());
        assert_eq!(fill("id", Some(Path::new("/tmp/a b"))), Ok("id".into()));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_stopped_with_everything_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let alive = folder.path().join("alive");
        // The one in the background ignores that it is asked to end.
        let command = format!("(trap '' TERM; while :; do date >> {}; sleep 0.1; done) & sleep 600", alive.display());
        let package = Package { install_command: command, ..package("Tool", "1") };
        let started = Instant::now();
        let outcome = script(folder.path(), Duration::from_millis(500)).install(&package, None).await;
        assert_eq!((outcome.ending, outcome.code), (Ending::TimedOut, None));
        assert!(started.elapsed() < Duration::from_secs(20));
        let then = fs::metadata(&alive).unwrap().len();
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(fs::metadata(&alive).unwrap().len(), then, "nothing of it runs any more");
    }

    #[tokio::test]
    async fn an_installer_whose_caller_is_gone_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let alive = folder.path().join("alive");
        let command = format!("while :; do date >> {}; sleep 0.1; done", alive.display());
        let package = Package { install_command: command, ..package("Tool", "1") };
        let manager = script(folder.path(), Duration::from_secs(60));
        let given_up = tokio::time::timeout(Duration::from_millis(500), manager.install(&package, None)).await;
        assert!(given_up.is_err());
        tokio::time::sleep(Duration::from_millis(300)).await;
        let then = fs::metadata(&alive).unwrap().len();
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(fs::metadata(&alive).unwrap().len(), then);
    }

    #[tokio::test]
    async fn an_installer_inherits_nothing_and_what_it_says_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        let _open = fs::File::create(&secret).unwrap();
        let seen = install("env | sort; umask; ls -l /proc/self/fd", |_| ()).await.said;
        assert!(seen.contains(" | 0022 | "), "{seen}");
        assert!(!seen.contains(&secret.display().to_string()) && !seen.contains("eventpoll"), "{seen}");
        let names = seen.split(" | ").filter_map(|line| Some(line.split_once('=')?.0));
        let known = ["BAILIWICK_PAYLOAD", "HOME", "LC_ALL", "PATH", "PWD", "OLDPWD", "SHLVL", "_"];
        assert_eq!(names.filter(|name| !known.contains(name)).collect::<Vec<_>>(), Vec::<&str>::new());
        let loud = install("yes 'much\u{1b}[31m ado' | head -c 9000000; printf 'the\\033end'", |_| ()).await;
        assert_eq!(loud.ending, Ending::Done);
        assert!(loud.said.ends_with("the end") && loud.said.len() < 8192, "{}", loud.said.len());
        assert!(!loud.said.contains(char::is_control));
    }

    #[tokio::test]
    async fn what_an_installer_leaves_running_holds_up_nobody_and_lives_on() {
        let folder = tempfile::tempdir().unwrap();
        let alive = folder.path().join("alive");
        let command = format!("(sleep 2; echo yes > {}) & echo started", alive.display());
        let package = Package { install_command: command, ..package("Tool", "1") };
        let outcome = script(folder.path(), Duration::from_secs(20)).install(&package, None).await;
        assert_eq!((outcome.ending, outcome.said.as_str()), (Ending::Done, "started"));
        assert!(!alive.exists());
        let lives = async {
            while !alive.exists() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), lives).await.expect("it lives on");
    }

    #[tokio::test]
    async fn every_package_is_the_business_of_one_manager() {
        let folder = tempfile::tempdir().unwrap();
        let managers = all(&settings(folder.path()));
        let cases = [
            ("tool_1_all.deb", "", 0),
            ("tool_1_all.DEB", "--refuse-downgrade", 0),
            ("tool_1_all.deb", "apt-get install {payload}", 2),
            ("tool.msi", "", 1),
            ("tool.msi", "ALLUSERS=1 INSTALLDIR=D:\\Tool", 1),
            ("tool.msi", "msiexec /i {payload} /quiet", 2),
            ("tool.sh", "sh {payload}", 2),
            ("", "", 2),
        ];
        for (source, command, meant) in cases {
            let package = Package { source: source.into(), install_command: command.into(), ..package("T", "1") };
            let who: Vec<usize> = (0..managers.len()).filter(|at| managers[*at].handles(&package)).collect();
            assert_eq!(who, [meant], "{source} {command}");
        }
    }
}
