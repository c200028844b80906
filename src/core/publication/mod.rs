//! Publishing, from the action log to the clients (CMF-51, CMF-57 to CMF-62): a generation is made of what changed,
//! delivered to each distribution point, and acknowledged when all have it; and how far all that has come. A record
//! that asks for a package whose file cannot be had is not acknowledged, and the others are ([`held`]).
//!
//! Nothing here keeps time or runs by itself: the backend does. Each step can be cut off anywhere and done again. No file
//! is written and no connection opened; the ports do that.

mod acknowledge;
pub mod clients;
mod deliver;
mod errand;
mod held;
mod make;
mod past;
pub mod pipeline;
mod plan;
mod point;
mod rebuild;
mod record;
pub mod status;
mod stock;
mod survey;
mod target;
mod wish;

pub use acknowledge::acknowledge;
pub use clients::{ClientQuery, ClientRow, Clients};
pub use deliver::{Delivered, Delivery, Missing, Seen, Undelivered, deliver};
pub use errand::Errand;
pub use held::held;
pub use make::{Made, Maker, make};
pub use pipeline::{Passage, Pipeline, Progress, Stage, Step, Wait};
pub use plan::{Concerned, FileChange, FileChangeKind, Outlook, plan};
pub use point::{note_point, open, point_state};
pub use rebuild::{PointCheck, Rebuilt, rebuild};
pub use record::record;
pub use status::{PointStatus, Published, Runner, Status};
pub use stock::Stock;
pub use target::{PackageFile, Target};
pub use wish::{newest, take_wish};
