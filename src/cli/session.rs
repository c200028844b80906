//! One run of one command: who asks, in which language, and where the output goes.

use super::args::Global;
use super::failure::{Done, Failure};
use super::moment::parse_past;
use super::outside::{Outside, Surroundings};
use super::table::{Table, clean, json_text};
use crate::config::Locale;
use crate::core::{Core, OpContext, Problem};
use chrono::{DateTime, Utc};
use fluent_bundle::FluentValue;
use serde_json::Value;
use std::io::{self, Read};

/// A run.
pub(super) struct Session<'a> {
    pub(super) global: &'a Global,
    pub(super) ctx: OpContext,
    pub(super) locale: &'a Locale,
    pub(super) outside: &'a dyn Outside,
    pub(super) around: Surroundings<'a>,
}

impl Session<'_> {
    /// Opens the core and settles on whose behalf the command runs.
    pub(super) async fn core(&mut self) -> Result<Core, Failure> {
        let core = self.outside.open().await?;
        let now = core.clock().now();
        self.ctx.as_of = self.global.as_of.as_deref().map(|text| parse_past("as-of", text, now)).transpose()?;
        self.ctx.principal = core.act_as(&self.ctx.principal, self.global.as_user.as_deref()).await?;
        Ok(core)
    }

    /// Whether the output is JSON.
    pub(super) fn json(&self) -> bool {
        self.global.json
    }

    /// Writes a value as one indented document.
    pub(super) fn document(&mut self, value: &Value) -> Done {
        Ok(writeln!(self.around.out, "{}", json_text(value, false))?)
    }

    /// Writes values as one array, a line each.
    pub(super) fn array(&mut self, values: impl IntoIterator<Item = Value>) -> Done {
        self.around.out.write_all(b"[")?;
        let mut separator = "\n";
        for value in values {
            write!(self.around.out, "{separator}{}", json_text(&value, true))?;
            separator = ",\n";
        }
        Ok(self.around.out.write_all(b"\n]\n")?)
    }

    /// Writes a line of data.
    pub(super) fn line(&mut self, text: &str) -> Done {
        Ok(writeln!(self.around.out, "{}", clean(text))?)
    }

    /// Writes a table, or the sentence that there is nothing on standard error.
    pub(super) fn table(&mut self, table: &Table, is_empty: bool) -> Done {
        if is_empty {
            let text = self.locale.text("cli-nothing");
            return self.remark(&text);
        }
        Ok(self.around.out.write_all(table.render(self.around.width).as_bytes())?)
    }

    /// Writes one object, a field a line, each under its `cli-column-<name>`.
    pub(super) fn fields<const N: usize>(&mut self, fields: [(&str, String); N]) -> Done {
        let names = self.headings(&fields.each_ref().map(|(name, _)| *name));
        let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        names.iter().zip(&fields).try_for_each(|(name, (_, value))| {
            let line = format!("{name:widest$}  {value}");
            self.line(line.trim_end())
        })
    }

    /// Writes a remark on standard error, unless they are not wanted.
    pub(super) fn remark(&mut self, text: &str) -> Done {
        if !self.global.quiet {
            // Remarks are not data: when nobody reads them, the command still goes on.
            let _ = writeln!(self.around.err, "{}", clean(text));
        }
        Ok(())
    }

    /// Returns a sentence with arguments.
    pub(super) fn say<'b>(&self, id: &str, args: impl IntoIterator<Item = (&'b str, FluentValue<'b>)>) -> String {
        self.locale.with(id, args)
    }

    /// Returns headings, each `cli-column-<name>`.
    pub(super) fn headings(&self, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| self.locale.text(&format!("cli-column-{name}"))).collect()
    }

    /// Returns the word for yes or no.
    pub(super) fn yes_or_no(&self, yes: bool) -> String {
        self.locale.text(if yes { "word-yes" } else { "word-no" })
    }

    /// Remarks as of when is answered who may what, and what of it is today's all the same.
    pub(super) fn date(&mut self) -> Done {
        let Some(at) = self.ctx.as_of else { return Ok(()) };
        let text = self.say("cli-as-of-rights", [("at", time(at).into())]);
        self.remark(&text)
    }

    /// Reads a file, or standard input for `-`, up to a limit in bytes.
    pub(super) fn read(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = if path == "-" {
            (&mut self.around.input).take(limit + 1).read_to_end(&mut bytes)
        } else {
            std::fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        };
        match read {
            Ok(length) if length as u64 > limit => {
                Err(Problem::File { path: path.into(), reason: format!("more than {limit} bytes") }.into())
            }
            Ok(_) => Ok(bytes),
            Err(error) => Err(unusable(path, &error)),
        }
    }
}

/// Returns the failure of a file.
pub(super) fn unusable(path: &str, error: &io::Error) -> Failure {
    Problem::File { path: path.into(), reason: error.to_string() }.into()
}

/// Returns a time for people, in UTC to the second.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// Returns a text, or a dash where there is none.
pub(super) fn or_dash(text: Option<impl ToString>) -> String {
    text.map_or_else(|| "–".to_owned(), |text| text.to_string())
}
