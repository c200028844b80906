//! Intel AMT: what its devices say on the wire.
//!
//! An adapter: it knows bytes, and of ours only the model. What a hello means is decided in [`crate::rules`].

pub mod hello;
pub mod input;
