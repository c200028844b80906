//! Named System Sets.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::id::SystemSetId;
use crate::model::system_set::SystemSet;
use crate::port::StoreResult;
use crate::store::values::key;

impl Stored for SystemSet {
    const TABLE: Table = Table {
        name: "system_set",
        columns: &[
            Column::Number("id"),
            Column::Text("name"),
            Column::Text("name_key"),
            Column::Number("parent"),
            Column::Text("description"),
            Column::Text("link_person"),
            Column::Number("created_at_us"),
            Column::Text("created_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::text(&self.name),
            Cell::text(key(&self.name)),
            Cell::Number(self.parent.map(|id| id.0)),
            Cell::text(&self.description),
            Cell::text(&self.link_person),
            Cell::time(self.created_at),
            Cell::text(&self.created_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: SystemSetId(cells.number()?),
            name: cells.text()?,
            parent: {
                cells.pass();
                cells.number_or_none()?.map(SystemSetId)
            },
            description: cells.text()?,
            link_person: cells.text()?,
            created_at: cells.time()?,
            created_by: cells.text()?,
        })
    }
}
