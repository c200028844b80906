//! The one place where engine errors become [`StoreError`]s. No text from here holds a password.

use crate::port::StoreError;
use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;

/// Unique constraints that people meet: PostgreSQL's name, what SQLite says instead, and the kind of object.
const UNIQUE: [(&str, &str, &str); 9] = [
    ("system_set_name_key", "system_set.name_key", "nss"),
    ("profile_name_key", "profile.name_key", "profile"),
    ("computer_set_name_key", "computer_set.name_key", "nsc"),
    ("package_name_version_key", "package.name_key, package.version_key", "pkg"),
    ("nss_grant_once", "nss_grant_once", "grant"),
    ("administrator_once", "administrator_once", "administrator"),
    ("assignment_once", "assignment.nsc, assignment.pkg, assignment.action", "assignment"),
    ("local_release_once", "local_release.nsc, local_release.pkg", "release"),
    (MASTER, MASTER, "nss"),
];

/// The index that admits one NSS without a parent.
const MASTER: &str = "system_set_one_master";

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) if error.as_error().is::<sqlx::sqlite::SqliteError>() => of_sqlite(&*error),
            sqlx::Error::Database(error) => of_postgres(&*error),
            // The parser quotes what it was given, which may be a password.
            sqlx::Error::Configuration(_) => Self::Unavailable("its address cannot be read".into()),
            sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Self::Full,
            sqlx::Error::Io(error) => Self::Unavailable(error.to_string()),
            sqlx::Error::Tls(error) => Self::Unavailable(error.to_string()),
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection became free in time".into()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unavailable("it was closed".into()),
            sqlx::Error::Protocol(reason) => Self::Unavailable(reason),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(error.to_string()),
            sqlx::Error::ColumnNotFound(_) | sqlx::Error::ColumnIndexOutOfBounds { .. } => {
                Self::Schema(error.to_string())
            }
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => match Self::from(error) {
                Self::Other(reason) => Self::Schema(reason),
                known => known,
            },
            other => Self::Schema(other.to_string()),
        }
    }
}

/// Codes: <https://www.sqlite.org/rescode.html>; the lower byte is the primary one.
fn of_sqlite(error: &dyn DatabaseError) -> StoreError {
    let code = error.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(1);
    let text = error.message();
    match code & 0xff {
        5 | 6 => StoreError::Busy,
        8 | 10 | 14 | 23 => StoreError::Unavailable(text.to_owned()),
        11 | 26 => StoreError::Corrupt(text.to_owned()),
        13 => StoreError::Full,
        1 if is_missing_table(error) => StoreError::Schema(text.to_owned()),
        19 if error.is_unique_violation() => taken(|(_, sqlite, _)| text.contains(sqlite), text),
        _ => StoreError::Other(text.to_owned()),
    }
}

/// Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>; the first two characters are the class.
fn of_postgres(error: &dyn DatabaseError) -> StoreError {
    let code = error.code().unwrap_or_default();
    let text = error.message();
    match &*code {
        "23505" => taken(|(postgres, _, _)| error.constraint() == Some(*postgres), text),
        "40001" | "40P01" | "55P03" | "57014" => StoreError::Busy,
        "53100" => StoreError::Full,
        "XX001" | "XX002" => StoreError::Corrupt(text.to_owned()),
        "42P01" | "42703" => StoreError::Schema(text.to_owned()),
        "3D000" | "25006" => StoreError::Unavailable(text.to_owned()),
        _ if ["08", "28", "53", "57"].contains(&code.get(..2).unwrap_or_default()) => {
            StoreError::Unavailable(text.to_owned())
        }
        _ => StoreError::Other(text.to_owned()),
    }
}

fn taken(is: impl Fn(&&(&str, &str, &str)) -> bool, text: &str) -> StoreError {
    match UNIQUE.iter().find(is) {
        Some((MASTER, ..)) => StoreError::SecondMaster,
        Some((_, _, kind)) => StoreError::Exists { kind, name: String::new() },
        None => StoreError::Other(text.to_owned()),
    }
}

/// Tells which object it was whose name is taken.
pub(super) fn naming(name: &str) -> impl FnOnce(StoreError) -> StoreError + '_ {
    move |error| match error {
        StoreError::Exists { kind, .. } => StoreError::Exists { kind, name: name.to_owned() },
        other => other,
    }
}

/// Whether a statement failed because its table is not there.
pub(super) fn is_missing_table(error: &dyn DatabaseError) -> bool {
    error.code().as_deref() == Some("42P01") || error.message().starts_with("no such table")
}
