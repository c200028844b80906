//! The directory: who is in which group.
//!
//! [`EmbeddedDirectory`] keeps accounts and groups in a file of its own, so that an installation needs nothing else; the
//! file is separate from the administration database, because memberships must not depend on it (CMF-35).

#[cfg(test)]
mod contract;
mod embedded;

pub use embedded::EmbeddedDirectory;
