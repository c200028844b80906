//! Plans a new distribution point.

use super::{facts, reference, shown, unusable};
use crate::core::change::{Effect, Plan, check_name, quoted};
use crate::core::{Core, OpContext, Problem, Result, configuration};
use crate::model::id::PointId;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::permission::{Target, Verb};
use crate::model::point::Point;

/// What a new distribution point is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPoint {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// The name of the credential with which the server writes there; empty when it needs none.
    pub credential: String,
}

/// The longest address, in characters.
const LONGEST: usize = 1_000;

/// Checks the wish and says what it would do. The address and the credential are looked at; nothing is sent there.
pub async fn plan(ctx: &OpContext, core: &Core, new: NewPoint) -> Result<Plan> {
    core.authorise(ctx, Verb::DpEdit, Target::ESTATE).await?;
    check_name("name", &new.name)?;
    if new.url.chars().count() > LONGEST || new.url.chars().any(char::is_control) {
        return Err(Problem::Invalid { field: "url".into(), value: shown(&new.url), expected: "text".into() }.into());
    }
    let now = configuration::read(ctx, core).await?;
    let point = Point {
        id: PointId(now.next(ObjectKind::Point)),
        name: new.name,
        url: new.url,
        credential: new.credential,
        added_at: core.ports.clock.now(),
        added_by: ctx.principal.name.clone(),
    };
    core.ports.servers.open(&point).map_err(|error| unusable(&point, error))?;
    // One place under two names would be written twice and count twice.
    let place = |url: &str| url.trim_end_matches('/').to_owned();
    let same = |other: &&Point| {
        other.name.to_lowercase() == point.name.to_lowercase() || place(&other.url) == place(&point.url)
    };
    if let Some(other) = now.points.values().find(same) {
        return Err(Problem::Exists { object: "dp".into(), name: other.name.clone() }.into());
    }
    let mut command = format!("bailiwick dp add {} {}", quoted(&point.name), quoted(&point.url));
    if !point.credential.is_empty() {
        command.push_str(&format!(" --credential {}", quoted(&point.credential)));
    }
    let change = ChangeSet {
        verb: Verb::DpEdit,
        target: Target::ESTATE,
        object: reference(&point),
        before: None,
        after: Some(facts(&point)),
        edits: vec![Edit::create(point.clone())],
        directory: Vec::new(),
        undoes: None,
    };
    Ok(Plan::configure(change, vec![Effect::Creates { object: "dp".into(), name: point.name }], command))
}
