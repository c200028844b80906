//! One line of an import, read as a row of its table.

use crate::model::cmdb::{CmdbRow, CmdbTable, RowProblem};
use crate::rules::identity::normal_name;
use chrono::{DateTime, SubsecRound, Utc};
use serde_json::Value;
use std::str::FromStr;

/// A column that imports know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Resource,
    Uuid,
    Fqdn,
    Address,
    Source,
    Collected,
}

impl Column {
    const ALL: [Self; 6] = [Self::Resource, Self::Uuid, Self::Fqdn, Self::Address, Self::Source, Self::Collected];

    /// Returns the column's name in the inventory.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Resource => "_ResourceGuid",
            Self::Uuid => "UUID",
            Self::Fqdn => "FQDN",
            Self::Address => "IP Address",
            Self::Source => "Source",
            Self::Collected => "Collected",
        }
    }

    /// Returns the kind of its values.
    fn takes(self) -> &'static str {
        match self {
            Self::Resource => "guid",
            Self::Uuid => "uuid",
            Self::Fqdn => "name",
            Self::Address => "address",
            Self::Source => "source",
            Self::Collected => "time",
        }
    }

    /// Returns the column of this name, in any case.
    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name.trim()))
    }

    /// Returns the columns without which a file of this table is of no use.
    pub(super) fn needed(table: CmdbTable) -> &'static [Self] {
        match table {
            CmdbTable::AmtComputerSystem | CmdbTable::OobCapability => &[Self::Resource, Self::Uuid, Self::Fqdn],
            CmdbTable::Location => &[Self::Resource, Self::Fqdn],
            CmdbTable::Tcpip => &[Self::Resource, Self::Address],
        }
    }
}

/// The values of a line, before they are checked.
#[derive(Debug, Default)]
pub(super) struct Values([Option<String>; 6]);

impl Values {
    /// Takes a value; an empty one counts as none.
    pub(super) fn set(&mut self, column: Column, value: &str) {
        let value = value.trim();
        self.0[column as usize] = (!value.is_empty()).then(|| value.to_owned());
    }

    /// Reads a JSON object's members.
    pub(super) fn from_json(text: &str) -> Result<Self, RowProblem> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| RowProblem::Syntax { reason: error.to_string() })?;
        let Value::Object(members) = value else {
            return Err(RowProblem::Syntax { reason: "not a JSON object".into() });
        };
        let mut values = Self::default();
        for (name, value) in &members {
            let Some(column) = Column::find(name) else { continue };
            match value {
                Value::Null => {}
                Value::String(text) => values.set(column, text),
                other => return Err(invalid(column, &other.to_string())),
            }
        }
        Ok(values)
    }

    /// Checks the values and returns the row.
    pub(super) fn into_row(self, table: CmdbTable) -> Result<CmdbRow, RowProblem> {
        let resource = self.parse(Column::Resource)?;
        let row = CmdbRow {
            resource: resource.ok_or_else(|| missing(Column::Resource))?,
            uuid: self.parse(Column::Uuid)?,
            fqdn: match self.get(Column::Fqdn) {
                None => None,
                Some(text) => Some(normal_name(text).ok_or_else(|| invalid(Column::Fqdn, text))?),
            },
            address: self.parse(Column::Address)?,
            source: match self.get(Column::Source) {
                None => None,
                Some(text) => Some(text.parse().map_err(|()| invalid(Column::Source, text))?),
            },
            collected: self.parse::<DateTime<Utc>>(Column::Collected)?.map(|at| at.trunc_subsecs(6)),
        };
        match table {
            CmdbTable::AmtComputerSystem | CmdbTable::OobCapability if row.uuid.is_none() => Err(missing(Column::Uuid)),
            CmdbTable::Tcpip if row.address.is_none() => Err(missing(Column::Address)),
            _ => Ok(row),
        }
    }

    fn get(&self, column: Column) -> Option<&str> {
        self.0[column as usize].as_deref()
    }

    fn parse<T: FromStr>(&self, column: Column) -> Result<Option<T>, RowProblem> {
        self.get(column).map(|text| text.parse().map_err(|_| invalid(column, text))).transpose()
    }
}

fn missing(column: Column) -> RowProblem {
    RowProblem::Missing { column: column.name().into() }
}

fn invalid(column: Column, value: &str) -> RowProblem {
    RowProblem::Invalid {
        column: column.name().into(),
        expected: column.takes().into(),
        value: value.chars().take(80).collect(),
    }
}
