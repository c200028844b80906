//! Grants of verbs to NSSs.

use super::{Cell, Cells, Column, Stored, Table, decode_reach, encode_reach};
use crate::model::delegation::Grant;
use crate::model::id::{GrantId, SystemSetId};
use crate::port::StoreResult;
use crate::store::values::from_code;

impl Stored for Grant {
    const TABLE: Table = Table {
        name: "nss_grant",
        columns: &[
            Column::Number("id"),
            Column::Number("nss"),
            Column::Text("verb"),
            Column::Number("reach_nsc"),
            Column::Number("reach_pkg"),
            Column::Number("granted_at_us"),
            Column::Text("granted_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        let [nsc, pkg] = encode_reach(self.reach);
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nss.0),
            Cell::text(self.verb.name()),
            nsc,
            pkg,
            Cell::time(self.granted_at),
            Cell::text(&self.granted_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: GrantId(cells.number()?),
            nss: SystemSetId(cells.number()?),
            verb: from_code(&cells.text()?)?,
            reach: decode_reach(cells)?,
            granted_at: cells.time()?,
            granted_by: cells.text()?,
        })
    }
}
