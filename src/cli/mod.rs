//! The command line: every action of the console under the same name, for people and, with `--json`, for programs.
//!
//! One noun a file: its arguments and what it does with them. Help and every printed sentence come from the locale
//! files; nothing here knows a database, a socket or an environment variable. What a command needs from outside comes
//! in through [`Outside`] and [`Surroundings`].

mod agent;
mod amt;
mod args;
mod cmdb;
mod directory;
mod doctor;
mod dp;
mod entry;
mod explain;
mod failure;
mod generate;
mod hello;
mod help;
mod host;
mod inbox;
mod init;
mod job;
mod log;
mod machine;
mod may;
mod me;
mod moment;
mod nsc;
mod nss;
mod outside;
mod pkg;
mod publish;
mod resolve;
mod session;
mod shape;
mod table;
mod trace_text;
mod undo;
mod what_if;
mod write;
mod wrong;

pub use args::{Cli, DemoArgs, Front, Global, MeArgs, ServeArgs};
pub use entry::{Stop, parse, peek, run};
pub use failure::{report, report_settings};
pub use outside::{AgentAsk, Bootstrap, Outside, Publishing, Surroundings};

#[cfg(test)]
mod tests;
