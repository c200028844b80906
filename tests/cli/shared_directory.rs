//! A directory in memory that can go away and in which accounts can be missing.

use async_trait::async_trait;
use bailiwick::model::computer_set::of_group;
use bailiwick::model::directory::{Computer, DirectoryEdit, EditOutcome, Group, MemberKind, RefusedMember, User};
use bailiwick::model::membership::Memberships;
use bailiwick::port::{
    AccountQuery, Directory, DirectoryCounts, DirectoryDescription, DirectoryError, DirectoryResult,
};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The directory; its clones are one.
#[derive(Clone, Default)]
pub(crate) struct SharedDirectory {
    known: Arc<Mutex<Memberships>>,
    away: Arc<AtomicBool>,
    slow: Arc<AtomicBool>,
    editing: Arc<AtomicU32>,
    /// Every edit in the order in which it was made, and how many were made at once at most.
    made: Arc<Mutex<(Vec<DirectoryEdit>, u32)>>,
}

impl SharedDirectory {
    /// Lets it go away, or come back.
    pub(crate) fn away(&self, away: bool) {
        self.away.store(away, Relaxed);
    }

    /// Lets every edit take a while.
    pub(crate) fn slow(&self) {
        self.slow.store(true, Relaxed);
    }

    /// Returns every edit in the order in which it was made, and how many were made at once at most.
    pub(crate) fn made(&self) -> (Vec<DirectoryEdit>, u32) {
        self.made.lock().unwrap().clone()
    }

    /// Edits it by hand, past the program.
    pub(crate) fn by_hand(&self, edit: &DirectoryEdit) {
        self.known.lock().unwrap().apply(edit);
    }

    /// Returns the computers in an NSC.
    pub(crate) fn computers(&self, nsc: i64) -> Vec<String> {
        let known = self.known.lock().unwrap();
        known.members(bailiwick::model::id::ComputerSetId(nsc), MemberKind::Computer).map(str::to_owned).collect()
    }

    fn here(&self) -> DirectoryResult<()> {
        if self.away.load(Relaxed) { Err(DirectoryError::Unavailable("it is away".into())) } else { Ok(()) }
    }
}

#[async_trait]
impl Directory for SharedDirectory {
    async fn describe(&self) -> DirectoryResult<DirectoryDescription> {
        Ok(DirectoryDescription { kind: "embedded".into(), place: String::new(), base_dn: "OU=NSC".into() })
    }

    async fn revision(&self) -> DirectoryResult<Option<i64>> {
        self.here().map(|()| None)
    }

    fn registers(&self) -> bool {
        false
    }

    async fn counts(&self) -> DirectoryResult<DirectoryCounts> {
        self.here().map(|()| DirectoryCounts::default())
    }

    async fn computer(&self, _: &str) -> DirectoryResult<Option<Computer>> {
        self.here().map(|()| None)
    }

    async fn computers(&self, _: &AccountQuery) -> DirectoryResult<Vec<Computer>> {
        self.here().map(|()| Vec::new())
    }

    async fn user(&self, _: &str) -> DirectoryResult<Option<User>> {
        self.here().map(|()| None)
    }

    async fn users(&self, _: &AccountQuery) -> DirectoryResult<Vec<User>> {
        self.here().map(|()| Vec::new())
    }

    /// Has no account whose name begins with `XX`.
    async fn unknown(&self, _: MemberKind, names: &[String]) -> DirectoryResult<Vec<String>> {
        self.here().map(|()| names.iter().filter(|name| name.starts_with("XX")).cloned().collect())
    }

    async fn groups(&self, _: &AccountQuery) -> DirectoryResult<Vec<Group>> {
        self.here().map(|()| Vec::new())
    }

    async fn group(&self, _: &str) -> DirectoryResult<Option<Group>> {
        self.here().map(|()| None)
    }

    async fn members(&self, group: &str) -> DirectoryResult<Vec<String>> {
        self.here()?;
        let (nsc, _) = of_group(group).ok_or_else(|| DirectoryError::NoGroup(group.into()))?;
        Ok(self.computers(nsc.0))
    }

    async fn groups_of(&self, _: MemberKind, _: &str) -> DirectoryResult<Vec<String>> {
        self.here().map(|()| Vec::new())
    }

    async fn memberships(&self) -> DirectoryResult<Memberships> {
        self.here().map(|()| self.known.lock().unwrap().clone())
    }

    /// Takes everybody but accounts whose name begins with `NO`.
    async fn edit(&self, edits: &[DirectoryEdit]) -> DirectoryResult<EditOutcome> {
        self.here()?;
        let at_once = self.editing.fetch_add(1, Relaxed) + 1;
        if self.slow.load(Relaxed) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let mut made = self.made.lock().unwrap();
        made.0.extend_from_slice(edits);
        made.1 = made.1.max(at_once);
        drop(made);
        self.editing.fetch_sub(1, Relaxed);
        let mut outcome = EditOutcome::default();
        for edit in edits {
            let mut edit = edit.clone();
            if let DirectoryEdit::Add { group, names, .. } = &mut edit {
                for name in names.iter().filter(|name| name.starts_with("NO")) {
                    let (group, name, reason) = (group.clone(), name.clone(), "no such account".into());
                    outcome.refused.push(RefusedMember { group, name, reason });
                }
                names.retain(|name| !name.starts_with("NO"));
            }
            self.by_hand(&edit);
        }
        Ok(outcome)
    }
}
