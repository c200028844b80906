//! The objects of the configuration in their tables: one file for each kind says which columns it has and how a value
//! stands in them; here is everything that works alike for all kinds.

mod administrator;
mod assignment;
mod cell;
mod choice;
mod computer_set;
mod grant;
mod package;
mod point;
mod release;
mod request;
mod system_set;

use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::{Administrator, Grant, Reach};
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::object::{Object, ObjectKind};
use crate::model::package::Package;
use crate::model::point::Point;
use crate::model::request::MemberRequest;
use crate::model::system_set::SystemSet;
use crate::port::{StoreError, StoreResult};
use crate::store::engine::{Tx, on, pieces};
use crate::store::error::naming;
use cell::{Cell, Cells, Column, Table};
use futures::TryStreamExt as _;
use sqlx::QueryBuilder;

/// A kind of object with a table of its own, whose first column is the number.
trait Stored: Sized + Into<Object> {
    /// Its table.
    const TABLE: Table;

    /// Returns its values in the order of the columns.
    fn encode(&self) -> StoreResult<Vec<Cell>>;

    /// Reads what [`Stored::encode`] wrote.
    fn decode(cells: &mut Cells) -> StoreResult<Self>;
}

/// Binds the type behind a kind as `$T`.
macro_rules! of_kind {
    ($kind:expr, $T:ident => $body:expr) => {
        of_kind!(@ $kind, $T, $body; SystemSet = SystemSet, Grant = Grant, ComputerSet = ComputerSet,
            Package = Package, Administrator = Administrator, Assignment = Assignment, Release = Release,
            Request = MemberRequest, Choice = Choice, Point = Point)
    };
    (@ $kind:expr, $T:ident, $body:expr; $($variant:ident = $ty:ty),+) => {
        match $kind {
            $(ObjectKind::$variant => {
                type $T = $ty;
                $body
            })+
        }
    };
}

fn table(kind: ObjectKind) -> Table {
    of_kind!(kind, T => T::TABLE)
}

fn encode(object: &Object) -> StoreResult<Vec<Cell>> {
    match object {
        Object::SystemSet(o) => o.encode(),
        Object::Grant(o) => o.encode(),
        Object::ComputerSet(o) => o.encode(),
        Object::Package(o) => o.encode(),
        Object::Administrator(o) => o.encode(),
        Object::Assignment(o) => o.encode(),
        Object::Release(o) => o.encode(),
        Object::Request(o) => o.encode(),
        Object::Choice(o) => o.encode(),
        Object::Point(o) => o.encode(),
    }
}

/// Returns what people call an object.
pub(super) fn name(object: &Object) -> String {
    match object {
        Object::SystemSet(o) => o.name.clone(),
        Object::Grant(o) => o.verb.name().into(),
        Object::ComputerSet(o) => o.name.clone(),
        Object::Package(o) => o.title(),
        Object::Administrator(o) => o.trustee.to_string(),
        Object::Point(o) => o.name.clone(),
        Object::Assignment(_) | Object::Release(_) | Object::Request(_) | Object::Choice(_) => object.id().to_string(),
    }
}

/// Inserts new objects, all of this kind.
pub(super) async fn insert(tx: &mut Tx, kind: ObjectKind, objects: &[&Object]) -> StoreResult<()> {
    let table = table(kind);
    let rows = objects.iter().map(|object| encode(object)).collect::<StoreResult<Vec<_>>>()?;
    for piece in pieces(&rows) {
        on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO ");
            sql.push(table.name).push(" (").push(table.names()).push(") ");
            sql.push_values(piece, |mut row, cells| {
                for cell in cells {
                    match cell {
                        Cell::Number(value) => row.push_bind(*value),
                        Cell::Text(value) => row.push_bind(value.as_deref()),
                        Cell::Flag(value) => row.push_bind(*value),
                    };
                }
            });
            sql.build().execute(&mut **c).await.map(drop)
        })
        .map_err(|error| naming(&objects.first().map_or_else(String::new, |object| name(object)))(error.into()))?;
    }
    Ok(())
}

/// Adds `column = value` pairs to a statement.
macro_rules! push_pairs {
    ($sql:ident, $table:expr, $cells:expr, $equals:literal, $between:literal) => {
        for (place, (column, cell)) in $table.columns.iter().zip($cells).enumerate() {
            $sql.push(if place == 0 { "" } else { $between }).push(column.name()).push($equals);
            match cell {
                Cell::Number(value) => $sql.push_bind(*value),
                Cell::Text(value) => $sql.push_bind(value.as_deref()),
                Cell::Flag(value) => $sql.push_bind(*value),
            };
        }
    };
}

/// Puts an object in the place of one that must still be as it was; or deletes it.
pub(super) async fn replace(tx: &mut Tx, before: &Object, after: Option<&Object>) -> StoreResult<()> {
    let table = table(before.kind());
    let found = encode(before)?;
    let wanted = after.map(encode).transpose()?;
    let rows = on!(&mut *tx, c: D => {
        let mut sql = QueryBuilder::<D>::default();
        match &wanted {
            Some(wanted) => {
                sql.push("UPDATE ").push(table.name).push(" SET ");
                push_pairs!(sql, table, wanted, " = ", ", ");
            }
            None => drop(sql.push("DELETE FROM ").push(table.name)),
        }
        sql.push(" WHERE ");
        push_pairs!(sql, table, &found, " IS NOT DISTINCT FROM ", " AND ");
        sql.build().execute(&mut **c).await.map(|done| done.rows_affected())
    })
    .map_err(|error| naming(&name(after.unwrap_or(before)))(error.into()))?;
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::Changed { kind: before.kind().name(), name: name(before) }),
    }
}

/// Reads every object of a kind into a configuration.
pub(super) async fn read(tx: &mut Tx, kind: ObjectKind, into: &mut Configuration) -> StoreResult<()> {
    of_kind!(kind, T => {
        each(tx, T::TABLE, |mut cells| {
            into.put(T::decode(&mut cells)?.into());
            Ok(())
        })
        .await?;
    });
    Ok(())
}

/// Hands over every row of a table as it comes: of a large one, all rows at once take several times its objects.
async fn each(tx: &mut Tx, table: Table, mut take: impl FnMut(Cells) -> StoreResult<()>) -> StoreResult<()> {
    on!(tx, c: D => {
        let mut sql = QueryBuilder::<D>::new("SELECT ");
        sql.push(table.names()).push(" FROM ").push(table.name);
        let mut rows = sql.build().fetch(&mut **c);
        while let Some(row) = rows.try_next().await? {
            take(Cells::of(&row, table)?)?;
        }
    });
    Ok(())
}

/// The two columns of a reach; both empty for [`Reach::Nss`].
fn encode_reach(reach: Reach) -> [Cell; 2] {
    match reach {
        Reach::Nss => [Cell::Number(None), Cell::Number(None)],
        Reach::Nsc(id) => [Cell::number(id.0), Cell::Number(None)],
        Reach::Pkg(id) => [Cell::Number(None), Cell::number(id.0)],
    }
}

/// Reads what [`encode_reach`] wrote.
fn decode_reach(cells: &mut Cells) -> StoreResult<Reach> {
    Ok(match (cells.number_or_none()?, cells.number_or_none()?) {
        (Some(id), _) => Reach::Nsc(ComputerSetId(id)),
        (None, Some(id)) => Reach::Pkg(PackageId(id)),
        (None, None) => Reach::Nss,
    })
}
