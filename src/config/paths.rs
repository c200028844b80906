//! Where files are: the platform's directories, or everything under one directory. It creates nothing.

use directories::ProjectDirs;
use std::path::{Path, PathBuf};

/// The directories of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Databases, key file, rejected lines of imports. Readable by its owner only.
    pub data: PathBuf,
    /// `config.toml`, and the directories `themes`, `keymaps` and `locales`.
    pub config: PathBuf,
    /// The program's own log.
    pub state: PathBuf,
}

impl Paths {
    /// Returns everything under one directory: `--data DIR` or `BAILIWICK_DATA`.
    pub fn under(directory: &Path) -> Self {
        Self { data: directory.into(), config: directory.into(), state: directory.join("log") }
    }

    /// Returns the platform's directories; none when it has no home directory for us.
    pub fn of_platform() -> Option<Self> {
        let directories = ProjectDirs::from("", "", "bailiwick")?;
        Some(Self {
            data: directories.data_local_dir().into(),
            config: directories.config_dir().into(),
            state: directories.state_dir().unwrap_or_else(|| directories.data_local_dir()).into(),
        })
    }

    /// Returns the file of settings that is read when no other is named.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// Returns the directory for lines that an import could not use.
    pub fn rejects(&self) -> PathBuf {
        self.data.join("rejects")
    }

    /// Returns the folder of the jobs' logs: the one that the settings name, or the usual one (CMF-76).
    pub fn job_logs(&self, setting: &str) -> PathBuf {
        if setting.is_empty() { self.data.join("SrvLogs").join("Reporting") } else { PathBuf::from(setting) }
    }

    /// Returns the program's log file.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("bailiwick.log")
    }

    /// Returns the file of a user's own language.
    pub fn locale_file(&self, language: &str) -> PathBuf {
        self.config.join("locales").join(format!("{language}.ftl"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_directory_holds_everything() {
        let paths = Paths::under(Path::new("/srv/b"));
        for path in [
            paths.data.clone(),
            paths.config_file(),
            paths.rejects(),
            paths.log_file(),
            paths.locale_file("fr"),
            paths.job_logs(""),
        ] {
            assert!(path.starts_with("/srv/b"), "{}", path.display());
        }
        assert_eq!(paths.job_logs("/var/log/cmf"), Path::new("/var/log/cmf"));
    }
}
