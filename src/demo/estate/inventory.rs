//! The inventory of the estate: rows of the four tables, streamed, and as a file of comma-separated values.

use super::machine::purpose;
use super::{Case, Estate, Machine};
use crate::model::cmdb::{CmdbRow, CmdbTable, Source};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use std::io::{self, BufRead, Read, Write as _};
use std::ops::Range;
use uuid::Uuid;

/// Rows rendered at a time.
const CHUNK: usize = 256;

/// What a row says of its machine.
struct Record {
    machine: Machine,
    uuid: Option<Uuid>,
    named: bool,
    source: Source,
    /// Oldest and youngest possible age in hours.
    age_h: Range<i64>,
}

impl Estate {
    /// Returns the rows of a table about these machines, at most one each.
    pub fn rows(&self, table: CmdbTable, machines: Range<u32>) -> impl Iterator<Item = CmdbRow> + Send + use<'_> {
        let end = machines.end.min(self.machines());
        (machines.start..end).filter_map(move |index| self.row(table, index))
    }

    fn row(&self, table: CmdbTable, index: u32) -> Option<CmdbRow> {
        let record = match self.cases.get(index as usize) {
            Some(case) => self.device_record(table, index, *case)?,
            None => self.ordinary_record(table, index)?,
        };
        let tells_name = table != CmdbTable::Tcpip && record.named;
        Some(CmdbRow {
            resource: record.machine.resource,
            uuid: record.uuid,
            fqdn: tells_name.then_some(record.machine.fqdn),
            // A predecessor's record is about the address that it had, which is the device's now.
            address: (table == CmdbTable::Tcpip).then(|| self.machine(index).address),
            source: Some(record.source),
            collected: Some(self.collected(index, record.age_h)),
        })
    }

    /// A machine that sends no hello: all have an agent, and most have reported that they could be managed out of band.
    fn ordinary_record(&self, table: CmdbTable, index: u32) -> Option<Record> {
        let machine = self.machine(index);
        let uuid = match table {
            CmdbTable::OobCapability => (index % 5 < 3).then_some(machine.uuid)?.into(),
            CmdbTable::AmtComputerSystem => (index % 10 < 2).then_some(machine.uuid)?.into(),
            CmdbTable::Location | CmdbTable::Tcpip => None,
        };
        let source = if table == CmdbTable::OobCapability { Source::OobDiscovery } else { Source::Agent };
        // 7 % unseen for a week, 2.5 % for a month, 0.6 % are ghosts (requirements 4.4).
        let age_h = match self.chance(purpose::AGE, index).u32(0..1000) {
            0..6 => 24 * 180..24 * 400,
            6..25 => 24 * 30..24 * 120,
            25..70 => 24 * 7..24 * 30,
            _ => 0..36,
        };
        Some(Record { machine, uuid, named: true, source, age_h })
    }

    fn device_record(&self, table: CmdbTable, index: u32, case: Case) -> Option<Record> {
        use CmdbTable::{AmtComputerSystem, OobCapability};
        let machine = self.machine(index);
        let by_uuid = |uuid, source| Record { machine: machine.clone(), uuid, named: true, source, age_h: 2..30 };
        let own = Some(machine.uuid);
        let by_address = matches!(table, CmdbTable::Location | CmdbTable::Tcpip);
        let record = match (case, table) {
            (Case::AgentBased | Case::DnsDisagrees | Case::UnknownPid, OobCapability) => {
                by_uuid(own, Source::OobDiscovery)
            }
            // The inventory knows one of the three, and would name all of them after it.
            (Case::DuplicateUuid, OobCapability) if self.trio_of(index) == index => by_uuid(own, Source::OobDiscovery),
            (Case::Reprovisioned, AmtComputerSystem) => by_uuid(own, Source::NetworkDiscovery),
            (Case::UuidConflict, OobCapability) => by_uuid(own, Source::OobDiscovery),
            (Case::UuidConflict, AmtComputerSystem) => {
                Record { machine: self.predecessor(index), ..by_uuid(own, Source::NetworkDiscovery) }
            }
            (Case::NamelessInventory, OobCapability) => Record { named: false, ..by_uuid(own, Source::OobDiscovery) },
            (Case::ByteOrder, AmtComputerSystem) => {
                by_uuid(Some(Uuid::from_bytes(machine.uuid.to_bytes_le())), Source::NetworkDiscovery)
            }
            (Case::AddressStale, _) if by_address => {
                Record { machine: self.predecessor(index), age_h: 24 * 4..24 * 20, ..by_uuid(None, Source::Agent) }
            }
            (
                Case::AddressConfirmed
                | Case::AddressMoved
                | Case::AliasAmongSeveral
                | Case::AddressUnconfirmed
                | Case::DnsServerFails
                | Case::DnsDropsAnswer,
                _,
            ) if by_address => by_uuid(None, Source::NetworkDiscovery),
            (Case::AgentBased | Case::DnsDisagrees | Case::Reprovisioned, _) if by_address => {
                by_uuid(None, Source::Agent)
            }
            _ => return None,
        };
        Some(record)
    }

    fn collected(&self, index: u32, age_h: Range<i64>) -> DateTime<Utc> {
        let seconds = self.chance(purpose::AGE, index).i64(age_h.start * 3_600..age_h.end * 3_600);
        self.settings.as_of - TimeDelta::seconds(seconds)
    }
}

/// A table's rows as a file of comma-separated values, rendered while it is read.
///
/// As in real exports, one name in twenty is in capital letters, and one in fifty has a trailing dot.
pub struct CsvRows<'a> {
    estate: &'a Estate,
    table: CmdbTable,
    next: u32,
    end: u32,
    buffer: Vec<u8>,
    read: usize,
}

impl<'a> CsvRows<'a> {
    /// Returns the file of a table's rows about these machines.
    pub fn new(estate: &'a Estate, table: CmdbTable, machines: Range<u32>) -> Self {
        let columns = match table {
            CmdbTable::AmtComputerSystem | CmdbTable::OobCapability => "_ResourceGuid,UUID,FQDN,Source,Collected\n",
            CmdbTable::Location => "_ResourceGuid,FQDN,Source,Collected\n",
            CmdbTable::Tcpip => "_ResourceGuid,IP Address,Source,Collected\n",
        };
        let end = machines.end.min(estate.machines());
        Self { estate, table, next: machines.start, end, buffer: columns.into(), read: 0 }
    }

    fn render(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.read = 0;
        while self.buffer.is_empty() && self.next < self.end {
            let stop = self.end.min(self.next.saturating_add(CHUNK as u32));
            for index in self.next..stop {
                if let Some(row) = self.estate.row(self.table, index) {
                    self.write(index, &row)?;
                }
            }
            self.next = stop;
        }
        Ok(())
    }

    fn write(&mut self, index: u32, row: &CmdbRow) -> io::Result<()> {
        let line = &mut self.buffer;
        write!(line, "{}", row.resource)?;
        if let Some(uuid) = row.uuid {
            write!(line, ",{uuid}")?;
        }
        if let Some(address) = row.address {
            write!(line, ",{address}")?;
        }
        if self.table != CmdbTable::Tcpip {
            let name = row.fqdn.as_deref().unwrap_or_default();
            match self.estate.chance(purpose::SPELLING, index).u8(0..100) {
                0..5 => write!(line, ",{}", name.to_uppercase())?,
                5..7 if !name.is_empty() => write!(line, ",{name}.")?,
                _ => write!(line, ",{name}")?,
            }
        }
        let source = row.source.map_or("", Source::name);
        let collected = row.collected.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
        writeln!(line, ",{source},{collected}")
    }
}

impl BufRead for CsvRows<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.buffer.len() {
            self.render()?;
        }
        Ok(&self.buffer[self.read..])
    }

    fn consume(&mut self, amount: usize) {
        self.read = (self.read + amount).min(self.buffer.len());
    }
}

impl Read for CsvRows<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}
