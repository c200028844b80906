//! What flat files and their index look like, and what is refused.

mod keys;
mod properties;

use super::*;
use crate::distribution::client::{Catalogue, TrustedIndex, check};
use crate::distribution::testing::at;
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::directory::MemberKind;
use crate::model::id::{AssignmentId, ChoiceId, ComputerSetId, PackageId, SystemSetId};
use crate::model::publication::bucket;
use tempfile::TempDir;

const NSC: ComputerSetId = ComputerSetId(259);

/// A writer whose keys are in a folder of their own.
pub(super) fn writer() -> (TextFiles, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (TextFiles::new(folder.path().join("publishing")), folder)
}

pub(super) fn generation() -> Generation {
    let made_at = at("2026-03-01T12:00:00Z");
    Generation { number: 17, high_water: OperationId(4711), made_at, changed: vec![FlatFile::Packages] }
}

/// A configuration with something in every kind of file.
fn small() -> (Configuration, Memberships) {
    let mut now = Configuration::default();
    let noon = at("2026-03-01T12:00:00Z");
    now.put(
        ComputerSet {
            id: NSC,
            nss: SystemSetId(1),
            name: "Control\troom".into(),
            description: "a\nb\\c".into(),
            parent: Some(ComputerSetId(7)),
            locally_managed: true,
            responsible: "otto".into(),
            os_version: String::new(),
            created_at: noon,
            created_by: "anna".into(),
        }
        .into(),
    );
    now.put(
        Assignment {
            id: AssignmentId(3),
            nsc: NSC,
            pkg: PackageId(12),
            action: AssignAction::Apply,
            not_before: Some(at("2026-03-02T00:00:00.250Z")),
            deadline: None,
            window: Some("Sat,Sun 02:00-05:00".parse().unwrap()),
            reboot: RebootPolicy::Defer,
            assigned_at: noon,
            assigned_by: "anna".into(),
        }
        .into(),
    );
    let choice = |id, machine: Option<&str>| Choice {
        id: ChoiceId(id),
        user: "Mia".into(),
        machine: machine.map(Into::into),
        pkg: PackageId(12),
        chosen: id == 1,
        at: noon,
    };
    now.put(choice(1, Some("PC42")).into());
    now.put(choice(2, None).into());
    let mut members = Memberships::default();
    members.add(NSC, MemberKind::Computer, ["PC42"]);
    members.add(ComputerSetId(7), MemberKind::Computer, ["pc42"]);
    members.add(NSC, MemberKind::User, ["Mia"]);
    (now, members)
}

/// Everything that lies in `config`.
struct Published {
    index: Vec<u8>,
    parts: Vec<(IndexPart, Vec<u8>)>,
    files: Vec<(FlatFile, Vec<u8>)>,
}

fn publish(writer: &TextFiles, files: &BTreeSet<FlatFile>) -> Published {
    let (now, members) = small();
    let bodies: Vec<Body> = writer.bodies(files, &now, &members).collect();
    let files: Vec<_> = bodies.iter().map(|body| (body.file, writer.file(body, 17, OperationId(4711)))).collect();
    let stamps: Vec<Stamp> = bodies
        .iter()
        .zip(&files)
        .map(|(body, (file, bytes))| Stamp {
            file: *file,
            generation: 17,
            high_water: OperationId(4711),
            body: digest::of(body.text.as_bytes()),
            digest: digest::of(bytes),
            size: bytes.len() as u64,
        })
        .collect();
    let WrittenIndex { root, parts } = writer.index(&generation(), &stamps).unwrap();
    Published { index: root, parts, files }
}

fn one_of_each() -> BTreeSet<FlatFile> {
    let (computers, users) = (FlatFile::Computers(bucket("pc42")), FlatFile::Users(bucket("mia")));
    [FlatFile::Packages, FlatFile::ComputerSets, FlatFile::Assignments(NSC), computers, users].into()
}

fn trusted(writer: &TextFiles) -> TrustedKeys {
    let keys = writer.keys().unwrap();
    TrustedKeys::parse(&keys.iter().map(|key| &key.public).collect::<Vec<_>>()).unwrap()
}

/// What a client does before it uses anything.
fn accept(published: &Published, keys: &TrustedKeys) -> Result<TrustedIndex, String> {
    let trusted = read_index(&published.index, keys).map_err(|error| error.to_string())?;
    let mut catalogue = Catalogue::new(trusted.index.clone());
    for (file, bytes) in &published.files {
        if let Some(part) = catalogue.lacks(*file).copied() {
            let (_, bytes) = published.parts.iter().find(|(name, _)| part.file == (*name).into()).ok_or("no part")?;
            catalogue.take_in(&part, bytes).map_err(|error| error.to_string())?;
        }
        let entry = catalogue.listed(*file).ok_or("it is not listed")?;
        check(entry, bytes).map_err(|error| error.to_string())?;
        read(*file, bytes).map_err(|flaw| flaw.to_string())?;
    }
    Ok(trusted)
}

#[test]
fn cmf_52_files_are_what_the_specification_says() {
    let (writer, _folder) = writer();
    let published = publish(&writer, &one_of_each());
    let texts = published.files.iter().map(|(file, bytes)| format!("{file}\n{}", String::from_utf8_lossy(bytes)));
    insta::assert_snapshot!(texts.collect::<Vec<_>>().join("\n").replace('\t', "<TAB>"));
}

#[test]
fn the_index_announces_the_keys_lists_the_files_and_is_signed_by_each_key() {
    let (writer, _folder) = writer();
    publish(&writer, &one_of_each());
    writer.add_key(&writer.draft_key().unwrap(), generation().made_at).unwrap();
    let published = publish(&writer, &one_of_each());
    let text = String::from_utf8(published.index.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let keys = writer.keys().unwrap();
    assert_eq!(lines[0], "#CMFINDEX 2 gen=17 hw=4711 time=2026-03-01T12:00:00Z");
    assert_eq!(lines[1], format!("#KEY {} {} active", keys[0].id, keys[0].public));
    assert_eq!(lines[2], format!("#KEY {} {} next", keys[1].id, keys[1].public));
    let (file, bytes) = &published.files[0];
    assert_eq!(lines[3], format!("{file}\t{}\t{}", digest::of(bytes), bytes.len()));
    let (part, bytes) = &published.parts[0];
    assert_eq!(lines[5], format!("{part}\t{}\t{}", digest::of(bytes), bytes.len()));
    let (file, flat) = &published.files[2];
    let told = format!("#CMFINDEX/CMFASGs-3.TXT 2\n{file}\t{}\t{}\n#END 1\n", digest::of(flat), flat.len());
    assert_eq!(std::str::from_utf8(bytes), Ok(told.as_str()), "259 leaves 3");
    assert_eq!(lines[8], "#END 5");
    assert!(lines[9].starts_with(&format!("#SIG {} ", keys[0].id)), "{}", lines[9]);
    assert!(lines[10].starts_with(&format!("#SIG {} ", keys[1].id)), "{}", lines[10]);
    assert_eq!(lines.len(), 11);
    assert_eq!(publish(&writer, &one_of_each()).index, published.index, "the same input gives the same bytes");
}

#[test]
fn any_changed_byte_of_a_signed_set_is_refused() {
    let (writer, _folder) = writer();
    publish(&writer, &one_of_each());
    writer.add_key(&writer.draft_key().unwrap(), generation().made_at).unwrap();
    let mut published = publish(&writer, &one_of_each());
    let keys = trusted(&writer);
    assert_eq!(accept(&published, &keys).unwrap().index.generation.number, 17);
    for flip in [0x01, 0x20, 0x80] {
        for place in 0..published.index.len() {
            published.index[place] ^= flip;
            assert!(accept(&published, &keys).is_err(), "index, byte {place} with {flip:x}");
            published.index[place] ^= flip;
        }
    }
    for number in 0..published.parts.len() {
        for place in 0..published.parts[number].1.len() {
            published.parts[number].1[place] ^= 1;
            assert!(accept(&published, &keys).is_err(), "{}, byte {place}", published.parts[number].0);
            published.parts[number].1[place] ^= 1;
        }
    }
    for number in 0..published.files.len() {
        for place in 0..published.files[number].1.len() {
            published.files[number].1[place] ^= 1;
            assert!(accept(&published, &keys).is_err(), "{}, byte {place}", published.files[number].0);
            published.files[number].1[place] ^= 1;
        }
    }
    assert!(accept(&published, &keys).is_ok());
}

#[test]
fn an_index_that_is_cut_off_continued_or_signed_by_others_is_refused() {
    let (writer, _folder) = writer();
    let published = publish(&writer, &one_of_each());
    let keys = trusted(&writer);
    for end in 0..published.index.len() {
        assert!(read_index(&published.index[..end], &keys).is_err(), "{end} bytes");
    }
    let more = |more: &[u8]| read_index(&[&published.index, more].concat(), &keys);
    let again = published.index.windows(5).position(|five| five == b"#SIG ").unwrap();
    for behind in [&b"\n"[..], b"x", b"#SIG ", &published.index[again..], &published.index] {
        assert!(more(behind).is_err(), "{behind:?}");
    }
    let (other, _other_folder) = self::writer();
    assert_eq!(read_index(&publish(&other, &one_of_each()).index, &keys), Err(IndexError::Untrusted));
    assert_eq!(read_index(&published.index, &TrustedKeys::default()), Err(IndexError::Untrusted));
    assert_eq!(writer.read_index(&published.index).unwrap().entries.len(), 5);
    assert_eq!(other.read_index(&published.index), Err(IndexError::Untrusted));
}

#[test]
fn a_file_is_not_accepted_in_the_place_of_another() {
    let (writer, _folder) = writer();
    let published = publish(&writer, &one_of_each());
    for (place, (file, bytes)) in published.files.iter().enumerate() {
        for (other_place, other) in one_of_each().into_iter().enumerate() {
            assert_eq!(read(other, bytes).is_ok(), place == other_place, "{file} as {other}");
        }
    }
    let mut catalogue = Catalogue::new(read_index(&published.index, &trusted(&writer)).unwrap().index);
    let (unlisted, listed) = (FlatFile::Assignments(ComputerSetId(3)), FlatFile::Assignments(NSC));
    assert_eq!(catalogue.listed(listed), None, "its part was not read");
    let part = catalogue.lacks(unlisted).copied().unwrap();
    catalogue.take_in(&part, &published.parts[0].1).unwrap();
    assert_eq!((catalogue.listed(unlisted), catalogue.lacks(unlisted)), (None, None));
    assert!(catalogue.listed(listed).is_some());
    assert_eq!(catalogue.lacks(FlatFile::Assignments(ComputerSetId(1))), None, "there is no such part");
    for (place, (part, bytes)) in published.parts.iter().enumerate() {
        for (other_place, (other, _)) in published.parts.iter().enumerate() {
            assert_eq!(read_part(*other, bytes).is_ok(), place == other_place, "{part} as {other}");
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        for wrong in [
            text.replace(" 2\n", " 1\n"),
            text.replace("#END 1", "#END 2"),
            text.replace("#END 1", "#END 0"),
            format!("{}\n#END 0\n", rows[0]),
            format!("{}\n{}\n{}\n#END 2\n", rows[0], rows[1], rows[1]),
            text.replace(rows[1], &format!("{}x", rows[1])),
            text.replace(rows[1], &rows[1].replacen("/", "/0", 1)),
            text.replace(rows[1], &rows[1].replacen("CMF", "CMFINDEX/CMF", 1)),
            text[1..].to_owned(),
        ] {
            assert!(read_part(*part, wrong.as_bytes()).is_err(), "{part}: {wrong}");
        }
    }
    // An NSC's and a bucket's rows name theirs.
    assert_eq!(read(unlisted, &published.files[2].1), Err(frame::Flaw::Row(1)));
    let (_, computers) = &published.files[3];
    assert_eq!(read(FlatFile::Computers(bucket("pc42") ^ 1), computers), Err(frame::Flaw::Row(1)));
}

#[test]
fn files_of_more_than_a_bound_are_not_parsed() {
    assert_eq!(read(FlatFile::Packages, &vec![b'#'; (64 << 20) + 1]), Err(frame::Flaw::Large));
    let huge = vec![b'\n'; (8 << 20) + 1];
    assert!(matches!(read_index(&huge, &TrustedKeys::default()), Err(IndexError::Malformed(_))));
    assert!(matches!(read_part(IndexPart::Users(1), &huge), Err(IndexError::Malformed(_))));
}

#[test]
fn an_empty_file_has_a_header_and_an_end() {
    let (writer, _folder) = writer();
    let (now, members) = (Configuration::default(), Memberships::default());
    let body = writer.bodies(&[FlatFile::Users(1)].into(), &now, &members).next().unwrap();
    assert_eq!((body.rows, body.text.as_str()), (0, ""));
    let bytes = writer.file(&body, 1, OperationId(0));
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 2);
    assert_eq!(read(FlatFile::Users(1), &bytes).unwrap().1, []);
}
