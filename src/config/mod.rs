//! Settings and locale files: everything that can be set without touching the code. It reads files and variables that
//! it is pointed to, and decides nothing.

mod check;
pub mod fault;
pub mod load;
pub mod locale;
mod nearest;
pub mod paths;
pub mod settings;

pub use fault::{Fault, SettingProblem};
pub use load::{ConfigFile, DEFAULTS, Layers, load};
pub use locale::Locale;
pub use paths::Paths;
pub use settings::Settings;
