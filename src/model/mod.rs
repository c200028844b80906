//! Plain domain values: what the program talks about.
//!
//! Serialisable data without I/O, clocks or async. Every other layer may use these types; this module uses none of
//! ours. Words that a user sees are not here: values carry facts, and the front ends turn them into sentences through
//! the locale files.

pub mod cmdb;
pub mod evidence;
pub mod hello;
pub mod id;
pub mod key;
pub mod lease;
pub mod mapping;
pub mod operation;
pub mod permission;
pub mod policy;
pub mod principal;
pub mod profile;
pub mod system;
pub mod system_set;
pub mod trace;
