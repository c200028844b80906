//! A client decides what the server decides, on the few files that it reads.

use super::*;
use crate::distribution::TextFiles;
use crate::distribution::testing::{NAMES, at, estates};
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::OperationId;
use crate::model::index_part::ConfigFile;
use crate::model::membership::Memberships;
use crate::model::publication::FlatFile;
use crate::port::FlatFiles;
use crate::rules::desired::{Rules, Subject};
use crate::rules::publication::all;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Downloads from what is published of an estate, and counts on nothing else being there.
fn download(wanted: &BTreeSet<FlatFile>, now: &Configuration, members: &Memberships) -> Files {
    let writer = TextFiles::new("/nowhere".into());
    assert!(wanted.is_subset(&all(now)), "what is asked for is there");
    let bodies = writer.bodies(wanted, now, members);
    bodies.map(|body| (body.file, writer.file(&body, 1, OperationId(1)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_client_decides_as_the_server_does(
        (estate, machine, users) in (
            estates(),
            proptest::sample::select(&NAMES[..]),
            proptest::sample::subsequence(NAMES.to_vec(), 0..3),
        ),
    ) {
        let users: Vec<String> = users.into_iter().map(str::to_owned).collect();
        let mut files = download(&needed_first(machine, &users), &estate.now, &estate.members);
        let then = needed_then(&files, machine, &users).unwrap();
        prop_assert!(then.iter().all(|file| matches!(file, FlatFile::Assignments(_))));
        files.extend(download(&then, &estate.now, &estate.members));
        let (now, members) = assemble(&files, machine, &users).unwrap();
        let (there, here) = (Rules::compile(&Arc::new(estate.now)), Rules::compile(&Arc::new(now)));
        for user in users.iter().map(Some).chain([None]) {
            let decide = |rules: &Rules, members: &Memberships| {
                let user = user.map(String::as_str);
                let subject = Subject {
                    machine: Some(machine),
                    os: Some("Windows 11"),
                    machine_sets: members.of(MemberKind::Computer, machine),
                    user,
                    user_sets: user.map_or(&[], |user| members.of(MemberKind::User, user)),
                };
                rules.desired(&subject, at("2026-03-01T18:00:00Z"))
            };
            prop_assert_eq!(decide(&there, &estate.members), decide(&here, &members));
        }
    }
}

#[test]
fn a_missing_or_damaged_file_is_named() {
    let (now, members) = (Configuration::default(), Memberships::default());
    let users = ["mia".to_owned()];
    let mut files = download(&needed_first("pc1", &users), &now, &members);
    assert_eq!(files.len(), 4);
    assert!(assemble(&files, "pc1", &users).is_ok());
    files.insert(FlatFile::Packages, b"#CMFPKGs 2\n".to_vec());
    let refusal = assemble(&files, "pc1", &users).unwrap_err();
    assert!(refusal.to_string().starts_with("CMFPKGs.TXT: its first line"), "{refusal}");
    files.remove(&FlatFile::ComputerSets);
    assert!(matches!(
        needed_then(&files, "pc1", &users),
        Err(Refusal::File { file: ConfigFile::Flat(FlatFile::ComputerSets), reason }) if reason == "it is missing"
    ));
}
