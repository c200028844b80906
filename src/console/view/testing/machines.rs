//! Hand-made machines and what they shall have.

use super::ago;
use crate::core::machine::{COLUMNS, Found, MachinePage, MachineQuery, MachineRow, MachineWhy, SortColumn};
use crate::model;
use crate::model::assignment::AssignAction;
use crate::model::desired::{Because, Desired, DesiredState, Lost, Rule};
use crate::model::directory::{Computer, MemberKind};
use crate::model::filter::Filter;
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::port::AccountQuery;

/// How many machines there are.
pub(crate) const MACHINES: usize = 1_234;

fn row(number: usize) -> MachineRow {
    let name = if number <= 20 { format!("PCATLDCS{number:02}") } else { format!("PCSITE{number:04}") };
    let nscs: &[i64] = if number <= 20 { &[1, 259] } else { &[1] };
    MachineRow {
        nscs: nscs.iter().copied().map(ComputerSetId).collect(),
        computer: Computer {
            fqdn: format!("{}.cern.ch", name.to_lowercase()),
            os: ["Windows 11 23H2", "Windows Server 2022"][number % 2].into(),
            owner: if number.is_multiple_of(5) { String::new() } else { "otto".into() },
            created_at: ago(90_000),
            name,
        },
    }
}

/// The machines that a query finds.
pub(crate) fn rows(query: &AccountQuery) -> Vec<MachineRow> {
    let finds = |row: &MachineRow| {
        let name = row.computer.name.to_lowercase();
        query.contains.as_ref().is_none_or(|text| name.contains(&text.to_lowercase()))
            && query.after.as_ref().is_none_or(|after| row.computer.name > *after)
    };
    (1..=MACHINES).map(row).filter(finds).take(query.limit as usize).collect()
}

/// What a search finds.
pub(crate) fn page(query: &MachineQuery) -> MachinePage {
    let filter = Filter::parse(&query.filter, COLUMNS);
    let search = filter.search();
    let text = |row: &MachineRow| {
        let Computer { name, fqdn, os, owner, .. } = &row.computer;
        model::filter::row([name, fqdn, os, owner, ""])
    };
    let mut rows: Vec<_> = (1..=MACHINES).map(row).filter(|row| search.passes(&text(row))).collect();
    let count = rows.len() as u64;
    if query.sort.column == SortColumn::Os {
        rows.sort_by(|a, b| a.computer.os.cmp(&b.computer.os));
    }
    if query.sort.descending {
        rows.reverse();
    }
    let after = query.after.as_ref().and_then(|name| rows.iter().position(|row| row.computer.name == *name));
    rows.drain(..after.map_or(0, |place| place + 1));
    rows.truncate(query.limit as usize);
    MachinePage { rows, found: query.looks_at_all().then_some(Found { count, all: MACHINES as u64 }) }
}

fn assigned(number: i64, action: AssignAction, nsc: i64, nsc_name: &str) -> Rule {
    Rule::Assignment {
        assignment: AssignmentId(number),
        action,
        nsc: ComputerSetId(nsc),
        nsc_name: nsc_name.into(),
        through: None,
        member: MemberKind::Computer,
        by: "anna".into(),
        since: ago(3000),
    }
}

/// What a machine shall have: each kind of state once.
pub(crate) fn why(name: &str, user: Option<&str>) -> MachineWhy {
    let desktop = |number, action| assigned(number, action, 1, "NICE Default Desktop");
    let local = Rule::LocalManager {
        nsc: ComputerSetId(259),
        nsc_name: "ATLAS DCS Operator".into(),
        responsible: "otto".into(),
    };
    let lost = |rule, because| Lost { rule, because };
    let package = |id, name: &str, version: &str, state, winner, losers| Desired {
        pkg: PackageId(id),
        name: name.into(),
        version: version.into(),
        state,
        winner,
        losers,
        until: None,
    };
    let opens = ago(-1440);
    let held = vec![lost(desktop(2, AssignAction::Apply), Because::HeldUp)];
    let weaker = vec![
        lost(desktop(4, AssignAction::Apply), Because::WeakerAction),
        lost(assigned(5, AssignAction::Publish, 259, "ATLAS DCS Operator"), Because::WeakerAction),
    ];
    let mut packages = vec![
        package(809, "7-Zip", "24.08", DesiredState::Applied, desktop(1, AssignAction::Apply), Vec::new()),
        package(812, "Security bundle", "2026-09", DesiredState::BlockedByLocalManager, local, held.clone()),
        package(
            813,
            "Messenger",
            "3.1",
            DesiredState::Denied,
            assigned(6, AssignAction::Deny, 259, "ATLAS DCS Operator"),
            weaker,
        ),
        package(811, "Office", "16.0", DesiredState::Published, desktop(3, AssignAction::Publish), Vec::new()),
        package(
            815,
            "Firmware update",
            "1.9",
            DesiredState::WaitingForWindow,
            Rule::Schedule { assignment: AssignmentId(2), opens },
            held,
        ),
    ];
    packages[4].until = Some(opens);
    if let Some(user) = user {
        let choice = Rule::Choice { user: user.into(), chosen: true, at: ago(60) };
        let published = vec![lost(desktop(3, AssignAction::Publish), Because::Chosen)];
        packages[3] = package(811, "Office", "16.0", DesiredState::Applied, choice, published);
    }
    let machine = (1..=MACHINES).map(row).find(|row| row.computer.name == name).unwrap();
    MachineWhy {
        machine,
        user: user.map(str::to_owned),
        packages,
        decided_at: ago(0),
        members_read_at: ago(0),
        stale: None,
    }
}
