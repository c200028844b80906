//! The options of every command, and the list of nouns. The help texts are in the locale files.

use super::{
    agent, amt, cmdb, directory, doctor, dp, explain, generate, hello, host, inbox, init, job, log, machine, may, me,
    nsc, nss, pkg, publish, resolve, undo, what_if,
};
use clap::{Args, Parser, Subcommand};
pub use me::MeArgs;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A command line, parsed.
#[derive(Debug, Clone, Parser)]
#[command(name = "bailiwick", version)]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// The command line as written, quoted for a shell: what the action log records where a use case knows no better.
    #[arg(skip)]
    pub command_line: String,
    /// The names of the command, such as `nsc member add`, when it is a write: one that takes `--dry-run` and `--reason`.
    #[arg(skip)]
    pub(super) write: Option<String>,
}

/// The options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Everything under this directory instead of the platform's.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The file of settings.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Settings as `section.key=VALUE`.
    #[arg(long = "set", global = true, value_name = "KEY=VALUE")]
    pub sets: Vec<String>,
    /// One JSON document instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// The principal to act as.
    #[arg(long = "as", global = true, value_name = "USER")]
    pub as_user: Option<String>,
    /// Show what was, as of this time.
    #[arg(long, global = true, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Refuse every write.
    #[arg(long, global = true)]
    pub read_only: bool,
    /// The language of the texts.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// No remarks on standard error.
    #[arg(long, global = true)]
    pub quiet: bool,
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address to listen on, instead of the setting `hello.listen`.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
}

/// Options of `demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Machines in the sample estate.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub machines: u32,
    /// Seed of the generator: the same one gives the same estate.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Hellos that the simulated fleet sends; without it, it goes on.
    #[arg(long, value_name = "N")]
    pub hellos: Option<u32>,
}

/// What a command line asks for.
#[derive(Debug, Clone, Copy)]
pub enum Front<'a> {
    /// The full-screen console.
    Console,
    /// The backend without a screen.
    Serve(&'a ServeArgs),
    /// The console on a throw-away sample estate.
    Demo(&'a DemoArgs),
    /// The user's own view, full screen where a person sits at a terminal that can show it; else a command.
    Own(&'a MeArgs),
    /// A command that [`super::run`] carries out.
    Command,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Command {
    Serve(ServeArgs),
    Demo(DemoArgs),
    Init(init::InitArgs),
    #[command(subcommand)]
    Hello(hello::HelloCommand),
    Resolve(resolve::ResolveArgs),
    #[command(subcommand)]
    Host(host::HostCommand),
    #[command(subcommand)]
    Cmdb(cmdb::CmdbCommand),
    #[command(subcommand)]
    Agent(agent::AgentCommand),
    #[command(subcommand)]
    Amt(amt::AmtCommand),
    #[command(subcommand)]
    Nss(nss::NssCommand),
    #[command(subcommand)]
    Nsc(nsc::NscCommand),
    #[command(subcommand)]
    Pkg(pkg::PkgCommand),
    #[command(subcommand)]
    Machine(machine::MachineCommand),
    Publish(publish::PublishArgs),
    #[command(subcommand)]
    Dp(dp::DpCommand),
    #[command(subcommand)]
    Job(job::JobCommand),
    Inbox(inbox::InboxArgs),
    Me(me::MeArgs),
    #[command(subcommand)]
    Directory(directory::DirectoryCommand),
    May(may::MayArgs),
    WhatIf(what_if::WhatIfArgs),
    Log(log::LogArgs),
    Undo(undo::UndoArgs),
    Doctor(doctor::DoctorArgs),
    Explain(explain::ExplainArgs),
    #[command(subcommand)]
    Generate(generate::GenerateCommand),
}

impl Command {
    /// Returns the name of a command that knows only how things are now, so that a look at an earlier time is refused.
    /// A write is refused as a write.
    pub(super) fn without_history(&self) -> Option<&'static str> {
        match self {
            Self::Serve(_) => Some("serve"),
            Self::Demo(_) => Some("demo"),
            Self::Init(_) => Some("init"),
            Self::Hello(_) => Some("hello"),
            Self::Resolve(_) => Some("resolve"),
            Self::Host(command) => command.without_history(),
            Self::Cmdb(command) => command.without_history(),
            Self::Agent(command) => command.without_history(),
            Self::Amt(command) => command.without_history(),
            Self::Directory(command) => command.without_history(),
            Self::Publish(command) => command.without_history(),
            Self::Inbox(_) => Some("inbox"),
            Self::Job(command) => command.without_history(),
            Self::Doctor(_) => Some("doctor"),
            Self::Nss(_)
            | Self::Nsc(_)
            | Self::Pkg(_)
            | Self::Dp(_)
            | Self::Machine(_)
            | Self::Me(_)
            | Self::May(_)
            | Self::WhatIf(_)
            | Self::Log(_)
            | Self::Undo(_)
            | Self::Explain(_)
            | Self::Generate(_) => None,
        }
    }
}

impl Cli {
    /// Returns which front end the command line asks for.
    pub fn front(&self) -> Front<'_> {
        match &self.command {
            None => Front::Console,
            Some(Command::Serve(args)) => Front::Serve(args),
            Some(Command::Demo(args)) => Front::Demo(args),
            Some(Command::Me(args)) if args.is_screen() && !self.global.json && self.global.as_of.is_none() => {
                Front::Own(args)
            }
            Some(_) => Front::Command,
        }
    }
}
