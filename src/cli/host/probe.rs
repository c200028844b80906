//! `host probe` and `doctor host`: one question to one machine, and what its answer is worth.

use super::attempts::{hint, said, shape as attempt_shape};
use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash};
use crate::cli::shape;
use crate::cli::table::Table;
use crate::core::Exit;
use crate::core::host::{ProbeWish, Probed, health, probe};
use crate::model::trace::StepResult;
use clap::Args;
use serde_json::{Value, json};
use std::net::IpAddr;
use uuid::Uuid;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ProbeArgs {
    #[arg(value_name = "IP")]
    address: IpAddr,
    #[arg(long)]
    wmi: bool,
    #[arg(long, value_name = "UUID")]
    uuid: Option<Uuid>,
}

impl ProbeArgs {
    fn wish(&self) -> ProbeWish {
        ProbeWish { address: self.address.to_canonical(), wmi: self.wmi, uuid: self.uuid }
    }

    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let probed = probe(&session.ctx, &core, self.wish()).await?;
        if session.json() {
            let value = probed_shape(&probed, session);
            session.document(&value)?;
        } else {
            let note = session.locale.say("note", &probed.step.note);
            session.line(&note)?;
            session.attempts(&probed.step.attempts)?;
            warn(session, &probed)?;
        }
        ended(&probed)
    }
}

fn warn(session: &mut Session<'_>, probed: &Probed) -> Done {
    for warning in &probed.warnings {
        let text = session.locale.say("warning", warning);
        session.line(&format!("! {text}"))?;
    }
    Ok(())
}

/// A host that told no name is a failure, also for scripts.
fn ended(probed: &Probed) -> Done {
    let named = probed.step.attempts.iter().any(|attempt| attempt.name.is_some() && attempt.class.is_none());
    if named && probed.step.result != StepResult::Error { Ok(()) } else { Err(Failure::Told(Exit::Failed)) }
}

fn probed_shape(probed: &Probed, session: &Session<'_>) -> Value {
    let step = &probed.step;
    let attempts = step.attempts.iter();
    let named = attempts.clone().rev().find(|attempt| attempt.name.is_some() && attempt.class.is_none());
    json!({
        "address": probed.gathered.source,
        "result": step.result,
        "fqdn": named.and_then(|attempt| attempt.name.as_ref()),
        "carrier": named.map(|attempt| attempt.carrier),
        "verified": step.attempts.iter().any(|attempt| attempt.verified),
        "note": step.note,
        "detail": session.locale.say("note", &step.note),
        "attempts": attempts.map(|attempt| attempt_shape(attempt, session.locale)).collect::<Vec<_>>(),
        "wmi": probed.gathered.answer.wmi.as_ref().map(|wmi| &wmi.identity),
        "account": probed.gathered.answer.account,
        "warnings": shape::warnings(&probed.warnings, session.locale),
        "duration_ms": probed.gathered.duration_ms,
    })
}

/// Asks one machine and says, attempt by attempt, what to do.
pub(in crate::cli) async fn diagnose(args: &ProbeArgs, session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let health = health(&session.ctx, &core).await?;
    let probed = probe(&session.ctx, &core, args.wish()).await?;
    if session.json() {
        let mut value = probed_shape(&probed, session);
        value["hosts"] = json!(health);
        for (attempt, shown) in probed.step.attempts.iter().zip(value["attempts"].as_array_mut().into_iter().flatten())
        {
            shown["hint"] = attempt.class.and_then(|class| hint(class, session.locale)).into();
        }
        session.document(&value)?;
        return ended(&probed);
    }
    let mut table = Table::new(session.headings(&["state", "part", "detail", "to-do"]));
    for attempt in &probed.step.attempts {
        let state = match attempt.class {
            None => "ok",
            Some(_) if attempt.carrier.is_wmi() => "failed",
            Some(_) => "warning",
        };
        let name = attempt.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        table.row([
            session.locale.text(&format!("cli-doctor-state-{state}")),
            session.locale.text(&super::attempts::id("host-carrier", attempt.carrier)),
            format!("{name}{}, {:.0} ms", said(attempt, session.locale), attempt.elapsed_ms),
            or_dash(attempt.class.and_then(|class| hint(class, session.locale))),
        ]);
    }
    session.table(&table, false)?;
    warn(session, &probed)?;
    ended(&probed)
}
