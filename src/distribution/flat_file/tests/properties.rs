//! What holds for every configuration.

use super::writer;
use crate::distribution::flat_file::{Row, frame, read};
use crate::distribution::testing::{directory_edits, edits_between, estates, every_file};
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::OperationId;
use crate::model::index_part::IndexPart;
use crate::model::membership::Memberships;
use crate::model::publication::{Body, FlatFile};
use crate::port::FlatFiles;
use crate::rules::publication::{all, concerned, moved};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Returns the files whose bodies are different.
fn differing(before: &[Body], after: &[Body]) -> BTreeSet<FlatFile> {
    before.iter().zip(after).filter(|(before, after)| before != after).map(|(body, _)| body.file).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn everything_is_read_as_it_was_written(estate in estates()) {
        let (writer, _folder) = writer();
        let (mut now, mut members) = (Configuration::default(), Memberships::default());
        for body in writer.bodies(&every_file(), &estate.now, &estate.members) {
            prop_assert_eq!(body.rows as usize, body.text.lines().count());
            let bytes = writer.file(&body, 3, OperationId(9));
            let (header, rows) = read(body.file, &bytes).unwrap();
            prop_assert_eq!((header.generation, header.high_water), (3, OperationId(9)));
            let kind = if matches!(body.file, FlatFile::Users(_)) { MemberKind::User } else { MemberKind::Computer };
            for row in rows {
                match row {
                    Row::Package(package) => now.put(package.into()),
                    Row::ComputerSet(set) => now.put(set.into()),
                    Row::Assignment(assignment) => now.put(assignment.into()),
                    Row::Release(release) => now.put(release.into()),
                    Row::Choice(choice) => now.put(choice.into()),
                    Row::Member(member) => {
                        member.nscs.iter().for_each(|nsc| members.add(*nsc, kind, [member.name.clone()]));
                    }
                }
            }
        }
        prop_assert_eq!(&now.packages, &estate.now.packages);
        prop_assert_eq!(&now.computer_sets, &estate.now.computer_sets);
        prop_assert_eq!(&now.assignments, &estate.now.assignments);
        prop_assert_eq!(&now.releases, &estate.now.releases);
        prop_assert_eq!(&now.choices, &estate.now.choices);
        for kind in [MemberKind::Computer, MemberKind::User] {
            let everybody = |of: &Memberships| of.everybody(kind).map(|(n, s)| (n.to_owned(), s.to_vec())).collect();
            let (read, written): (BTreeSet<_>, BTreeSet<_>) = (everybody(&members), everybody(&estate.members));
            prop_assert_eq!(read, written);
        }
    }

    #[test]
    fn a_file_does_not_depend_on_which_others_are_written(estate in estates(), file in 0_usize..519) {
        let (writer, _folder) = writer();
        let whole: Vec<Body> = writer.bodies(&every_file(), &estate.now, &estate.members).collect();
        let body = &whole[file % whole.len()];
        let alone = writer.bodies(&[body.file].into(), &estate.now, &estate.members).next();
        prop_assert_eq!(alone.as_ref(), Some(body));
    }

    #[test]
    fn cmf_51_60_every_file_that_differs_after_edits_is_concerned(
        (before, target, directory) in (estates(), estates(), directory_edits()),
    ) {
        let (writer, _folder) = writer();
        let edits = edits_between(&before.now, &target.now);
        let (mut after, mut members) = (before.now.clone(), before.members.clone());
        after.apply_all(&edits);
        directory.iter().for_each(|edit| members.apply(edit));
        let concerned = concerned(&edits, &directory, &before.members);
        let was: Vec<Body> = writer.bodies(&every_file(), &before.now, &before.members).collect();
        let is: Vec<Body> = writer.bodies(&every_file(), &after, &members).collect();
        let differing = differing(&was, &is);
        prop_assert!(differing.is_subset(&concerned), "{:?}", differing.difference(&concerned));
        let come_or_gone: BTreeSet<_> = all(&before.now).symmetric_difference(&all(&after)).copied().collect();
        prop_assert!(come_or_gone.is_subset(&concerned), "{:?}", come_or_gone.difference(&concerned));
    }

    #[test]
    fn whoever_moves_members_it_is_seen(before in estates(), after in estates()) {
        let (writer, _folder) = writer();
        let was: Vec<Body> = writer.bodies(&every_file(), &before.now, &before.members).collect();
        let is: Vec<Body> = writer.bodies(&every_file(), &before.now, &after.members).collect();
        prop_assert_eq!(differing(&was, &is), moved(&before.members, &after.members));
    }

    #[test]
    fn rows_that_no_writer_makes_are_refused_and_nothing_panics(
        (estate, place, junk) in (estates(), any::<prop::sample::Index>(), "[\\\\\t\nu{}0-9a,=#-]{1,3}"),
        which in any::<prop::sample::Index>(),
        cut in 0_usize..3,
    ) {
        let (writer, _folder) = writer();
        let bodies: Vec<Body> = writer.bodies(&all(&estate.now), &estate.now, &estate.members).collect();
        let full: Vec<_> = bodies.iter().filter(|body| !body.text.is_empty()).collect();
        prop_assume!(!full.is_empty());
        let body = full[which.index(full.len())];
        // Header and end marker fit: only the rows are wrong.
        let mut chars: Vec<char> = body.text.chars().collect();
        let start = place.index(chars.len());
        let end = chars.len().min(start + cut);
        chars.splice(start..end, junk.chars());
        let text: String = chars.into_iter().collect();
        let rows = text.split_terminator('\n').count() as u32;
        let file = writer.file(&Body { file: body.file, rows, text: text.clone() }, 1, OperationId(1));
        if let Ok((_, rows)) = read(body.file, &file) {
            let mut again = String::new();
            rows.iter().for_each(|row| row.write(&mut again));
            prop_assert_eq!(again, text, "what is accepted is what would be written");
        }
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
        prop_assert!(read(FlatFile::Packages, &bytes).is_err());
        let framed = format!("#CMFNSCs 1 {text}\n#END 0\n");
        prop_assert!(frame::read(FlatFile::ComputerSets, framed.as_bytes()).is_err());
        prop_assert!(super::index::read(&bytes).is_err());
        let framed = format!("#CMFINDEX 2 gen=1 hw=1 time=2026-03-01T12:00:00Z\n{text}\n#END 0\n#SIG {text}\n");
        prop_assert!(super::index::read(framed.as_bytes()).is_err());
        let framed = format!("#CMFINDEX/CMFCOMs-1.TXT 2\n{text}\n#END 1\n");
        prop_assert!(super::part::read(IndexPart::Computers(1), framed.as_bytes()).is_err());
    }
}
