//! Publishing, from the action log to the distribution points (CMF-51, CMF-57 to CMF-62): a generation is made of what
//! changed, delivered to each point, and acknowledged when all have it. [`plan`] shows what would be published,
//! [`rebuild`] proves that what is published follows from the configuration alone.
//!
//! Nothing here keeps time or runs by itself: the backend does. Each step can be cut off anywhere and done again.

mod acknowledge;
mod deliver;
mod make;
mod point;
mod record;
mod survey;
mod target;
mod wish;

pub use acknowledge::acknowledge;
pub use deliver::{Delivered, Delivery, Seen, Undelivered, deliver};
pub use make::{Made, Maker, make};
pub use point::{note_point, open, point_state};
pub use record::record;
pub use target::{PackageFile, Target};
pub use wish::{newest, take_wish};
