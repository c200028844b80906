//! What the inventory's rows mean: exact UUID matches, and tentative matches by address.

use super::normal_name;
use crate::model::cmdb::{CmdbTable, Source};
use crate::model::evidence::{Evidence, UuidRow, UuidRows};
use crate::model::trace::{Note, StepResult, Warning};
use chrono::{DateTime, TimeDelta, Utc};

/// A step's answer with what the trace says of it.
pub(super) struct Found<T> {
    pub(super) answer: T,
    pub(super) result: StepResult,
    pub(super) note: Note,
    pub(super) source: Option<String>,
    pub(super) collected: Option<DateTime<Utc>>,
    pub(super) warnings: Vec<Warning>,
}

/// What the UUID tables say.
pub(super) enum ByUuid {
    /// One computer.
    Hit(String),
    /// None.
    Miss,
    /// Different ones.
    Conflict,
}

/// The candidates by address, the one collected last first.
#[derive(Default)]
pub(super) struct ByAddress {
    /// Their names.
    pub(super) names: Vec<String>,
    /// When the first one's record was collected.
    pub(super) collected: Option<DateTime<Utc>>,
}

/// Whether the UUID tables name a computer, or several: then nobody else is needed.
pub fn is_named(answer: &UuidRows) -> bool {
    !matches!(by_uuid(answer).answer, ByUuid::Miss)
}

/// Reads the UUID tables' rows.
pub(super) fn by_uuid(answer: &UuidRows) -> Found<ByUuid> {
    let miss =
        |result, note, warnings| Found { answer: ByUuid::Miss, result, note, source: None, collected: None, warnings };
    let (rows, near, empty) = match answer {
        UuidRows::Failed { reason } => {
            return miss(StepResult::Error, Note::StoreFailed { reason: reason.clone() }, Vec::new());
        }
        UuidRows::Read { rows, near, empty_tables } => (rows, near, empty_tables),
    };
    let named: Vec<(&UuidRow, String)> =
        rows.iter().filter_map(|row| Some((row, normal_name(row.fqdn.as_deref()?)?))).collect();
    let Some((first, fqdn)) = named.iter().max_by_key(|(row, _)| row.collected) else {
        let near = near.iter().map(|row| Warning::ByteOrder { fqdn: row.fqdn.clone(), uuid: row.resource }).collect();
        let note = match rows.first() {
            Some(row) => Note::UuidWithoutName { table: row.table },
            None if empty.len() == 2 => Note::UuidTablesEmpty,
            None => Note::UuidMiss,
        };
        return miss(StepResult::Miss, note, near);
    };
    if let Some((second, other)) = named.iter().find(|(_, name)| name != fqdn) {
        return Found {
            answer: ByUuid::Conflict,
            result: StepResult::Hit,
            note: Note::UuidConflict {
                first: fqdn.clone(),
                first_table: first.table,
                second: other.clone(),
                second_table: second.table,
            },
            source: None,
            collected: first.collected,
            warnings: Vec::new(),
        };
    }
    let shared = named.iter().any(|(row, _)| row.resource != first.resource);
    Found {
        answer: ByUuid::Hit(fqdn.clone()),
        result: StepResult::Hit,
        note: Note::UuidHit { table: first.table, fqdn: fqdn.clone() },
        source: Some(place(first.table, first.source)),
        collected: first.collected,
        warnings: if shared { vec![Warning::SeveralResources { fqdn: fqdn.clone() }] } else { Vec::new() },
    }
}

/// Reads the address tables' rows.
pub(super) fn by_address(evidence: &Evidence, max_age_days: u32) -> Found<ByAddress> {
    let rows = &evidence.cmdb_ip.answer;
    let mut named: Vec<_> = rows.iter().filter_map(|row| Some((row, normal_name(row.fqdn.as_deref()?)?))).collect();
    named.sort_by_key(|(row, _)| std::cmp::Reverse(row.collected));
    let Some((first, fqdn)) = named.first().cloned() else {
        let note = match &evidence.cmdb_uuid.answer {
            UuidRows::Failed { reason } if rows.is_empty() => Note::StoreFailed { reason: reason.clone() },
            _ if rows.is_empty() => Note::AddressMiss,
            _ => Note::AddressWithoutName,
        };
        let result = if matches!(note, Note::StoreFailed { .. }) { StepResult::Error } else { StepResult::Miss };
        let answer = ByAddress::default();
        return Found { answer, result, note, source: None, collected: None, warnings: Vec::new() };
    };
    let mut names: Vec<String> = Vec::new();
    for (_, name) in &named {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let mut warnings = Vec::new();
    if names.len() > 1 {
        warnings.push(Warning::SharedAddress { names: names.clone() });
    }
    let limit = TimeDelta::days(i64::from(max_age_days));
    if first.collected.is_none_or(|at| evidence.gathered_at - at > limit) {
        warnings.push(Warning::OldInventory { record: fqdn.clone(), collected: first.collected });
    }
    let note = match names.len() {
        1 => Note::AddressHit { fqdn },
        count => Note::AddressSeveral { fqdn, count },
    };
    Found {
        result: StepResult::Hit,
        note,
        source: Some(place(CmdbTable::Tcpip, first.source)),
        collected: first.collected,
        warnings,
        answer: ByAddress { names, collected: first.collected },
    }
}

fn place(table: CmdbTable, source: Option<Source>) -> String {
    match source {
        Some(source) => format!("{} ({})", table.name(), source.name()),
        None => table.name().to_owned(),
    }
}
