//! `me`: the user's own view, which takes the place of a list of installed programs with buttons (CMF-26..CMF-28).
//!
//! On a terminal it is the console's screen of the same name, which the program opens itself; with `--lines` the wizard
//! asks line by line. Elsewhere, and with a command, it prints or does one thing.

mod wizard;

use super::failure::Done;
use super::session::Session;
use super::table::Table;
use super::write::WriteArgs;
use crate::config::Locale;
use crate::core::Core;
use crate::core::choice::{Place, plan_choose, view};
use crate::core::machine::MachineWhy;
use crate::model::desired::{DesiredState, Lost};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// Options of `me`.
#[derive(Debug, Clone, Args)]
pub struct MeArgs {
    /// The machine to look at, instead of the one on which the program runs.
    #[arg(long, value_name = "NAME", global = true)]
    pub machine: Option<String>,
    #[arg(long)]
    lines: bool,
    #[command(subcommand)]
    command: Option<MeCommand>,
}

#[derive(Debug, Clone, Subcommand)]
enum MeCommand {
    List,
    Choose(ChooseArgs),
    Unchoose(ChooseArgs),
}

#[derive(Debug, Clone, Args)]
struct ChooseArgs {
    #[arg(value_name = "PKG")]
    pkg: String,
    #[command(flatten)]
    write: WriteArgs,
}

impl MeArgs {
    /// Whether the full screen is asked for, where there is a terminal for it.
    pub(super) fn is_screen(&self) -> bool {
        self.command.is_none() && !self.lines
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let place = match (&self.machine, session.outside.host()) {
            (Some(name), _) => Place::Machine(name.clone()),
            (None, Some(host)) => Place::Here(host),
            (None, None) => Place::Everywhere,
        };
        let machine = place.machine(&session.ctx, &core).await?;
        let machine = machine.as_deref();
        match &self.command {
            None if !session.json() && session.outside.is_interactive() => wizard::run(session, &core, machine).await,
            None | Some(MeCommand::List) => list(session, &core, machine).await,
            Some(MeCommand::Choose(args)) => args.run(session, &core, machine, true).await,
            Some(MeCommand::Unchoose(args)) => args.run(session, &core, machine, false).await,
        }
    }
}

impl ChooseArgs {
    async fn run(&self, session: &mut Session<'_>, core: &Core, machine: Option<&str>, chosen: bool) -> Done {
        session.intend(&self.write);
        let plan = plan_choose(&session.ctx, core, machine, &self.pkg, chosen).await?;
        session.conclude(core, &plan, &self.write).await
    }
}

async fn list(session: &mut Session<'_>, core: &Core, machine: Option<&str>) -> Done {
    let view = view(&session.ctx, core, machine).await?;
    if session.json() {
        return session.document(&shape(&view, session.locale));
    }
    if machine.is_none() {
        session.remark(&session.locale.text("cli-me-everywhere"))?;
    }
    let mut table = Table::new(session.headings(&["state", "id", "pkg", "why"]));
    for desired in &view.packages {
        table.row([
            state(session.locale, desired.state),
            desired.pkg.to_string(),
            desired.title(),
            session.locale.say("rule", &desired.winner),
        ]);
    }
    session.table(&table, view.packages.is_empty())
}

/// The view as JSON, with the sentences of its rules.
fn shape(view: &MachineWhy, locale: &Locale) -> Value {
    let packages = view.packages.iter().map(|desired| {
        let mut value = json!(desired);
        value["message"] = locale.say("rule", &desired.winner).into();
        value["choosable"] = desired.state.is_choosable().into();
        value["chosen"] = desired.is_chosen().into();
        value
    });
    let name = &view.machine.computer.name;
    json!({
        "user": view.user,
        "machine": if name.is_empty() { Value::Null } else { json!(name) },
        "decided_at": view.decided_at,
        "members_read_at": view.members_read_at,
        "stale": view.stale,
        "packages": packages.collect::<Vec<_>>(),
    })
}

/// Returns the word for a state.
fn state(locale: &Locale, state: DesiredState) -> String {
    locale.text(&format!("desired-{}", state.name().replace('_', "-")))
}

/// Returns the sentence of a rule that lost, and why it did.
fn lost(locale: &Locale, lost: &Lost) -> String {
    let because = json!({ "kind": lost.because });
    format!("{} ({})", locale.say("rule", &lost.rule), locale.say("because", &because))
}
