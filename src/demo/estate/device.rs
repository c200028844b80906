//! One AMT device: a machine that says hello, and what its hello says.

use super::machine::purpose;
use super::{Case, Estate, Machine};
use crate::demo::estate::case::TRIO;
use crate::model::hello::{CertificateHash, Hello, Interface};
use crate::model::key::{Pid, checksum};
use fastrand::Rng;
use std::fmt::Write as _;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Of ten devices, so many are old enough to offer a pre-shared key.
const PSK_OF_TEN: u8 = 3;

/// A placeholder that stands in the SMBIOS of many boards.
const PLACEHOLDER: Uuid = Uuid::from_u128(0x03000200_0400_0500_0006_000700080009);

/// Public roots that devices ship with, in their order: Go Daddy, Comodo and Starfield first, as hashes of 20 bytes in
/// old firmware and of 32 in new.
const OLD_ROOTS: [&str; 3] = [
    "2796bae63f1801e277261ba0d77770028f20eee4",
    "d1eb23a46d17d68fd92564c2f1f1601764d8e349",
    "ad7e1c28b064ef8f6003402014c3d0e3370eb58a",
];
const NEW_ROOTS: [&str; 7] = [
    "c3846bf24b9e93ca64274c0ec67c1ecc5e024ffcacd2d74019350e81fe546ae4",
    "45140b3247eb9cc8c5b4f0d7b53091f73292089e6e5a63e2749dd3aca9198eda",
    "d7a7a0fb5d7e2731d771e9484ebcdef71d5f0c3e0a2948782bc83ee0ea699ef4",
    "1465fa205397b876faa6f0a9958e5590e40fcc7faa4fb7c2c8677521fb5fb658",
    "2ce1cb0bf9d2f9e102993fbe215152c3b2dd0cabde1c68e5319b839154dbb7f5",
    "16af57a9f676b0ab126095aa5ebadef22ab31119d644ac95cd4b93dbf3f26aeb",
    "43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339",
];

/// A machine that says hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The machine.
    pub machine: Machine,
    /// What is peculiar about it.
    pub case: Case,
    /// The UUID that it says; not always the machine's own.
    pub uuid: Uuid,
    /// PSK only: the name of its key.
    pub pid: Option<Pid>,
    /// PKI only: the roots that it trusts.
    pub certificate_hashes: Vec<CertificateHash>,
}

impl Device {
    /// Returns the hello of a try, 0 to 14.
    pub fn hello(&self, retry: u32) -> Hello {
        Hello {
            interface: if self.pid.is_some() { Interface::Psk } else { Interface::Pki },
            admin_credentials_set: false,
            retry,
            uuid: self.uuid,
            pid: self.pid,
            certificate_hashes: self.certificate_hashes.clone(),
            trailing_bytes: 0,
        }
    }
}

impl Estate {
    /// Returns the device with this number, or none when that machine says no hello. They arrive in this order.
    pub fn device(&self, index: u32) -> Option<Device> {
        let case = *self.cases.get(index as usize)?;
        let machine = self.machine(index);
        let mut rng = self.chance(purpose::DEVICE, index);
        let psk = case == Case::UnknownPid || rng.u8(0..10) < PSK_OF_TEN;
        let pid = psk.then(|| pid(index, case == Case::UnknownPid)).flatten();
        let roots = if rng.u8(0..4) == 0 { &OLD_ROOTS[..] } else { &NEW_ROOTS[..rng.usize(3..=NEW_ROOTS.len())] };
        let hashes = roots.iter().filter_map(|hex| CertificateHash::from_hex(hex));
        Some(Device {
            uuid: match case {
                Case::PlaceholderUuid => PLACEHOLDER,
                Case::DuplicateUuid => self.machine(self.trio_of(index)).uuid,
                _ => machine.uuid,
            },
            certificate_hashes: if psk { Vec::new() } else { hashes.collect() },
            machine,
            case,
            pid,
        })
    }

    /// Returns the first of the devices that share a UUID with this one.
    pub(super) fn trio_of(&self, index: u32) -> u32 {
        let before = self.cases[..index as usize].iter().rev().take_while(|case| **case == Case::DuplicateUuid).count();
        index - before as u32 % TRIO
    }

    /// Returns the key file of the estate: the keys of every device except those that are to be unknown.
    pub fn key_file(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::from("# PID PPS\n"));
        for device in (0..self.devices()).filter_map(|index| self.device(index)) {
            let Some(pid) = device.pid.filter(|_| device.case != Case::UnknownPid) else { continue };
            let mut rng = self.chance(purpose::DEVICE, u32::MAX - device.machine.index);
            let _ = writeln!(text, "{pid} {}", pps(&mut rng).as_str());
        }
        text
    }
}

/// Returns the name of a device's key. Unknown ones are of a series that no key file has.
fn pid(index: u32, unknown: bool) -> Option<Pid> {
    let mut body = *if unknown { b"X000000" } else { b"B000000" };
    let mut rest = index;
    for place in body[1..].iter_mut().rev() {
        *place = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(rest % 36) as usize];
        rest /= 36;
    }
    Pid::with_checksum(body)
}

/// Returns a secret: eight groups of three random characters and their checksum.
fn pps(rng: &mut Rng) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(39));
    for group in 0..8 {
        if group > 0 {
            text.push('-');
        }
        let body = [(); 3].map(|()| rng.uppercase() as u8);
        text.extend(body.iter().chain([&checksum(&body)]).map(|&c| char::from(c)));
    }
    text
}
