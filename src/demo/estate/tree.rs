//! The NSSs of an estate of any size: the 28 of the plan, and below them the sectors of a larger one.

use super::Estate;
use super::names::{SERIES, SETS};

/// An NSS of the tree; the master comes first, and parents before children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nss {
    pub(super) name: String,
    /// The place of the NSS above; of the master, its own.
    pub(super) parent: usize,
    pub(super) link_person: &'static str,
}

/// Returns the tree: 28 NSSs up to 10,000 machines, 100 with 100,000.
pub(super) fn tree(estate: &Estate) -> Vec<Nss> {
    let place = |name: &str| SETS.iter().position(|set| set.name == name).unwrap_or(0);
    let planned = SETS.iter().map(|set| Nss {
        name: set.name.into(),
        parent: set.parent.map_or(0, place),
        link_person: set.link_person,
    });
    let mut tree: Vec<Nss> = planned.collect();
    let more = (estate.machines().saturating_sub(10_000) / 1_250) as usize;
    let mut parents: Vec<usize> = SERIES.iter().map(|series| place(series.set)).filter(|&at| at > 0).collect();
    parents.sort_unstable();
    parents.dedup();
    for nth in 0..more {
        let parent = parents[nth % parents.len()];
        let name = format!("{}-S{:02}", SETS[parent].name, nth / parents.len() + 1);
        tree.push(Nss { name, parent, link_person: SETS[parent].link_person });
    }
    tree
}

/// Returns for each series of machines the NSSs that own sets of them.
pub(super) fn owners(tree: &[Nss]) -> Vec<Vec<usize>> {
    let owned = |set: &str| -> Vec<usize> {
        let own = |(at, nss): &(usize, &Nss)| nss.name == set || (*at >= SETS.len() && tree[nss.parent].name == set);
        tree.iter().enumerate().filter(own).map(|(at, _)| at).collect()
    };
    SERIES.iter().map(|series| owned(series.set)).collect()
}
