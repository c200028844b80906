//! Machines: which there are, what each shall have and why, and everything that makes one of them.

mod export;
mod list;
mod what_if;
mod why;

pub use export::{ExportedPackage, MachineExport, export};
pub use list::{MachineRow, list, show};
pub use what_if::{WhatIf, what_if};
pub use why::{MachineWhy, why};
