//! The program as a person meets it: on a real terminal, in several processes at once, on a broken estate, under load.
#![cfg(test)]

#[path = "console/broken.rs"]
mod broken;
#[path = "console/client.rs"]
mod client;
#[path = "console/hostile.rs"]
mod hostile;
#[path = "console/load.rs"]
mod load;
#[path = "console/own.rs"]
mod own;
#[path = "console/quiet.rs"]
mod quiet;
#[path = "console/refused.rs"]
mod refused;
#[path = "console/terminal.rs"]
mod terminal;
#[path = "console/two.rs"]
mod two;

#[path = "support/names.rs"]
mod names;
#[path = "support/program.rs"]
mod program;
#[path = "support/stage.rs"]
mod stage;
