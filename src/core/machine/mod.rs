//! Machines: which there are, and what each shall have and why.

mod list;
mod what_if;
mod why;

pub use list::{MachineRow, list, show};
pub use what_if::{WhatIf, what_if};
pub use why::{MachineWhy, why};
