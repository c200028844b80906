//! Imports a file into a table: good lines in, bad lines kept aside and reported by number, memory bounded.

use super::line::{MAX_LINE, read_line};
use super::row::{Column, Values};
use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::cmdb::{CmdbRow, CmdbTable, ImportReport, LineProblem, RowProblem};
use crate::model::operation::{Change, Entry};
use crate::model::permission::{Target, Verb};
use std::io::{self, BufRead, Write};

/// Rows stored in one transaction.
const BATCH: usize = 5_000;
/// Problems told in the report; the rejected lines themselves are all kept.
const PROBLEMS_TOLD: usize = 100;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, the first line names the columns. A value cannot hold a line break.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// A file to import.
pub struct ImportFile<'a> {
    /// What the log calls it.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// Its content.
    pub content: &'a mut (dyn BufRead + Send),
    /// Where rejected lines go, as they came.
    pub rejects: &'a mut (dyn Write + Send),
    /// What the report calls that place.
    pub rejects_name: String,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file read.
    pub bytes: u64,
    /// Rows stored.
    pub accepted: u64,
    /// Lines rejected.
    pub rejected: u64,
}

/// Imports a file. The action log has a record before the first row is stored and another when the import ends, also
/// when it ends early; what was stored until then stays.
pub async fn import(
    ctx: &OpContext,
    core: &Core,
    table: CmdbTable,
    file: ImportFile<'_>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<ImportReport> {
    core.authorise(ctx, Verb::CmdbImport, Target::ESTATE).await?;
    let name = file.name.clone();
    let mut import = Import::start(table, file)?;
    core.ports.admin.apply(&Change::ImportCmdb { table, file: name.clone() }, &entry(ctx, core)).await?;
    let result = import.run(core, progress).await;
    let mut report = import.report;
    if report.rejected > 0 {
        report.rejects_file = Some(import.file.rejects_name.clone());
    }
    let done = Change::ImportCmdbDone { table, file: name, report: report.clone() };
    let logged = core.ports.admin.apply(&done, &entry(ctx, core)).await;
    result?;
    logged?;
    Ok(report)
}

/// Reads a file as [`import`] would, and stores and logs nothing: the dry run.
pub async fn check(
    ctx: &OpContext,
    core: &Core,
    table: CmdbTable,
    file: ImportFile<'_>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<ImportReport> {
    core.authorise(ctx, Verb::CmdbImport, Target::ESTATE).await?;
    let mut import = Import { stores: false, ..Import::start(table, file)? };
    import.run(core, progress).await?;
    Ok(import.report)
}

fn entry(ctx: &OpContext, core: &Core) -> Entry {
    Entry {
        actor: ctx.principal.name.clone(),
        reason: ctx.reason.clone(),
        command: ctx.command.clone(),
        trace_id: ctx.trace_id,
        at: core.ports.clock.now(),
        undoes: None,
    }
}

struct Import<'a> {
    table: CmdbTable,
    /// Whether rows go to the store; in a dry run they are only counted.
    stores: bool,
    file: ImportFile<'a>,
    /// CSV: which column each field is; none for columns that imports do not know.
    columns: Vec<Option<Column>>,
    parser: Box<csv_core::Reader>,
    progress: Progress,
    report: ImportReport,
    line_number: u64,
}

impl<'a> Import<'a> {
    fn start(table: CmdbTable, file: ImportFile<'a>) -> Result<Self> {
        let mut import = Self {
            table,
            stores: true,
            file,
            columns: Vec::new(),
            // `Reader::default` has no transition table and reads every line as one field.
            parser: Box::new(csv_core::Reader::new()),
            progress: Progress::default(),
            report: ImportReport::default(),
            line_number: 0,
        };
        if import.file.format == Format::Csv {
            import.read_header()?;
        }
        Ok(import)
    }

    fn read_header(&mut self) -> Result<()> {
        let mut line = Vec::new();
        if let Some(read) = read_line(self.file.content, &mut line).map_err(|e| self.unreadable(&e))? {
            self.progress.bytes += read.bytes;
        }
        self.line_number = 1;
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        let names = split(&mut self.parser, &String::from_utf8_lossy(text)).unwrap_or_default();
        self.columns = names.iter().map(|name| Column::find(name)).collect();
        let missing: Vec<_> = Column::needed(self.table)
            .iter()
            .filter(|c| !self.columns.contains(&Some(**c)))
            .map(|c| c.name())
            .collect();
        if missing.is_empty() {
            // Rejected lines are a file of their own that can be mended and imported again.
            self.keep(&line).map_err(|e| self.unwritable(&e))?;
            return Ok(());
        }
        Err(Problem::ImportHeader { table: self.table.name().into(), missing: missing.join(", ") }.into())
    }

    async fn run(&mut self, core: &Core, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut line = Vec::new();
        while let Some(read) = read_line(self.file.content, &mut line).map_err(|e| self.unreadable(&e))? {
            self.line_number += 1;
            self.progress.bytes += read.bytes;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match self.row(&line, read.fits) {
                Ok(row) => batch.push(row),
                Err(problem) => self.reject(&line, problem)?,
            }
            if batch.len() == BATCH {
                self.store(core, &mut batch).await?;
                progress(self.progress);
            }
        }
        self.store(core, &mut batch).await?;
        progress(self.progress);
        self.file.rejects.flush().map_err(|e| self.unwritable(&e))
    }

    fn row(&mut self, line: &[u8], fits: bool) -> std::result::Result<CmdbRow, RowProblem> {
        if !fits {
            return Err(RowProblem::TooLong { limit: MAX_LINE });
        }
        let text = std::str::from_utf8(line).map_err(|e| RowProblem::Syntax { reason: e.to_string() })?;
        let values = match self.file.format {
            Format::JsonLines => Values::from_json(text)?,
            Format::Csv => {
                let fields = split(&mut self.parser, text)?;
                if fields.len() != self.columns.len() {
                    let reason = format!("{} fields, the header has {}", fields.len(), self.columns.len());
                    return Err(RowProblem::Syntax { reason });
                }
                let mut values = Values::default();
                for (column, field) in self.columns.iter().zip(&fields) {
                    if let Some(column) = column {
                        values.set(*column, field);
                    }
                }
                values
            }
        };
        values.into_row(self.table)
    }

    async fn store(&mut self, core: &Core, batch: &mut Vec<CmdbRow>) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        if self.stores {
            core.ports.report.put_cmdb(self.table, batch).await?;
        }
        self.report.accepted += batch.len() as u64;
        self.progress.accepted = self.report.accepted;
        batch.clear();
        Ok(())
    }

    fn reject(&mut self, line: &[u8], problem: RowProblem) -> Result<()> {
        self.report.rejected += 1;
        self.progress.rejected = self.report.rejected;
        if self.report.problems.len() < PROBLEMS_TOLD {
            self.report.problems.push(LineProblem { line: self.line_number, problem });
        }
        self.keep(line).map_err(|e| self.unwritable(&e))
    }

    fn keep(&mut self, line: &[u8]) -> io::Result<()> {
        self.file.rejects.write_all(line)?;
        self.file.rejects.write_all(b"\n")
    }

    fn unreadable(&self, error: &io::Error) -> Error {
        Problem::File { path: self.file.name.clone(), reason: error.to_string() }.into()
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        Problem::File { path: self.file.rejects_name.clone(), reason: error.to_string() }.into()
    }
}

/// Splits one line of CSV into its fields.
fn split(parser: &mut csv_core::Reader, line: &str) -> std::result::Result<Vec<String>, RowProblem> {
    parser.reset();
    let mut output = vec![0; line.len() + 1];
    let mut ends = vec![0; line.bytes().filter(|&c| c == b',').count() + 2];
    let mut input = line.as_bytes().to_vec();
    input.push(b'\n');
    let (result, _, _, fields) = parser.read_record(&input, &mut output, &mut ends);
    if result != csv_core::ReadRecordResult::Record {
        return Err(RowProblem::Syntax { reason: "a quote is not closed".into() });
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    Ok(starts
        .zip(ends.iter().copied())
        .take(fields)
        .map(|(start, end)| String::from_utf8_lossy(&output[start..end]).into_owned())
        .collect())
}

#[cfg(test)]
mod tests;
