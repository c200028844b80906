//! Plain domain values: what the program talks about.
//!
//! Serialisable data without I/O, clocks or async. Every other layer may use these types; this module uses none of
//! ours. Words that a user sees are not here: values carry facts, and the front ends turn them into sentences through
//! the locale files.

pub mod assignment;
pub mod choice;
pub mod client;
pub mod cmdb;
pub mod computer_set;
pub mod configuration;
pub mod delegation;
pub mod desired;
pub mod directory;
pub mod evidence;
pub mod filter;
pub mod hello;
pub mod host;
pub mod id;
pub mod index_part;
pub mod job;
pub mod key;
pub mod lease;
pub mod mapping;
pub mod membership;
pub mod object;
pub mod operation;
pub mod package;
pub mod permission;
pub mod point;
pub mod policy;
pub mod principal;
pub mod profile;
pub mod publication;
pub mod publishing_key;
pub mod report;
pub mod request;
pub mod system;
pub mod system_set;
pub mod trace;
