//! Who acts: the person or service on whose behalf a use case runs (D-01).

use serde::{Deserialize, Serialize};
use std::fmt;

/// An authenticated identity. The name is what the action log records.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Principal {
    /// Login name, for example `anna` or `anna@CORP`; for services the job's name.
    pub name: String,
    /// Person or part of the program.
    pub kind: PrincipalKind,
}

/// Whether a person or the program itself acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    /// A person at a front end.
    User,
    /// A server job or listener.
    Service,
}

impl Principal {
    /// Returns a person with this login name.
    pub fn user(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: PrincipalKind::User }
    }

    /// Returns the identity under which a server job acts.
    pub fn service(name: impl Into<String>) -> Self {
        Self { name: name.into(), kind: PrincipalKind::Service }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
