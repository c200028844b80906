//! What a change does to machines and users: what is installed and removed where, what other rules overrule, what waits
//! for a local manager. Pure: the rules before and after, and who is where, in; an [`Impact`] out.
//!
//! Machines in the same NSCs with the same operating system fare alike, so they are looked at once as a [`Class`]; of
//! the packages only those that the change can touch. Who was moved by the change, or has chosen something, is looked
//! at alone.

mod classes;
mod compare;
mod moves;

pub use classes::{Class, Classes, Crowd, Few, Systems};
pub use compare::{Change, Impact, Overrule, impact, tally};
pub use moves::{Moved, moves};

#[cfg(test)]
mod tests;
