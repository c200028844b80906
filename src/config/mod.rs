//! Settings and locale files: everything that can be set without touching the code. It reads files and variables that
//! it is pointed to, and decides nothing.

pub mod locale;
pub mod settings;

pub use locale::Locale;
pub use settings::Settings;
