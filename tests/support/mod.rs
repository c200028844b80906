//! Real servers for whole-program tests: each starts on loopback, on free ports, in a folder of its own, and is stopped
//! when dropped.
//!
//! - `apache.rs`: Apache with WebDAV.
//! - `bind.rs`: BIND with zones of the test's choice.
//! - `moto.rs`: a stand-in for S3-compatible stores.
//! - `names.rs`: a name service that needs no installation.
//! - `program.rs`: the program, command by command, and its backend as a process.
//! - `stage.rs`: the program on a pseudo-terminal.
//!
//! A test takes what it needs, and no more, so that nothing is reported as unused:
//!
//! ```ignore
//! #![cfg(test)]
//!
//! #[path = "support/bind.rs"]
//! mod bind;
//! ```
//!
//! The first line tells the linter that `unwrap` is as welcome in these helpers as in a test.
//!
//! A server that is not installed means that the test is skipped, loudly; with `BAILIWICK_REQUIRE_SERVERS=1` in the
//! environment it fails instead.
