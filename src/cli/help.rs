//! Help texts, taken from the locale: `cli-<command>` for a command, `cli-<command>--<argument>` for an argument of
//! it, `cli--<argument>` for an argument that several commands share.

use crate::config::Locale;
use clap::{Arg, Command};

/// Where a text is needed: the command's path without the program's name, and the argument.
pub(super) fn ids_of(path: &[String], argument: Option<&Arg>) -> Vec<String> {
    // `help` repeats the tree of commands below itself.
    let path = path.split_first().filter(|(first, rest)| *first == "help" && !rest.is_empty()).map_or(path, |p| p.1);
    let command = if path.last().is_some_and(|name| name == "help") { "help".to_owned() } else { path.join("-") };
    match argument {
        None if command.is_empty() => vec!["cli-bailiwick".into()],
        None => vec![format!("cli-{command}")],
        Some(argument) => {
            let name = argument.get_id().as_str().replace('_', "-");
            vec![format!("cli-{command}--{name}"), format!("cli--{name}")]
        }
    }
}

/// Puts the locale's texts into a command and everything below it. The command must be built.
pub(super) fn localise(command: Command, locale: &Locale) -> Command {
    below(command, locale, &[])
}

fn below(command: Command, locale: &Locale, path: &[String]) -> Command {
    let find = |ids: Vec<String>| ids.iter().find_map(|id| locale.find(id));
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        locale.text("cli-heading-usage")
    );
    let about = find(ids_of(path, None)).unwrap_or_default();
    let command = command
        .about(about)
        .long_about(None)
        .help_template(template)
        .subcommand_help_heading(locale.text("cli-heading-commands"))
        .mut_args(|argument| {
            let text = find(ids_of(path, Some(&argument))).unwrap_or_default();
            let heading = match &argument {
                a if a.is_positional() => "cli-heading-arguments",
                a if a.is_global_set() || matches!(a.get_id().as_str(), "help" | "version") => "cli-heading-global",
                _ => "cli-heading-options",
            };
            argument.help(text).long_help(None).help_heading(locale.text(heading))
        });
    command.mut_subcommands(|inner| {
        let mut path = path.to_vec();
        path.push(inner.get_name().to_owned());
        below(inner, locale, &path)
    })
}
