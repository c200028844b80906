//! What runs without a screen: the hello listener, the writer behind it, the resolver, the publisher, the scan of the
//! clients' reports, and the lease that lets one process at a time run them.
//!
//! The jobs talk to the estate through [`crate::core`] alone, as services. They know no database, no configuration file
//! and no terminal; `main` maps the settings and shows the errors.

mod alone;
mod counters;
mod courtesy;
mod directory_work;
mod hello_listener;
mod jobs;
mod lease;
mod pruning;
mod publish;
mod resolver;
mod scan_reports;
mod settings;
#[cfg(test)]
mod storm_tests;
mod supervisor;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod writer;

pub use alone::PublishAlone;
pub use settings::{ListenerSettings, PublishingSettings, ResolverSettings, Role, Settings};
pub use supervisor::Backend;
