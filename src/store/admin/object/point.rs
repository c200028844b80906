//! Distribution points.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::id::PointId;
use crate::model::point::Point;
use crate::port::StoreResult;
use crate::store::values::key;

impl Stored for Point {
    const TABLE: Table = Table {
        name: "distribution_point",
        columns: &[
            Column::Number("id"),
            Column::Text("name"),
            Column::Text("name_key"),
            Column::Text("url"),
            Column::Text("credential"),
            Column::Number("added_at_us"),
            Column::Text("added_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::text(&self.name),
            Cell::text(key(&self.name)),
            Cell::text(&self.url),
            Cell::text(&self.credential),
            Cell::time(self.added_at),
            Cell::text(&self.added_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        let id = PointId(cells.number()?);
        let name = cells.text()?;
        cells.pass();
        Ok(Self {
            id,
            name,
            url: cells.text()?,
            credential: cells.text()?,
            added_at: cells.time()?,
            added_by: cells.text()?,
        })
    }
}
