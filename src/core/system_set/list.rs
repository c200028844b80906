//! Reads the NSS tree.

use crate::core::{Core, OpContext, Result, configuration, named};
use crate::model::configuration::Configuration;
use crate::model::id::SystemSetId;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::{SystemSet, SystemSetNode};
use std::collections::HashMap;

/// Returns the tree, parents before their children, siblings by name.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<SystemSetNode>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    Ok(arrange(&*configuration::read(ctx, core).await?))
}

/// Returns one NSS by name or number.
pub async fn show(ctx: &OpContext, core: &Core, name: &str) -> Result<SystemSetNode> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    node(&*configuration::read(ctx, core).await?, name)
}

/// Returns one NSS in its place.
pub(super) fn node(now: &Configuration, name: &str) -> Result<SystemSetNode> {
    let set = named::system_set(now, name)?;
    let found = arrange(now).into_iter().find(|node| node.set.id == set.id);
    // A set that hangs nowhere is not in the tree, and is shown all the same.
    Ok(found.unwrap_or_else(|| leaf(set, 0)))
}

fn leaf(set: &SystemSet, depth: usize) -> SystemSetNode {
    let set = set.clone();
    SystemSetNode { set, depth, children: 0, descendants: 0, nscs: 0, nscs_below: 0, pkgs: 0, pkgs_below: 0 }
}

/// Puts sets in depth-first order with their counts. Sets that a damaged table hangs below themselves are left out.
fn arrange(now: &Configuration) -> Vec<SystemSetNode> {
    let mut children: HashMap<Option<SystemSetId>, Vec<&SystemSet>> = HashMap::new();
    for set in now.system_sets.values() {
        children.entry(set.parent).or_default().push(set);
    }
    for siblings in children.values_mut() {
        // Taken from the end below, so the last name first.
        siblings.sort_by_key(|set| std::cmp::Reverse(set.name.to_lowercase()));
    }
    let nscs = count(now.computer_sets.values().map(|set| set.nss));
    let pkgs = count(now.packages.values().map(|package| package.nss));
    let mut nodes: Vec<SystemSetNode> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut open: Vec<_> = children.remove(&None).unwrap_or_default().into_iter().map(|set| (set, 0)).collect();
    while let Some((set, depth)) = open.pop() {
        let own = |of: &HashMap<SystemSetId, usize>| of.get(&set.id).copied().unwrap_or_default();
        path.truncate(depth);
        for &ancestor in &path {
            let above = &mut nodes[ancestor];
            above.descendants += 1;
            above.nscs_below += own(&nscs);
            above.pkgs_below += own(&pkgs);
        }
        let below = children.remove(&Some(set.id)).unwrap_or_default();
        path.push(nodes.len());
        nodes.push(SystemSetNode { children: below.len(), nscs: own(&nscs), pkgs: own(&pkgs), ..leaf(set, depth) });
        open.extend(below.into_iter().map(|set| (set, depth + 1)));
    }
    nodes
}

fn count(owners: impl Iterator<Item = SystemSetId>) -> HashMap<SystemSetId, usize> {
    let mut counts = HashMap::new();
    owners.for_each(|owner| *counts.entry(owner).or_default() += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn set(id: i64, name: &str, parent: Option<i64>) -> SystemSet {
        SystemSet {
            id: SystemSetId(id),
            name: name.into(),
            parent: parent.map(SystemSetId),
            description: String::new(),
            link_person: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        }
    }

    #[test]
    fn cmf_10_the_tree_is_listed_depth_first_with_counts() {
        let mut now = Configuration::default();
        for (id, name, parent) in [
            (1, "NICE", None),
            (2, "DSS", Some(1)),
            (3, "AB-CO", Some(1)),
            (4, "ab-co-lhc", Some(3)),
            (5, "lost", Some(99)),
        ] {
            now.put(set(id, name, parent).into());
        }
        let nodes = arrange(&now);
        let shape: Vec<_> = nodes.iter().map(|n| (n.set.name.as_str(), n.depth, n.children, n.descendants)).collect();
        assert_eq!(shape, [("NICE", 0, 2, 3), ("AB-CO", 1, 1, 1), ("ab-co-lhc", 2, 0, 0), ("DSS", 1, 0, 0)]);
    }
}
