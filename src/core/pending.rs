//! Marks use cases whose signature stands and whose body does not yet.

use crate::core::{Error, Problem};

/// Returns the error of a use case without a body.
pub(crate) fn not_built() -> Error {
    Problem::Internal { reason: "not built yet".into() }.into()
}
