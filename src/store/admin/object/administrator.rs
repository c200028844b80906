//! Administrators' entries at NSSs.

use super::{Cell, Cells, Column, Stored, Table, decode_reach, encode_reach};
use crate::model::delegation::{Administrator, Trustee};
use crate::model::id::{AdministratorId, SystemSetId};
use crate::port::StoreResult;
use crate::store::values::key;

impl Stored for Administrator {
    const TABLE: Table = Table {
        name: "administrator",
        columns: &[
            Column::Number("id"),
            Column::Number("nss"),
            Column::Text("trustee"),
            Column::Text("trustee_key"),
            Column::Number("reach_nsc"),
            Column::Number("reach_pkg"),
            Column::Number("added_at_us"),
            Column::Text("added_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        let trustee = self.trustee.to_string();
        let [nsc, pkg] = encode_reach(self.reach);
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nss.0),
            Cell::text(&trustee),
            Cell::text(key(&trustee)),
            nsc,
            pkg,
            Cell::time(self.added_at),
            Cell::text(&self.added_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: AdministratorId(cells.number()?),
            nss: SystemSetId(cells.number()?),
            trustee: Trustee::from(cells.text()?),
            reach: {
                cells.pass();
                decode_reach(cells)?
            },
            added_at: cells.time()?,
            added_by: cells.text()?,
        })
    }
}
