//! Which name belongs to a hello: evidence in, verdict and trace out (AMT-22..AMT-61).
//!
//! The binding order is policy, inventory by UUID, inventory by address, host, DNS. A UUID match is accepted and DNS
//! only advises on it (D-04). A match by address is tentative: it wins only when the host proves it (D-03) or DNS lists
//! it among the aliases (AMT-36); where DNS says otherwise the resolved name is taken (AMT-38), and where DNS is silent
//! nothing is provisioned (D-05). A name that the host tells without proof is tentative too; one that it proves by its
//! UUID ends the chain, and another UUID means that the address belongs to another machine now. Tables that name different computers for one UUID give no name at all (D-10).
//!
//! One case goes beyond the source. DNS may still list the inventory's name for the address while that name has
//! already moved to another address. Then inventory and PTR record are stale together, and the name is not used
//! without a person.

mod chain;
mod dns;
mod host;
#[cfg(test)]
mod host_table;
mod inventory;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod table;

pub use chain::decide;
pub use host::host_step;
pub use inventory::is_named;

use crate::model::system::Status;
use crate::model::trace::{Outcome, Trace, Warning};

/// Returns a host name as it is compared and stored: lower case, without the trailing dot. `None` for what cannot be
/// one: empty, longer than 253 characters, or with labels that are empty, too long, or hold other characters than
/// letters, digits, `-` and `_`.
pub fn normal_name(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (name.len() <= 253 && name.split('.').all(label_fits)).then_some(name)
}

/// Returns the status that follows from a verdict.
pub fn status_after(trace: &Trace) -> Status {
    let is_stale = |w: &Warning| matches!(w, Warning::StaleAddress { .. } | Warning::AddressTaken { .. });
    let stale = trace.warnings.iter().any(is_stale);
    match trace.outcome {
        Outcome::Resolved => Status::Queued,
        Outcome::Unresolved | Outcome::Unverified if stale => Status::StaleAddress,
        Outcome::Unresolved => Status::Unresolved,
        Outcome::Unverified => Status::Unverified,
        Outcome::Conflict => Status::Conflict,
        Outcome::NoProfile => Status::NoProfile,
        Outcome::SyncDisabled => Status::SyncDisabled,
    }
}
