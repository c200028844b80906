//! What clients report on the distribution points: read, checked, and kept, so that one can see how far a change has
//! come (CMF-54, CMF-79). Who writes there is not trusted: a report that is not what it shall be is passed over and
//! counted.

mod check_in;
mod reach;
mod scan;

pub use reach::note_reach;
pub use scan::{Scan, Scanned, points, scan};
