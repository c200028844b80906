//! Reads packages, and who gets them.

use crate::core::pending::not_built;
use crate::core::{Core, OpContext, Result};
use crate::model::assignment::Assignment;
use crate::model::desired::DesiredState;
use crate::model::package::Package;
use serde::Serialize;

/// A package in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageRow {
    /// The package.
    #[serde(flatten)]
    pub package: Package,
    /// The name of its NSS.
    pub nss_name: String,
    /// NSCs to which it is assigned.
    pub assignments: u64,
}

/// A package in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackageDetail {
    /// The package.
    #[serde(flatten)]
    pub row: PackageRow,
    /// Where it is assigned, with the NSC's name.
    pub assigned: Vec<Recipient>,
    /// How many machines shall have it in which state.
    pub machines: Vec<(DesiredState, u64)>,
}

/// An NSC that gets a package.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recipient {
    /// The assignment.
    #[serde(flatten)]
    pub assignment: Assignment,
    /// The NSC's name.
    pub nsc_name: String,
    /// The NSC's computers; none when the directory does not tell.
    pub computers: Option<u64>,
}

/// Returns packages by name.
pub async fn list(_ctx: &OpContext, _core: &Core) -> Result<Vec<PackageRow>> {
    Err(not_built())
}

/// Returns one package by number or name.
pub async fn detail(_ctx: &OpContext, _core: &Core, _pkg: &str) -> Result<PackageDetail> {
    Err(not_built())
}
