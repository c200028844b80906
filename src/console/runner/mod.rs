//! The loop: what happened goes to `update`, what `update` asks for is carried out, and what changed is drawn, once.
//!
//! One bounded queue carries replies, changes of the core and the health of the parts; the terminal's events and the
//! time at which the model wants to be woken are waited for beside it. Everything that is ready is taken before the
//! next frame is drawn. Nothing here decides anything.

mod answer;
mod execute;
mod follow;
mod record;
mod run;

pub use run::run;
