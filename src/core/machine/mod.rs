//! Machines: which there are, what each shall have and why, and everything that makes one of them.

mod export;
mod index;
mod list;
mod roll;
mod search;
mod sets;
#[cfg(test)]
mod tests;
mod what_if;
mod why;

pub use export::{ExportedPackage, MachineExport, export};
pub use list::{Found, MachinePage, MachineQuery, MachineRow, find, list, show};
pub(crate) use roll::Called;
pub use roll::{call, dismiss};
pub use search::{COLUMNS, Sort, SortColumn};
pub use what_if::{WhatIf, what_if};
pub use why::{MachineWhy, why};
