//! Values in columns, the same for both engines.

use crate::port::{StoreError, StoreResult};
use crate::store::values::{micros, time, time_or_none, unreadable};
use chrono::{DateTime, Utc};
use sqlx::{ColumnIndex, Decode, Row, Type};

/// A table with its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// Its columns; the number comes first.
    pub(super) columns: &'static [Column],
}

impl Table {
    /// Returns the names of the columns, as a statement lists them.
    pub(super) fn names(&self) -> String {
        self.columns.iter().map(Column::name).collect::<Vec<_>>().join(", ")
    }
}

/// A column, by what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    /// A whole number, or a time in microseconds.
    Number(&'static str),
    /// A text, or JSON.
    Text(&'static str),
    /// Yes or no.
    Flag(&'static str),
}

impl Column {
    /// Returns its name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Number(name) | Self::Text(name) | Self::Flag(name) => name,
        }
    }
}

/// A value in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Of a [`Column::Number`].
    Number(Option<i64>),
    /// Of a [`Column::Text`].
    Text(Option<String>),
    /// Of a [`Column::Flag`].
    Flag(bool),
}

impl Cell {
    /// Returns the cell of a number.
    pub(super) fn number(value: impl Into<i64>) -> Self {
        Self::Number(Some(value.into()))
    }

    /// Returns the cell of a text.
    pub(super) fn text(value: impl Into<String>) -> Self {
        Self::Text(Some(value.into()))
    }

    /// Returns the cell of a time.
    pub(super) fn time(value: DateTime<Utc>) -> Self {
        Self::Number(Some(micros(value)))
    }

    /// Returns the cell of a time that may be missing.
    pub(super) fn time_or_none(value: Option<DateTime<Utc>>) -> Self {
        Self::Number(value.map(micros))
    }
}

/// A row's values, taken in the order of the columns.
#[derive(Debug)]
pub(super) struct Cells(std::vec::IntoIter<Cell>);

impl Cells {
    /// Reads a row of a table.
    pub(super) fn of<R>(row: &R, table: Table) -> Result<Self, sqlx::Error>
    where
        R: Row,
        usize: ColumnIndex<R>,
        for<'r> Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
        for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
        for<'r> bool: Decode<'r, R::Database> + Type<R::Database>,
    {
        let cell = |(place, column): (usize, &Column)| {
            Ok(match column {
                Column::Number(_) => Cell::Number(row.try_get(place)?),
                Column::Text(_) => Cell::Text(row.try_get(place)?),
                Column::Flag(_) => Cell::Flag(row.try_get(place)?),
            })
        };
        let cells: Result<Vec<Cell>, sqlx::Error> = table.columns.iter().enumerate().map(cell).collect();
        Ok(Self(cells?.into_iter()))
    }

    /// Passes over a value that the others imply.
    pub(super) fn pass(&mut self) {
        self.0.next();
    }

    /// Takes a number.
    pub(super) fn number(&mut self) -> StoreResult<i64> {
        self.number_or_none()?.ok_or_else(|| unreadable("number", "NULL"))
    }

    /// Takes a number that may be missing.
    pub(super) fn number_or_none(&mut self) -> StoreResult<Option<i64>> {
        match self.0.next() {
            Some(Cell::Number(value)) => Ok(value),
            _ => Err(misplaced()),
        }
    }

    /// Takes a text.
    pub(super) fn text(&mut self) -> StoreResult<String> {
        self.text_or_none()?.ok_or_else(|| unreadable("text", "NULL"))
    }

    /// Takes a text that may be missing.
    pub(super) fn text_or_none(&mut self) -> StoreResult<Option<String>> {
        match self.0.next() {
            Some(Cell::Text(value)) => Ok(value),
            _ => Err(misplaced()),
        }
    }

    /// Takes a yes or no.
    pub(super) fn flag(&mut self) -> StoreResult<bool> {
        match self.0.next() {
            Some(Cell::Flag(value)) => Ok(value),
            _ => Err(misplaced()),
        }
    }

    /// Takes a time.
    pub(super) fn time(&mut self) -> StoreResult<DateTime<Utc>> {
        time(self.number()?)
    }

    /// Takes a time that may be missing.
    pub(super) fn time_or_none(&mut self) -> StoreResult<Option<DateTime<Utc>>> {
        time_or_none(self.number_or_none()?)
    }
}

fn misplaced() -> StoreError {
    StoreError::Other("a column was read as what it is not".into())
}
