//! Pure decisions. Each takes model values and returns an answer and its trace; no I/O, no clock, no async.
//!
//! The tester is the engine: what-if, replay, console, command line and backend call the same functions.

pub mod desired;
pub mod identity;
pub mod impact;
pub mod permission;
pub mod plan;
pub mod publication;
pub mod remedy;
pub mod schedule;
pub mod sighting;
