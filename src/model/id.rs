//! Typed row numbers, so that one kind of id cannot be passed for another.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// Number of a Named System Set (NSS). Never reused.
    SystemSetId,
    /// Number of a Named Set of Computers (NSC). Never reused; the groups in the directory are named after it (CMF-81).
    ComputerSetId,
    /// Number of a package (PKG). Never reused.
    PackageId,
    /// Number of a grant of a verb to an NSS.
    GrantId,
    /// Number of an administrator's entry at an NSS.
    AdministratorId,
    /// Number of an assignment of a package to an NSC.
    AssignmentId,
    /// Number of a local manager's release of a package for an NSC.
    ReleaseId,
    /// Number of a request to add members to an NSC.
    RequestId,
    /// Number of a user's choice about a published package.
    ChoiceId,
    /// Number of a distribution point.
    PointId,
    /// Number of a provisioning profile. Never reused; always shown together with the name (AMTX-05).
    ProfileId,
    /// Number of a record in the action log.
    OperationId,
    /// Number of an AMT system as grouped from its hellos.
    SystemId,
    /// Number of a stored resolution trace.
    TraceId,
}
