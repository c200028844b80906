//! The wizard: choose a package, see why it stands as it does, agree to the change, done. One question a step; an empty
//! answer goes back.

use super::{lost, state};
use crate::cli::failure::{Done, Failure, report};
use crate::cli::session::Session;
use crate::core::Core;
use crate::core::change::{Plan, commit};
use crate::core::choice::{plan_choose, view};
use crate::core::machine::MachineWhy;
use crate::model::desired::Desired;
use std::io::{BufRead as _, Read as _};

/// Longest answer in bytes.
const LONGEST: u64 = 1024;

/// Asks until the user leaves.
pub(super) async fn run(session: &mut Session<'_>, core: &Core, machine: Option<&str>) -> Done {
    loop {
        let view = view(&session.ctx, core, machine).await?;
        overview(session, &view)?;
        let Some(answer) = ask(session, "me-which")? else { return Ok(()) };
        if matches!(answer.as_str(), "" | "q" | "quit") {
            return Ok(());
        }
        match pick(&view, &answer) {
            Some(desired) => consider(session, core, machine, desired).await?,
            None => say(session, "me-no-such", &[("answer", &answer)])?,
        }
    }
}

/// Step one: everything, with its state and the rule that says so.
fn overview(session: &mut Session<'_>, view: &MachineWhy) -> Done {
    let user = view.user.as_deref().unwrap_or_default().to_owned();
    let machine = view.machine.computer.name.clone();
    session.line("")?;
    match machine.as_str() {
        "" => say(session, "me-title-user", &[("user", &user)])?,
        machine => say(session, "me-title", &[("user", &user), ("machine", machine)])?,
    }
    if view.packages.is_empty() {
        return say(session, "me-nothing", &[]);
    }
    let words: Vec<String> = view.packages.iter().map(|desired| state(session.locale, desired.state)).collect();
    let widest = words.iter().map(|word| word.chars().count()).max().unwrap_or_default();
    for (number, (desired, word)) in (1..).zip(view.packages.iter().zip(&words)) {
        let mark = if desired.is_chosen() { '*' } else { ' ' };
        session.line(&format!("{number:4} {mark} {word:widest$}  {} {}", desired.name, desired.version))?;
        let why = session.locale.say("rule", &desired.winner);
        session.line(&format!("{:widest$}         {why}", ""))?;
    }
    Ok(())
}

/// Returns the package that a number of the list, or a name in it, means.
fn pick<'a>(view: &'a MachineWhy, answer: &str) -> Option<&'a Desired> {
    let numbered = answer.parse::<usize>().ok().and_then(|number| view.packages.get(number.checked_sub(1)?));
    let key = answer.to_lowercase();
    let named = || view.packages.iter().find(|desired| desired.name.to_lowercase() == key);
    numbered.or_else(named)
}

/// Step two: why it stands as it does, and what can be done about it.
async fn consider(session: &mut Session<'_>, core: &Core, machine: Option<&str>, desired: &Desired) -> Done {
    let title = desired.title();
    let word = state(session.locale, desired.state);
    session.line("")?;
    say(session, "me-package", &[("pkg", &title), ("state", &word)])?;
    let why = session.locale.say("rule", &desired.winner);
    session.line(&format!("  {why}"))?;
    for loser in &desired.losers {
        let text = lost(session.locale, loser);
        session.line(&format!("  – {text}"))?;
    }
    let (question, chosen) = match desired.offer() {
        Some(false) => ("me-unchoose", false),
        Some(true) => ("me-choose", true),
        None => {
            say(session, "me-not-yours", &[])?;
            return ask(session, "me-back").map(drop);
        }
    };
    if !agrees(session, question)? {
        return Ok(());
    }
    match plan_choose(&session.ctx, core, machine, &desired.pkg.to_string(), chosen).await {
        Ok(plan) => confirm(session, core, &plan).await,
        Err(error) => {
            report(&error, session.locale, false, session.around.err);
            Ok(())
        }
    }
}

/// Step three: what would happen, and the last question.
async fn confirm(session: &mut Session<'_>, core: &Core, plan: &Plan) -> Done {
    say(session, "me-would", &[])?;
    for effect in &plan.preview.effects {
        let text = session.locale.say("effect", effect);
        session.line(&format!("  {text}"))?;
    }
    if !agrees(session, "me-confirm")? {
        return say(session, "me-unchanged", &[]);
    }
    // Somebody may have changed the rules meanwhile: told, and asked anew from the first step.
    match commit(&session.ctx, core, plan).await {
        Ok(committed) => say(session, "me-done", &[("operation", &committed.operation.to_string())]),
        Err(error) => {
            report(&error, session.locale, false, session.around.err);
            Ok(())
        }
    }
}

fn agrees(session: &mut Session<'_>, question: &str) -> Result<bool, Failure> {
    let yes = session.locale.text("word-yes").to_lowercase();
    let answer = ask(session, question)?.unwrap_or_default().to_lowercase();
    Ok(!answer.is_empty() && (yes.starts_with(&answer) || "yes".starts_with(&answer)))
}

/// Asks and returns the answer without blanks around it; none at the end of the input.
fn ask(session: &mut Session<'_>, question: &str) -> Result<Option<String>, Failure> {
    let text = session.locale.text(question);
    write!(session.around.out, "{text} ")?;
    session.around.out.flush()?;
    let mut line = Vec::new();
    let read = (&mut session.around.input).take(LONGEST).read_until(b'\n', &mut line)?;
    let answer = String::from_utf8_lossy(&line).trim().to_owned();
    Ok((read > 0).then_some(answer))
}

fn say(session: &mut Session<'_>, id: &str, args: &[(&str, &str)]) -> Done {
    let text = session.say(id, args.iter().map(|&(name, value)| (name, value.into())));
    session.line(&text)
}
