//! What the client tells, for people and for programs.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::Exit;
use crate::figures::{bytes, span};
use crate::model::client::{Activity, CheckResult, ClientView, Teller};
use crate::model::report::PackageReport;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Tells a check. It is a failure when nothing could be read, or something was refused.
pub(super) fn result(session: &mut Session<'_>, result: &CheckResult) -> Done {
    if session.json() {
        session.document(&json!(result))?;
    } else {
        session.fields([
            ("client-machine", result.machine.clone()),
            ("client-generation", result.generation.to_string()),
            ("client-point", or_dash(Some(&result.point).filter(|point| !point.is_empty()))),
            ("client-bytes", result.bytes.to_string()),
            ("client-reboot-pending", or_dash(result.reboot_pending.map(time))),
            ("client-reported", session.yes_or_no(result.reported)),
        ])?;
        let mut table = Table::new(session.headings(&["step", "client-package", "client-ending", "client-code"]));
        for step in &result.steps {
            table.row([step.doing.clone(), step.title.clone(), step.ending.clone(), or_dash(step.code)]);
        }
        session.table(&table, result.steps.is_empty())?;
        packages(session, &result.verdicts)?;
    }
    for error in &result.critical {
        session.remark(&format!("{}: {}", error.code, error.text))?;
    }
    if !result.problem.is_empty() {
        session.remark(&result.problem)?;
    }
    let failed = !result.problem.is_empty() || !result.critical.is_empty();
    if failed { Err(Failure::Told(Exit::Failed)) } else { Ok(()) }
}

/// Tells how the client stands.
pub(super) fn view(session: &mut Session<'_>, view: &ClientView) -> Done {
    if session.json() {
        return session.document(&json!(view));
    }
    let now = Utc::now();
    let told = match (view.told_by, view.told_at) {
        (Teller::Service, _) => session.locale.text("cli-client-by-service"),
        (Teller::State, Some(at)) => {
            session.say("cli-client-by-state", [("ago", span((now - at).num_seconds()).into())])
        }
        (Teller::State, None) => session.locale.text("cli-client-no-state"),
    };
    let doing = activity(session, view, now);
    session.fields([
        ("client-told", told),
        ("client-machine", view.machine.clone()),
        ("client-pid", or_dash(view.pid)),
        ("version", or_dash(Some(&view.version).filter(|version| !version.is_empty()))),
        ("client-activity", doing),
        ("client-generation", view.generation.to_string()),
        ("client-point", or_dash(Some(&view.point).filter(|point| !point.is_empty()))),
        ("client-checked", or_dash(view.checked_at.map(time))),
        ("client-next", or_dash(view.next_check_at.map(time))),
        ("client-reported", or_dash(view.reported.map(|reported| session.yes_or_no(reported)))),
        ("client-reboot-pending", or_dash(view.reboot_pending.map(time))),
        ("client-reboot-at", or_dash(view.reboot_at.map(time))),
        ("problem", or_dash(Some(&view.problem).filter(|problem| !problem.is_empty()))),
    ])?;
    packages(session, &view.packages)?;
    if !view.unanswered.is_empty() {
        let text = session.say("cli-client-unanswered", [("reason", view.unanswered.as_str().into())]);
        session.remark(&text)?;
    }
    Ok(())
}

/// Returns what the client does; of one that only its state tells of, what it was about when it was cut off.
fn activity(session: &Session<'_>, view: &ClientView, now: DateTime<Utc>) -> String {
    let since = |at: DateTime<Utc>| span((now - at).num_seconds());
    match &view.activity {
        Activity::Idle if view.told_by == Teller::State => or_dash(None::<String>),
        Activity::Installing { package, .. } | Activity::Removing { package, .. } if view.pid.is_none() => {
            session.say("cli-client-cut-off", [("pkg", package.as_str().into())])
        }
        Activity::Idle => match view.next_check_at.filter(|next| *next > now) {
            Some(next) => session.say("ui-idle-until", [("in", span((next - now).num_seconds()).into())]),
            None => session.locale.text("ui-idle"),
        },
        Activity::Checking { point } => session.say("ui-checking", [("point", point.as_str().into())]),
        Activity::Downloading { package, point, done_bytes, size_bytes } => {
            let done = (*done_bytes).min(*size_bytes);
            let percent = u128::from(done) * 100 / u128::from((*size_bytes).max(1));
            let facts = [
                ("pkg", package.as_str().into()),
                ("point", point.as_str().into()),
                ("percent", percent.to_string().into()),
                ("done", bytes(*done_bytes).into()),
                ("size", bytes(*size_bytes).into()),
            ];
            session.say("ui-downloading", facts)
        }
        Activity::Verifying => session.locale.text("ui-verifying"),
        Activity::Installing { package, since: at } => {
            session.say("ui-installing", [("pkg", package.as_str().into()), ("for", since(*at).into())])
        }
        Activity::Removing { package, since: at } => {
            session.say("ui-removing", [("pkg", package.as_str().into()), ("for", since(*at).into())])
        }
    }
}

fn packages(session: &mut Session<'_>, packages: &[PackageReport]) -> Done {
    let headings = ["client-package", "client-want", "client-version", "client-have", "client-verdict", "client-note"];
    let mut table = Table::new(session.headings(&headings));
    for package in packages {
        table.row([
            package.id.to_string(),
            session.locale.text(&format!("desired-{}", package.want.name().replace('_', "-"))),
            package.ver.clone(),
            or_dash(package.have.as_ref()),
            package.verdict.name().into(),
            package.note.clone(),
        ]);
    }
    session.table(&table, packages.is_empty())
}
