//! May this principal do this here? Pure: a policy and a question in, a decision with its ground out.
//!
//! The rule in one sentence: an administrator of an NSS uses what the NSS holds, as far as the entry and the grant
//! reach, and what every NSS between it and the master holds too (D-09); administrators of the master may everything
//! (CMF-06). A refusal names the least that would have to be given. Nothing here reads a database or knows a clock.

mod decide;
mod index;
mod missing;
mod narrow;
mod near;
mod place;
mod shift;

pub use decide::{Asker, OpenVerbs, Policy, decide};
pub use index::Index;
pub use narrow::{holds, unsupported};
pub use near::verbs_like;
pub use shift::{Power, Powers, Shift, powers, shifts};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
