//! Users' choices.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::choice::Choice;
use crate::model::id::{ChoiceId, PackageId};
use crate::port::StoreResult;

impl Stored for Choice {
    const TABLE: Table = Table {
        name: "choice",
        columns: &[
            Column::Number("id"),
            Column::Text("login"),
            Column::Text("machine"),
            Column::Number("pkg"),
            Column::Flag("chosen"),
            Column::Number("chosen_at_us"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::text(&self.user),
            Cell::Text(self.machine.clone()),
            Cell::number(self.pkg.0),
            Cell::Flag(self.chosen),
            Cell::time(self.at),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: ChoiceId(cells.number()?),
            user: cells.text()?,
            machine: cells.text_or_none()?,
            pkg: PackageId(cells.number()?),
            chosen: cells.flag()?,
            at: cells.time()?,
        })
    }
}
