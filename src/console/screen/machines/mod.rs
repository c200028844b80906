//! Screen 3: machines, what each shall have, and why: the card of the helpdesk.

mod card;
mod contest;
mod layout;
mod state;
mod text;
mod view;

pub use contest::{Contest, contest_lines};
pub use state::{MachinesState, Pane};
pub use view::view;

#[cfg(test)]
mod tests;
