//! The embedded directory.

use crate::model::directory::{Computer, DirectoryEdit, EditOutcome, Group, MemberKind, User};
use crate::model::membership::Memberships;
use crate::port::{AccountQuery, Directory, DirectoryDescription, DirectoryError, DirectoryResult};
use async_trait::async_trait;
use std::path::{Path, PathBuf};

/// Accounts and groups in a SQLite file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct EmbeddedDirectory {
    path: PathBuf,
}

fn not_built<T>() -> DirectoryResult<T> {
    Err(DirectoryError::Other("not built yet".into()))
}

impl EmbeddedDirectory {
    /// Opens the file, making it where it is missing.
    pub async fn open(path: &Path, _base_dn: &str) -> DirectoryResult<Self> {
        Ok(Self { path: path.to_owned() })
    }
}

#[async_trait]
impl Directory for EmbeddedDirectory {
    async fn describe(&self) -> DirectoryResult<DirectoryDescription> {
        Ok(DirectoryDescription {
            kind: "embedded".into(),
            place: self.path.display().to_string(),
            base_dn: String::new(),
        })
    }

    async fn revision(&self) -> DirectoryResult<Option<i64>> {
        Ok(None)
    }

    fn registers(&self) -> bool {
        true
    }

    async fn computer(&self, _: &str) -> DirectoryResult<Option<Computer>> {
        not_built()
    }

    async fn computers(&self, _: &AccountQuery) -> DirectoryResult<Vec<Computer>> {
        not_built()
    }

    async fn user(&self, _: &str) -> DirectoryResult<Option<User>> {
        not_built()
    }

    async fn users(&self, _: &AccountQuery) -> DirectoryResult<Vec<User>> {
        not_built()
    }

    async fn unknown(&self, _: MemberKind, _: &[String]) -> DirectoryResult<Vec<String>> {
        not_built()
    }

    async fn group(&self, _: &str) -> DirectoryResult<Option<Group>> {
        not_built()
    }

    async fn members(&self, _: &str) -> DirectoryResult<Vec<String>> {
        not_built()
    }

    async fn groups_of(&self, _: MemberKind, _: &str) -> DirectoryResult<Vec<String>> {
        Ok(Vec::new())
    }

    async fn memberships(&self) -> DirectoryResult<Memberships> {
        not_built()
    }

    async fn edit(&self, _: &[DirectoryEdit]) -> DirectoryResult<EditOutcome> {
        not_built()
    }
}
