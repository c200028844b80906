//! What the distribution points shall hold: a generation, its index, and the content of its files as long as somebody
//! may need it.

use crate::core::{Core, Error, Problem, Result};
use crate::model::configuration::Configuration;
use crate::model::id::OperationId;
use crate::model::index_part::ConfigFile;
use crate::model::membership::Memberships;
use crate::model::package::PackageState;
use crate::model::point::Point;
use crate::model::publication::{Body, Digest, FlatFile, Generation, Stamp};
use crate::port::{FlatFiles, IndexEntry, WrittenIndex};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// What a generation was made of.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) configuration: Arc<Configuration>,
    pub(super) members: Arc<Memberships>,
}

/// The file of a published package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageFile {
    /// Where it is, in the package store and below `packages` of a distribution point.
    pub source: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its digest, as its package carries it.
    pub checksum: String,
    /// The package, by name and version; the first of those that share it.
    pub title: String,
}

/// The signed index of a generation, with its parts.
#[derive(Debug, Clone)]
pub(super) struct Signed {
    /// The index itself.
    pub(super) root: Bytes,
    /// Its digest.
    pub(super) digest: Digest,
    /// Its parts, and their lines in it.
    pub(super) parts: BTreeMap<ConfigFile, (IndexEntry, Bytes)>,
}

impl Signed {
    pub(super) fn new(files: &dyn FlatFiles, written: WrittenIndex) -> Self {
        let digest = files.digest(&written.root);
        let part = |(part, bytes): (_, Vec<u8>)| {
            let file = ConfigFile::Part(part);
            let entry = IndexEntry { file, digest: files.digest(&bytes), size: bytes.len() as u64 };
            (file, (entry, Bytes::from(bytes)))
        };
        Self { root: written.root.into(), digest, parts: written.parts.into_iter().map(part).collect() }
    }
}

/// What every distribution point shall hold.
#[derive(Debug)]
pub struct Target {
    /// The generation.
    pub generation: Generation,
    /// The newest record of the action log that was looked at; the generation's own is older when the records since
    /// then changed no file.
    pub operation: OperationId,
    /// The records up to it that are not in it, because the directory does not have their part yet.
    pub waiting: Vec<OperationId>,
    /// The distribution points.
    pub points: Vec<Point>,
    pub(super) stamps: Arc<BTreeMap<FlatFile, Stamp>>,
    pub(super) index: Signed,
    pub(super) packages: Vec<PackageFile>,
    content: Mutex<Content>,
}

/// Dropped as soon as every point has it: the configuration is changed in place only while nobody else holds it.
#[derive(Debug, Default)]
struct Content {
    source: Option<Source>,
    fresh: HashMap<FlatFile, Bytes>,
}

/// Why a file's content cannot be had.
#[derive(Debug)]
pub(super) enum NoContent {
    /// It was released, or is not what the generation says: a target has to be made again.
    Gone,
    /// Something else.
    Failed(Error),
}

impl Target {
    pub(super) fn new(
        generation: Generation,
        (operation, waiting): (OperationId, Vec<OperationId>),
        stamps: Arc<BTreeMap<FlatFile, Stamp>>,
        index: Signed,
        source: Source,
        fresh: HashMap<FlatFile, Bytes>,
    ) -> Self {
        Self {
            generation,
            operation,
            waiting,
            points: source.configuration.points.values().cloned().collect(),
            stamps,
            index,
            packages: package_files(&source.configuration),
            content: Mutex::new(Content { source: Some(source), fresh }),
        }
    }

    /// Whether two targets ask the same of a distribution point.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.generation.number == other.generation.number && self.index.digest == other.index.digest
    }

    /// Returns what every file but the index itself has to be.
    pub(super) fn entries(&self) -> impl Iterator<Item = IndexEntry> {
        let flat = self.stamps.values().map(entry);
        flat.chain(self.index.parts.values().map(|(entry, _)| *entry))
    }

    /// Returns what a file has to be; none when it does not belong there.
    pub(super) fn entry(&self, file: ConfigFile) -> Option<IndexEntry> {
        match file {
            ConfigFile::Flat(file) => self.stamps.get(&file).map(entry),
            part @ ConfigFile::Part(_) => self.index.parts.get(&part).map(|(entry, _)| *entry),
        }
    }

    /// Whether two targets are the same for everybody.
    pub fn is_same(&self, other: &Self) -> bool {
        self.asks_the_same(other)
            && (self.operation, &self.waiting, &self.points) == (other.operation, &other.waiting, &other.points)
    }

    /// Forgets the content, because every point has it.
    pub fn release(&self) {
        *self.content.lock().unwrap_or_else(PoisonError::into_inner) = Content::default();
    }

    /// Returns the content of files.
    pub(super) async fn content(
        &self,
        core: &Core,
        wanted: &BTreeSet<FlatFile>,
    ) -> std::result::Result<Vec<(FlatFile, Bytes)>, NoContent> {
        let mut found = Vec::with_capacity(wanted.len());
        let mut missing = BTreeSet::new();
        let source = {
            let content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
            for file in wanted {
                match content.fresh.get(file) {
                    Some(bytes) => found.push((*file, bytes.clone())),
                    None => drop(missing.insert(*file)),
                }
            }
            content.source.clone()
        };
        if missing.is_empty() {
            return Ok(found);
        }
        let source = source.ok_or(NoContent::Gone)?;
        let (files, stamps) = (Arc::clone(&core.ports.files), Arc::clone(&self.stamps));
        let rendered = apart(move || again(&*files, &missing, &stamps, &source)).await.map_err(NoContent::Failed)?;
        found.extend(rendered.ok_or(NoContent::Gone)?);
        Ok(found)
    }
}

fn entry(stamp: &Stamp) -> IndexEntry {
    IndexEntry { file: stamp.file.into(), digest: stamp.digest, size: stamp.size }
}

/// Renders published files again; none when one is not what was published.
fn again(
    files: &dyn FlatFiles,
    wanted: &BTreeSet<FlatFile>,
    stamps: &BTreeMap<FlatFile, Stamp>,
    source: &Source,
) -> Option<Vec<(FlatFile, Bytes)>> {
    let bodies = files.bodies(wanted, &source.configuration, &source.members);
    let one = |body: Body| {
        let stamp = stamps.get(&body.file)?;
        let bytes = files.file(&body, stamp.generation, stamp.high_water);
        (files.digest(&bytes) == stamp.digest).then(|| (body.file, Bytes::from(bytes)))
    };
    bodies.map(one).collect()
}

/// Returns the files of the packages that are in use. Several packages may share one.
fn package_files(now: &Configuration) -> Vec<PackageFile> {
    let in_use = now.packages.values().filter(|package| {
        package.state == PackageState::Published && !package.checksum.is_empty() && !package.source.is_empty()
    });
    // By number: of those that share a file the first gives its name, and whoever differs from it is one more.
    let mut files: Vec<PackageFile> = Vec::new();
    let mut known: BTreeSet<(&str, u64, &str)> = BTreeSet::new();
    for package in in_use {
        if known.insert((&package.source, package.size, &package.checksum)) {
            let (source, checksum) = (package.source.clone(), package.checksum.clone());
            files.push(PackageFile { source, size: package.size, checksum, title: package.title() });
        }
    }
    files
}

/// Does what takes the processor long on a thread of its own.
pub(super) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::caused(Problem::Internal { reason: error.to_string() }, error))
}
