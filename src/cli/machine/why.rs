//! `machine why`: what a machine shall have, which rule says so, and which rules lost.

use super::list::{sets, shape};
use super::sentence::{because, rule, shape as desired_shape, sign, word};
use super::what_if::parse;
use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::core::configuration;
use crate::core::machine::{MachineWhy, what_if, why};
use crate::model::configuration::Configuration;
use crate::model::desired::{Desired, DesiredState};
use clap::Args;
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct WhyArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(value_name = "PKG")]
    pkg: Option<String>,
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    #[arg(long, value_name = "CHANGE")]
    what_if: Option<String>,
}

impl WhyArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let (user, pkg) = (self.user.as_deref(), self.pkg.as_deref());
        if let Some(change) = &self.what_if {
            let change = parse(change)?;
            let (before, after) = what_if(&session.ctx, &core, &self.name, user, pkg, &change).await?;
            return compare(session, &before, &after);
        }
        let found = why(&session.ctx, &core, &self.name, user, pkg).await?;
        let now = configuration::read(&session.ctx, &core).await?;
        if session.json() {
            let value = document(session, &found, &now);
            return session.document(&value);
        }
        if pkg.is_some() {
            found.packages.iter().try_for_each(|desired| contest(session, &found, desired))?;
        } else {
            overview(session, &found, &now)?;
        }
        age(session, &found)
    }
}

fn document(session: &Session<'_>, found: &MachineWhy, now: &Configuration) -> Value {
    json!({
        "machine": shape(&found.machine, now),
        "user": found.user,
        "decided_at": found.decided_at,
        "members_read_at": found.members_read_at,
        "stale": found.stale,
        "packages": found.packages.iter().map(|one| desired_shape(one, session.locale)).collect::<Vec<_>>(),
    })
}

/// Writes every package on a line: its state, and the rule that says so.
fn overview(session: &mut Session<'_>, found: &MachineWhy, now: &Configuration) -> Done {
    let computer = &found.machine.computer;
    let nscs = sets(&found.machine, now).join(", ");
    let parts = [computer.name.as_str(), computer.os.as_str(), found.user.as_deref().unwrap_or_default(), &nscs];
    let title: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    session.line(&title.join(" · "))?;
    let mut table = Table::new(session.headings(&["state", "pkg", "why"]));
    for desired in &found.packages {
        table.row([
            format!("{} {}", sign(desired.state), word(session.locale, desired.state)),
            desired.title(),
            rule(session.locale, &desired.winner),
        ]);
    }
    session.table(&table, found.packages.is_empty())
}

/// Writes one package with everything that was said about it.
fn contest(session: &mut Session<'_>, found: &MachineWhy, desired: &Desired) -> Done {
    let word = word(session.locale, desired.state);
    let until = desired.until.map_or_else(String::new, |until| format!(" → {}", time(until)));
    let name = &found.machine.computer.name;
    let sign = sign(desired.state);
    session.line(format!("{sign} {} {} · {name} · {word}{until}", desired.name, desired.version).trim_start())?;
    let winner = rule(session.locale, &desired.winner);
    session.line(&format!("  ✓ {winner}"))?;
    for lost in &desired.losers {
        let text = format!("    {} – {}", rule(session.locale, &lost.rule), because(session.locale, lost));
        session.line(&text)?;
    }
    Ok(())
}

/// Writes what a change would make different.
fn compare(session: &mut Session<'_>, before: &MachineWhy, after: &MachineWhy) -> Done {
    let state = |of: &MachineWhy, desired: &Desired| {
        let found = of.packages.iter().find(|other| other.pkg == desired.pkg);
        found.map_or(DesiredState::Unmanaged, |found| found.state)
    };
    let gone = before.packages.iter().filter(|one| after.packages.iter().all(|other| other.pkg != one.pkg));
    let all = after.packages.iter().map(|one| (one, one.state)).chain(gone.map(|one| (one, DesiredState::Unmanaged)));
    let changed: Vec<_> = all.filter(|(one, then)| state(before, one) != *then).collect();
    if session.json() {
        let changes = changed.iter().map(|(one, then)| {
            let mut value = desired_shape(one, session.locale);
            value["before"] = json!(state(before, one));
            value["after"] = json!(then);
            value
        });
        let packages =
            |of: &MachineWhy| -> Value { of.packages.iter().map(|one| desired_shape(one, session.locale)).collect() };
        let value = json!({
            "machine": before.machine.computer.name,
            "user": before.user,
            "decided_at": before.decided_at,
            "changes": changes.collect::<Vec<_>>(),
            "before": packages(before),
            "after": packages(after),
        });
        return session.document(&value);
    }
    if changed.is_empty() {
        let text = session.locale.text("cli-what-if-nothing");
        return session.line(&text);
    }
    let mut table = Table::new(session.headings(&["pkg", "now", "then", "why"]));
    for (one, then) in changed {
        let was = state(before, one);
        table.row([
            one.title(),
            format!("{} {}", sign(was), word(session.locale, was)),
            format!("{} {}", sign(then), word(session.locale, then)),
            rule(session.locale, &one.winner),
        ]);
    }
    session.table(&table, false)?;
    age(session, before)
}

/// Remarks how old the memberships are where they are not of now.
fn age(session: &mut Session<'_>, found: &MachineWhy) -> Done {
    let Some(reason) = &found.stale else { return Ok(()) };
    let args = [("at", time(found.members_read_at)), ("reason", reason.clone())];
    let text = session.say("cli-members-stale", args.map(|(name, value)| (name, value.into())));
    session.remark(&text)
}
