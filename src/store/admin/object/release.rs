//! Local managers' releases.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::assignment::Release;
use crate::model::id::{ComputerSetId, PackageId, ReleaseId};
use crate::port::StoreResult;
use crate::store::values::{from_json, json};

impl Stored for Release {
    const TABLE: Table = Table {
        name: "local_release",
        columns: &[
            Column::Number("id"),
            Column::Number("nsc"),
            Column::Number("pkg"),
            Column::Text("state"),
            Column::Text("released_by"),
            Column::Number("released_at_us"),
            Column::Text("reason"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nsc.0),
            Cell::number(self.pkg.0),
            Cell::text(json(&self.state)?),
            Cell::text(&self.by),
            Cell::time(self.at),
            Cell::text(&self.reason),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: ReleaseId(cells.number()?),
            nsc: ComputerSetId(cells.number()?),
            pkg: PackageId(cells.number()?),
            state: from_json(&cells.text()?)?,
            by: cells.text()?,
            at: cells.time()?,
            reason: cells.text()?,
        })
    }
}
