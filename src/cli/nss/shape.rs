//! NSSs and rights as JSON and as words.

use crate::cli::session::Session;
use crate::core::system_set::SystemSetDetail;
use crate::model::delegation::Reach;
use crate::model::system_set::SystemSetNode;
use crate::rules::permission::{Power, Shift};
use serde_json::{Value, json};
use std::collections::HashMap;

/// A set as JSON, its parent by name and by number.
pub(super) fn node(node: &SystemSetNode, names: &HashMap<i64, &str>) -> Value {
    let mut value = json!(node);
    value["parent_id"] = json!(node.set.parent);
    value["parent"] = json!(node.set.parent.and_then(|id| names.get(&id.0)));
    value
}

/// A set in full as JSON.
pub(super) fn detail(detail: &SystemSetDetail) -> Value {
    let mut value = json!(detail);
    value["parent_id"] = json!(detail.node.set.parent);
    value["parent"] = json!(parent(detail));
    value
}

/// Returns the name of the set above; none for the master.
pub(super) fn parent(detail: &SystemSetDetail) -> Option<&str> {
    let above = detail.path.len().checked_sub(2)?;
    detail.path.get(above).map(String::as_str)
}

/// Returns a reach for people.
pub(super) fn reach(session: &Session<'_>, reach: Reach) -> String {
    match reach {
        Reach::Nss => session.locale.text("cli-everywhere"),
        Reach::Nsc(id) => format!("nsc:{id}"),
        Reach::Pkg(id) => format!("pkg:{id}"),
    }
}

/// Returns how many are its own, and how many are below.
pub(super) fn counts(own: usize, below: usize) -> String {
    if below == 0 { own.to_string() } else { format!("{own} (+{below})") }
}

/// Returns what an administrator gains or loses as a sentence.
pub(super) fn shift(session: &Session<'_>, id: &str, shift: &Shift, powers: &[Power]) -> String {
    let power = |power: &Power| match power.reach {
        Reach::Nss => power.verb.name().to_owned(),
        Reach::Nsc(id) => format!("{} nsc:{id}", power.verb.name()),
        Reach::Pkg(id) => format!("{} pkg:{id}", power.verb.name()),
    };
    let powers = powers.iter().map(power).collect::<Vec<_>>().join(", ");
    session.say(
        id,
        [
            ("trustee", shift.trustee.to_string().into()),
            ("nss", shift.nss_name.clone().into()),
            ("powers", powers.into()),
        ],
    )
}
