//! Hand-made packages with their assignments.

use super::{ago, sets};
use crate::core::change::{Effect as Follows, Plan};
use crate::core::package::{PackageDetail, PackageRow, Recipient};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy};
use crate::model::desired::DesiredState;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::model::package::{Package, PackageKind, PackageState};
use chrono::TimeDelta;

fn bundle() -> Package {
    Package {
        vendor: "Contoso".into(),
        description: "Everything that a machine needs to be safe this month.".into(),
        kind: PackageKind::Patch,
        source: "security/2026-09".into(),
        install_command: "setup.exe /quiet /norestart".into(),
        remove_command: "setup.exe /uninstall /quiet".into(),
        detection: "reg:HKLM/Software/Contoso/Bundle>=2026.09".into(),
        reboot_codes: vec![1641, 3010],
        dependencies: vec![PackageId(811)],
        conflicts: vec![PackageId(813)],
        priority: 10,
        size: 734_003_200,
        os_filter: vec!["Windows 11".into(), "Windows Server".into()],
        concurrency: Some(200),
        licences: Some(12_000),
        reboots: true,
        ..sets::package(812, "Security bundle", "2026-09")
    }
}

/// Every package: one in use, one with everything set, one draft, one retired.
pub(crate) fn rows() -> Vec<PackageRow> {
    let reader = Package { state: PackageState::Retired, ..sets::package(813, "Old reader", "9.2") };
    let task = Package {
        state: PackageState::Draft,
        kind: PackageKind::ScheduledTask,
        ..sets::package(814, "Weekly cleanup", "1")
    };
    let row = |package, assignments| PackageRow { package, nss_name: "NICE".into(), assignments };
    vec![row(sets::package(811, "Office", "16.0"), 1), row(reader, 0), row(bundle(), 2), row(task, 0)]
}

/// A package in full.
pub(crate) fn detail(id: PackageId) -> PackageDetail {
    let row = rows().into_iter().find(|row| row.package.id == id).unwrap();
    let recipient = |number: i64, nsc: i64, action, computers| {
        let bundle = id == PackageId(812);
        let assignment = Assignment {
            id: AssignmentId(number),
            nsc: ComputerSetId(nsc),
            pkg: id,
            action,
            not_before: None,
            deadline: bundle.then(|| ago(0) + TimeDelta::days(2)),
            window: bundle.then(|| "Sat,Sun 02:00-05:00".parse().unwrap()),
            reboot: RebootPolicy::Defer,
            assigned_at: ago(3000),
            assigned_by: "anna".into(),
        };
        let set = sets::computer_sets().into_iter().find(|row| row.set.id == assignment.nsc).unwrap();
        Recipient { assignment, nsc_name: set.set.name, computers: Some(computers) }
    };
    let all = [recipient(1, 259, AssignAction::Deny, 21), recipient(2, 1, AssignAction::Apply, 9_998)];
    let assigned: Vec<_> = all.into_iter().skip(2 - usize::try_from(row.assignments).unwrap()).collect();
    let counts = [
        (DesiredState::Applied, 9_653),
        (DesiredState::WaitingForWindow, 312),
        (DesiredState::BlockedByLocalManager, 12),
        (DesiredState::Denied, 21),
    ];
    let machines = if assigned.is_empty() { Vec::new() } else { counts.to_vec() };
    PackageDetail { row, assigned, machines }
}

/// A plan that assigns the bundle.
pub(crate) fn plan() -> Plan {
    let mut plan = super::plan(0);
    plan.preview.object.kind = "pkg".into();
    plan.preview.object.name = "Security bundle 2026-09".into();
    (plan.preview.before, plan.preview.after) = (None, None);
    plan.preview.command = "bailiwick pkg assign 812 7 apply --window 'Sat 02:00-04:00'".into();
    plan.preview.effects = vec![
        Follows::Installs {
            pkg: "Security bundle 2026-09".into(),
            count: 312,
            first: vec!["PCCCR001".into(), "PCCCR002".into(), "PCCCR003".into()],
        },
        Follows::Removes { pkg: "Old reader 9.2".into(), count: 4, first: vec!["PCCCR017".into()] },
        Follows::Reboots { count: 312 },
    ];
    plan
}
