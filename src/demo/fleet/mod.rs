//! AMT devices that say hello on real sockets, from their own addresses, in their own time.
//!
//! A device does not learn what became of its hellos: it repeats itself fifteen times, whatever happens. [`Fleet`] does
//! that for a whole estate with the pauses compressed; [`storm`] sends as fast as a service takes it.

mod devices;
mod sender;
mod storm;

#[cfg(test)]
mod tests;

pub use devices::{Fleet, FleetCounts, FleetSettings};
pub use storm::{Storm, StormReport, storm};
