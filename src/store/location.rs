//! Where a database is.

use std::fmt;
use std::path::PathBuf;

/// Where a database is. Its `Debug` text has no password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file. Its folder is made when it is missing, for its owner alone.
    File(PathBuf),
    /// A PostgreSQL server and database, as a `postgres://` address.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Postgres(_) => f.write_str("Postgres(redacted)"),
        }
    }
}
