//! Files that are secret, and files that only look so.

use super::access_list::NAME;
use super::{BadSecret, read};
use rustix::fs::{XattrFlags, setxattr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn file(folder: &TempDir, text: &[u8], mode: u32) -> PathBuf {
    let path = folder.path().join(format!("{mode:o}-{}", text.len()));
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path
}

#[test]
fn a_file_that_only_its_owner_reads_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o600, 0o400] {
        assert_eq!(read(&file(&folder, b"hunter2", mode), 7).unwrap().as_str(), "hunter2");
    }
}

#[test]
fn a_file_that_is_not_safe_is_refused_without_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let good = file(&folder, b"hunter2", 0o600);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&good, &link).unwrap();
    assert!(matches!(read(&link, 100), Err(BadSecret::Link)));
    assert!(matches!(read(&good, 6), Err(BadSecret::Large(6))));
    assert!(matches!(read(folder.path(), 100), Err(BadSecret::Kind)));
    assert!(matches!(read(&file(&folder, &[0xff, 0xfe], 0o600), 100), Err(BadSecret::Text)));
    assert!(matches!(read(Path::new("/nonexistent/secret"), 100), Err(BadSecret::Read(_))));
    for mode in [0o640, 0o604, 0o660, 0o610] {
        let error = read(&file(&folder, b"hunter2", mode), 100).unwrap_err();
        assert!(matches!(error, BadSecret::Open(found) if found == mode), "{error}");
        assert!(!error.to_string().contains("hunter2"));
    }
}

#[test]
fn a_pipe_does_not_keep_the_reader_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
    assert!(matches!(read(&pipe, 100), Err(BadSecret::Kind)));
}

/// An access list: tag, rights and whose they are.
fn list(entries: &[(u16, u16, u32)]) -> Vec<u8> {
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, whose) in entries {
        bytes.extend([&tag.to_le_bytes()[..], &rights.to_le_bytes(), &whose.to_le_bytes()].concat());
    }
    bytes
}

#[test]
fn an_access_list_for_this_user_alone_is_no_hole() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"hunter2", 0o400);
    let (us, none) = (rustix::process::geteuid().as_raw(), u32::MAX);
    let with = |user: u32, group: u16| {
        list(&[(0x01, 4, none), (0x02, 4, user), (0x04, group, none), (0x10, 4, none), (0x20, 0, none)])
    };
    if let Err(error) = setxattr(&path, NAME, &with(us, 0), XattrFlags::empty()) {
        println!("skipped: no access lists on this file system: {error}");
        return;
    }
    let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o440, "the mask shows as the group's rights");
    assert_eq!(read(&path, 100).unwrap().as_str(), "hunter2");
    for hole in [with(us + 1, 0), with(us, 4)] {
        setxattr(&path, NAME, &hole, XattrFlags::empty()).unwrap();
        assert!(matches!(read(&path, 100), Err(BadSecret::Open(0o440))));
    }
}
