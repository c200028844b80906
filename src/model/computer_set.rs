//! Named Sets of Computers (NSC): the sets to which packages are assigned.
//!
//! A set's members are in the directory, in two security groups that are named after its number (CMF-35, CMF-81,
//! CMF-82); the database holds everything else about it.

use crate::model::id::{ComputerSetId, SystemSetId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A Named Set of Computers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComputerSet {
    /// Its number.
    pub id: ComputerSetId,
    /// The NSS that owns it.
    pub nss: SystemSetId,
    /// Its unique name, compared without case.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The set in which it is nested; of the same NSS. What is assigned there counts here too (D-15).
    pub parent: Option<ComputerSetId>,
    /// Whether packages of other NSSs wait for the responsible person's release (CMFX-07).
    pub locally_managed: bool,
    /// Who is responsible.
    pub responsible: String,
    /// The operating system version that its machines shall have; empty when none is defined (CMFX-10).
    pub os_version: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

impl ComputerSet {
    /// Returns the name of the group that holds its computers.
    pub fn computer_group(&self) -> String {
        computer_group(self.id)
    }

    /// Returns the name of the group that holds its users.
    pub fn user_group(&self) -> String {
        user_group(self.id)
    }
}

/// Returns the name of the group that holds an NSC's computers.
pub fn computer_group(id: ComputerSetId) -> String {
    format!("CMF_NSC_{id}")
}

/// Returns the name of the group that holds an NSC's users.
pub fn user_group(id: ComputerSetId) -> String {
    format!("CMF_NSC_{id}_NSU")
}

/// Returns the NSC that a group belongs to, and whether the group holds its users.
pub fn of_group(group: &str) -> Option<(ComputerSetId, bool)> {
    let rest = group.get(..8).filter(|head| head.eq_ignore_ascii_case("CMF_NSC_")).and_then(|_| group.get(8..))?;
    let (number, users) = match rest.split_once('_') {
        None => (rest, false),
        Some((number, tail)) if tail.eq_ignore_ascii_case("NSU") => (number, true),
        Some(_) => return None,
    };
    let plain = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    let id = number.parse().ok().filter(|_| plain)?;
    Some((ComputerSetId(id), users))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmf_81_82_groups_are_named_after_the_number() {
        assert_eq!(computer_group(ComputerSetId(259)), "CMF_NSC_259");
        assert_eq!(user_group(ComputerSetId(259)), "CMF_NSC_259_NSU");
        assert_eq!(of_group("cmf_nsc_259_nsu"), Some((ComputerSetId(259), true)));
        assert_eq!(of_group("CMF_NSC_7"), Some((ComputerSetId(7), false)));
        for other in ["CMF FrontEnd Users", "CMF_NSC_", "CMF_NSC_07", "CMF_NSC_7_X", "CMF_NSC_+7", "ÄÄÄÄÄ"] {
            assert_eq!(of_group(other), None, "{other}");
        }
    }
}
