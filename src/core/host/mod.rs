//! Hosts: asking one for its name, how the credential for them is, and clearing it after a refusal.

mod clear;
mod health;
mod probe;

pub use clear::plan_clear;
pub use health::{HostHealth, breakers, health};
pub use probe::{ProbeWish, Probed, probe};
