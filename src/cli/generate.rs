//! `generate`: files that follow from the program itself.

use super::entry::command;
use super::failure::Done;
use super::session::{Session, unusable};
use crate::config::DEFAULTS;
use clap::{Args, Subcommand};
use clap_complete::Shell;
use std::fs::{File, create_dir_all};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum GenerateCommand {
    Completions(CompletionsArgs),
    Man(ManArgs),
    Config,
    Keymap,
}

#[derive(Debug, Clone, Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, Clone, Args)]
pub(super) struct ManArgs {
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
}

impl GenerateCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Completions(args) => {
                // The generator insists on a stream that does not fail.
                let mut text = Vec::new();
                clap_complete::generate(args.shell, &mut command(session.locale), "bailiwick", &mut text);
                Ok(session.around.out.write_all(&text)?)
            }
            Self::Man(args) => {
                let command = command(session.locale);
                match &args.directory {
                    None => Ok(clap_mangen::Man::new(command).render(&mut session.around.out)?),
                    Some(directory) => pages(&command, "bailiwick", directory),
                }
            }
            Self::Config => Ok(session.around.out.write_all(DEFAULTS.as_bytes())?),
            Self::Keymap => {
                let text = session.outside.keymap();
                Ok(session.around.out.write_all(text.as_bytes())?)
            }
        }
    }
}

/// Writes a page for a command and one for each below it, as `bailiwick-hello-list.1`.
fn pages(command: &clap::Command, name: &str, directory: &Path) -> Done {
    create_dir_all(directory).map_err(|error| unusable(&directory.display().to_string(), &error))?;
    let path = directory.join(format!("{name}.1"));
    let page = clap_mangen::Man::new(command.clone().name(name.to_owned()));
    File::create(&path)
        .and_then(|mut file| page.render(&mut file))
        .map_err(|error| unusable(&path.display().to_string(), &error))?;
    let mut below = command.get_subcommands().filter(|below| below.get_name() != "help");
    below.try_for_each(|below| pages(below, &format!("{name}-{}", below.get_name()), directory))
}
