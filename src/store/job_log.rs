//! Job logs in a folder: a file for each job, one line for each run, bounded in size (CMF-76).
//!
//! What was wrong with a run comes from outside; it never becomes more than one line of visible characters.

use crate::model::job::{Job, JobRun};
use crate::port::JobLog;
use async_trait::async_trait;
use chrono::SecondsFormat;
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A file that would grow beyond this many bytes is put aside first.
const LARGEST: u64 = 1 << 20;
/// How many files of a job are kept, the current one among them.
const KEPT: u32 = 5;

/// Job logs in a folder, which is made with the first line. Its owner's group may read it.
#[derive(Debug, Clone)]
pub struct JobLogFiles {
    folder: PathBuf,
    /// Whose turn it is to write.
    turn: Arc<Mutex<()>>,
}

impl JobLogFiles {
    /// Returns the logs in this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, turn: Arc::default() }
    }

    fn file(&self, job: Job) -> PathBuf {
        self.folder.join(format!("{}.log", job.name()))
    }

    fn write(&self, job: Job, line: &str) -> io::Result<()> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        DirBuilder::new().recursive(true).mode(0o750).create(&self.folder)?;
        let path = self.file(job);
        let size = match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => found.len(),
            Ok(_) => return Err(io::Error::other("it is not a file")),
            Err(error) if error.kind() == ErrorKind::NotFound => 0,
            Err(error) => return Err(error),
        };
        if size > 0 && size.saturating_add(line.len() as u64) > LARGEST {
            rotate(&path)?;
        }
        // In one piece: a line that was cut off by a full disk is followed by a whole one.
        OpenOptions::new().append(true).create(true).mode(0o640).open(&path)?.write_all(line.as_bytes())
    }
}

#[async_trait]
impl JobLog for JobLogFiles {
    fn place(&self, job: Job) -> Option<PathBuf> {
        Some(self.file(job))
    }

    async fn note(&self, run: &JobRun) -> io::Result<()> {
        let (log, job, line) = (self.clone(), run.job, line(run));
        tokio::task::spawn_blocking(move || log.write(job, &line)).await.map_err(io::Error::other)?
    }
}

/// Puts a full file aside: `<job>.1.log` is the newest of those, and the oldest goes.
fn rotate(path: &Path) -> io::Result<()> {
    let aside = |number: u32| path.with_extension(format!("{number}.log"));
    for number in (1..KEPT.saturating_sub(1)).rev() {
        match fs::rename(aside(number), aside(number + 1)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, aside(1))
}

/// Returns a run as a line: when it ended, which it was, how long it took, what it did, and what was wrong.
fn line(run: &JobRun) -> String {
    let ended = run.ended_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let took = (run.ended_at - run.started_at).num_milliseconds().max(0);
    let mut line = format!("{ended} {} run={} ms={took}", run.job.name(), run.id);
    for (what, count) in &run.counts {
        line.push(' ');
        visible(what, &mut line);
        // Writing into memory does not fail.
        let _ = write!(line, "={count}");
    }
    if run.problem.is_empty() {
        line.push_str(" ok");
    } else {
        line.push_str(" problem: ");
        visible(&run.problem, &mut line);
    }
    line.push('\n');
    line
}

/// Writes what is no letter, digit or common sign as an escape.
fn visible(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, ' '..='~') || c.is_alphanumeric() { out.push(c) } else { out.extend(c.escape_debug()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use std::os::unix::fs::PermissionsExt as _;

    fn run(id: i64, problem: &str) -> JobRun {
        JobRun {
            id,
            job: Job::Publish,
            started_at: DateTime::UNIX_EPOCH,
            ended_at: "1970-01-01T00:00:01.5Z".parse().unwrap(),
            counts: vec![("files".into(), 3)],
            problem: problem.into(),
        }
    }

    #[tokio::test]
    async fn cmf_76_a_run_is_a_line_whatever_was_wrong_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let log = JobLogFiles::new(folder.path().join("SrvLogs/Reporting"));
        log.note(&run(1, "")).await.unwrap();
        log.note(&run(2, "dp1: größer\n2026 \u{1b}[2J\u{202e}x\\")).await.unwrap();
        let path = log.place(Job::Publish).unwrap();
        assert!(path.ends_with("SrvLogs/Reporting/CMFSRV.log"));
        let expected = "1970-01-01T00:00:01.500Z CMFSRV run=1 ms=1500 files=3 ok\n\
                        1970-01-01T00:00:01.500Z CMFSRV run=2 ms=1500 files=3 problem: dp1: größer\\n2026 \
                        \\u{1b}[2J\\u{202e}x\\\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o007, 0, "not for everybody");
    }

    #[tokio::test]
    async fn cmf_76_full_files_are_put_aside_and_the_oldest_goes() {
        let folder = tempfile::tempdir().unwrap();
        let log = JobLogFiles::new(folder.path().to_owned());
        let long = "x".repeat(300_000);
        for id in 1..=40 {
            log.note(&run(id, &long)).await.unwrap();
        }
        let mut files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap()).collect();
        files.sort_by_key(fs::DirEntry::file_name);
        let names: Vec<_> = files.iter().map(|file| file.file_name().into_string().unwrap()).collect();
        assert_eq!(names, ["CMFSRV.1.log", "CMFSRV.2.log", "CMFSRV.3.log", "CMFSRV.4.log", "CMFSRV.log"]);
        assert!(files.iter().all(|file| file.metadata().unwrap().len() <= LARGEST));
        assert!(fs::read_to_string(folder.path().join("CMFSRV.log")).unwrap().contains("run=40 "), "the newest");
        assert!(fs::read_to_string(folder.path().join("CMFSRV.1.log")).unwrap().contains("run=39 "));
    }

    #[tokio::test]
    async fn what_is_no_file_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let log = JobLogFiles::new(folder.path().to_owned());
        std::os::unix::fs::symlink("/dev/null", log.place(Job::Publish).unwrap()).unwrap();
        assert!(log.note(&run(1, "")).await.is_err());
    }
}
