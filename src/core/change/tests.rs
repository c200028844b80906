//! Quoting, and numbers that somebody else has taken.

use super::*;
use crate::model::computer_set::{ComputerSet, computer_group};
use crate::model::directory::DirectoryEdit;
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::permission::Verb;
use chrono::DateTime;

#[test]
fn words_are_quoted_only_where_a_shell_needs_it() {
    assert_eq!(quoted("AB-CO"), "AB-CO");
    assert_eq!(quoted("it's here"), "'it'\\''s here'");
    assert_eq!(quoted(""), "''");
}

fn nsc(id: i64, parent: Option<i64>) -> ComputerSet {
    ComputerSet {
        id: ComputerSetId(id),
        nss: SystemSetId(1),
        name: String::new(),
        description: String::new(),
        parent: parent.map(ComputerSetId),
        locally_managed: false,
        responsible: String::new(),
        os_version: String::new(),
        created_at: DateTime::UNIX_EPOCH,
        created_by: String::new(),
    }
}

#[test]
fn cmf_39_several_new_objects_get_other_numbers_together() {
    let group =
        |id| DirectoryEdit::CreateGroup { group: computer_group(ComputerSetId(id)), description: String::new() };
    let mut set = ChangeSet {
        verb: Verb::NscCreate,
        target: Target::Nsc { id: ComputerSetId(6) },
        object: ObjectRef { kind: "nsc".into(), name: String::new() },
        before: None,
        after: None,
        edits: vec![Edit::create(nsc(5, None)), Edit::create(nsc(6, Some(5))), Edit::create(nsc(7, Some(2)))],
        directory: vec![group(5), group(6), group(7)],
        undoes: None,
    };
    let mut now = Configuration::default();
    now.put(nsc(5, None).into());
    let planned = set.clone();
    number_again(&mut set, &Configuration::default());
    assert_eq!(set, planned, "nobody took them");
    number_again(&mut set, &now);
    assert_eq!(set.edits, [Edit::create(nsc(6, None)), Edit::create(nsc(7, Some(6))), Edit::create(nsc(8, Some(2)))]);
    assert_eq!(set.directory, [group(6), group(7), group(8)]);
    assert_eq!(set.target, Target::Nsc { id: ComputerSetId(7) });
}
