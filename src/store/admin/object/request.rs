//! Requests for membership.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::id::{ComputerSetId, RequestId};
use crate::model::request::MemberRequest;
use crate::port::StoreResult;
use crate::store::values::{code, from_code, from_json, from_list, json, list};

impl Stored for MemberRequest {
    const TABLE: Table = Table {
        name: "member_request",
        columns: &[
            Column::Number("id"),
            Column::Number("nsc"),
            Column::Text("members"),
            Column::Text("names"),
            Column::Text("asked_by"),
            Column::Number("asked_at_us"),
            Column::Text("reason"),
            Column::Text("state"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nsc.0),
            Cell::text(code(self.kind)?),
            Cell::text(list(&self.names)?),
            Cell::text(&self.asked_by),
            Cell::time(self.asked_at),
            Cell::text(&self.reason),
            Cell::text(json(&self.state)?),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: RequestId(cells.number()?),
            nsc: ComputerSetId(cells.number()?),
            kind: from_code(&cells.text()?)?,
            names: from_list(&cells.text()?)?,
            asked_by: cells.text()?,
            asked_at: cells.time()?,
            reason: cells.text()?,
            state: from_json(&cells.text()?)?,
        })
    }
}
