//! Windows Installer packages through `msiexec`: what ends in `.msi` and has no install command of its own.
//!
//! [`Package::install_command`] may hold properties instead (`ALLUSERS=1 INSTALLDIR=D:\Tool`), without blanks in their
//! values. The product code is told by a detection rule `msi:{PRODUCT}`, or stands as remove command. Command lines and
//! exit codes are those of Microsoft's documentation and are tested with a stand-in; this has not been run on Windows.

use super::detection::Detection;
use super::run::{End, Order, Ran};
use super::{SHORT, by_code, failed};
use crate::agent::settings::AgentSettings;
use crate::model::package::Package;
use crate::port::{Ending, Found, Outcome, PackageManager};
use async_trait::async_trait;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Success of an installation: `ERROR_SUCCESS`.
const INSTALLED: [i32; 1] = [0];
/// Success of a removal: `ERROR_SUCCESS`, `ERROR_UNKNOWN_PRODUCT` and `ERROR_PRODUCT_UNINSTALLED`, which say that it is
/// not there.
const REMOVED: [i32; 3] = [0, 1605, 1614];
/// `ERROR_INSTALL_ALREADY_RUNNING`.
const ALREADY_RUNNING: i32 = 1618;
/// `ERROR_SUCCESS_REBOOT_INITIATED`.
const REBOOT_INITIATED: i32 = 1641;
/// `ERROR_SUCCESS_REBOOT_REQUIRED`.
const REBOOT_REQUIRED: i32 = 3010;

/// Where Windows notes what is installed.
const UNINSTALL: &str = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall";
/// Largest list of installed products that is read, in bytes.
const MOST: usize = 8 << 20;

/// Installs with the Windows installer.
#[derive(Debug)]
pub(super) struct Msi {
    msiexec: String,
    logs: PathBuf,
    limit: Duration,
    detection: Arc<Detection>,
}

impl Msi {
    /// Makes the manager.
    pub(super) fn new(settings: &AgentSettings, detection: Arc<Detection>) -> Self {
        let (msiexec, logs) = (settings.msiexec.clone(), settings.state.join("msi"));
        Self { msiexec, logs, limit: settings.install_timeout, detection }
    }

    /// Runs `msiexec MODE WHAT /qn /norestart /L*v LOG PROPERTIES`.
    async fn msiexec(&self, package: &Package, mode: &str, what: OsString, properties: &str) -> Result<Order, Outcome> {
        if self.msiexec.is_empty() {
            return Err(failed("there is no Windows installer on this machine".into()));
        }
        let fault = |error: std::io::Error| failed(format!("{}: {error}", self.logs.display()));
        tokio::fs::create_dir_all(&self.logs).await.map_err(fault)?;
        let order = Order::new(&self.msiexec, self.limit).arg(mode).arg(what).args(["/qn", "/norestart", "/L*v"]);
        Ok(order.arg(self.log(package)).args(properties.split_whitespace()))
    }

    /// Returns where the installer writes its log; the last one of each package is kept.
    fn log(&self, package: &Package) -> PathBuf {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
        let title: String = package.title().chars().take(80).map(plain).collect();
        self.logs.join(format!("{}-{title}.log", package.id))
    }

    /// Returns the versions of installed products by product code, from both views of the registry.
    async fn products(&self) -> Result<HashMap<String, String>, String> {
        if self.msiexec.is_empty() {
            return Err("there is no Windows installer on this machine".into());
        }
        let reg = Path::new(&self.msiexec).with_file_name("reg.exe");
        let view = |view: &'static str| {
            let order = Order::new(&reg, self.limit.min(SHORT)).keep(MOST);
            order.args(["query", UNINSTALL, "/s", "/v", "DisplayVersion", view]).run()
        };
        let (wide, narrow) = futures::join!(view("/reg:64"), view("/reg:32"));
        let mut products = HashMap::new();
        for ran in [wide, narrow] {
            match ran.end {
                // 1 means that nothing was found.
                End::Exited(0 | 1) if !ran.cut => read_products(&String::from_utf8_lossy(&ran.stdout), &mut products),
                _ => return Err(format!("reg: {}", ran.said())),
            }
        }
        Ok(products)
    }

    async fn try_install(&self, package: &Package, payload: Option<&Path>) -> Result<Outcome, Outcome> {
        let payload = payload.ok_or_else(|| failed("there is no file".into()))?;
        let order = self.msiexec(package, "/i", payload.into(), &package.install_command).await?;
        Ok(ended(package, order, package.reboots, &INSTALLED).await)
    }

    async fn try_remove(&self, package: &Package) -> Result<Outcome, Outcome> {
        let code = product(package).ok_or_else(|| failed("the package tells no product code".into()))?;
        let order = self.msiexec(package, "/x", code.into(), "").await?;
        Ok(ended(package, order, false, &REMOVED).await)
    }
}

/// Runs the installer and says what its exit code means; the package may name more codes.
async fn ended(package: &Package, order: Order, reboots: bool, success: &[i32]) -> Outcome {
    meaning(package, &order.run().await, reboots, success)
}

fn meaning(package: &Package, ran: &Ran, reboots: bool, success: &[i32]) -> Outcome {
    let success = [success, &package.success_codes].concat();
    let reboot = [&[REBOOT_INITIATED, REBOOT_REQUIRED], package.reboot_codes.as_slice()].concat();
    let outcome = by_code(ran, &success, &reboot, reboots);
    if outcome.code == Some(ALREADY_RUNNING) { Outcome { ending: Ending::Busy, ..outcome } } else { outcome }
}

#[async_trait]
impl PackageManager for Msi {
    fn handles(&self, package: &Package) -> bool {
        let end = package.source.len().checked_sub(4).and_then(|at| package.source.get(at..));
        let is_msi = end.is_some_and(|end| end.eq_ignore_ascii_case(".msi"));
        is_msi && package.install_command.split_whitespace().all(is_property)
    }

    async fn inspect(&self, packages: &[&Package]) -> Vec<Found> {
        let (by_product, by_rule): (Vec<_>, Vec<_>) = packages.iter().copied().partition(|one| product(one).is_some());
        let products = if by_product.is_empty() { Ok(HashMap::new()) } else { self.products().await };
        let mut detected = self.detection.inspect(&by_rule).await.into_iter();
        let one = |package: &&Package| match (product(package), &products) {
            (None, _) => detected.next().unwrap_or(Found::Unknown { reason: String::new() }),
            (Some(_), Err(reason)) => Found::Unknown { reason: reason.clone() },
            (Some(code), Ok(products)) => match products.get(&code) {
                Some(version) => Found::Installed { version: told(version, package) },
                None => Found::Absent,
            },
        };
        packages.iter().map(one).collect()
    }

    async fn install(&self, package: &Package, payload: Option<&Path>) -> Outcome {
        self.try_install(package, payload).await.unwrap_or_else(|outcome| outcome)
    }

    async fn remove(&self, package: &Package) -> Outcome {
        self.try_remove(package).await.unwrap_or_else(|outcome| outcome)
    }

    /// Windows rolls back by itself what was cut off.
    async fn recover(&self) -> Outcome {
        Outcome { ending: Ending::Done, code: None, said: String::new() }
    }
}

/// Returns the product code of a package, in upper case; none when it tells none.
fn product(package: &Package) -> Option<String> {
    let told = package.detection.trim().strip_prefix("msi:").unwrap_or(&package.remove_command).trim();
    is_product(told).then(|| told.to_uppercase())
}

/// Returns a version from the registry as the package has it, where only zeros at the end differ.
fn told(version: &str, package: &Package) -> String {
    let short = |version: &str| {
        let mut short = version.to_owned();
        while let Some(rest) = short.strip_suffix(".0") {
            short.truncate(rest.len());
        }
        short
    };
    if short(version) == short(&package.version) { package.version.clone() } else { version.to_owned() }
}

/// Whether a text is a product code: a UUID with its hyphens, in braces.
fn is_product(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    inner.is_some_and(|inner| inner.len() == 36 && uuid::Uuid::try_parse(inner).is_ok())
}

/// Whether a word is a public property with its value.
fn is_property(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_.".contains(c);
    word.split_once('=').is_some_and(|(name, value)| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(plain) && !value.contains('"')
    })
}

/// Reads what `reg query` says: a line with a key, then lines with its values.
fn read_products(said: &str, products: &mut HashMap<String, String>) {
    let mut code = None;
    for line in said.lines() {
        if line.starts_with("HKEY_") {
            let name = line.rsplit('\\').next().unwrap_or_default().trim();
            code = is_product(name).then(|| name.to_uppercase());
        } else if let Some((name, version)) = line.split_once("REG_SZ")
            && name.trim() == "DisplayVersion"
            && let Some(code) = code.take()
        {
            products.insert(code, super::run::clean(version).chars().take(64).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::installer::all;
    use crate::agent::installer::testing::{package, settings};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    const PRODUCT: &str = "{23170F69-40C1-2702-1900-000001000000}";

    /// A folder with programs that note how they were called and end as they are told.
    struct Windows(tempfile::TempDir);

    impl Windows {
        fn new() -> Self {
            let windows = Self(tempfile::tempdir().unwrap());
            let here = windows.0.path().display().to_string();
            let note = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{here}/calls'\n");
            windows.program("msiexec.exe", &format!("{note}echo working\nexit $(cat '{here}/code')\n"));
            windows.program(
                "reg.exe",
                &format!("#!/bin/sh\nfor view; do :; done\ncat '{here}'/registry${{view#/reg:}}\n"),
            );
            windows
        }

        fn program(&self, name: &str, text: &str) {
            let path = self.0.path().join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }

        fn manager(&self) -> Arc<dyn PackageManager> {
            let msiexec = self.0.path().join("msiexec.exe").display().to_string();
            all(&AgentSettings { msiexec, ..settings(self.0.path()) }).remove(1)
        }

        fn calls(&self) -> Vec<String> {
            fs::read_to_string(self.0.path().join("calls")).unwrap().lines().map(str::to_owned).collect()
        }

        fn log(&self) -> String {
            self.0.path().join("state/msi/1-7-Zip-19.00.log").display().to_string()
        }

        async fn install(&self, package: &Package, code: i32) -> Outcome {
            fs::write(self.0.path().join("code"), code.to_string()).unwrap();
            self.manager().install(package, Some(Path::new("/cache/7 zip.msi"))).await
        }

        async fn remove(&self, package: &Package, code: i32) -> Outcome {
            fs::write(self.0.path().join("code"), code.to_string()).unwrap();
            self.manager().remove(package).await
        }
    }

    fn zip() -> Package {
        let detection = format!("msi:{}", PRODUCT.to_lowercase());
        Package { source: "7zip.MSI".into(), detection, success_codes: vec![], ..package("7-Zip", "19.00") }
    }

    #[tokio::test]
    async fn the_command_lines_are_those_of_the_windows_installer() {
        let windows = Windows::new();
        let package = Package { install_command: "ALLUSERS=1 INSTALLDIR=D:\\Zip".into(), ..zip() };
        assert_eq!(windows.install(&package, 0).await.ending, Ending::Done);
        assert_eq!(windows.remove(&package, 0).await.ending, Ending::Done);
        let log = windows.log();
        let meant = ["/i", "/cache/7 zip.msi", "/qn", "/norestart", "/L*v", &log, "ALLUSERS=1", "INSTALLDIR=D:\\Zip"];
        let (installed, removed) = (&windows.calls()[..8], &windows.calls()[8..]);
        assert_eq!(installed, meant);
        assert_eq!(removed, ["/x", PRODUCT, "/qn", "/norestart", "/L*v", &log]);
    }

    #[tokio::test]
    async fn exit_codes_mean_what_the_windows_installer_says() {
        let windows = Windows::new();
        // On Unix a process ends with eight bits: what a code means is asked of the function that runs no process.
        for (code, installs, removes) in [
            (0, Ending::Done, Ending::Done),
            (1641, Ending::NeedsReboot, Ending::NeedsReboot),
            (3010, Ending::NeedsReboot, Ending::NeedsReboot),
            (1618, Ending::Busy, Ending::Busy),
            (1605, Ending::Failed, Ending::Done),
            (1614, Ending::Failed, Ending::Done),
            (1603, Ending::Failed, Ending::Failed),
            (1638, Ending::Failed, Ending::Failed),
        ] {
            let ran = |success: &[i32]| meaning(&zip(), &Ran::exited(code), false, success).ending;
            assert_eq!(ran(&INSTALLED), installs, "{code}");
            assert_eq!(ran(&REMOVED), removes, "{code}");
        }
        let failed = windows.install(&zip(), 67).await;
        assert_eq!((failed.ending, failed.code, failed.said.as_str()), (Ending::Failed, Some(67), "working"));
        let known = Package { success_codes: vec![67], reboots: true, ..zip() };
        assert_eq!(windows.install(&known, 67).await.ending, Ending::NeedsReboot);
        assert_eq!(windows.remove(&known, 67).await.ending, Ending::Done);
    }

    #[tokio::test]
    async fn what_cannot_be_run_is_not_run() {
        let windows = Windows::new();
        let nameless = Package { detection: String::new(), ..zip() };
        assert_eq!(windows.remove(&nameless, 0).await.ending, Ending::Failed);
        assert_eq!(windows.manager().install(&zip(), None).await.ending, Ending::Failed);
        assert!(!windows.0.path().join("calls").exists());
        let elsewhere = all(&settings(windows.0.path())).remove(1);
        assert_eq!(elsewhere.install(&zip(), Some(Path::new("/x.msi"))).await.ending, Ending::Failed);
        assert!(matches!(elsewhere.inspect(&[&zip()]).await[0], Found::Unknown { .. }));
    }

    #[tokio::test]
    async fn the_registry_tells_what_is_there() {
        let windows = Windows::new();
        let text = format!(
            "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{PRODUCT}\r\n    \
             DisplayVersion    REG_SZ    19.00.00.0\r\n\r\nEnd of search: 1 match(es) found.\r\n"
        );
        fs::write(windows.0.path().join("registry64"), text).unwrap();
        fs::write(windows.0.path().join("registry32"), "End of search: 0 match(es) found.\r\n").unwrap();
        let other = Package { detection: PRODUCT.replace('2', "3"), ..zip() };
        let other = Package { detection: format!("msi:{}", other.detection), ..other };
        let nothing = windows.0.path().join("nothing");
        let by_file = Package { detection: format!("file:{}", nothing.display()), ..zip() };
        let found = windows.manager().inspect(&[&by_file, &zip(), &other]).await;
        assert_eq!(found, [Found::Absent, Found::Installed { version: "19.00.00.0".into() }, Found::Absent]);
        let long = Package { version: "19.00.00".into(), ..zip() };
        assert_eq!(windows.manager().inspect(&[&long]).await, [Found::Installed { version: "19.00.00".into() }]);
    }
}
