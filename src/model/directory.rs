//! What the directory holds: computers, users, groups, and the edits that are made there (CMF-35).

use crate::model::computer_set::{computer_group, of_group, user_group};
use crate::model::id::ComputerSetId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A computer account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computer {
    /// Its name without the trailing `$`; compared without case.
    pub name: String,
    /// Its name in DNS; empty when the directory does not know it.
    pub fqdn: String,
    /// Its operating system with version; empty when the directory does not know it.
    pub os: String,
    /// Login name of the person who is responsible for it; empty when there is none.
    pub owner: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// A user account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The login name; compared without case.
    pub name: String,
    /// The person's name.
    pub full_name: String,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name; compared without case.
    pub name: String,
    /// Its distinguished name.
    pub dn: String,
    /// What it is for.
    pub description: String,
    /// How many members it has.
    pub members: u64,
}

/// Whether a group's members are computers or users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    /// Computers.
    Computer,
    /// Users.
    User,
}

/// One edit of the directory. Each can be made again without harm, so that one that was cut off can be finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold")]
pub enum DirectoryEdit {
    /// Makes accounts that are not there. Only the embedded directory takes it; accounts elsewhere come from outside.
    Register { members: MemberKind, names: Vec<String> },
    /// Makes accounts that are not there and says what all of them are; what is empty stays as it was, and so does the
    /// time when an account was made. Only the embedded directory takes it.
    Describe { computers: Vec<Computer>, users: Vec<User> },
    /// Makes an empty group, unless it is there.
    CreateGroup { group: String, description: String },
    /// Deletes a group, if it is there, with all its memberships.
    DeleteGroup { group: String, description: String, members: MemberKind, names: Vec<String> },
    /// Adds members; who is one already stays one.
    Add { group: String, members: MemberKind, names: Vec<String> },
    /// Removes members; who is none already stays none.
    Remove { group: String, members: MemberKind, names: Vec<String> },
}

impl DirectoryEdit {
    /// Follows an NSC that got another number.
    pub(super) fn rename_groups_of(&mut self, from: ComputerSetId, to: ComputerSetId) {
        let (Self::CreateGroup { group, .. }
        | Self::DeleteGroup { group, .. }
        | Self::Add { group, .. }
        | Self::Remove { group, .. }) = self
        else {
            return;
        };
        match of_group(group) {
            Some((id, false)) if id == from => *group = computer_group(to),
            Some((id, true)) if id == from => *group = user_group(to),
            _ => {}
        }
    }

    /// Returns the edits that take this one back, in order. Accounts once registered stay.
    pub fn inverse(&self) -> Vec<Self> {
        match self.clone() {
            Self::Register { .. } | Self::Describe { .. } => Vec::new(),
            // Whatever came in since goes with the group.
            Self::CreateGroup { group, description } => {
                let members = match of_group(&group) {
                    Some((_, true)) => MemberKind::User,
                    _ => MemberKind::Computer,
                };
                vec![Self::DeleteGroup { group, description, members, names: Vec::new() }]
            }
            Self::DeleteGroup { group, description, members, names } => {
                vec![Self::CreateGroup { group: group.clone(), description }, Self::Add { group, members, names }]
            }
            Self::Add { group, members, names } => vec![Self::Remove { group, members, names }],
            Self::Remove { group, members, names } => vec![Self::Add { group, members, names }],
        }
    }
}

/// What came of edits: the names that the directory refused, each with its reason. Everything else is done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditOutcome {
    /// Refused members.
    pub refused: Vec<RefusedMember>,
}

/// A member that the directory did not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedMember {
    /// The group.
    pub group: String,
    /// The member.
    pub name: String,
    /// Why, as the directory says.
    pub reason: String,
}
