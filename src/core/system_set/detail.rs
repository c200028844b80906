//! One NSS with what it holds, who administers it, and what it owns.

use super::list::node;
use super::narrowing::grants_of;
use crate::core::{Core, OpContext, Result, configuration};
use crate::model::delegation::{Administrator, Grant, Reach};
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSetNode;
use crate::rules::permission::holds;
use serde::Serialize;

/// An NSS in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SystemSetDetail {
    /// The set in its place.
    #[serde(flatten)]
    pub node: SystemSetNode,
    /// Names from the master down to the set itself.
    pub path: Vec<String>,
    /// What it holds.
    pub grants: Vec<Grant>,
    /// Verbs that it may use everywhere in it; for the master every verb.
    pub verbs: Vec<Verb>,
    /// Who administers it.
    pub administrators: Vec<Administrator>,
    /// Its NSCs, by name.
    pub computer_sets: Vec<OwnComputerSet>,
    /// Its packages, by name and version.
    pub packages: Vec<OwnPackage>,
}

/// An NSC of an NSS, with its two groups (CMF-03).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnComputerSet {
    /// Its number.
    pub id: ComputerSetId,
    /// Its name.
    pub name: String,
    /// The group of its computers.
    pub computer_group: String,
    /// The group of its users.
    pub user_group: String,
}

/// A package of an NSS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnPackage {
    /// Its number.
    pub id: PackageId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Returns one NSS by name or number.
pub async fn detail(ctx: &OpContext, core: &Core, nss: &str) -> Result<SystemSetDetail> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let now = configuration::read(ctx, core).await?;
    let node = node(&now, nss)?;
    let id = node.set.id;
    // As it counts: a grant that a set above lacks gives nothing.
    let line = now.line(id);
    let held = |verb: Verb| line.iter().all(|above| holds(&now, above.id, verb, Reach::Nss));
    let usable = Verb::ALL.iter().copied().filter(|verb| node.set.parent.is_none() || verb.is_grantable());
    let mut computer_sets: Vec<OwnComputerSet> = now
        .computer_sets
        .values()
        .filter(|set| set.nss == id)
        .map(|set| OwnComputerSet {
            id: set.id,
            name: set.name.clone(),
            computer_group: set.computer_group(),
            user_group: set.user_group(),
        })
        .collect();
    computer_sets.sort_by_cached_key(|set| set.name.to_lowercase());
    let mut packages: Vec<OwnPackage> = now
        .packages
        .values()
        .filter(|package| package.nss == id)
        .map(|package| OwnPackage { id: package.id, name: package.name.clone(), version: package.version.clone() })
        .collect();
    packages.sort_by_cached_key(|package| (package.name.to_lowercase(), package.version.clone()));
    Ok(SystemSetDetail {
        path: line.iter().rev().map(|above| above.name.clone()).collect(),
        grants: grants_of(&now, id),
        verbs: usable.filter(|verb| held(*verb)).collect(),
        administrators: now.administrators.values().filter(|entry| entry.nss == id).cloned().collect(),
        computer_sets,
        packages,
        node,
    })
}
