//! The application: a model, and one synchronous function that changes it.
//!
//! [`update`] takes a [`Message`] (a key, a reply, a change in the core) and returns [`Effect`]s as plain data; it does
//! no I/O and never waits. The runner carries effects out and sends their results back as messages. Tests call
//! `update` with messages of their own.

mod deliver;
mod fetch;
mod followed;
mod keys;
mod message;
mod model;
pub(crate) mod own;
mod perform;
mod remote;
mod session;
pub(crate) mod submit;
mod update;
mod wish;

pub use followed::Followed;
pub use message::{Effect, Message, Note, Reply, Request, Slot, Tag};
pub use model::{Link, Look, Model, Options, Start, Toast, Tone};
pub use remote::Remote;
pub use session::{Lock, Session};
pub use update::update;
pub use wish::{ChoiceWish, NscWish, NssWish, PkgWish, RequestWish, Wish};

pub(crate) use perform::perform;

#[cfg(test)]
mod tests;
