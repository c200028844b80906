//! The embedded directory: accounts and groups in a SQLite file, and here the port that ties its parts together.

mod edit;
mod error;
mod journal;
mod name;
mod open;
mod read;
#[cfg(test)]
mod tests;

use crate::model::directory::{Computer, DirectoryEdit, EditOutcome, Group, MemberKind, User};
use crate::model::membership::Memberships;
use crate::port::{AccountQuery, Directory, DirectoryCounts, DirectoryDescription, DirectoryResult};
use async_trait::async_trait;
use sqlx::SqlitePool;
use std::path::{Path, PathBuf};

/// Accounts and groups in a SQLite file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct EmbeddedDirectory {
    read: SqlitePool,
    /// One connection, so that writers of this process queue up here.
    write: SqlitePool,
    path: PathBuf,
    base_dn: String,
}

impl EmbeddedDirectory {
    /// Opens the file, making or upgrading its tables where needed. Its groups are said to be below `base_dn`.
    pub async fn open(path: &Path, base_dn: &str) -> DirectoryResult<Self> {
        let (read, write) = open::open(path).await?;
        Ok(Self { read, write, path: path.to_owned(), base_dn: base_dn.to_owned() })
    }
}

#[async_trait]
impl Directory for EmbeddedDirectory {
    async fn describe(&self) -> DirectoryResult<DirectoryDescription> {
        Ok(DirectoryDescription {
            kind: "embedded".into(),
            place: self.path.display().to_string(),
            base_dn: self.base_dn.clone(),
        })
    }

    async fn revision(&self) -> DirectoryResult<Option<i64>> {
        read::revision(&self.read).await.map(Some)
    }

    fn registers(&self) -> bool {
        true
    }

    async fn counts(&self) -> DirectoryResult<DirectoryCounts> {
        read::counts(&self.read).await
    }

    async fn computer(&self, name: &str) -> DirectoryResult<Option<Computer>> {
        read::computer(&self.read, name).await
    }

    async fn computers(&self, query: &AccountQuery) -> DirectoryResult<Vec<Computer>> {
        read::computers(&self.read, query).await
    }

    async fn user(&self, name: &str) -> DirectoryResult<Option<User>> {
        read::user(&self.read, name).await
    }

    async fn users(&self, query: &AccountQuery) -> DirectoryResult<Vec<User>> {
        read::users(&self.read, query).await
    }

    async fn unknown(&self, kind: MemberKind, names: &[String]) -> DirectoryResult<Vec<String>> {
        read::unknown(&self.read, kind, names).await
    }

    async fn group(&self, name: &str) -> DirectoryResult<Option<Group>> {
        read::group(self, name).await
    }

    async fn groups(&self, query: &AccountQuery) -> DirectoryResult<Vec<Group>> {
        read::groups(self, query).await
    }

    async fn members(&self, group: &str) -> DirectoryResult<Vec<String>> {
        read::members(&self.read, group).await
    }

    async fn groups_of(&self, kind: MemberKind, name: &str) -> DirectoryResult<Vec<String>> {
        read::groups_of(&self.read, kind, name).await
    }

    async fn memberships(&self) -> DirectoryResult<Memberships> {
        read::memberships(&self.read).await
    }

    async fn since(&self, revision: i64) -> DirectoryResult<Option<(i64, Vec<DirectoryEdit>)>> {
        journal::since(&self.read, revision).await
    }

    async fn edit(&self, edits: &[DirectoryEdit]) -> DirectoryResult<EditOutcome> {
        edit::edit(&self.write, edits).await
    }

    async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}
