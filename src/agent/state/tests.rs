//! The state survives what machines do to files.

use super::*;
use crate::agent::error::AgentError;
use crate::model::id::PackageId;
use crate::model::report::LocalChoice;
use crate::rules::remedy::Doing;
use std::fs;

#[test]
fn one_agent_has_the_state_and_the_next_one_finds_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::open(folder.path()).unwrap();
    let pid = std::process::id();
    assert_eq!(Shelf::open(folder.path()).unwrap_err(), AgentError::Runs { pid });
    shelf.accepted.generation = 7;
    shelf.keep_accepted().unwrap();
    let since = "2026-01-01T00:00:00Z".parse().unwrap();
    let journal = Journal { pkg: PackageId(3), title: "Reader 1".into(), doing: Doing::Install, since };
    shelf.begin(journal.clone()).unwrap();
    let mut book = ChoiceBook::open(shelf.folder()).unwrap();
    for chosen in [true, false] {
        book.choose(LocalChoice { user: "Mia".into(), pkg: PackageId(3), chosen, at: since }).unwrap();
    }
    drop(shelf);
    let mut shelf = Shelf::open(folder.path()).unwrap();
    assert_eq!(shelf.accepted.generation, 7);
    assert_eq!(shelf.journal, Some(journal), "the step was cut off");
    let book = ChoiceBook::open(shelf.folder()).unwrap();
    assert_eq!(book.choices().iter().map(|choice| choice.chosen).collect::<Vec<_>>(), [false]);
    shelf.end().unwrap();
    drop(shelf);
    assert_eq!(Shelf::look(folder.path()).unwrap().journal, None);
}

#[test]
fn the_state_is_as_old_as_the_newest_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let told_at = || as_kept(folder.path(), "PC1".into(), String::new()).unwrap().told_at;
    assert_eq!(told_at(), None);
    let plan =
        RebootPlan { boot: "1".into(), due: "2026-01-01T00:00:00Z".parse().unwrap(), postponed: 0, ordered: None };
    RebootBook::open(&Folder::open(folder.path()).unwrap()).unwrap().keep(Some(plan)).unwrap();
    assert!(told_at().is_some(), "the plan of the reboot counts too");
}

#[test]
fn cmf_90_a_damaged_file_is_put_aside_and_never_more_than_its_content_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut shelf = Shelf::open(folder.path()).unwrap();
    shelf.accepted.generation = 7;
    shelf.keep_accepted().unwrap();
    shelf.keep_removed().unwrap();
    drop(shelf);
    let whole = fs::read(folder.path().join("accepted.json")).unwrap();
    for cut in 0..whole.len() {
        fs::write(folder.path().join("accepted.json"), &whole[..cut]).unwrap();
        let shelf = Shelf::open(folder.path()).unwrap();
        assert_eq!(shelf.accepted, Accepted::default());
        assert_eq!(fs::read(folder.path().join("accepted.json.damaged")).unwrap(), whole[..cut]);
    }
    for garbage in [&b"\xff\xfe\x00"[..], b"[1,2]", b"{\"generation\":\"x\"}", &[b'['; 100_000]] {
        fs::write(folder.path().join("attempts.json"), garbage).unwrap();
        assert_eq!(Shelf::open(folder.path()).unwrap().attempts, Attempts::new());
    }
}

#[test]
fn what_was_cut_off_while_writing_does_not_touch_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let drawer = Folder::open(folder.path()).unwrap();
    drawer.save("a.json", &1).unwrap();
    fs::write(folder.path().join(".a.json.making"), b"garb").unwrap();
    assert_eq!(drawer.load::<u32>("a.json").unwrap(), Some(1));
    drawer.save("a.json", &2).unwrap();
    assert_eq!(drawer.load::<u32>("a.json").unwrap(), Some(2));
}
