//! Assignments of packages to NSCs.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::assignment::{Assignment, Window};
use crate::model::id::{AssignmentId, ComputerSetId, PackageId};
use crate::port::StoreResult;
use crate::store::values::{code, from_code, unreadable};

impl Stored for Assignment {
    const TABLE: Table = Table {
        name: "assignment",
        columns: &[
            Column::Number("id"),
            Column::Number("nsc"),
            Column::Number("pkg"),
            Column::Text("action"),
            Column::Number("not_before_us"),
            Column::Number("deadline_us"),
            Column::Text("time_window"),
            Column::Text("reboot"),
            Column::Number("assigned_at_us"),
            Column::Text("assigned_by"),
        ],
    };

    fn encode(&self) -> StoreResult<Vec<Cell>> {
        Ok(vec![
            Cell::number(self.id.0),
            Cell::number(self.nsc.0),
            Cell::number(self.pkg.0),
            Cell::text(self.action.name()),
            Cell::time_or_none(self.not_before),
            Cell::time_or_none(self.deadline),
            Cell::Text(self.window.as_ref().map(Window::to_string)),
            Cell::text(code(self.reboot)?),
            Cell::time(self.assigned_at),
            Cell::text(&self.assigned_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: AssignmentId(cells.number()?),
            nsc: ComputerSetId(cells.number()?),
            pkg: PackageId(cells.number()?),
            action: from_code(&cells.text()?)?,
            not_before: cells.time_or_none()?,
            deadline: cells.time_or_none()?,
            window: cells.text_or_none()?.as_deref().map(window).transpose()?,
            reboot: from_code(&cells.text()?)?,
            assigned_at: cells.time()?,
            assigned_by: cells.text()?,
        })
    }
}

fn window(text: &str) -> StoreResult<Window> {
    text.parse().map_err(|_| unreadable("window", text))
}
