//! The client on a managed machine: its user interface, its updater, and the package that brings it there.

use crate::agent::{problem, settings};
use crate::place::Place;
use bailiwick::agent::VERSION;
use bailiwick::agent::bootstrap::{Order, build};
use bailiwick::agent::settings::RUNNING;
use bailiwick::agent::ui::{Ended, Look, Words, print as print_list, run};
use bailiwick::agent::update::{self, Program, Task, UpdateSettings};
use bailiwick::cli::{Bootstrap, peek};
use bailiwick::config::Locale;
use bailiwick::core::{Error, Problem, Result};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::process::Command;

/// Opens the user interface, and from there the user's view of the whole estate (CMF-28). Returns whether it ended to
/// make way for a new version.
pub(crate) async fn show(place: &Place, socket: Option<&Path>, locale: Arc<Locale>) -> Result<bool> {
    let socket = socket.map_or_else(|| Ok(settings(place)?.socket), |given| Ok::<_, Error>(given.into()))?;
    loop {
        let look = Look::detect(|name| std::env::var(name).ok());
        let words = Arc::new(Sentences(locale.clone()));
        let ended = run(&socket, VERSION, words, look, place.has_estate()).await;
        match ended.map_err(|e| file("<terminal>", &e))? {
            Ended::LeadOn if lead_on().await? => {}
            // What ended it otherwise, a signal or an error that it told, is meant for the whole program.
            Ended::LeadOn => return Ok(false),
            ended => return Ok(ended == Ended::Replaced),
        }
    }
}

/// Opens the user's view of the whole estate, as a process of its own: no key that is meant for one of the two ever
/// reaches the other. Returns whether it was left in good order.
async fn lead_on() -> Result<bool> {
    let global = peek(&std::env::args_os().collect::<Vec<_>>());
    let mut command = Command::new(RUNNING);
    command.arg("me");
    for (option, value) in
        [("--data", global.data), ("--config", global.config), ("--lang", global.lang.map(Into::into))]
    {
        if let Some(value) = value {
            command.arg(option).arg(value);
        }
    }
    for set in global.sets {
        command.arg("--set").arg(set);
    }
    let ended = command.status().await;
    Ok(ended.map_err(|e| file(RUNNING, &e))?.success())
}

/// Writes the list once.
pub(crate) async fn print(
    place: &Place,
    socket: Option<&Path>,
    locale: &Arc<Locale>,
    json: bool,
    out: &mut (dyn Write + Send),
) -> Result<()> {
    let socket = socket.map_or_else(|| Ok(settings(place)?.socket), |given| Ok::<_, Error>(given.into()))?;
    let printed = print_list(&socket, VERSION, &Sentences(locale.clone()), json, out).await;
    printed.map_err(|e| file("<stdout>", &e))?.map_err(problem)
}

/// Replaces a program of the client.
pub(crate) async fn update(program: &str, from: &Path, pids: &[u32], out: &mut (dyn Write + Send)) -> Result<()> {
    let task = Task { program: named(program)?, from: from.into(), pids: pids.to_vec() };
    update::update(&task, out).await.map_err(problem)
}

/// Puts the old version of a program back where its update was cut off.
pub(crate) async fn restore(program: &str, from: &Path) -> Result<bool> {
    update::restore(named(program)?, from).await.map_err(problem)
}

/// Builds the package that brings the client onto a machine.
pub(crate) async fn bootstrap(place: &Place, order: &Bootstrap) -> Result<PathBuf> {
    let own = &place.settings.agent;
    let or = |given: &[String], own: &[String]| if given.is_empty() { own.to_vec() } else { given.to_vec() };
    let order = Order {
        out: order.out.clone(),
        program: order.program.clone().unwrap_or_else(|| RUNNING.into()),
        version: VERSION.into(),
        points: or(&order.points, &own.points),
        trusted_keys: or(&order.keys, &own.trusted_keys),
    };
    build(&order).await.map_err(problem)
}

/// Returns how the client's programs are updated here.
pub(crate) fn updates(place: &Place) -> UpdateSettings {
    let agent = &place.settings.agent;
    let running = || std::fs::read_link(RUNNING).unwrap_or_else(|_| RUNNING.into());
    let agent_program = &agent.agent_program;
    UpdateSettings {
        agent_program: if agent_program.is_empty() { running() } else { agent_program.into() },
        ui_program: (!agent.ui_program.is_empty()).then(|| PathBuf::from(&agent.ui_program)),
        restart_agent: agent.restart_agent.clone(),
        restart_ui: agent.restart_ui.clone(),
        patience: Duration::from_secs(agent.update_patience_s),
    }
}

fn named(program: &str) -> Result<Program> {
    program.parse().map_err(|reason| Problem::Agent { reason }.into())
}

/// The sentences of the locale files.
struct Sentences(Arc<Locale>);

impl Words for Sentences {
    fn text(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.0.with_texts(id, arguments)
    }

    fn fact(&self, prefix: &str, fact: &Value) -> String {
        self.0.say(prefix, fact)
    }
}

fn file(path: &str, error: &std::io::Error) -> Error {
    Problem::File { path: path.into(), reason: error.to_string() }.into()
}
