//! Packages.

use super::{Cell, Cells, Column, Stored, Table};
use crate::model::id::{PackageId, SystemSetId};
use crate::model::package::Package;
use crate::port::StoreResult;
use crate::store::values::{code, from_code, from_list, key, list, signed, small, unreadable, unsigned};

impl Stored for Package {
    const TABLE: Table = Table {
        name: "package",
        columns: &[
            Column::Number("id"),
            Column::Number("nss"),
            Column::Text("name"),
            Column::Text("name_key"),
            Column::Text("version"),
            Column::Text("version_key"),
            Column::Text("vendor"),
            Column::Text("description"),
            Column::Text("kind"),
            Column::Text("scope"),
            Column::Text("source"),
            Column::Text("install_command"),
            Column::Text("remove_command"),
            Column::Text("detection"),
            Column::Text("success_codes"),
            Column::Text("reboot_codes"),
            Column::Text("dependencies"),
            Column::Text("supersedes"),
            Column::Text("conflicts"),
            Column::Number("priority"),
            Column::Number("size_bytes"),
            Column::Text("checksum"),
            Column::Text("os_filter"),
            Column::Number("concurrency"),
            Column::Number("licences"),
            Column::Flag("reboots"),
            Column::Text("state"),
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
            Cell::text(&self.version),
            Cell::text(key(&self.version)),
            Cell::text(&self.vendor),
            Cell::text(&self.description),
            Cell::text(self.kind.name()),
            Cell::text(code(self.scope)?),
            Cell::text(&self.source),
            Cell::text(&self.install_command),
            Cell::text(&self.remove_command),
            Cell::text(&self.detection),
            Cell::text(list(&self.success_codes)?),
            Cell::text(list(&self.reboot_codes)?),
            Cell::text(list(&self.dependencies)?),
            Cell::text(list(&self.supersedes)?),
            Cell::text(list(&self.conflicts)?),
            Cell::number(self.priority),
            Cell::number(signed(self.size)),
            Cell::text(&self.checksum),
            Cell::text(list(&self.os_filter)?),
            Cell::Number(self.concurrency.map(i64::from)),
            Cell::Number(self.licences.map(i64::from)),
            Cell::Flag(self.reboots),
            Cell::text(self.state.name()),
            Cell::time(self.created_at),
            Cell::text(&self.created_by),
        ])
    }

    fn decode(cells: &mut Cells) -> StoreResult<Self> {
        Ok(Self {
            id: PackageId(cells.number()?),
            nss: SystemSetId(cells.number()?),
            name: cells.text()?,
            version: {
                cells.pass();
                cells.text()?
            },
            vendor: {
                cells.pass();
                cells.text()?
            },
            description: cells.text()?,
            kind: from_code(&cells.text()?)?,
            scope: from_code(&cells.text()?)?,
            source: cells.text()?,
            install_command: cells.text()?,
            remove_command: cells.text()?,
            detection: cells.text()?,
            success_codes: from_list(&cells.text()?)?,
            reboot_codes: from_list(&cells.text()?)?,
            dependencies: from_list(&cells.text()?)?,
            supersedes: from_list(&cells.text()?)?,
            conflicts: from_list(&cells.text()?)?,
            priority: priority(cells.number()?)?,
            size: unsigned(cells.number()?),
            checksum: cells.text()?,
            os_filter: from_list(&cells.text()?)?,
            concurrency: cells.number_or_none()?.map(small).transpose()?,
            licences: cells.number_or_none()?.map(small).transpose()?,
            reboots: cells.flag()?,
            state: from_code(&cells.text()?)?,
            created_at: cells.time()?,
            created_by: cells.text()?,
        })
    }
}

fn priority(number: i64) -> StoreResult<i32> {
    i32::try_from(number).map_err(|_| unreadable("priority", &number.to_string()))
}
