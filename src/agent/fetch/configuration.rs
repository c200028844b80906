//! The index, its parts and the flat files: a check of the distribution points, and the copy that is in force.

use super::points::{Source, in_order, open};
use crate::agent::error::{AgentError, Result};
use crate::agent::settings::PointAddress;
use crate::agent::state::{Folder, Shelf};
use crate::distribution::client::{
    Catalogue, Files, Refusal, TrustedIndex, TrustedKeys, assemble, check, needed_first, needed_then, read_index,
};
use crate::distribution::digest;
use crate::model::configuration::Configuration;
use crate::model::membership::Memberships;
use crate::model::publication::{Digest, FlatFile, INDEX};
use crate::model::report::CriticalError;
use crate::port::{FileServers, IndexEntry, IndexError, PointError};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Largest index in bytes, and largest part of one.
const MAX_INDEX_BYTES: u64 = 8 << 20;

/// How often a point is read again whose files do not fit its index, since it is being written just then.
const TRIES: u32 = 4;

/// The wait between two such tries.
const PAUSE: Duration = Duration::from_millis(250);

/// Reads distribution points for one machine.
#[derive(Clone)]
pub struct Fetcher {
    /// Opens points.
    pub servers: Arc<dyn FileServers>,
    /// The machine's name.
    pub machine: String,
    /// The points.
    pub points: Vec<PointAddress>,
    /// The keys that are trusted from the start.
    pub keys: TrustedKeys,
}

/// What is in force after a check.
#[derive(Debug, Clone, PartialEq)]
pub struct Configured {
    /// The generation; 0 when there is none.
    pub generation: i64,
    /// The point that was read; none when none could be, and what was there before stays in force.
    pub point: Option<String>,
    /// Bytes that were downloaded.
    pub bytes: u64,
    /// The part of the configuration that concerns the machine, and the memberships; none before the first.
    pub content: Option<(Configuration, Memberships)>,
    /// What was refused, and has to be told.
    pub critical: Vec<CriticalError>,
    /// Why no point could be read.
    pub problem: Option<AgentError>,
}

/// How a try ended that may be repeated.
enum Tried {
    Done(Box<Configured>),
    /// The files do not fit the index.
    Torn(Refusal),
}

/// An index that is trusted, with what is needed of it.
struct Opened {
    catalogue: Catalogue,
    files: Files,
    /// The parts of the index and the flat files that were downloaded.
    fresh: Vec<(Digest, Vec<u8>)>,
    bytes: u64,
}

impl Fetcher {
    /// Returns the points that can be opened, in this machine's order.
    pub fn sources(&self) -> Vec<Source> {
        open(self.servers.as_ref(), &in_order(&self.machine, &self.points)).0
    }

    /// Returns the points in an order that is the same on every machine.
    pub fn sources_for(&self, matter: &str) -> Vec<Source> {
        open(self.servers.as_ref(), &in_order(matter, &self.points)).0
    }

    /// Reads the first point that has something to trust, and keeps it. When none has, what was kept before stays in
    /// force.
    pub async fn check(&self, shelf: &mut Shelf, users: &[String]) -> Result<Configured> {
        let (sources, failed) = open(self.servers.as_ref(), &in_order(&self.machine, &self.points));
        let mut problem: Option<AgentError> = None;
        let mut reasons: Vec<String> = failed.iter().map(|(name, error)| format!("{name}: {error}")).collect();
        let mut critical = Vec::new();
        for source in &sources {
            match self.read(source, shelf, users).await {
                Ok(mut configured) => {
                    critical.retain(|error: &CriticalError| error.code == SIGNATURE);
                    configured.critical = critical;
                    return Ok(configured);
                }
                Err(Rejected::Failed(error @ AgentError::State(_))) => return Err(error),
                Err(Rejected::Refused { code, reason }) => {
                    tracing::warn!(point = source.name, reason, "what a distribution point has is refused");
                    let text = format!("{}: {reason}", source.name);
                    critical.push(CriticalError { code: code.into(), text: text.clone() });
                    problem.get_or_insert(AgentError::Distrusts(text));
                }
                Err(Rejected::Failed(error)) => {
                    tracing::info!(point = source.name, %error, "a distribution point cannot be read");
                    reasons.push(format!("{}: {error}", source.name));
                }
            }
        }
        if self.points.is_empty() {
            reasons.push("none is set".into());
        }
        let problem = problem.unwrap_or_else(|| AgentError::Points(reasons.join("; ")));
        let mut configured = self.kept(shelf, users)?;
        // Where the file that remembers it was lost, the index has told it again.
        shelf.accepted.generation = configured.generation;
        (configured.critical, configured.problem) = (critical, Some(problem));
        Ok(configured)
    }

    /// Returns what was kept, as far as it is whole.
    pub fn kept(&self, shelf: &Shelf, users: &[String]) -> Result<Configured> {
        let generation = shelf.accepted.generation;
        let nothing = Configured { generation, point: None, bytes: 0, content: None, critical: vec![], problem: None };
        let flat = shelf.folder().inner("flat")?;
        let Some(trusted) = self.own_index(shelf)? else { return Ok(nothing) };
        let generation = generation.max(trusted.index.generation.number);
        let mut catalogue = Catalogue::new(trusted.index);
        let content = match self.put_together(&flat, &mut catalogue, users)? {
            Some(content) => Some(content),
            // A user who is new here lacks files; the machine and the others are no worse off for it.
            None => {
                let mut known = Vec::new();
                for user in users {
                    if self.put_together(&flat, &mut catalogue, std::slice::from_ref(user))?.is_some() {
                        known.push(user.clone());
                    }
                }
                self.put_together(&flat, &mut catalogue, &known)?
            }
        };
        Ok(Configured { generation, content, ..nothing })
    }

    /// Puts together what was kept; none when a file is missing.
    fn put_together(
        &self,
        flat: &Folder,
        catalogue: &mut Catalogue,
        users: &[String],
    ) -> Result<Option<(Configuration, Memberships)>> {
        let mut files = Files::new();
        for stage in [Stage::First, Stage::Then] {
            let Ok(needed) = stage.needed(&files, &self.machine, users) else { return Ok(None) };
            for file in needed {
                if let Some(part) = catalogue.lacks(file).copied()
                    && let Some(bytes) = on_shelf(flat, &part)?
                    && catalogue.take_in(&part, &bytes).is_err()
                {
                    return Ok(None);
                }
                if let Some(entry) = catalogue.listed(file)
                    && let Some(bytes) = on_shelf(flat, entry)?
                {
                    files.insert(file, bytes);
                }
            }
        }
        Ok(assemble(&files, &self.machine, users).ok())
    }

    fn trusted(&self, shelf: &Shelf) -> TrustedKeys {
        self.keys.clone().with(&shelf.accepted.keys)
    }

    /// Returns the index that is in force, verified anew.
    fn own_index(&self, shelf: &Shelf) -> Result<Option<TrustedIndex>> {
        let Some(bytes) = shelf.folder().read(INDEX)? else { return Ok(None) };
        match read_index(&bytes, &self.trusted(shelf)) {
            Ok(trusted) => Ok(Some(trusted)),
            // The keys may have been set wrong for a while; what they fit is good again.
            Err(IndexError::Untrusted) => Ok(None),
            Err(error) => {
                shelf.folder().put_aside(INDEX, &error.to_string());
                Ok(None)
            }
        }
    }

    async fn read(
        &self,
        source: &Source,
        shelf: &mut Shelf,
        users: &[String],
    ) -> std::result::Result<Configured, Rejected> {
        let mut bytes = 0;
        let mut torn = None;
        for again in 0..TRIES {
            if again > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            match self.try_once(source, shelf, users, again == 0, &mut bytes).await? {
                Tried::Done(configured) => return Ok(*configured),
                Tried::Torn(refusal) => torn = Some(refusal),
            }
        }
        let reason = torn.map_or_else(String::new, |refusal| refusal.to_string());
        Err(Rejected::Refused { code: DIGEST, reason: format!("flat file {reason}") })
    }

    async fn try_once(
        &self,
        source: &Source,
        shelf: &mut Shelf,
        users: &[String],
        conditional: bool,
        bytes: &mut u64,
    ) -> std::result::Result<Tried, Rejected> {
        let own = self.own_index(shelf)?;
        // The accepted generation may have been lost with its file; the signed index still tells it.
        let floor = own.as_ref().map_or(0, |own| own.index.generation.number).max(shelf.accepted.generation);
        let tag = shelf.accepted.tags.get(&source.name).filter(|_| conditional && own.is_some()).cloned();
        let path = format!("config/{INDEX}");
        let fetched = source.server.get(&path, tag.as_deref(), MAX_INDEX_BYTES).await;
        let fetched = fetched.map_err(|error| AgentError::Points(error.to_string()))?;
        let (trusted, raw, tag) = match (fetched, own) {
            (None, Some(own)) => (own, None, tag),
            (None, None) => return Err(AgentError::Points("it says that nothing has changed".into()).into()),
            (Some(fetched), _) => {
                *bytes += fetched.bytes.len() as u64;
                let trusted = read_index(&fetched.bytes, &self.trusted(shelf))
                    .map_err(|error| Rejected::Refused { code: SIGNATURE, reason: error.to_string() })?;
                (trusted, Some(fetched.bytes), fetched.tag)
            }
        };
        let generation = trusted.index.generation.number;
        if generation < floor {
            let reason = format!("generation {generation} is older than {floor}, which was accepted before");
            return Err(Rejected::Refused { code: GENERATION, reason });
        }
        let flat = shelf.folder().inner("flat")?;
        let opened = match self.download(source, &flat, Catalogue::new(trusted.index), users).await? {
            Ok(opened) => opened,
            Err(refusal) => return Ok(Tried::Torn(refusal)),
        };
        *bytes += opened.bytes;
        let content = match assemble(&opened.files, &self.machine, users) {
            Ok(content) => content,
            Err(refusal) => return Ok(Tried::Torn(refusal)),
        };
        accept(shelf, &flat, opened, raw.as_deref(), generation)?;
        let index = shelf.accepted.index;
        shelf.accepted.keys = trusted.keys;
        shelf.accepted.generation = generation;
        if let Some(raw) = raw {
            let digest = digest::of(&raw);
            if index != Some(digest) {
                shelf.accepted.tags.clear();
            }
            shelf.accepted.index = Some(digest);
        }
        shelf.accepted.tags.retain(|name, _| self.points.iter().any(|point| point.name == *name));
        if let Some(tag) = tag {
            shelf.accepted.tags.insert(source.name.clone(), tag);
        }
        shelf.keep_accepted()?;
        Ok(Tried::Done(Box::new(Configured {
            generation,
            point: Some(source.name.clone()),
            bytes: *bytes,
            content: Some(content),
            critical: Vec::new(),
            problem: None,
        })))
    }

    /// Collects the files that are needed, and the parts of the index that tell of them: those that are here, and the
    /// others from the point.
    async fn download(
        &self,
        source: &Source,
        flat: &Folder,
        catalogue: Catalogue,
        users: &[String],
    ) -> Result<std::result::Result<Opened, Refusal>> {
        let mut opened = Opened { catalogue, files: Files::new(), fresh: Vec::new(), bytes: 0 };
        for stage in [Stage::First, Stage::Then] {
            let needed = match stage.needed(&opened.files, &self.machine, users) {
                Ok(needed) => needed,
                Err(refusal) => return Ok(Err(refusal)),
            };
            for file in needed {
                if let Some(part) = opened.catalogue.lacks(file).copied() {
                    let taken = match obtain(source, flat, &part, &mut opened).await? {
                        Ok(bytes) => opened.catalogue.take_in(&part, &bytes),
                        Err(refusal) => Err(refusal),
                    };
                    if let Err(refusal) = taken {
                        return Ok(Err(refusal));
                    }
                }
                // What is not listed is not there, and is missed when everything is put together.
                let Some(entry) = opened.catalogue.listed(file).copied() else { continue };
                match obtain(source, flat, &entry, &mut opened).await? {
                    Ok(bytes) => drop(opened.files.insert(file, bytes)),
                    Err(refusal) => return Ok(Err(refusal)),
                }
            }
        }
        Ok(Ok(opened))
    }
}

/// Returns what an entry tells of: what is here, or else what the point has, checked.
async fn obtain(
    source: &Source,
    flat: &Folder,
    entry: &IndexEntry,
    opened: &mut Opened,
) -> Result<std::result::Result<Vec<u8>, Refusal>> {
    if let Some(bytes) = on_shelf(flat, entry)? {
        return Ok(Ok(bytes));
    }
    let fetched = source.server.get(&format!("config/{}", entry.file), None, entry.size).await;
    let bytes = match fetched {
        Ok(Some(fetched)) => fetched.bytes.to_vec(),
        // It was there when the index was written: the point is being changed.
        Ok(None) | Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => {
            return Ok(Err(Refusal::of(entry.file, "it is not as the index says")));
        }
        Err(error) => return Err(AgentError::Points(error.to_string())),
    };
    opened.bytes += bytes.len() as u64;
    if let Err(refusal) = check(entry, &bytes) {
        return Ok(Err(refusal));
    }
    opened.fresh.push((entry.digest, bytes.clone()));
    Ok(Ok(bytes))
}

/// Which files are asked for first, and which when it is known what these say.
#[derive(Clone, Copy)]
enum Stage {
    First,
    Then,
}

impl Stage {
    fn needed(
        self,
        files: &Files,
        machine: &str,
        users: &[String],
    ) -> std::result::Result<BTreeSet<FlatFile>, Refusal> {
        match self {
            Self::First => Ok(needed_first(machine, users)),
            Self::Then => needed_then(files, machine, users),
        }
    }
}

/// The code of a critical error about what no trusted key vouches for.
const SIGNATURE: &str = "SIGNATURE";

/// The code of one about files that do not fit their index.
const DIGEST: &str = "DIGEST";

/// The code of one about a generation before the accepted one.
const GENERATION: &str = "GENERATION";

/// Why a point was not taken.
enum Rejected {
    /// What lies there is refused, under this code.
    Refused { code: &'static str, reason: String },
    /// It could not be read, or what it has could not be kept.
    Failed(AgentError),
}

impl From<AgentError> for Rejected {
    fn from(error: AgentError) -> Self {
        Self::Failed(error)
    }
}

/// Reads what was kept under its digest; none when it is not there. What is damaged counts as not there.
fn on_shelf(flat: &Folder, entry: &IndexEntry) -> Result<Option<Vec<u8>>> {
    let name = entry.digest.to_string();
    let Some(bytes) = flat.read(&name)? else { return Ok(None) };
    if check(entry, &bytes).is_ok() {
        return Ok(Some(bytes));
    }
    flat.put_aside(&name, "its digest is another one");
    Ok(None)
}

/// Keeps what was accepted: the files first, then the index that names them, so that whatever is cut off, index and
/// files fit; at last what is not named any more goes.
fn accept(shelf: &Shelf, flat: &Folder, opened: Opened, raw: Option<&[u8]>, generation: i64) -> Result<()> {
    let Opened { mut catalogue, fresh, .. } = opened;
    for (digest, bytes) in &fresh {
        flat.write(&digest.to_string(), bytes)?;
    }
    let Some(raw) = raw else { return Ok(()) };
    shelf.folder().write(INDEX, raw)?;
    tracing::info!(generation, files = fresh.len(), "a configuration is accepted");
    // Of somebody who is not here now, the parts that were read before still name the files.
    let parts: Vec<IndexEntry> = catalogue.parts().copied().collect();
    for part in parts {
        if let Some(bytes) = on_shelf(flat, &part)?
            && let Err(error) = catalogue.take_in(&part, &bytes)
        {
            tracing::warn!(%error, "a part of the index is not used");
        }
    }
    let named: BTreeSet<String> = catalogue.digests().map(|digest| digest.to_string()).collect();
    for name in flat.names()?.into_iter().filter(|name| !named.contains(name)) {
        flat.remove(&name)?;
    }
    Ok(())
}
