//! `cmdb import`: a file into a table. Bad lines are told by number and kept in a file of their own.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, unusable};
use crate::cli::shape::with_message;
use crate::cli::write::WriteArgs;
use crate::core::cmdb::{Format, ImportFile, Progress, check, import};
use crate::core::{Exit, Problem};
use crate::model::cmdb::{CmdbTable, ImportReport};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, sink};
use std::path::{Path, PathBuf};

/// Bad lines that are told one by one; the others are in the file of rejected lines.
const TOLD: usize = 20;
/// Bytes read ahead.
const BUFFER: usize = 1 << 16;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ImportArgs {
    #[arg(value_name = "TABLE", value_parser = parse_table)]
    table: CmdbTable,
    #[arg(value_name = "FILE")]
    file: String,
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    write: WriteArgs,
}

fn parse_table(text: &str) -> Result<CmdbTable, String> {
    text.parse().map_err(|()| CmdbTable::ALL.map(CmdbTable::name).join(", "))
}

impl ImportArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.intend(&self.write);
        let (mut opened, size) = self.open()?;
        let content: &mut (dyn BufRead + Send) = match &mut opened {
            Some(file) => file,
            None => &mut *session.around.input,
        };
        let format = format_of(&self.file, content).map_err(|error| unusable(&self.file, &error))?;
        let rejects = self.rejects_path(session.around.paths.rejects(), format);
        let mut kept: Box<dyn Write + Send> =
            if self.write.dry_run { Box::new(sink()) } else { Box::new(BufWriter::new(create(&rejects)?)) };
        let bar = bar(session.around.progress && !session.global.quiet, size);
        let file = ImportFile {
            name: self.file.clone(),
            format,
            content,
            rejects: &mut kept,
            rejects_name: rejects.display().to_string(),
        };
        let mut progress = |at: Progress| {
            bar.set_position(at.bytes);
            bar.set_message(format!("+{} -{}", at.accepted, at.rejected));
        };
        let imported = if self.write.dry_run {
            check(&session.ctx, &core, self.table, file, &mut progress).await
        } else {
            import(&session.ctx, &core, self.table, file, &mut progress).await
        };
        bar.finish_and_clear();
        drop(kept);
        let nothing_kept = imported.as_ref().is_ok_and(|r| r.rejected == 0)
            || imported.as_ref().is_err_and(|e| matches!(e.problem, Problem::ImportHeader { .. }));
        if nothing_kept && !self.write.dry_run {
            // Only the header is in it. That it cannot be removed harms nobody.
            let _ = std::fs::remove_file(&rejects);
        }
        self.tell(session, &imported?)
    }

    /// Opens the file; none means standard input. Returns its size for the progress bar.
    fn open(&self) -> Result<(Option<BufReader<File>>, Option<u64>), Failure> {
        if self.file == "-" {
            return Ok((None, None));
        }
        let file = File::open(&self.file).map_err(|error| unusable(&self.file, &error))?;
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|data| data.len());
        Ok((Some(BufReader::with_capacity(BUFFER, file)), size))
    }

    fn rejects_path(&self, directory: PathBuf, format: Format) -> PathBuf {
        let extension = if format == Format::Csv { "csv" } else { "jsonl" };
        // Two imports of one table must not share a file.
        let unique = uuid::Uuid::new_v4().simple().to_string();
        let name = format!("{}-{}.{extension}", self.table.name(), unique.get(..12).unwrap_or(&unique));
        self.rejects.clone().unwrap_or_else(|| directory.join(name))
    }

    fn tell(&self, session: &mut Session<'_>, report: &ImportReport) -> Done {
        if session.json() {
            let problems: Vec<_> = report
                .problems
                .iter()
                .map(|p| {
                    let mut value = with_message("row", &p.problem, session.locale);
                    value["line"] = p.line.into();
                    value
                })
                .collect();
            session.document(&json!({
                "table": self.table,
                "file": self.file,
                "dry_run": self.write.dry_run,
                "accepted": report.accepted,
                "rejected": report.rejected,
                "problems": problems,
                "rejects_file": report.rejects_file,
            }))?;
        } else {
            let id = if self.write.dry_run { "cli-would-import" } else { "cli-imported" };
            let table = self.table.name();
            let text = session.say(id, [("count", report.accepted.into()), ("table", table.into())]);
            session.line(&text)?;
        }
        self.tell_problems(session, report)?;
        if report.accepted == 0 && report.rejected > 0 { Err(Failure::Told(Exit::Failed)) } else { Ok(()) }
    }

    fn tell_problems(&self, session: &mut Session<'_>, report: &ImportReport) -> Done {
        for problem in report.problems.iter().take(TOLD) {
            let reason = session.locale.say("row", &problem.problem);
            session.remark(&format!("{}:{}: {reason}", self.file, problem.line))?;
        }
        if report.rejected > 0 {
            let count = report.rejected.into();
            let text = match &report.rejects_file {
                Some(file) => session.say("cli-rejected", [("count", count), ("file", file.as_str().into())]),
                None => session.say("cli-would-reject", [("count", count)]),
            };
            session.remark(&text)?;
        }
        Ok(())
    }
}

/// Returns how a file is written: by its extension, else by its first character.
fn format_of(name: &str, content: &mut (dyn BufRead + Send)) -> std::io::Result<Format> {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    Ok(match extension.as_str() {
        "csv" => Format::Csv,
        "jsonl" | "ndjson" | "json" => Format::JsonLines,
        _ => {
            let begin = content.fill_buf()?;
            let text = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin);
            let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
            if first == Some(&b'{') { Format::JsonLines } else { Format::Csv }
        }
    })
}

/// Creates the file of rejected lines, readable by its owner only.
fn create(path: &Path) -> Result<File, Failure> {
    let failed = |error: std::io::Error| unusable(&path.display().to_string(), &error);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    let mut directories = std::fs::DirBuilder::new();
    directories.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        options.mode(0o600);
        directories.mode(0o700);
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        directories.create(parent).map_err(failed)?;
    }
    options.open(path).map_err(failed)
}

fn bar(drawn: bool, size: Option<u64>) -> ProgressBar {
    if !drawn {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr_with_hz(10));
    let template = if size.is_some() {
        "{wide_bar} {percent:>3}% {bytes}/{total_bytes} {msg} {eta}"
    } else {
        "{spinner} {bytes} {msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_follows_from_the_name_or_the_first_character() {
        let of = |name: &str, text: &str| format_of(name, &mut text.as_bytes()).unwrap();
        assert_eq!(of("a.CSV", "{"), Format::Csv);
        assert_eq!(of("a.jsonl", "x"), Format::JsonLines);
        assert_eq!(of("-", "\u{feff} \n{\"UUID\":1}"), Format::JsonLines);
        assert_eq!(of("dump", "_ResourceGuid,UUID,FQDN\n"), Format::Csv);
        assert_eq!(of("dump", ""), Format::Csv);
    }
}
