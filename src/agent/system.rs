//! What the client asks of the machine itself: which run of the system this is, who is logged on, and a reboot.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use uuid::Uuid;

/// The longest that a question to the system takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Most users that are looked at.
const MAX_USERS: usize = 256;

/// The machine under the client.
#[async_trait]
pub trait System: Send + Sync {
    /// Returns what identifies this run of the system; another after each reboot.
    fn boot_id(&self) -> String;

    /// Returns when the system was started, if it can be told.
    fn booted_at(&self) -> Option<DateTime<Utc>>;

    /// Returns the SMBIOS UUID, if it can be read.
    fn uuid(&self) -> Option<Uuid>;

    /// Returns the login names of those who are logged on.
    async fn users(&self) -> Vec<String>;

    /// Reboots with this command, without a shell.
    ///
    /// # Errors
    /// Why the command did not do it.
    async fn reboot(&self, command: &str) -> Result<(), String>;
}

/// A machine with Linux.
#[derive(Debug, Clone, Copy, Default)]
pub struct Linux;

#[async_trait]
impl System for Linux {
    fn boot_id(&self) -> String {
        fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
    }

    fn booted_at(&self) -> Option<DateTime<Utc>> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let seconds = stat.lines().find_map(|line| line.strip_prefix("btime "))?;
        DateTime::from_timestamp(seconds.trim().parse().ok()?, 0)
    }

    fn uuid(&self) -> Option<Uuid> {
        fs::read_to_string("/sys/class/dmi/id/product_uuid").ok()?.trim().parse().ok()
    }

    async fn users(&self) -> Vec<String> {
        // The login manager keeps a folder for each user with a session.
        let mut numbers: Vec<u32> = fs::read_dir(Path::new("/run/user"))
            .map(|entries| entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect())
            .unwrap_or_default();
        numbers.retain(|number| *number >= 1000);
        numbers.sort_unstable();
        let mut users = Vec::new();
        for number in numbers.into_iter().take(MAX_USERS) {
            // Asked for by name service, since users of a directory are in no file.
            let mut command = tokio::process::Command::new("id");
            command.arg("-nu").arg(number.to_string()).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
            if let Ok(Ok(output)) = tokio::time::timeout(PATIENCE, command.output()).await
                && output.status.success()
            {
                users.push(String::from_utf8_lossy(&output.stdout).trim().to_owned());
            }
        }
        users.retain(|user| !user.is_empty());
        users
    }

    async fn reboot(&self, command: &str) -> Result<(), String> {
        let mut words = command.split_whitespace();
        let program = words.next().ok_or("no command is set")?;
        let mut command = tokio::process::Command::new(program);
        command.args(words).stdin(Stdio::null()).kill_on_drop(true);
        let status = tokio::time::timeout(PATIENCE, command.status()).await.map_err(|_| "it takes too long")?;
        let status = status.map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(status.to_string()) }
    }
}
