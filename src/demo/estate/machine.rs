//! One machine, computed from its number: name, addresses, and what identifies it.

use super::Estate;
use super::names::{DOMAIN, SERIES};
use std::net::{IpAddr, Ipv4Addr};
use uuid::{Builder, Uuid};

/// Last octets used in a subnet: neither the network nor the broadcast address.
const HOSTS: u64 = 254;

/// A managed machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Its number in the estate.
    pub index: u32,
    /// Its NetBIOS name, at most 15 characters, never used twice.
    pub name: String,
    /// Its name in DNS, lower case.
    pub fqdn: String,
    /// The address of its network card; the name was handed out for it.
    pub mac: [u8; 6],
    /// Its SMBIOS UUID.
    pub uuid: Uuid,
    /// `_ResourceGuid` of its resource in the inventory.
    pub resource: Uuid,
    /// Its address.
    pub address: IpAddr,
    /// The NSS that is responsible for it.
    pub set: &'static str,
}

/// What chance is asked for; one number each, so that none follows from another.
pub(super) mod purpose {
    pub(crate) const IDENTITY: u64 = 1;
    pub(crate) const AGE: u64 = 2;
    pub(crate) const DEVICE: u64 = 3;
    pub(crate) const SPELLING: u64 = 4;
    pub(crate) const OWNER: u64 = 5;
    pub(crate) const SETS: u64 = 6;
    pub(crate) const RULES: u64 = 7;
}

impl Estate {
    /// Returns a machine. Numbers from [`Estate::machines`] on are machines that are gone: their names and resources
    /// are still known to somebody.
    pub fn machine(&self, index: u32) -> Machine {
        let place = self.place(index);
        let series = &SERIES[(place % SERIES.len() as u64) as usize];
        let name = format!("{}{:03}", series.stem, place / SERIES.len() as u64 + 1);
        let mut rng = self.chance(purpose::IDENTITY, index);
        // Locally administered, and the number in it: one name per card.
        let [a, b, c, d] = index.to_be_bytes();
        Machine {
            index,
            fqdn: format!("{name}.{}{DOMAIN}", series.zone),
            name,
            mac: [0x02, 0x16, a, b, c, d],
            uuid: random_uuid(rng.u128(..)),
            resource: random_uuid(rng.u128(..)),
            address: address(place),
            set: series.set,
        }
    }

    /// Returns the series of names that a machine belongs to.
    pub(super) fn series(&self, index: u32) -> usize {
        (self.place(index) % SERIES.len() as u64) as usize
    }

    fn place(&self, index: u32) -> u64 {
        let (index, count) = (u64::from(index), u64::from(self.machines()));
        if index < count { index * self.stride % count } else { index }
    }

    /// Returns the machine that had a device's address or UUID record before it.
    pub(super) fn predecessor(&self, index: u32) -> Machine {
        self.machine(self.machines().saturating_add(index))
    }

    /// Returns an address outside every area, where names have moved to.
    pub(super) fn elsewhere(index: u32) -> IpAddr {
        in_area(15, u64::from(index))
    }
}

/// Returns the address of a place: each area, of two series, has a /16 of its own.
fn address(place: u64) -> IpAddr {
    let (round, slot) = (place / SERIES.len() as u64, place % SERIES.len() as u64);
    in_area((slot / 2) as u8, round * 2 + slot % 2)
}

fn in_area(area: u8, rank: u64) -> IpAddr {
    let subnet = (rank / HOSTS % 256) as u8;
    IpAddr::V4(Ipv4Addr::new(127, 16 + area, subnet, 1 + (rank % HOSTS) as u8))
}

fn random_uuid(bits: u128) -> Uuid {
    Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
}
