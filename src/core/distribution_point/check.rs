//! Tries distribution points: a small file is really written, read back and deleted.

use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::evidence::milliseconds;
use crate::model::permission::{Target, Verb};
use crate::model::point::Point;
use crate::model::publication::INDEX;
use crate::port::{FileServer, PointError, PointResult};
use bytes::Bytes;
use futures::future::join_all;
use serde::Serialize;
use std::time::Instant;
use uuid::Uuid;

/// The largest index that is looked at, in bytes.
const LARGEST: u64 = 8 * 1_024 * 1_024;

/// What was found at a distribution point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointCheck {
    /// The point.
    #[serde(flatten)]
    pub point: Point,
    /// Milliseconds until a small file was there; none when it did not get there.
    pub write_ms: Option<f64>,
    /// Milliseconds until it was read back.
    pub read_ms: Option<f64>,
    /// The generation whose index lies there, if one of our keys signed it; 0 when none lies there.
    pub generation: Option<i64>,
    /// What is wrong; empty when nothing is.
    pub problem: String,
}

impl PointCheck {
    /// Whether everything is as it should be.
    pub fn is_well(&self) -> bool {
        self.problem.is_empty()
    }
}

/// Tries one distribution point, or all at the same time. A point that fails is a fact, not an error.
pub async fn check(ctx: &OpContext, core: &Core, name: Option<&str>) -> Result<Vec<PointCheck>> {
    core.authorise(ctx, Verb::DpEdit, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let mut points: Vec<&Point> = match name {
        Some(name) => vec![named::point(&now, name)?],
        None => now.points.values().collect(),
    };
    if points.is_empty() {
        return Err(Problem::NoPoint {}.into());
    }
    points.sort_by_key(|point| point.name.to_lowercase());
    Ok(join_all(points.into_iter().map(|point| try_point(core, point))).await)
}

async fn try_point(core: &Core, point: &Point) -> PointCheck {
    let mut found =
        PointCheck { point: point.clone(), write_ms: None, read_ms: None, generation: None, problem: String::new() };
    if let Err(error) = try_out(core, &mut found).await {
        found.problem = error.to_string();
    }
    found
}

async fn try_out(core: &Core, found: &mut PointCheck) -> PointResult<()> {
    let server = core.ports.servers.open(&found.point)?;
    let id = Uuid::new_v4();
    let (path, content) = (format!("config/CMFPROBE-{id}.TXT"), Bytes::from(format!("{id}\n")));
    let began = Instant::now();
    server.put(&path, content.clone()).await?;
    found.write_ms = Some(milliseconds(began.elapsed()));
    // What was written is deleted also where it could not be read.
    let read = read_back(&*server, &path, &content, found).await;
    server.delete(&path).await?;
    read?;
    if server.size(&path).await?.is_some() {
        return Err(PointError::Other("it does not delete".into()));
    }
    let index = match server.get(&format!("config/{INDEX}"), None, LARGEST).await {
        Err(PointError::NotFound(_)) => {
            found.generation = Some(0);
            return Ok(());
        }
        index => index?,
    };
    let bytes = index.map(|index| index.bytes).unwrap_or_default();
    let index = core.ports.files.read_index(&bytes).map_err(|error| PointError::Other(error.to_string()))?;
    found.generation = Some(index.generation.number);
    Ok(())
}

async fn read_back(server: &dyn FileServer, path: &str, content: &Bytes, found: &mut PointCheck) -> PointResult<()> {
    let began = Instant::now();
    let read = server.get(path, None, content.len() as u64).await?;
    found.read_ms = Some(milliseconds(began.elapsed()));
    if read.is_some_and(|read| read.bytes == *content) {
        Ok(())
    } else {
        Err(PointError::Other("what was written is not what is read".into()))
    }
}
