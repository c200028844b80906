//! `cmdb show`: what the inventory has about a UUID or an address.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::{Session, or_dash, time};
use crate::cli::table::Table;
use crate::core::cmdb::{Found, show};
use crate::core::{Exit, Problem};
use crate::model::cmdb::Source;
use crate::model::evidence::{AddressRow, UuidRow, UuidRows};
use clap::Args;
use serde_json::{Value, json};
use std::net::IpAddr;
use uuid::Uuid;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "UUID|IP", value_parser = parse_key)]
    key: Key,
}

/// What is looked up.
#[derive(Debug, Clone, Copy)]
enum Key {
    Uuid(Uuid),
    Address(IpAddr),
}

fn parse_key(text: &str) -> Result<Key, String> {
    if let Ok(uuid) = text.parse() {
        return Ok(Key::Uuid(uuid));
    }
    text.parse::<IpAddr>()
        .map(|address| Key::Address(address.to_canonical()))
        .map_err(|_| "neither a UUID nor an IP address".to_owned())
}

impl ShowArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let key = match self.key {
            Key::Uuid(uuid) => Ok(uuid),
            Key::Address(address) => Err(address),
        };
        let found = show(&session.ctx, &core, key).await?;
        let (document, count) = shape(self.key, &found);
        if session.json() {
            session.document(&document)?;
        } else {
            print(session, &found)?;
        }
        if count == 0 { Err(Failure::Told(Exit::NotFound)) } else { Ok(()) }
    }
}

fn shape(key: Key, found: &Found) -> (Value, usize) {
    let mut value = match key {
        Key::Uuid(uuid) => json!({ "uuid": uuid }),
        Key::Address(address) => json!({ "address": address }),
    };
    let count = match found {
        Found::ByUuid(UuidRows::Read { rows, near, empty_tables }) => {
            value["rows"] = json!(rows);
            value["near"] = json!(near);
            value["empty_tables"] = json!(empty_tables);
            rows.len() + near.len()
        }
        Found::ByUuid(UuidRows::Failed { reason }) => {
            value["error"] = json!(reason);
            0
        }
        Found::ByAddress(rows) => {
            value["rows"] = json!(rows);
            rows.len()
        }
    };
    (value, count)
}

fn print(session: &mut Session<'_>, found: &Found) -> Done {
    let mut table = Table::new(session.headings(&["table", "resource", "name", "filled-by", "collected"]));
    let count = match found {
        Found::ByUuid(UuidRows::Failed { reason }) => {
            return Err(Problem::DatabaseOther { reason: reason.clone() }.into());
        }
        Found::ByUuid(UuidRows::Read { rows, near, .. }) => {
            for row in rows.iter().chain(near) {
                table.row(uuid_cells(row));
            }
            if !near.is_empty() {
                let text = session.say("cli-near", [("count", near.len().into())]);
                session.remark(&text)?;
            }
            rows.len() + near.len()
        }
        Found::ByAddress(rows) => {
            for row in rows {
                table.row(address_cells(row));
            }
            rows.len()
        }
    };
    session.table(&table, count == 0)
}

fn uuid_cells(row: &UuidRow) -> [String; 5] {
    [
        row.table.name().into(),
        row.resource.to_string(),
        or_dash(row.fqdn.as_ref()),
        or_dash(row.source.map(Source::name)),
        or_dash(row.collected.map(time)),
    ]
}

fn address_cells(row: &AddressRow) -> [String; 5] {
    [
        crate::model::cmdb::CmdbTable::Tcpip.name().into(),
        row.resource.to_string(),
        or_dash(row.fqdn.as_ref()),
        or_dash(row.source.map(Source::name)),
        or_dash(row.collected.map(time)),
    ]
}
