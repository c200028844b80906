//! What holds for any file, however damaged.

use super::*;
use crate::core::cmdb::line::read_line;
use crate::rules::identity::normal_name;
use proptest::prelude::*;

/// Reads a whole file as an import does, without storing anything: rows, and the numbers of the bad lines.
fn read(table: CmdbTable, format: Format, content: &[u8]) -> Option<(Vec<CmdbRow>, Vec<u64>, u64)> {
    let (mut content, mut rejects) = (content, io::sink());
    let file = ImportFile {
        name: "file".into(),
        format,
        content: &mut content,
        rejects: &mut rejects,
        rejects_name: "rejects".into(),
    };
    let mut import = Import::start(table, file).ok()?;
    let (mut rows, mut bad, mut blank) = (Vec::new(), Vec::new(), 0);
    let mut line = Vec::new();
    while let Some(read) = read_line(import.file.content, &mut line).unwrap() {
        import.line_number += 1;
        match import.row(&line, read.fits) {
            _ if line.iter().all(u8::is_ascii_whitespace) => blank += 1,
            Ok(row) => rows.push(row),
            Err(_) => bad.push(import.line_number),
        }
    }
    Some((rows, bad, blank))
}

fn sound(table: CmdbTable, row: &CmdbRow) -> bool {
    let named = row.fqdn.as_deref().is_none_or(|fqdn| normal_name(fqdn).as_deref() == Some(fqdn));
    let keyed = match table {
        CmdbTable::AmtComputerSystem | CmdbTable::OobCapability => row.uuid.is_some(),
        CmdbTable::Location => true,
        CmdbTable::Tcpip => row.address.is_some(),
    };
    named && keyed
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("aaaaaaaa-0000-0000-0000-000000000001".to_owned()),
        Just("{AAAAAAAA-0000-0000-0000-000000000001}".to_owned()),
        Just("10.0.0.1".to_owned()),
        Just("fe80::1".to_owned()),
        Just("PC-1.corp.example.".to_owned()),
        Just("agent".to_owned()),
        Just("2026-11-21T10:00:00+01:00".to_owned()),
        Just(String::new()),
        Just("\"".to_owned()),
        "\\PC{0,12}",
    ]
}

fn table() -> impl Strategy<Value = CmdbTable> {
    prop::sample::select(CmdbTable::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_bytes_break_an_import(table in table(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let header = b"_ResourceGuid,UUID,FQDN,IP Address\n";
        let csv = [&header[..], &bytes].concat();
        for (format, content) in [(Format::Csv, &csv), (Format::JsonLines, &bytes), (Format::Csv, &bytes)] {
            if let Some((rows, _, _)) = read(table, format, content) {
                prop_assert!(rows.iter().all(|row| sound(table, row)));
            }
        }
    }

    #[test]
    fn every_line_of_csv_is_a_row_or_is_told_by_its_number(
        table in table(),
        lines in prop::collection::vec(prop::collection::vec(value(), 0..8), 0..12),
    ) {
        let mut text = String::from("Collected,_RESOURCEGUID,uuid,Fqdn,ip address,Source,Whatever\n");
        for line in &lines {
            text.push_str(&line.join(","));
            text.push('\n');
        }
        let (rows, bad, blank) = read(table, Format::Csv, text.as_bytes()).unwrap();
        prop_assert_eq!(rows.len() + bad.len() + blank as usize, lines.len());
        prop_assert!(rows.iter().all(|row| sound(table, row)));
        prop_assert!(bad.iter().all(|number| (2..=lines.len() as u64 + 1).contains(number)));
    }

    #[test]
    fn a_bad_line_never_spoils_its_neighbours(table in table(), junk in "\\PC{0,40}") {
        let good = "aaaaaaaa-0000-0000-0000-000000000001,aaaaaaaa-0000-0000-0000-000000000002,pc.corp.example,10.0.0.1";
        let text = format!("_ResourceGuid,UUID,FQDN,IP Address\n{good}\n{junk}\n{good}\n");
        let (rows, bad, blank) = read(table, Format::Csv, text.as_bytes()).unwrap();
        prop_assert!(rows.len() >= 2, "{rows:?}");
        prop_assert_eq!(rows.len() + bad.len() + blank as usize, 3);
    }
}
