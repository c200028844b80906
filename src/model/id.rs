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
    /// Number of a provisioning profile. Never reused; always shown together with the name (AMTX-05).
    ProfileId,
    /// Number of a record in the action log.
    OperationId,
    /// Number of an AMT system as grouped from its hellos.
    SystemId,
    /// Number of a stored resolution trace.
    TraceId,
}
