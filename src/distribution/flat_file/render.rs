//! From the configuration to the bodies of flat files, any number of them in one pass.

use super::row;
use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::ComputerSetId;
use crate::model::membership::Memberships;
use crate::model::publication::{Body, FlatFile, bucket};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a file, in its order.
#[derive(Debug, Default)]
struct Page<'a> {
    members: Vec<(&'a str, &'a [ComputerSetId])>,
    assignments: Vec<&'a Assignment>,
    releases: Vec<&'a Release>,
    choices: Vec<&'a Choice>,
}

/// Returns the bodies of these files, in order. Of a large estate they are many megabytes: one is made at a time.
pub(super) fn bodies<'a>(
    files: &BTreeSet<FlatFile>,
    now: &'a Configuration,
    members: &'a Memberships,
) -> impl Iterator<Item = Body> + use<'a> {
    let mut pages: BTreeMap<FlatFile, Page<'_>> = files.iter().map(|file| (*file, Page::default())).collect();
    // Everything is looked at once, however many files are wanted, and by number, so that pages are in order.
    for assignment in now.assignments.values() {
        if let Some(page) = pages.get_mut(&FlatFile::Assignments(assignment.nsc)) {
            page.assignments.push(assignment);
        }
    }
    for release in now.releases.values() {
        if let Some(page) = pages.get_mut(&FlatFile::Assignments(release.nsc)) {
            page.releases.push(release);
        }
    }
    for choice in now.choices.values() {
        let file = match &choice.machine {
            Some(machine) => FlatFile::Computers(bucket(machine)),
            None => FlatFile::Users(bucket(&choice.user)),
        };
        if let Some(page) = pages.get_mut(&file) {
            page.choices.push(choice);
        }
    }
    type File = fn(u8) -> FlatFile;
    let kinds: [(MemberKind, File); 2] =
        [(MemberKind::Computer, FlatFile::Computers), (MemberKind::User, FlatFile::Users)];
    for (kind, file) in kinds {
        if !(0..=u8::MAX).any(|bucket| pages.contains_key(&file(bucket))) {
            continue;
        }
        for (name, sets) in members.everybody(kind) {
            if let Some(page) = pages.get_mut(&file(bucket(name))) {
                page.members.push((name, sets));
            }
        }
    }
    pages.into_iter().map(|(file, page)| body(file, page, now))
}

fn body(file: FlatFile, mut page: Page<'_>, now: &Configuration) -> Body {
    let mut text = String::new();
    let mut rows = page.members.len() + page.assignments.len() + page.releases.len() + page.choices.len();
    match file {
        FlatFile::Packages => {
            rows = now.packages.len();
            now.packages.values().for_each(|package| row::write(package, &mut text));
        }
        FlatFile::ComputerSets => {
            rows = now.computer_sets.len();
            now.computer_sets.values().for_each(|set| row::write(set, &mut text));
        }
        FlatFile::Assignments(_) | FlatFile::Computers(_) | FlatFile::Users(_) => {}
    }
    page.members.sort_unstable();
    page.members.iter().for_each(|(name, sets)| row::write_member(name, sets, &mut text));
    page.assignments.iter().for_each(|assignment| row::write(*assignment, &mut text));
    page.releases.iter().for_each(|release| row::write(*release, &mut text));
    page.choices.iter().for_each(|choice| row::write(*choice, &mut text));
    Body { file, rows: u32::try_from(rows).unwrap_or(u32::MAX), text }
}
