//! Who may manage what: grants to Named System Sets, and the administrators who use them (CMF-04, CMFX-02).

use crate::model::id::{AdministratorId, ComputerSetId, GrantId, PackageId, SystemSetId};
use crate::model::permission::Verb;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far a grant or an administrator reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Reach {
    /// Everything that the NSS and the NSSs below it own.
    Nss,
    /// One NSC and the NSCs nested in it.
    Nsc(ComputerSetId),
    /// One package.
    Pkg(PackageId),
}

/// A verb that an NSS holds. A child NSS never holds what its parent lacks (D-09); the master holds everything without
/// grants (CMF-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its number.
    pub id: GrantId,
    /// The NSS that holds it.
    pub nss: SystemSetId,
    /// What its administrators may do.
    pub verb: Verb,
    /// Where they may do it.
    pub reach: Reach,
    /// When it was given.
    pub granted_at: DateTime<Utc>,
    /// By whom.
    pub granted_by: String,
}

/// Somebody who uses what an NSS holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// Its number.
    pub id: AdministratorId,
    /// The NSS.
    pub nss: SystemSetId,
    /// The user or the directory group.
    pub trustee: Trustee,
    /// Where they may use it.
    pub reach: Reach,
    /// When the entry was made.
    pub added_at: DateTime<Utc>,
    /// By whom.
    pub added_by: String,
}

/// A user, or all members of a directory group. Written `anna` and `group:Vacuum Operators`; compared without case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Trustee {
    /// A login name.
    User(String),
    /// A group's name.
    Group(String),
}

impl From<String> for Trustee {
    fn from(text: String) -> Self {
        match text.split_once(':') {
            Some(("group", name)) => Self::Group(name.to_owned()),
            Some(("user", name)) => Self::User(name.to_owned()),
            _ => Self::User(text),
        }
    }
}

impl From<Trustee> for String {
    fn from(trustee: Trustee) -> Self {
        trustee.to_string()
    }
}

impl fmt::Display for Trustee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(name) => f.write_str(name),
            Self::Group(name) => write!(f, "group:{name}"),
        }
    }
}

impl Trustee {
    /// Returns the name without the kind.
    pub fn name(&self) -> &str {
        match self {
            Self::User(name) | Self::Group(name) => name,
        }
    }

    /// Whether a person with this login name and these groups is meant.
    pub fn is(&self, login: &str, groups: &[String]) -> bool {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        match self {
            Self::User(name) => same(name, login),
            Self::Group(name) => groups.iter().any(|group| same(group, name)),
        }
    }
}
