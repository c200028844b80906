//! The one place where engine errors become [`DirectoryError`]s.

use crate::port::DirectoryError;
use sqlx::migrate::MigrateError;
use std::io;
use std::path::Path;

impl From<sqlx::Error> for DirectoryError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(found) => {
                let code = found.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(1);
                of_code(code, found.message())
            }
            sqlx::Error::Io(found) if found.kind() == io::ErrorKind::StorageFull => Self::Full,
            sqlx::Error::Io(_) => Self::Unavailable(error.to_string()),
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection became free in time".into()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unavailable("it was closed".into()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<MigrateError> for DirectoryError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Other(format!("its tables do not fit this program: {other}")),
        }
    }
}

/// Codes: <https://www.sqlite.org/rescode.html>; the lower byte is the primary one.
fn of_code(code: i32, text: &str) -> DirectoryError {
    match code & 0xff {
        5 | 6 => DirectoryError::Unavailable("another program is writing to it".into()),
        8 | 10 | 14 | 23 => DirectoryError::Unavailable(text.to_owned()),
        11 | 26 => DirectoryError::Corrupt(text.to_owned()),
        13 => DirectoryError::Full,
        _ => DirectoryError::Other(text.to_owned()),
    }
}

/// Tells what the file system refused.
pub(super) fn unusable(path: &Path, error: &io::Error) -> DirectoryError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => DirectoryError::Full,
        _ => DirectoryError::Unavailable(format!("{}: {error}", path.display())),
    }
}
