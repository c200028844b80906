//! What DNS says about the devices. Machines that send no hello are not in it: nobody asks about them.

use super::{Case, Device, Estate};
use crate::demo::estate::DOMAIN;
use crate::demo::{Zone, ZoneFault};

impl Estate {
    /// Returns the records of a DNS server for the estate.
    pub fn zone(&self) -> Zone {
        let mut zone = Zone::new();
        for device in (0..self.devices()).filter_map(|index| self.device(index)) {
            self.enter(&mut zone, &device);
        }
        zone
    }

    fn enter(&self, zone: &mut Zone, device: &Device) {
        let (address, fqdn) = (device.machine.address, device.machine.fqdn.as_str());
        let (index, name) = (device.machine.index, &device.machine.name);
        match device.case {
            Case::AddressUnconfirmed | Case::NothingResolves | Case::ByteOrder => {}
            Case::DnsServerFails => {
                zone.ptr_fault(address, ZoneFault::ServFail);
            }
            Case::DnsDropsAnswer => {
                zone.ptr_fault(address, ZoneFault::Drop);
            }
            Case::DnsDisagrees => {
                zone.host(address, &self.predecessor(index).fqdn);
            }
            Case::PtrWithoutForward => {
                zone.ptr(address, fqdn);
            }
            Case::AddressMoved => {
                zone.ptr(address, fqdn).address(fqdn, Self::elsewhere(index));
            }
            Case::AliasAmongSeveral => {
                zone.host(address, fqdn);
                zone.host(address, &format!("{name}-app.{DOMAIN}")).host(address, &format!("archive-{index}.{DOMAIN}"));
            }
            Case::FourAliases => {
                let moved = format!("archive-{index}.{DOMAIN}");
                zone.host(address, fqdn).ptr(address, &moved).address(&moved, Self::elsewhere(index));
                zone.ptr(address, &format!("{name}-app.{DOMAIN}")).ptr(address, &format!("{name}-old.{DOMAIN}"));
            }
            _ => {
                zone.host(address, fqdn);
            }
        }
    }
}
