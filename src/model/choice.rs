//! What users choose from the packages that are published to them (CMFX-05).

use crate::model::id::{ChoiceId, PackageId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A user's choice about a published package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its number.
    pub id: ChoiceId,
    /// The user's login name.
    pub user: String,
    /// The machine for which it was chosen; none for a package of user scope, which follows the user.
    pub machine: Option<String>,
    /// The package.
    pub pkg: PackageId,
    /// Chosen: enforced. Not chosen any more: removed once and no more.
    pub chosen: bool,
    /// When.
    pub at: DateTime<Utc>,
}
