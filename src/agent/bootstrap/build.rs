//! Lays the files out and has dpkg-deb pack them.

use super::Order;
use super::content::{LINKS, PROGRAMS, Text, texts};
use crate::agent::error::{AgentError, Result};
use crate::agent::settings::PointAddress;
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;

/// How long packing may take.
const PACKING: Duration = Duration::from_secs(600);

/// Builds the package and returns its file.
///
/// # Errors
/// [`AgentError::Setting`] without a distribution point or a trusted key, or with a version that dpkg does not take;
/// [`AgentError::State`] where files cannot be laid out or packed.
pub async fn build(order: &Order) -> Result<PathBuf> {
    check(order)?;
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "i386",
        "arm" => "armhf",
        other => other,
    };
    let file = order.out.join(format!("bailiwick-agent_{}_{architecture}.deb", order.version));
    let folder = Folder(order.out.join(format!(".bailiwick-agent.{}", std::process::id())));
    let laid = tokio::task::spawn_blocking({
        let (order, root) = (order.clone(), folder.0.clone());
        move || lay_out(&order, architecture, &root)
    });
    laid.await.map_err(|e| AgentError::State(e.to_string()))??;
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "-Zgzip", "-z6", "--build"]).arg(&folder.0).arg(&file);
    pack.stdin(Stdio::null()).kill_on_drop(true);
    let failed = |reason: String| AgentError::State(format!("dpkg-deb: {reason}"));
    let packed = tokio::time::timeout(PACKING, pack.output()).await.map_err(|_| failed("it takes too long".into()))?;
    let packed = packed.map_err(|e| failed(e.to_string()))?;
    if !packed.status.success() {
        return Err(failed(String::from_utf8_lossy(&packed.stderr).trim().chars().take(500).collect()));
    }
    Ok(file)
}

fn check(order: &Order) -> Result<()> {
    let missing = |setting, what: &str| AgentError::Setting { setting, reason: format!("the package needs {what}") };
    if order.points.is_empty() {
        return Err(missing("points", "a distribution point"));
    }
    if let Some(wrong) = order.points.iter().find(|text| PointAddress::parse(text).is_none()) {
        return Err(AgentError::Setting { setting: "points", reason: format!("{wrong:?} is not NAME=ADDRESS") });
    }
    if order.trusted_keys.is_empty() {
        return Err(missing("trusted_keys", "a trusted key"));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || ".+~-".contains(c);
    if !order.version.starts_with(|c: char| c.is_ascii_digit()) || !order.version.chars().all(fits) {
        return Err(AgentError::State(format!("{:?} is no version of a package", order.version)));
    }
    Ok(())
}

fn lay_out(order: &Order, architecture: &str, root: &Path) -> Result<()> {
    let failed = |path: &Path, e: &io::Error| AgentError::State(format!("{}: {e}", path.display()));
    let program = fs::metadata(&order.program).map_err(|e| failed(&order.program, &e))?;
    if !program.is_file() {
        return Err(failed(&order.program, &io::Error::new(io::ErrorKind::InvalidInput, "not a file")));
    }
    let laid = || -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o755).create(root)?;
        fs::set_permissions(root, Permissions::from_mode(0o755))?;
        let [agent, ui] = PROGRAMS.map(|path| root.join(path));
        for path in [&agent, &ui] {
            folders(root, path)?;
        }
        fs::copy(&order.program, &agent)?;
        fs::set_permissions(&agent, Permissions::from_mode(0o755))?;
        // One file under two names in the package; an update replaces only the name.
        fs::hard_link(&agent, &ui)?;
        for (path, target) in LINKS {
            let path = root.join(path);
            folders(root, &path)?;
            symlink(target, &path)?;
        }
        Ok(())
    };
    laid().map_err(|e| failed(root, &e))?;
    for Text { path, text, mode } in texts(order, architecture, program.len())? {
        let path = root.join(path);
        let written = folders(root, &path)
            .and_then(|()| fs::write(&path, text))
            .and_then(|()| fs::set_permissions(&path, Permissions::from_mode(mode)));
        written.map_err(|e| failed(&path, &e))?;
    }
    Ok(())
}

/// Makes the folders above a file, readable by everybody whatever the mask of the process says.
fn folders(root: &Path, file: &Path) -> io::Result<()> {
    let Ok(below) = file.strip_prefix(root) else { return Ok(()) };
    let mut folder = root.to_path_buf();
    for part in below.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        if !folder.exists() {
            fs::create_dir(&folder)?;
            fs::set_permissions(&folder, Permissions::from_mode(0o755))?;
        }
    }
    Ok(())
}

/// The folder in which the files are laid out; it goes when the package is made.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
