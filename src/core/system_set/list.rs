//! Reads the NSS tree.

use crate::core::{Core, OpContext, Problem, Result, configuration};
use crate::model::id::SystemSetId;
use crate::model::permission::{Target, Verb};
use crate::model::system_set::{SystemSet, SystemSetNode};
use std::collections::HashMap;

/// Returns the tree, parents before their children, siblings by name.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<SystemSetNode>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    Ok(arrange(now.system_sets.values().cloned().collect()))
}

/// Returns one NSS by name or number.
pub async fn show(ctx: &OpContext, core: &Core, name: &str) -> Result<SystemSetNode> {
    list(ctx, core)
        .await?
        .into_iter()
        .find(|node| node.set.name.to_lowercase() == name.to_lowercase() || node.set.id.to_string() == name)
        .ok_or_else(|| Problem::NotFound { object: "nss".into(), name: name.into() }.into())
}

/// Puts sets in depth-first order with their counts. Sets that a damaged table hangs below themselves are left out.
fn arrange(sets: Vec<SystemSet>) -> Vec<SystemSetNode> {
    let mut children: HashMap<Option<SystemSetId>, Vec<SystemSet>> = HashMap::new();
    for set in sets {
        children.entry(set.parent).or_default().push(set);
    }
    for siblings in children.values_mut() {
        // Taken from the end below, so the last name first.
        siblings.sort_by_key(|set| std::cmp::Reverse(set.name.to_lowercase()));
    }
    let mut nodes: Vec<SystemSetNode> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut open = children.remove(&None).unwrap_or_default().into_iter().map(|set| (set, 0)).collect::<Vec<_>>();
    while let Some((set, depth)) = open.pop() {
        path.truncate(depth);
        for &ancestor in &path {
            nodes[ancestor].descendants += 1;
        }
        let below = children.remove(&Some(set.id)).unwrap_or_default();
        path.push(nodes.len());
        nodes.push(SystemSetNode { set, depth, children: below.len(), descendants: 0 });
        open.extend(below.into_iter().map(|set| (set, depth + 1)));
    }
    nodes
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
        let nodes = arrange(vec![
            set(1, "NICE", None),
            set(2, "DSS", Some(1)),
            set(3, "AB-CO", Some(1)),
            set(4, "ab-co-lhc", Some(3)),
            set(5, "lost", Some(99)),
        ]);
        let shape: Vec<_> = nodes.iter().map(|n| (n.set.name.as_str(), n.depth, n.children, n.descendants)).collect();
        assert_eq!(shape, [("NICE", 0, 2, 3), ("AB-CO", 1, 1, 1), ("ab-co-lhc", 2, 0, 0), ("DSS", 1, 0, 0)]);
    }
}
