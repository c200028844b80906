//! What the client tells, for people and for programs.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::Exit;
use crate::model::client::{CheckResult, ClientView};
use crate::model::report::PackageReport;
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
    session.fields([
        ("client-machine", view.machine.clone()),
        ("client-pid", or_dash(view.pid)),
        ("version", or_dash(Some(&view.version).filter(|version| !version.is_empty()))),
        ("client-activity", or_dash(Some(&view.activity).filter(|activity| !activity.is_empty()))),
        ("client-generation", view.generation.to_string()),
        ("client-point", or_dash(Some(&view.point).filter(|point| !point.is_empty()))),
        ("client-checked", or_dash(view.checked_at.map(time))),
        ("client-next", or_dash(view.next_check_at.map(time))),
        ("client-reboot-pending", or_dash(view.reboot_pending.map(time))),
        ("problem", or_dash(Some(&view.problem).filter(|problem| !problem.is_empty()))),
    ])?;
    packages(session, &view.packages)
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
