//! What shall be on a machine, and why. Pure: a configuration, a subject and a time in, states with their traces out.
//!
//! Three steps, each a file. The *contest* decides every package by itself: of all assignments that concern the subject,
//! deny goes before apply, apply before publish, publish before allow (D-02); schedule, choice and local manager follow.
//! The *settling* then takes in what packages want of each other: dependencies, replacements, conflicts. The *account*
//! tells it with every rule that lost. Console, command line, agent and compliance all ask [`Rules`].
//!
//! # What is decided here
//!
//! - An assignment that concerns a subject by several ways is one rule, told by its nearest way.
//! - Whatever would be applied on a machine in a locally managed NSC needs the release of that NSC's manager when
//!   another NSS owns it, chosen by a user or not.
//! - A package that needs a replaced one is content with what replaces it. What a package needs on other operating
//!   systems only is not needed.
//! - Packages are settled one after the other: what replaces others first, then by priority, then by number. One that
//!   was taken in is never thrown out again, so that every refusal rests on something that is really there, and cycles
//!   do no harm.

mod account;
mod ask;
mod contest;
mod index;
mod settle;

pub(super) use contest::Standing;
pub use contest::Subject;
pub use index::Rules;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
