//! The key store: which PIDs we know. Secrets are sealed before they reach a store and never come back to a front end.

mod import;

pub use import::plan as plan_import;
