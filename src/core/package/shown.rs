//! Shows packages as people know them, in the log and in previews.

use crate::model::configuration::Configuration;
use crate::model::id::PackageId;
use crate::model::operation::ObjectRef;
use crate::model::package::Package;
use serde_json::{Map, Value, json};

/// Returns a package as the log and previews name it.
pub(super) fn reference(package: &Package) -> ObjectRef {
    ObjectRef { kind: "pkg".into(), name: package.title() }
}

/// Returns a package with the names of its NSS and of other packages instead of their numbers.
pub(super) fn facts(now: &Configuration, package: &Package) -> Map<String, Value> {
    let titles = |ids: &[PackageId]| {
        let title = |id: &PackageId| now.packages.get(id).map_or_else(|| id.to_string(), Package::title);
        json!(ids.iter().map(title).collect::<Vec<_>>())
    };
    let Value::Object(mut facts) = json!(package) else { return Map::new() };
    for hidden in ["id", "created_at", "created_by"] {
        facts.remove(hidden);
    }
    facts.insert("nss".into(), json!(now.system_sets.get(&package.nss).map(|set| &set.name)));
    facts.insert("dependencies".into(), titles(&package.dependencies));
    facts.insert("supersedes".into(), titles(&package.supersedes));
    facts.insert("conflicts".into(), titles(&package.conflicts));
    facts
}
