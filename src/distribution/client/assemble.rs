//! From flat files to the part of the configuration that one machine needs.

use crate::distribution::flat_file::{Row, read};
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::index_part::ConfigFile;
use crate::model::membership::{Memberships, key};
use crate::model::publication::{FlatFile, bucket};
use crate::port::IndexError;
use std::collections::{BTreeMap, BTreeSet};

/// Flat files as they were downloaded.
pub type Files = BTreeMap<FlatFile, Vec<u8>>;

/// Why what lies on a distribution point is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A file is not the one that the index lists, is damaged, or is missing.
    #[error("{file}: {reason}")]
    File {
        /// Which file.
        file: ConfigFile,
        /// What is wrong with it.
        reason: String,
    },
}

impl Refusal {
    /// Refuses a file for this reason.
    pub fn of(file: ConfigFile, reason: &str) -> Self {
        Self::File { file, reason: reason.to_owned() }
    }
}

/// Returns the files that say in which NSCs a machine and its users are, what these are, and which packages there are.
pub fn needed_first(machine: &str, users: &[String]) -> BTreeSet<FlatFile> {
    let of_users = users.iter().map(|user| FlatFile::Users(bucket(user)));
    let first = [FlatFile::Packages, FlatFile::ComputerSets, FlatFile::Computers(bucket(machine))];
    first.into_iter().chain(of_users).collect()
}

/// Returns the files about the assignments to these NSCs, given what [`needed_first`] asked for: the NSCs in which the
/// machine and the users are, and those that they are nested in.
pub fn needed_then(files: &Files, machine: &str, users: &[String]) -> Result<BTreeSet<FlatFile>, Refusal> {
    let mut part = Part::new(machine, users);
    part.take(files, FlatFile::ComputerSets)?;
    part.take_members(files)?;
    Ok(part.assignments())
}

/// Builds the part of the configuration that concerns a machine and its users, and their memberships, from all files
/// that [`needed_first`] and [`needed_then`] asked for. `rules::desired` says the same on it as on the whole.
pub fn assemble(files: &Files, machine: &str, users: &[String]) -> Result<(Configuration, Memberships), Refusal> {
    let mut part = Part::new(machine, users);
    part.take(files, FlatFile::Packages)?;
    part.take(files, FlatFile::ComputerSets)?;
    part.take_members(files)?;
    for file in part.assignments() {
        part.take(files, file)?;
    }
    Ok((part.configuration, part.memberships))
}

/// The part that concerns a machine and some users, while it grows.
struct Part<'a> {
    machine: &'a str,
    users: &'a [String],
    configuration: Configuration,
    memberships: Memberships,
}

impl<'a> Part<'a> {
    fn new(machine: &'a str, users: &'a [String]) -> Self {
        Self { machine, users, configuration: Configuration::default(), memberships: Memberships::default() }
    }

    /// Takes the files about the machine and the users in.
    fn take_members(&mut self, files: &Files) -> Result<(), Refusal> {
        let of_users = self.users.iter().map(|user| FlatFile::Users(bucket(user)));
        let members: BTreeSet<FlatFile> = of_users.chain([FlatFile::Computers(bucket(self.machine))]).collect();
        members.into_iter().try_for_each(|file| self.take(files, file))
    }

    /// Takes a file in, what concerns others left out.
    fn take(&mut self, files: &Files, file: FlatFile) -> Result<(), Refusal> {
        let bytes = files.get(&file).ok_or_else(|| Refusal::of(file.into(), "it is missing"))?;
        let (_, rows) = read(file, bytes).map_err(|flaw| Refusal::of(file.into(), &flaw.to_string()))?;
        for row in rows {
            self.take_row(file, row);
        }
        Ok(())
    }

    fn take_row(&mut self, file: FlatFile, row: Row) {
        let of_users = matches!(file, FlatFile::Users(_));
        match row {
            Row::Package(package) => self.configuration.put(package.into()),
            Row::ComputerSet(set) => self.configuration.put(set.into()),
            Row::Assignment(assignment) => self.configuration.put(assignment.into()),
            Row::Release(release) => self.configuration.put(release.into()),
            Row::Choice(choice) => {
                let whose = choice.machine.as_ref().unwrap_or(&choice.user);
                if self.names(of_users).any(|name| key(name) == key(whose)) {
                    self.configuration.put(choice.into());
                }
            }
            Row::Member(member) => {
                let kind = if of_users { MemberKind::User } else { MemberKind::Computer };
                // As the machine writes the name, not as the file does.
                let own: Vec<String> =
                    self.names(of_users).filter(|name| key(name) == member.name).map(str::to_owned).collect();
                for nsc in member.nscs {
                    self.memberships.add(nsc, kind, own.iter());
                }
            }
        }
    }

    /// Returns the users, or the machine.
    fn names(&self, users: bool) -> impl Iterator<Item = &'a str> {
        let (machine, users) = if users { (None, self.users) } else { (Some(self.machine), &[][..]) };
        machine.into_iter().chain(users.iter().map(String::as_str))
    }

    /// Returns the files about the assignments to the NSCs that concern them.
    fn assignments(&self) -> BTreeSet<FlatFile> {
        let of_machine = self.memberships.of(MemberKind::Computer, self.machine);
        let of_users = self.users.iter().flat_map(|user| self.memberships.of(MemberKind::User, user));
        let around = of_machine.iter().chain(of_users).flat_map(|nsc| self.configuration.nesting(*nsc));
        around.map(|set| FlatFile::Assignments(set.id)).collect()
    }
}
