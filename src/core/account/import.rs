//! Plans a file of computers: comma-separated, the first line names the columns `name`, `fqdn`, `os` and `owner`, of
//! which only the first is needed. One bad line refuses the whole file.

use super::describe::{self, Accounts};
use crate::core::change::Plan;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::directory::Computer;
use crate::sanitise::excerpt;
use chrono::{DateTime, Utc};

/// Accounts in one change.
const BATCH: usize = 5_000;

/// The longest line, in bytes.
const MAX_LINE: usize = 8 * 1024;

const COLUMNS: [&str; 4] = ["name", "fqdn", "os", "owner"];

/// Checks a file and returns the changes that bring it in, to be made one after the other.
pub async fn plan(ctx: &OpContext, core: &Core, text: &[u8]) -> Result<Vec<Plan>> {
    let computers = read(text, core.ports.clock.now())?;
    let mut plans = Vec::with_capacity(computers.len() / BATCH + 1);
    for batch in computers.chunks(BATCH) {
        let accounts = Accounts { computers: batch.to_vec(), users: Vec::new() };
        plans.push(describe::plan(ctx, core, accounts).await?);
    }
    Ok(plans)
}

fn read(text: &[u8], now: DateTime<Utc>) -> Result<Vec<Computer>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut parser = csv_core::Reader::new();
    let mut lines = text.split(|&byte| byte == b'\n').enumerate();
    let header = lines.next().map(|(_, line)| fields(&mut parser, 1, line)).transpose()?.unwrap_or_default();
    let column = |name: &str| header.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
    let places = COLUMNS.map(column);
    if places[0].is_none() {
        return Err(Problem::ImportHeader { table: "computer".into(), missing: COLUMNS[0].into() }.into());
    }
    let mut computers = Vec::new();
    for (at, line) in lines {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let values = fields(&mut parser, at + 1, line)?;
        if values.len() != header.len() {
            return Err(invalid(at + 1, line, "fields"));
        }
        let [name, fqdn, os, owner] =
            places.map(|place| place.and_then(|place| values.get(place)).map(|v| v.trim().to_owned()));
        let computer = Computer {
            name: name.unwrap_or_default(),
            fqdn: fqdn.unwrap_or_default(),
            os: os.unwrap_or_default(),
            owner: owner.unwrap_or_default(),
            created_at: now,
        };
        if crate::core::change::check_name("name", &computer.name).is_err() {
            return Err(invalid(at + 1, line, "name"));
        }
        computers.push(computer);
    }
    Ok(computers)
}

fn fields(parser: &mut csv_core::Reader, number: usize, line: &[u8]) -> Result<Vec<String>> {
    if line.len() > MAX_LINE {
        return Err(invalid(number, line, "text"));
    }
    parser.reset();
    let input = [line.strip_suffix(b"\r").unwrap_or(line), b"\n"].concat();
    let mut output = vec![0; input.len()];
    let mut ends = vec![0; input.iter().filter(|&&byte| byte == b',').count() + 2];
    let (result, _, _, count) = parser.read_record(&input, &mut output, &mut ends);
    if result != csv_core::ReadRecordResult::Record {
        return Err(invalid(number, line, "fields"));
    }
    let mut start = 0;
    ends.iter()
        .take(count)
        .map(|&end| {
            let field = output.get(start..end).unwrap_or_default().to_vec();
            start = end;
            String::from_utf8(field).map_err(|_| invalid(number, line, "text"))
        })
        .collect()
}

fn invalid(number: usize, line: &[u8], expected: &str) -> crate::core::Error {
    let shown = line.get(..line.len().min(80)).unwrap_or_default();
    let value = excerpt(&String::from_utf8_lossy(shown), 80);
    Problem::Invalid { field: format!("line {number}"), value, expected: expected.into() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &[u8]) -> Result<Vec<(String, String)>> {
        let computers = read(text, DateTime::UNIX_EPOCH)?;
        Ok(computers.into_iter().map(|computer| (computer.name, computer.os)).collect())
    }

    #[test]
    fn columns_are_found_by_name_and_quotes_are_understood() {
        let text = b"\xef\xbb\xbfOS,Name,Room\r\n\"Windows 11, 24H2\",PC1,31\r\n\r\n,pc2,\r\n";
        let expected = [("PC1".to_owned(), "Windows 11, 24H2".to_owned()), ("pc2".to_owned(), String::new())];
        assert_eq!(names(text).unwrap(), expected);
    }

    #[test]
    fn a_bad_line_is_told_by_number() {
        let problem = |text: &[u8]| names(text).unwrap_err().problem;
        assert!(matches!(problem(b"fqdn\nx\n"), Problem::ImportHeader { .. }));
        for bad in ["pc1,\"x", "pc1", ",x", "pc\u{1b}1,x", &"x".repeat(MAX_LINE + 1)] {
            let text = format!("name,os\npc0,\n{bad}\n");
            let found = problem(text.as_bytes());
            assert!(matches!(&found, Problem::Invalid { field, .. } if field == "line 3"), "{found:?}");
        }
        assert!(names(b"").is_err());
    }
}
