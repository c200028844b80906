//! Screen 3: machines, what each shall have, and why.

mod state;
mod view;

pub use state::MachinesState;
pub use view::view;
