//! A hello's journey: stored before anything else, then resolved by the ordered chain, then mapped.

mod gather;
mod receive;
mod replay;
mod resolve;

pub use receive::{Received, receive, receive_batch};
pub use replay::{Comparison, Edit, replay, what_if};
pub use resolve::{next_due, resolve, resolve_due, store_all};
