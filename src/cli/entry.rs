//! From arguments to a command, and from a command to an exit code.

use super::args::{Cli, Command, Front, Global};
use super::failure::Done;
use super::help::localise;
use super::outside::{Outside, Surroundings};
use super::session::Session;
use super::table::json_text;
use super::wrong::Wrong;
use crate::config::Locale;
use crate::core::{Exit, OpContext, Problem};
use clap::error::ErrorKind;
use clap::{Args as _, CommandFactory as _, FromArgMatches as _};
use futures::future::LocalBoxFuture;
use serde_json::json;
use std::ffi::{OsStr, OsString};

/// A command line that ends with its own text: help, version, or a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What to print.
    pub text: String,
    /// Whether it belongs on standard error.
    pub is_error: bool,
    /// The exit code.
    pub exit: u8,
}

/// Returns what of the global options can be read before language and settings are known, wherever they stand. Mistakes
/// are left to [`parse`].
pub fn peek(args: &[OsString]) -> Global {
    let command = Global::augment_args(clap::Command::new("bailiwick"));
    let command = command.ignore_errors(true).disable_help_flag(true).disable_version_flag(true);
    let words = std::iter::once(OsString::from("bailiwick")).chain(global_words(&command, args));
    let matches = command.clone().try_get_matches_from(words);
    matches.and_then(|matches| Global::from_arg_matches(&matches)).unwrap_or_default()
}

/// Returns the words that belong to this command's options. The tree of all commands is not asked: to put it together
/// takes longer than most commands.
fn global_words(command: &clap::Command, args: &[OsString]) -> Vec<OsString> {
    let mut words = Vec::new();
    let mut rest = args.iter().skip(1);
    while let Some(word) = rest.next().filter(|word| *word != "--") {
        let Some(option) = word.to_str().and_then(|word| word.strip_prefix("--")) else { continue };
        let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        let Some(known) = command.get_arguments().find(|known| known.get_long() == Some(name)) else { continue };
        words.push(word.clone());
        if known.get_action().takes_values() && value.is_none() {
            words.extend(rest.next().cloned());
        }
    }
    words
}

/// Parses a command line, the program's name first.
pub fn parse(args: &[OsString], locale: &Locale) -> Result<Cli, Stop> {
    // Hundreds of texts belong to the tree, and only help and mistakes show any.
    let cli = matched(Cli::command(), args).or_else(|_| matched(command(locale), args));
    match cli {
        Ok(cli) if cli.global.as_of.is_some() && !matches!(cli.front(), Front::Command) => {
            let reason = "--as-of is for commands that print something";
            let error = command(locale).error(ErrorKind::ArgumentConflict, reason);
            Err(stop(&error, locale, false))
        }
        Ok(mut cli) => {
            // Of an option that stands both before and behind the subcommand, clap forgets what stands before.
            cli.global.sets = peek(args).sets;
            let words = args.iter().skip(1).map(|word| quoted(word));
            cli.command_line = std::iter::once("bailiwick".to_owned()).chain(words).collect::<Vec<_>>().join(" ");
            Ok(cli)
        }
        Err(error) => Err(stop(&error, locale, args.iter().any(|word| word == "--json"))),
    }
}

fn matched(mut tree: clap::Command, args: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = tree.try_get_matches_from_mut(args)?;
    Ok(Cli { write: write_of(&tree, &matches), ..Cli::from_arg_matches(&matches)? })
}

/// Returns the names of the command that was called, when it is a write.
fn write_of(tree: &clap::Command, matches: &clap::ArgMatches) -> Option<String> {
    let (mut command, mut matches, mut names) = (tree, matches, Vec::new());
    while let Some((name, inner)) = matches.subcommand() {
        command = command.find_subcommand(name)?;
        matches = inner;
        names.push(name);
    }
    let takes = |id: &str| command.get_arguments().any(|argument| argument.get_id() == id);
    (takes("dry_run") && takes("reason")).then(|| names.join(" "))
}

/// Returns the tree of commands with its help texts.
pub(super) fn command(locale: &Locale) -> clap::Command {
    let mut command = Cli::command();
    // The arguments that clap adds by itself exist only then.
    command.build();
    localise(command, locale)
}

fn stop(error: &clap::Error, locale: &Locale, json: bool) -> Stop {
    let is_error = error.use_stderr();
    let exit = if is_error { Exit::Usage as u8 } else { 0 };
    let text = error.render().to_string();
    if !is_error || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Stop { text, is_error, exit };
    }
    let Wrong { message, help } = Wrong::of(error, locale).unwrap_or_else(|| {
        let (message, help) = text.split_once("\n\n").unwrap_or((&text, ""));
        let message = message.strip_prefix("error: ").unwrap_or(message);
        Wrong { message: message.trim().into(), help: help.trim().into() }
    });
    let text = if json {
        let error = json!({ "code": "CLI-0001", "kind": "usage", "message": message, "hint": help });
        json_text(&json!({ "error": error }), true)
    } else {
        format!("{}: {message}\n\n{help}", locale.text("cli-error"))
    };
    Stop { text: format!("{text}\n"), is_error, exit }
}

fn quoted(word: &OsStr) -> String {
    crate::core::change::quoted(&word.to_string_lossy())
}

/// Carries out a command on behalf of the context's principal and returns the exit code. What goes wrong is told on
/// standard error.
///
/// Boxed, so that all commands are compiled here and not once more in every program that runs them.
pub fn run<'a>(
    cli: &'a Cli,
    ctx: OpContext,
    locale: &'a Locale,
    outside: &'a dyn Outside,
    around: Surroundings<'a>,
) -> LocalBoxFuture<'a, u8> {
    Box::pin(carry_out(cli, ctx, locale, outside, around))
}

async fn carry_out<'a>(
    cli: &'a Cli,
    mut ctx: OpContext,
    locale: &'a Locale,
    outside: &'a dyn Outside,
    around: Surroundings<'a>,
) -> u8 {
    ctx.read_only |= cli.global.read_only;
    ctx.command.clone_from(&cli.command_line);
    let mut session = Session { global: &cli.global, ctx, locale, outside, around };
    let done = match dispatch(cli, &mut session).await {
        Ok(()) => session.around.out.flush().map_err(Into::into),
        Err(failure) => {
            // What was written before the failure belongs before its message.
            let _ = session.around.out.flush();
            Err(failure)
        }
    };
    match done {
        Ok(()) => 0,
        Err(failure) => failure.settle(locale, cli.global.json, session.around.err),
    }
}

async fn dispatch(cli: &Cli, session: &mut Session<'_>) -> Done {
    // Before anything is opened or looked up: nobody shall search for what was not found in a past that stays as it was.
    if let Some(verb) = cli.write.clone().filter(|_| cli.global.as_of.is_some()) {
        return Err(Problem::Past { verb }.into());
    }
    if let Some(what) = cli.command.as_ref().filter(|_| cli.global.as_of.is_some()).and_then(Command::without_history) {
        return Err(Problem::NoHistory { what: what.into() }.into());
    }
    match &cli.command {
        Some(Command::Hello(command)) => command.run(session).await,
        Some(Command::Resolve(args)) => args.run(session).await,
        Some(Command::Host(command)) => command.run(session).await,
        Some(Command::Cmdb(command)) => command.run(session).await,
        Some(Command::Agent(command)) => command.run(session).await,
        Some(Command::Amt(command)) => command.run(session).await,
        Some(Command::Nss(command)) => command.run(session).await,
        Some(Command::Nsc(command)) => command.run(session).await,
        Some(Command::Pkg(command)) => command.run(session).await,
        Some(Command::Publish(command)) => command.run(session).await,
        Some(Command::Dp(command)) => command.run(session).await,
        Some(Command::Init(args)) => args.run(session).await,
        Some(Command::Machine(command)) => command.run(session).await,
        Some(Command::Job(command)) => command.run(session).await,
        Some(Command::Inbox(args)) => args.run(session).await,
        Some(Command::Me(args)) => args.run(session).await,
        Some(Command::Directory(command)) => command.run(session).await,
        Some(Command::May(args)) => args.run(session).await,
        Some(Command::WhatIf(args)) => args.run(session).await,
        Some(Command::Log(args)) => args.run(session).await,
        Some(Command::Undo(args)) => args.run(session).await,
        Some(Command::Doctor(args)) => args.run(session).await,
        Some(Command::Explain(args)) => args.run(session),
        Some(Command::Generate(command)) => command.run(session),
        None | Some(Command::Serve(_) | Command::Demo(_)) => {
            Err(Problem::Internal { reason: "this is not a command of the command line".into() }.into())
        }
    }
}
