//! Named Sets of Computers.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::computer_set::ComputerSet;
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::port::StoreResult;
use crate::store::values::key;

impl Stored for ComputerSet {
    const TABLE: Table = Table {
        name: "computer_set",
        columns: &[
            Column::Number("id"),
            Column::Number("nss"),
            Column::Text("name"),
            Column::Text("name_key"),
            Column::Text("description"),
            Column::Number("parent"),
            Column::Flag("locally_managed"),
            Column::Text("responsible"),
            Column::Text("os_version"),
            Column::Number("created_at_us"),
            Column::Text("created_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nss.0),
            Cell::text(&self.name),
            Cell::text(key(&self.name)),
            Cell::text(&self.description),
            Cell::Number(self.parent.map(|id| id.0)),
            Cell::Flag(self.locally_managed),
            Cell::text(&self.responsible),
            Cell::text(&self.os_version),
            Cell::time(self.created_at),
            Cell::text(&self.created_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: ComputerSetId(cells.number()?),
            nss: SystemSetId(cells.number()?),
            name: cells.text()?,
            description: {
                cells.pass();
                cells.text()?
            },
            parent: cells.number_or_none()?.map(ComputerSetId),
            locally_managed: cells.flag()?,
            responsible: cells.text()?,
            os_version: cells.text()?,
            created_at: cells.time()?,
            created_by: cells.text()?,
        })
    }
}
