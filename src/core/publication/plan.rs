//! What would be published now, line by line, and whom it concerns. Nothing is written anywhere.

use super::deliver::path;
use super::past::{Past, read};
use super::target::{Source, apart};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::computer_set::ComputerSet;
use crate::model::directory::MemberKind;
use crate::model::membership::Memberships;
use crate::model::permission::{Target, Verb};
use crate::model::publication::{Body, FlatFile, Stamp, bucket};
use crate::rules::desired::Rules;
use crate::rules::impact::{Change, Crowd, Moved, impact};
use crate::rules::publication::all;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How many lines of a file are shown on each side.
const SHOWN: usize = 1_000;
/// From how many edits on it is not worked out what they do to machines.
const MANY: usize = 10_000;

/// What would be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// The latest generation; 0 before the first.
    pub generation: i64,
    /// Records of the log since then.
    pub records: u64,
    /// The files that would be written or deleted.
    pub files: Vec<FileChange>,
    /// The machines on which a package's state changes; none when that is not worked out: before the first generation,
    /// and for very large changes.
    pub machines: Option<Concerned>,
    /// The users for whom one does.
    pub users: Option<Concerned>,
}

/// Whom a change concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concerned {
    /// How many.
    pub count: u64,
    /// The first, by name.
    pub first: Vec<String>,
}

/// A file that would be written or deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Which file.
    pub file: FlatFile,
    /// What happens to it.
    pub kind: FileChangeKind,
    /// How many lines go.
    pub removed_count: u64,
    /// How many lines come.
    pub added_count: u64,
    /// The first lines that go.
    pub removed: Vec<String>,
    /// The first lines that come.
    pub added: Vec<String>,
    /// Whether the old lines are known: no point could be asked, and the file cannot be rendered as it was.
    pub is_known: bool,
    /// How many machines read it; none where only the users tell.
    pub readers: Option<u64>,
}

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileChangeKind {
    /// It is new.
    Created,
    /// Its rows change.
    Changed,
    /// It is deleted.
    Deleted,
}

/// Returns what would be published now.
pub async fn plan(ctx: &OpContext, core: &Core) -> Result<Outlook> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "publish --dry-run".into() }.into());
    }
    let past = Arc::new(read(core).await?);
    let (files, of) = (Arc::clone(&core.ports.files), Arc::clone(&past));
    let (after, mut before) = apart(move || {
        let every = all(&of.now.configuration);
        let mut after: BTreeMap<FlatFile, Body> = BTreeMap::new();
        for body in files.bodies(&every, &of.now.configuration, &of.now.members) {
            let digest = files.digest(body.text.as_bytes());
            if of.stamps.get(&body.file).is_none_or(|stamp| stamp.body != digest) {
                after.insert(body.file, body);
            }
        }
        let gone = of.stamps.keys().filter(|file| !every.contains(file));
        let changed = after.keys().filter(|file| of.stamps.contains_key(file));
        let wanted: BTreeSet<FlatFile> = gone.chain(changed).copied().collect();
        let mut before: BTreeMap<FlatFile, Option<String>> = wanted.iter().map(|file| (*file, None)).collect();
        for body in files.bodies(&wanted, &of.then.configuration, &of.then.members) {
            let digest = files.digest(body.text.as_bytes());
            if of.stamps.get(&body.file).is_some_and(|stamp| stamp.body == digest) {
                before.insert(body.file, Some(body.text));
            }
        }
        (after, before)
    })
    .await?;
    fetch_unknown(core, &past, &mut before).await?;
    let readers = Readers::of(&past.now);
    let concerned: BTreeSet<FlatFile> = after.keys().chain(before.keys()).copied().collect();
    let change = |file: FlatFile| {
        let (old, new) = (before.get(&file), after.get(&file));
        let kind = match (old, new) {
            (None, _) => FileChangeKind::Created,
            (Some(_), Some(_)) => FileChangeKind::Changed,
            (Some(_), None) => FileChangeKind::Deleted,
        };
        let old_text = old.map_or(Some(""), Option::as_deref);
        let new_text = new.map_or("", |body| body.text.as_str());
        let (removed, added) = old_text.map_or_else(Default::default, |old| difference(old, new_text));
        FileChange {
            file,
            kind,
            removed_count: removed.len() as u64,
            added_count: added.len() as u64,
            removed: removed.into_iter().take(SHOWN).map(str::to_owned).collect(),
            added: added.into_iter().take(SHOWN).map(str::to_owned).collect(),
            is_known: old_text.is_some(),
            readers: readers.count(file),
        }
    };
    let files = concerned.into_iter().map(change).collect();
    let (machines, users) = match &past.generation {
        Some(_) if past.edits.len() <= MANY => {
            let (machines, users) = concerned_by(ctx, core, &past).await?;
            (Some(machines), Some(users))
        }
        _ => (None, None),
    };
    let generation = past.generation.as_ref().map_or(0, |generation| generation.number);
    Ok(Outlook { generation, records: past.records, files, machines, users })
}

/// Reads what cannot be rendered as it was from the first distribution point that still has it: memberships that were
/// changed in the directory by hand are in no log.
async fn fetch_unknown(core: &Core, past: &Past, before: &mut BTreeMap<FlatFile, Option<String>>) -> Result<()> {
    for point in past.now.configuration.points.values() {
        if before.values().all(Option::is_some) {
            break;
        }
        let Ok(server) = core.ports.servers.open(point) else { continue };
        for (file, text) in before.iter_mut().filter(|(_, text)| text.is_none()) {
            let Some(Stamp { size, digest, .. }) = past.stamps.get(file) else { continue };
            match server.get(&path(*file), None, *size).await {
                Ok(Some(fetched)) if core.ports.files.digest(&fetched.bytes) == *digest => {
                    *text = rows(&fetched.bytes);
                }
                Ok(_) | Err(crate::port::PointError::NotFound(_) | crate::port::PointError::TooLarge { .. }) => {}
                // The other files will not be had there either.
                Err(_) => break,
            }
        }
    }
    Ok(())
}

/// Returns the rows of a whole file: what stands between its header and its end marker.
fn rows(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, rest) = text.split_once('\n')?;
    let end = rest.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    rest.get(..end).map(str::to_owned)
}

/// Returns the lines that go and those that come. The order of rows says nothing.
fn difference<'a>(old: &'a str, new: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for line in old.lines() {
        *counts.entry(line).or_default() += 1;
    }
    let mut added = Vec::new();
    for line in new.lines() {
        match counts.get_mut(line) {
            Some(count) if *count > 0 => *count -= 1,
            _ => added.push(line),
        }
    }
    let mut left = |line: &&'a str| {
        let count = counts.entry(line).or_default();
        *count -= 1;
        *count >= 0
    };
    (old.lines().filter(|line| left(line)).collect(), added)
}

/// How many machines read which file.
struct Readers<'a> {
    now: &'a Source,
    machines: u64,
    buckets: HashMap<u8, u64>,
}

impl<'a> Readers<'a> {
    fn of(now: &'a Source) -> Self {
        let (mut machines, mut buckets) = (0, HashMap::new());
        for (name, _) in now.members.everybody(MemberKind::Computer) {
            machines += 1;
            *buckets.entry(bucket(name)).or_default() += 1;
        }
        Self { now, machines, buckets }
    }

    fn count(&self, file: FlatFile) -> Option<u64> {
        match file {
            FlatFile::Packages | FlatFile::ComputerSets => Some(self.machines),
            FlatFile::Computers(bucket) => Some(self.buckets.get(&bucket).copied().unwrap_or_default()),
            FlatFile::Users(_) => None,
            FlatFile::Assignments(nsc) => {
                let configuration = &self.now.configuration;
                let within = |set: &&ComputerSet| configuration.nesting(set.id).iter().any(|outer| outer.id == nsc);
                let sets = configuration.computer_sets.values().filter(within);
                let members = sets.flat_map(|set| self.now.members.members(set.id, MemberKind::Computer));
                Some(members.map(str::to_lowercase).collect::<BTreeSet<_>>().len() as u64)
            }
        }
    }
}

/// Works out on which machines, and for which users, a package's state changes.
async fn concerned_by(ctx: &OpContext, core: &Core, past: &Arc<Past>) -> Result<(Concerned, Concerned)> {
    let (before, after) = (Rules::compile(&past.then.configuration), Rules::compile(&past.now.configuration));
    let systems = core.crowd(ctx, before.asks_for_os() || after.asks_for_os()).await?.systems.clone();
    let (past, at) = (Arc::clone(past), core.ports.clock.now());
    apart(move || {
        let moved = moved(&past.then.members, &past.now.members);
        let crowd = Crowd::new(Arc::clone(&past.then.members), systems);
        let change = Change { before: &before, after: &after, edits: &past.edits, moved: &moved };
        let found = impact(change, &crowd, at);
        let names = |kind: MemberKind, keys: &[String]| {
            let written = |key: &String| {
                let known = |source: &Source| source.members.written(kind, key).map(str::to_owned);
                known(&past.now).or_else(|| known(&past.then)).unwrap_or_else(|| key.clone())
            };
            keys.iter().map(written).collect()
        };
        let concerned =
            |kind, few: &crate::rules::impact::Few| Concerned { count: few.count, first: names(kind, &few.first) };
        (concerned(MemberKind::Computer, &found.machines), concerned(MemberKind::User, &found.users))
    })
    .await
}

/// Returns who is in other NSCs.
fn moved(before: &Memberships, after: &Memberships) -> Vec<Moved> {
    let mut moved = BTreeMap::new();
    for kind in [MemberKind::Computer, MemberKind::User] {
        for members in [before, after] {
            for (key, _) in members.everybody(kind) {
                let (was, is) = (before.of(kind, key), after.of(kind, key));
                if was != is {
                    let one = Moved { kind, key: key.to_owned(), before: was.to_vec(), after: is.to_vec() };
                    moved.insert((kind, one.key.clone()), one);
                }
            }
        }
    }
    moved.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_and_come_are_told_and_the_others_are_not() {
        assert_eq!(difference("a\nb\nb\nc\n", "b\nc\nd\n"), (vec!["a", "b"], vec!["d"]));
        assert_eq!(difference("", "a\n"), (vec![], vec!["a"]));
        assert_eq!(difference("a\nb\n", "b\na\n"), (vec![], vec![]));
    }

    #[test]
    fn rows_stand_between_header_and_end() {
        assert_eq!(rows(b"#CMFPKGs 1\na\tb\nc\td\n#END 2\n").as_deref(), Some("a\tb\nc\td\n"));
        assert_eq!(rows(b"#CMFPKGs 1\n#END 0\n").as_deref(), Some(""));
        assert_eq!(rows(b"nothing"), None);
    }
}
