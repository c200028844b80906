//! Which flat files a change concerns (CMF-51, CMF-60). Pure: edits in, files out.
//!
//! | what is edited | files |
//! |---|---|
//! | package | `CMFPKGs.TXT` |
//! | NSC | `CMFNSCs.TXT`; made or deleted: its `CMFASGs/<nsc>.TXT` too, which comes or goes with it |
//! | assignment, release | `CMFASGs/<nsc>.TXT` of its NSC |
//! | choice for a machine | `CMFCOMs/<bucket>.TXT` of the machine |
//! | choice that follows a user | `CMFUSRs/<bucket>.TXT` of the user |
//! | computers of an NSC | `CMFCOMs/<bucket>.TXT` of those who come or leave |
//! | users of an NSC | `CMFUSRs/<bucket>.TXT` of those who come or leave |
//! | NSS, grant, administrator, request, distribution point, accounts | none |
//!
//! A file that is concerned need not differ: the renderer decides. One that differs is always concerned.

mod concerned;

pub use concerned::{all, concerned, moved};

#[cfg(test)]
mod tests;
