//! Renders everything anew from the configuration alone and compares it, byte by byte, with what was published and with
//! what lies on the distribution points (CMF-51).

use super::deliver::{CONFIG, MAX_INDEX, path};
use super::make::unsigned;
use super::past::read;
use super::target::{Signed, apart};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::permission::{Target, Verb};
use crate::model::point::Point;
use crate::model::publication::{Digest, INDEX, Stamp};
use crate::port::{FileServer, PointError};
use crate::rules::publication::all;
use futures::{StreamExt as _, stream};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many files of a point are read at the same time.
const AT_ONCE: usize = 16;

/// What a rebuild showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// The generation that was rebuilt; 0 before the first.
    pub generation: i64,
    /// How many files it has.
    pub files: u64,
    /// Records of the log since then; they are not in it.
    pub outstanding: u64,
    /// Whether every byte is the same, as published and on every point that could be read.
    pub identical: bool,
    /// Files that are not what was published.
    pub differing: Vec<String>,
    /// What lies on the points.
    pub points: Vec<PointCheck>,
}

/// What lies on a distribution point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointCheck {
    /// Its name.
    pub name: String,
    /// Files that are not what was rebuilt, or missing; among them the index.
    pub differing: Vec<String>,
    /// Why it could not be read; empty when it could.
    pub problem: String,
}

/// Rebuilds the latest generation.
pub async fn rebuild(ctx: &OpContext, core: &Core) -> Result<Rebuilt> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    if ctx.as_of.is_some() {
        return Err(Problem::NoHistory { what: "publish rebuild".into() }.into());
    }
    let past = Arc::new(read(core).await?);
    let Some(generation) = past.generation.clone() else {
        let (differing, points) = (Vec::new(), Vec::new());
        return Ok(Rebuilt { generation: 0, files: 0, outstanding: past.records, identical: true, differing, points });
    };
    let (files, of) = (Arc::clone(&core.ports.files), Arc::clone(&past));
    let made = generation.clone();
    // A file's header tells in which generation its rows last changed: the one thing that is not in the configuration.
    let (rebuilt, differing, index) = apart(move || {
        let bodies = files.bodies(&all(&of.then.configuration), &of.then.configuration, &of.then.members);
        let mut differing = Vec::new();
        let mut rebuilt = Vec::new();
        for body in bodies {
            let (number, high_water) =
                of.stamps.get(&body.file).map_or((made.number, made.high_water), |it| (it.generation, it.high_water));
            let bytes = files.file(&body, number, high_water);
            let stamp = Stamp {
                file: body.file,
                generation: number,
                high_water,
                body: files.digest(body.text.as_bytes()),
                digest: files.digest(&bytes),
                size: bytes.len() as u64,
            };
            if of.stamps.get(&body.file) != Some(&stamp) {
                differing.push(body.file.to_string());
            }
            rebuilt.push(stamp);
        }
        rebuilt.sort_by_key(|stamp| stamp.file);
        let known = |file| rebuilt.binary_search_by_key(file, |stamp: &Stamp| stamp.file).is_ok();
        differing.extend(of.stamps.keys().filter(|file| !known(file)).map(ToString::to_string));
        let index = files.index(&made, &rebuilt).map(|index| Signed::new(&*files, index));
        (rebuilt, differing, index)
    })
    .await?;
    let mut whole: BTreeMap<String, (Digest, u64)> =
        rebuilt.iter().map(|stamp| (path(stamp.file), (stamp.digest, stamp.size))).collect();
    let index = index.map_err(unsigned)?;
    whole.extend(index.parts.values().map(|(entry, _)| (path(entry.file), (entry.digest, entry.size))));
    whole.insert(format!("{CONFIG}/{INDEX}"), (index.digest, MAX_INDEX));
    let mut points = Vec::new();
    for point in past.then.configuration.points.values() {
        points.push(check(core, point, &whole).await);
    }
    let identical = differing.is_empty() && points.iter().all(|point| point.differing.is_empty());
    let files = rebuilt.len() as u64;
    Ok(Rebuilt { generation: generation.number, files, outstanding: past.records, identical, differing, points })
}

/// Compares what lies on a point.
async fn check(core: &Core, point: &Point, whole: &BTreeMap<String, (Digest, u64)>) -> PointCheck {
    let mut check = PointCheck { name: point.name.clone(), differing: Vec::new(), problem: String::new() };
    let server = match core.ports.servers.open(point) {
        Ok(server) => server,
        Err(error) => {
            check.problem = error.to_string();
            return check;
        }
    };
    let read = |(path, (digest, size)): (&String, &(Digest, u64))| {
        let (path, digest, size) = (path.clone(), *digest, *size);
        let server = Arc::clone(&server);
        async move {
            let same = is_same(core, &*server, &path, digest, size).await;
            (path, same)
        }
    };
    let mut read = stream::iter(whole.iter().map(read)).buffer_unordered(AT_ONCE);
    while let Some((path, same)) = read.next().await {
        match same {
            Ok(true) => {}
            Ok(false) => check.differing.push(path),
            Err(error) => {
                check.problem = error.to_string();
                break;
            }
        }
    }
    drop(read);
    check.differing.sort();
    check
}

async fn is_same(
    core: &Core,
    server: &dyn FileServer,
    path: &str,
    digest: Digest,
    size: u64,
) -> std::result::Result<bool, PointError> {
    match server.get(path, None, size).await {
        Ok(fetched) => Ok(fetched.is_some_and(|fetched| core.ports.files.digest(&fetched.bytes) == digest)),
        Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
