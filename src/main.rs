//! Picks the front end, wires adapters into the core, maps errors to exit codes.
fn main() {}
