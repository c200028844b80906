//! A resolution as text: the verdict, the five steps, and what a person should know.

use super::failure::Done;
use super::session::{Session, or_dash, time};
use super::table::Table;
use crate::config::Locale;
use crate::model::evidence::Evidence;
use crate::model::trace::{Outcome, StepName, StepResult, Trace};

impl Session<'_> {
    /// Writes a trace for people.
    pub(super) fn trace(&mut self, trace: &Trace) -> Done {
        let verdict = self.verdict(trace);
        self.line(&verdict)?;
        let mut table = Table::new(self.headings(&["step", "result", "detail", "source", "age", "ms"]));
        for step in &trace.steps {
            table.row([
                self.locale.text(&format!("step-{}", kebab(step_name(step.step)))),
                self.locale.text(&format!("result-{}", result_name(step.result))),
                self.locale.say("note", &step.note),
                or_dash(step.source.as_ref()),
                step.age_s.map_or_else(|| "–".into(), age),
                step.duration_ms.map_or_else(|| "–".into(), |ms| format!("{ms:.1}")),
            ]);
        }
        self.table(&table, false)?;
        for step in &trace.steps {
            self.attempts(&step.attempts)?;
        }
        for warning in &trace.warnings {
            let text = self.locale.say("warning", warning);
            self.line(&format!("! {text}"))?;
        }
        Ok(())
    }

    /// Returns the verdict in one line.
    pub(super) fn verdict(&self, trace: &Trace) -> String {
        let mut parts = vec![outcome(trace.outcome, self.locale)];
        parts.extend(trace.fqdn.clone());
        if let Some(tentative) = &trace.tentative {
            parts.push(self.say("cli-tentative", [("fqdn", tentative.as_str().into())]));
        }
        if let Some(profile) = &trace.profile {
            parts.push(
                self.say(
                    "cli-profile",
                    [("id", profile.id.to_string().into()), ("name", profile.name.as_str().into())],
                ),
            );
        }
        if let Some(scenario) = trace.scenario {
            let name = serde_json::to_value(scenario).ok().and_then(|v| v.as_str().map(kebab)).unwrap_or_default();
            parts.push(self.locale.text(&format!("scenario-{name}")));
        }
        parts.join(" · ")
    }

    /// Writes when and on what a stored trace rests.
    pub(super) fn rests_on(&mut self, trace: &Trace, evidence: &Evidence) -> Done {
        let text = self.say(
            "cli-decided",
            [("at", time(trace.decided_at).into()), ("gathered", time(evidence.gathered_at).into())],
        );
        self.line(&text)
    }
}

/// Returns the name of an outcome for people.
pub(super) fn outcome(outcome: Outcome, locale: &Locale) -> String {
    let name = serde_json::to_value(outcome).ok().and_then(|v| v.as_str().map(kebab)).unwrap_or_default();
    locale.text(&format!("outcome-{name}"))
}

fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

fn step_name(step: StepName) -> &'static str {
    match step {
        StepName::Policy => "policy",
        StepName::CmdbUuid => "cmdb_uuid",
        StepName::CmdbIp => "cmdb_ip",
        StepName::Host => "host",
        StepName::Dns => "dns",
    }
}

fn result_name(result: StepResult) -> &'static str {
    match result {
        StepResult::Hit => "hit",
        StepResult::Miss => "miss",
        StepResult::Skipped => "skipped",
        StepResult::Error => "error",
    }
}

/// Returns an age in its largest unit.
pub(super) fn age(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}
