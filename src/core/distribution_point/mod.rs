//! Distribution points: which there are, and whether they work.

mod add;
mod check;
mod folders;
mod list;
mod prepare;
mod remove;

pub use add::{NewPoint, plan as plan_add};
pub use check::{PointCheck, check};
pub use folders::{folder_address, three};
pub use list::{PointRow, list};
pub use prepare::prepare;
pub use remove::plan as plan_remove;

use crate::core::{Error, Problem};
use crate::model::operation::ObjectRef;
use crate::model::point::Point;
use crate::port::PointError;
use crate::sanitise::excerpt;
use serde_json::{Value, json};

/// Returns a point as the log and previews show it.
fn facts(point: &Point) -> Value {
    json!({ "name": point.name, "url": point.url, "credential": point.credential })
}

fn reference(point: &Point) -> ObjectRef {
    ObjectRef { kind: "dp".into(), name: point.name.clone() }
}

/// Returns the problem of a point that cannot be opened.
fn unusable(point: &Point, error: PointError) -> Error {
    Error::caused(Problem::PointAddress { address: shown(&point.url), reason: error.to_string() }, error)
}

/// Returns an address without what may be a password in it, cut to what a line holds.
fn shown(url: &str) -> String {
    let shown = match url.rsplit_once('@') {
        Some((_, place)) => format!("…@{place}"),
        None => url.to_owned(),
    };
    excerpt(&shown, 120)
}
