//! Brings one distribution point up to date: packages first, then the flat files that differ, then the parts of the
//! index and the index itself, and at last what is gone is deleted. Cut off anywhere, it is done again and does no harm: a client reads the old index or the
//! new one, and takes no file that is not the index's.

use super::stock::Stock;
use super::survey::survey;
use super::target::{NoContent, PackageFile, Target};
use crate::core::{Core, Error, OpContext};
use crate::model::index_part::{ConfigFile, IndexPart};
use crate::model::permission::{Target as Place, Verb};
use crate::model::publication::{Digest, FlatFile, INDEX};
use crate::port::{FileServer, Index, IndexEntry, PointError};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// Largest index in bytes that is read, and largest part of one.
pub(super) const MAX_INDEX: u64 = 8 << 20;

/// The folder of flat files.
pub(super) const CONFIG: &str = "config";
/// The folder of package files.
const PACKAGES: &str = "packages";

/// What is known of a distribution point from the last time, so that little has to be asked.
#[derive(Debug, Default)]
pub struct Seen {
    pub(super) index: Option<SeenIndex>,
    tag: Option<String>,
    packages: BTreeSet<PackageFile>,
    /// Files whose content was looked at, with the size and time that they had then.
    pub(super) looked: HashMap<ConfigFile, (u64, DateTime<Utc>)>,
}

/// An index that lies on a distribution point.
#[derive(Debug)]
pub(super) struct SeenIndex {
    digest: Digest,
    generation: i64,
    /// What it and its parts tell of.
    files: BTreeMap<ConfigFile, Digest>,
}

impl Seen {
    /// Returns the generation of the index that lay there last; 0 when none did.
    pub fn generation(&self) -> i64 {
        self.index.as_ref().map_or(0, |index| index.generation)
    }
}

/// What is to be delivered, and how.
pub struct Delivery<'a> {
    /// What the point shall hold.
    pub target: &'a Target,
    /// The server of the point.
    pub server: &'a dyn FileServer,
    /// What the package store has.
    pub stock: &'a Stock,
    /// How many files are sent at the same time; at least 1.
    pub concurrency: usize,
    /// Whether this process may still publish; asked before each file.
    pub may: &'a (dyn Fn() -> bool + Send + Sync),
    /// Whether the files themselves are looked at, and not only the index that tells of them.
    pub thorough: bool,
}

/// What a delivery did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Flat files sent, and parts of the index.
    pub files: u64,
    /// Package files sent.
    pub packages: u64,
    /// Files deleted.
    pub deleted: u64,
    /// Bytes sent.
    pub bytes: u64,
    /// Package files that are not on the point and cannot be sent.
    pub missing: Vec<Missing>,
}

/// A package's file that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Where it should lie, below `packages`.
    pub source: String,
    /// The package, by name and version.
    pub title: String,
    /// Why it cannot be sent.
    pub reason: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (packages/{}): {}", self.title, self.source, self.reason)
    }
}

/// Why a delivery did not come to its end.
#[derive(Debug)]
pub enum Undelivered {
    /// The target's content is no longer known: it has to be made again.
    Outdated,
    /// This process may no longer publish.
    NotOurs,
    /// The distribution point fails.
    Point(PointError),
    /// Something else fails.
    Failed(Error),
}

impl From<PointError> for Undelivered {
    fn from(error: PointError) -> Self {
        Self::Point(error)
    }
}

impl From<NoContent> for Undelivered {
    fn from(reason: NoContent) -> Self {
        match reason {
            NoContent::Gone => Self::Outdated,
            NoContent::Failed(error) => Self::Failed(error),
        }
    }
}

/// Brings a distribution point up to date.
///
/// # Errors
///
/// [`Undelivered`]; what was sent until then is in `sent`, and is sent again as long as the index does not tell of it.
pub async fn deliver(
    ctx: &OpContext,
    core: &Core,
    delivery: &Delivery<'_>,
    seen: &mut Seen,
    sent: &mut Delivered,
) -> std::result::Result<(), Undelivered> {
    core.authorise(ctx, Verb::JobRun, Place::ESTATE).await.map_err(Undelivered::Failed)?;
    let target = delivery.target;
    look(core, delivery, seen).await?;
    let there = seen.index.as_ref().map(|index| &index.files);
    let differs = |entry: &IndexEntry| there.and_then(|there| there.get(&entry.file)) != Some(&entry.digest);
    let mut wanted: BTreeSet<ConfigFile> = target.entries().filter(differs).map(|entry| entry.file).collect();
    let there = there.into_iter().flatten().map(|(file, _)| *file);
    let mut gone: BTreeSet<ConfigFile> = there.filter(|file| target.entry(*file).is_none()).collect();
    if delivery.thorough {
        seen.packages.clear();
        let found = survey(core, delivery, seen, &wanted).await?;
        wanted.extend(found.damaged);
        gone.extend(found.strays);
    }
    send_packages(core, delivery, seen, sent).await?;
    send_files(core, delivery, &wanted, seen, sent).await?;
    if seen.index.as_ref().is_none_or(|index| index.digest != target.index.digest) {
        may(delivery)?;
        delivery.server.put(&format!("{CONFIG}/{INDEX}"), target.index.root.clone()).await?;
        sent.bytes += target.index.root.len() as u64;
        seen.tag = None;
        seen.index = Some(SeenIndex {
            digest: target.index.digest,
            generation: target.generation.number,
            files: target.entries().map(|entry| (entry.file, entry.digest)).collect(),
        });
    }
    for file in gone {
        may(delivery)?;
        delivery.server.delete(&path(file)).await?;
        sent.deleted += 1;
    }
    Ok(())
}

/// Returns where a file lies on a distribution point.
pub(super) fn path(file: impl Into<ConfigFile>) -> String {
    format!("{CONFIG}/{}", file.into())
}

/// Reads the index that lies there. One that is missing or not ours says nothing about the files.
async fn look(core: &Core, delivery: &Delivery<'_>, seen: &mut Seen) -> std::result::Result<(), Undelivered> {
    let server = delivery.server;
    let fetched = match server.get(&format!("{CONFIG}/{INDEX}"), seen.tag.as_deref(), MAX_INDEX).await {
        Ok(None) if seen.index.is_some() => return Ok(()),
        Ok(fetched) => fetched,
        Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let Some(fetched) = fetched else {
        *seen = Seen::default();
        return Ok(());
    };
    seen.tag = fetched.tag;
    let digest = core.ports.files.digest(&fetched.bytes);
    if seen.index.as_ref().is_some_and(|index| index.digest == digest) {
        return Ok(());
    }
    // Somebody else wrote there: nothing that is remembered counts any more.
    let tag = seen.tag.take();
    *seen = match core.ports.files.read_index(&fetched.bytes) {
        Ok(index) => {
            let files = listed(core, delivery, &index).await?;
            let index = SeenIndex { digest, generation: index.generation.number, files };
            Seen { index: Some(index), tag, ..Seen::default() }
        }
        Err(error) => {
            tracing::warn!(%error, "the index of a distribution point is replaced");
            Seen::default()
        }
    };
    Ok(())
}

/// Returns what an index that lies on a point and its parts tell of. A part that is not the one that it names tells
/// nothing, and its files are sent again.
async fn listed(
    core: &Core,
    delivery: &Delivery<'_>,
    index: &Index,
) -> std::result::Result<BTreeMap<ConfigFile, Digest>, Undelivered> {
    let target = delivery.target;
    let mut files: BTreeMap<ConfigFile, Digest> = BTreeMap::new();
    for entry in &index.entries {
        let ConfigFile::Part(part) = entry.file else {
            files.insert(entry.file, entry.digest);
            continue;
        };
        if target.entry(entry.file).as_ref() == Some(entry) {
            // The same part: what it tells is known.
            let own = target.stamps.values().filter(|stamp| IndexPart::of(stamp.file) == Some(part));
            files.extend(own.map(|stamp| (ConfigFile::Flat(stamp.file), stamp.digest)));
            files.insert(entry.file, entry.digest);
            continue;
        }
        let fetched = match delivery.server.get(&path(part), None, entry.size.min(MAX_INDEX)).await {
            Ok(fetched) => fetched.filter(|fetched| core.ports.files.digest(&fetched.bytes) == entry.digest),
            Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(told) = fetched.and_then(|fetched| core.ports.files.read_part(part, &fetched.bytes).ok()) {
            files.extend(told.iter().map(|entry| (entry.file, entry.digest)));
            files.insert(entry.file, entry.digest);
        }
    }
    Ok(files)
}

/// Sends the package files that are not there. A stored file is never replaced by another one of its name, so that name
/// and size tell, unless a package was seen to change its mind about the digest. A file that is not what its package
/// says is not sent: clients would refuse it.
async fn send_packages(
    core: &Core,
    delivery: &Delivery<'_>,
    seen: &mut Seen,
    sent: &mut Delivered,
) -> std::result::Result<(), Undelivered> {
    let unknown = |file: &&PackageFile| !seen.packages.contains(file);
    let unknown: Vec<&PackageFile> = delivery.target.packages.iter().filter(unknown).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let there: HashMap<String, u64> =
        delivery.server.list(PACKAGES).await?.into_iter().map(|listed| (listed.path, listed.size)).collect();
    for file in unknown {
        let path = format!("{PACKAGES}/{}", file.source);
        let was_another = seen.packages.iter().any(|seen| seen.source == file.source && seen.checksum != file.checksum);
        if was_another || there.get(&path) != Some(&file.size) {
            may(delivery)?;
            let missing = |reason| Missing { source: file.source.clone(), title: file.title.clone(), reason };
            let local = match delivery.stock.verified(core, file).await {
                Ok(local) => local,
                Err(reason) => {
                    sent.missing.push(missing(reason));
                    continue;
                }
            };
            match delivery.server.put_file(&path, &local).await {
                Ok(bytes) => {
                    sent.packages += 1;
                    sent.bytes += bytes;
                }
                Err(PointError::Local(reason)) => {
                    sent.missing.push(missing(reason));
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
        }
        seen.packages.retain(|seen| seen.source != file.source);
        seen.packages.insert(file.clone());
    }
    Ok(())
}

/// Sends flat files, several at the same time, and then the parts of the index that tell of them.
async fn send_files(
    core: &Core,
    delivery: &Delivery<'_>,
    wanted: &BTreeSet<ConfigFile>,
    seen: &mut Seen,
    sent: &mut Delivered,
) -> std::result::Result<(), Undelivered> {
    if wanted.is_empty() {
        return Ok(());
    }
    seen.looked.retain(|file, _| !wanted.contains(file));
    let flat = |file: &ConfigFile| match file {
        ConfigFile::Flat(file) => Some(*file),
        ConfigFile::Part(_) => None,
    };
    let flat: BTreeSet<FlatFile> = wanted.iter().filter_map(flat).collect();
    let content: Vec<(ConfigFile, Bytes)> =
        delivery.target.content(core, &flat).await?.into_iter().map(|(file, bytes)| (file.into(), bytes)).collect();
    let parts = &delivery.target.index.parts;
    let parts = wanted.iter().filter_map(|file| Some((*file, parts.get(file)?.1.clone()))).collect();
    let put = |(file, bytes): (ConfigFile, Bytes)| async move {
        may(delivery)?;
        let size = bytes.len() as u64;
        delivery.server.put(&path(file), bytes).await?;
        Ok::<u64, Undelivered>(size)
    };
    for content in [content, parts] {
        let mut sizes = stream::iter(content).map(put).buffer_unordered(delivery.concurrency.max(1));
        while let Some(size) = sizes.try_next().await? {
            sent.files += 1;
            sent.bytes += size;
        }
    }
    Ok(())
}

fn may(delivery: &Delivery<'_>) -> std::result::Result<(), Undelivered> {
    if (delivery.may)() { Ok(()) } else { Err(Undelivered::NotOurs) }
}
