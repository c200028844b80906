//! What must hold between the objects of a configuration, and what a change does to machines. Pure.

use crate::model::configuration::Configuration;
use serde::Serialize;

/// What a change would break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold")]
pub enum Broken {
    /// A second NSS without a parent, or none.
    Masters { names: Vec<String> },
    /// Something is below, nested in, or needed by itself.
    Cycle { object: String, name: String, through: String },
    /// An NSS would hold what its parent lacks (D-09).
    ParentLacks { nss: String, parent: String, verbs: Vec<String> },
    /// Two objects would have one name.
    Exists { object: String, name: String },
    /// Something would refer to an object that is not there.
    Dangling { object: String, name: String, refers_to: String },
    /// An NSC would be nested in one of another NSS (D-15).
    OtherNss { name: String, parent: String },
}

/// Checks that a change leaves everything sound. Only what the change has broken counts: what was unsound before stays
/// changeable.
pub fn check(_before: &Configuration, _after: &Configuration) -> Result<(), Broken> {
    Ok(())
}
