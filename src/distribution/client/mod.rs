//! Reading on a client: which files it needs, whether it may trust them, and the configuration they come to.
//!
//! A client goes on like this:
//!
//! 1. [`read_index`] with the keys that it trusts. It refuses an index whose generation is older than the last one that
//!    it accepted, and keeps [`TrustedIndex::keys`] for the next time.
//! 2. [`needed_first`], then [`needed_then`] with what these say. Of each file the [`Catalogue`] says which part of the
//!    index it lacks, and checks the part and then the file as they come.
//! 3. [`assemble`], and `rules::desired` over the result: the same engine as on the server.
//!
//! Everything that is read here is hostile until it is verified, and bounded before it is parsed. Nothing here fetches
//! or keeps anything.

mod assemble;
mod catalogue;
mod trust;

pub use assemble::{Files, Refusal, assemble, needed_first, needed_then};
pub use catalogue::{Catalogue, check};
pub use trust::{PublicKey, TrustedIndex, TrustedKeys, read_index};

#[cfg(test)]
mod tests;
