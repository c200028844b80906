//! Publishing, from the action log to the clients: what is published and where it is, and how far each change has come.
//!
//! Nothing here writes a file or opens a connection; the ports do.

pub mod clients;
pub mod pipeline;
pub mod status;

pub use clients::{ClientQuery, ClientRow, Clients};
pub use pipeline::{Passage, Pipeline, Progress, Stage, Step, Wait};
pub use status::{PointStatus, Published, Runner, Status};
