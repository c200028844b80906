//! Encryption at rest of AMT secrets.

use crate::model::key::{Pid, Pps, SealedPps};

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The key file cannot be read or made.
    #[error("the key file {path} cannot be used: {reason}")]
    KeyFile {
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
    /// The ciphertext was made with another key, for another PID, or was altered.
    #[error("the stored secret does not open with this key file")]
    Forged,
}

/// Seals and opens secrets with a key that is not in the database.
pub trait Sealer: Send + Sync {
    /// Encrypts a secret and binds it to its PID.
    fn seal(&self, pid: Pid, pps: &Pps) -> Result<SealedPps, SealError>;

    /// Decrypts a secret that was sealed for this PID.
    fn open(&self, pid: Pid, sealed: &SealedPps) -> Result<Pps, SealError>;
}
