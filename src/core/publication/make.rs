//! Makes a generation: looks at what changed since the last one, renders the flat files concerned, and notes those
//! that differ (CMF-51, CMF-60).
//!
//! The order of the looks is what makes an acknowledgement true: first the configuration as of a record of the log,
//! then which records the directory still lacks, then the memberships. A record that is in the first and not in the
//! second is in the third.

use super::target::{Signed, Source, Target, apart};
use crate::core::{Core, Error, OpContext, Problem, Result};
use crate::model::id::OperationId;
use crate::model::membership::Memberships;
use crate::model::permission::{Target as Place, Verb};
use crate::model::publication::{FlatFile, Generation, Stamp};
use crate::port::{DirectoryWork, FlatFiles, IndexError};
use crate::rules::publication;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How many records are read at once.
const PAGE: u32 = 1_000;
/// So many records behind, every file is compared: that is cheaper than to go through them.
const FAR_BEHIND: i64 = 10_000;
/// How many records that wait for the directory are looked at.
const WAITING: u32 = 1_000;
/// How often it is tried again when another process published in the same moment.
const TRIES: u32 = 4;

/// What is remembered from one generation to the next, so that the next takes only what changed. Empty at the start:
/// then everything is compared once.
#[derive(Debug, Default)]
pub struct Maker {
    known: Option<Known>,
    /// Records with a part in the directory that were made while the directory could not be asked.
    unseen: BTreeSet<OperationId>,
}

#[derive(Debug)]
struct Known {
    operation: OperationId,
    members: Arc<Memberships>,
    generation: Generation,
    stamps: Arc<BTreeMap<FlatFile, Stamp>>,
}

impl Maker {
    /// Has everything compared the next time.
    pub fn forget(&mut self) {
        self.known = None;
    }
}

/// What making did.
#[derive(Debug)]
pub struct Made {
    /// What the distribution points shall hold now.
    pub target: Target,
    /// Whether that is a new generation.
    pub is_new: bool,
}

/// Brings what is published up to date with configuration and directory. Nothing is made when there is no distribution
/// point.
///
/// # Errors
///
/// [`Problem::PublishingKey`] when the index cannot be signed; what the stores and the directory answer.
pub async fn make(ctx: &OpContext, core: &Core, maker: &mut Maker) -> Result<Option<Made>> {
    core.authorise(ctx, Verb::JobRun, Place::ESTATE).await?;
    for _ in 0..TRIES {
        let snapshot = core.snapshot().await?;
        if snapshot.configuration.points.is_empty() {
            return Ok(None);
        }
        let work = core.ports.admin.directory_work(WAITING).await?;
        let view = core.memberships().await?;
        let known = match &mut maker.known {
            Some(known) => known,
            unknown => unknown.insert(start(core, &view.memberships).await?),
        };
        let (concerned, edited) = concerned(core, known, snapshot.operation).await?;
        let mut concerned = concerned.unwrap_or_else(|| publication::all(&snapshot.configuration));
        if !Arc::ptr_eq(&known.members, &view.memberships) {
            // Where it is told what moved, not everybody has to be looked at.
            let told = view.followed.as_ref().and_then(|followed| followed.since(&known.members));
            concerned.extend(match told {
                Some(edits) => publication::concerned(&[], edits, &known.members),
                None => publication::moved(&known.members, &view.memberships),
            });
        }
        if view.stale.is_some() {
            maker.unseen.extend(edited);
        } else {
            maker.unseen.clear();
        }
        let source = Source { configuration: snapshot.configuration, members: view.memberships };
        let drawn = draw(core, known, concerned, snapshot.operation, &source).await?;
        let is_new = drawn.is_some();
        let mut fresh = HashMap::new();
        if let Some(drawn) = drawn {
            let noted = core.ports.admin.publish(&drawn.generation, &drawn.written, &drawn.gone).await;
            if !matches!(noted, Ok(true)) {
                // Whatever is there now, it is not what is remembered here.
                maker.known = None;
                noted?;
                continue;
            }
            fresh = known.take_over(drawn);
        }
        let (operation, waiting) = waiting(&work, &maker.unseen, snapshot.operation);
        (known.operation, known.members) = (snapshot.operation, Arc::clone(&source.members));
        let index = sign(core, known).await?;
        let (generation, stamps) = (known.generation.clone(), Arc::clone(&known.stamps));
        let target = Target::new(generation, (operation, waiting), stamps, index, source, fresh);
        return Ok(Some(Made { target, is_new }));
    }
    Err(Problem::DatabaseBusy {}.into())
}

/// Returns what was published last, of which nothing is remembered.
async fn start(core: &Core, members: &Arc<Memberships>) -> Result<Known> {
    let latest = core.ports.admin.generations(1).await?.pop();
    let generation = latest.unwrap_or_else(|| Generation {
        number: 0,
        high_water: OperationId(0),
        made_at: core.ports.clock.now(),
        changed: Vec::new(),
    });
    let stamps = core.ports.admin.published().await?;
    let stamps = Arc::new(stamps.into_iter().map(|stamp| (stamp.file, stamp)).collect());
    Ok(Known { operation: OperationId(-1), members: Arc::clone(members), generation, stamps })
}

/// Returns the files that records since the last time concern, none for all; and the records that edit the directory.
async fn concerned(
    core: &Core,
    known: &Known,
    until: OperationId,
) -> Result<(Option<BTreeSet<FlatFile>>, Vec<OperationId>)> {
    let (mut files, mut edited) = (BTreeSet::new(), Vec::new());
    if known.operation.0 < 0 || until.0.saturating_sub(known.operation.0) > FAR_BEHIND {
        return Ok((None, edited));
    }
    let mut after = known.operation;
    while after < until {
        let behind = core.ports.admin.edits_behind(after, PAGE).await?;
        let Some(last) = behind.last() else { break };
        after = last.id;
        for operation in behind.iter().filter(|operation| operation.id <= until) {
            files.extend(publication::concerned(&operation.edits, &[], &known.members));
            if !operation.directory.is_empty() {
                edited.push(operation.id);
            }
        }
    }
    Ok((Some(files), edited))
}

/// A generation that is drawn up and not noted yet.
struct Drawn {
    generation: Generation,
    written: Vec<Stamp>,
    content: Vec<Bytes>,
    gone: Vec<FlatFile>,
}

/// Renders the files concerned. None when none differs.
async fn draw(
    core: &Core,
    known: &Known,
    concerned: BTreeSet<FlatFile>,
    operation: OperationId,
    source: &Source,
) -> Result<Option<Drawn>> {
    let exists = |file: &FlatFile| match file {
        FlatFile::Assignments(nsc) => source.configuration.computer_sets.contains_key(nsc),
        _ => true,
    };
    let gone: Vec<FlatFile> = known.stamps.keys().filter(|file| !exists(file)).copied().collect();
    let wanted: BTreeSet<FlatFile> = concerned.into_iter().filter(exists).collect();
    let number = known.generation.number.saturating_add(1);
    let (files, stamps, of) = (Arc::clone(&core.ports.files), Arc::clone(&known.stamps), source.clone());
    let rendered = apart(move || render(&*files, &wanted, &stamps, &of, number, operation)).await?;
    if rendered.is_empty() && gone.is_empty() {
        return Ok(None);
    }
    let (written, content): (Vec<Stamp>, Vec<Bytes>) = rendered.into_iter().unzip();
    let mut changed: Vec<FlatFile> = written.iter().map(|stamp| stamp.file).chain(gone.iter().copied()).collect();
    changed.sort_unstable();
    let generation = Generation { number, high_water: operation, made_at: core.ports.clock.now(), changed };
    Ok(Some(Drawn { generation, written, content, gone }))
}

impl Known {
    /// Takes over what was noted. Returns the content of the files.
    fn take_over(&mut self, drawn: Drawn) -> HashMap<FlatFile, Bytes> {
        let fresh = drawn.written.iter().map(|stamp| stamp.file).zip(drawn.content).collect();
        let stamps = Arc::make_mut(&mut self.stamps);
        for file in &drawn.gone {
            stamps.remove(file);
        }
        stamps.extend(drawn.written.into_iter().map(|stamp| (stamp.file, stamp)));
        self.generation = drawn.generation;
        fresh
    }
}

/// Returns the files whose rows are not those that were published last.
fn render(
    files: &dyn FlatFiles,
    wanted: &BTreeSet<FlatFile>,
    stamps: &BTreeMap<FlatFile, Stamp>,
    source: &Source,
    generation: i64,
    high_water: OperationId,
) -> Vec<(Stamp, Bytes)> {
    let bodies = files.bodies(wanted, &source.configuration, &source.members);
    let differing = bodies.filter_map(|body| {
        let digest = files.digest(body.text.as_bytes());
        if stamps.get(&body.file).is_some_and(|stamp| stamp.body == digest) {
            return None;
        }
        let bytes = files.file(&body, generation, high_water);
        let (whole, size) = (files.digest(&bytes), bytes.len() as u64);
        let stamp = Stamp { file: body.file, generation, high_water, body: digest, digest: whole, size };
        Some((stamp, Bytes::from(bytes)))
    });
    differing.collect()
}

/// Returns up to which record everything can be acknowledged, and the records before it that cannot.
fn waiting(
    work: &[DirectoryWork],
    unseen: &BTreeSet<OperationId>,
    newest: OperationId,
) -> (OperationId, Vec<OperationId>) {
    let mut waiting: BTreeSet<OperationId> = work.iter().map(|work| work.id).collect();
    // Not all that wait were read: nothing behind those is known.
    let known = match work.last() {
        Some(last) if work.len() >= WAITING as usize => last.id.min(newest),
        _ => newest,
    };
    waiting.extend(unseen);
    (known, waiting.into_iter().filter(|id| *id <= known).collect())
}

async fn sign(core: &Core, known: &Known) -> Result<Signed> {
    let (files, stamps) = (Arc::clone(&core.ports.files), Arc::clone(&known.stamps));
    let generation = known.generation.clone();
    apart(move || {
        let stamps: Vec<Stamp> = stamps.values().cloned().collect();
        Ok(Signed::new(&*files, files.index(&generation, &stamps).map_err(unsigned)?))
    })
    .await?
}

/// Returns the problem of an index that cannot be signed.
pub(super) fn unsigned(error: IndexError) -> Error {
    let reason = match &error {
        IndexError::Key(reason) => reason.clone(),
        other => other.to_string(),
    };
    Error::caused(Problem::PublishingKey { reason }, error)
}
