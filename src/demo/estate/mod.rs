//! The sample estate: machines, their inventory, DNS, and AMT devices with everything that can go wrong planted and
//! labelled (requirements section 9); and the organisation that looks after them, with its own incidents.
//!
//! Everything follows from the settings: a machine is computed from its number and the seed whenever it is asked for,
//! so an estate of any size costs next to nothing until its rows are streamed somewhere.
//!
//! The machines have addresses in 127.16.0.0/12. That is part of the loopback network, and Linux lets any program send
//! from any address of it: a simulated device's hello really comes from the address that inventory and DNS know.

mod case;
mod catalogue;
mod computer_sets;
mod delegation;
mod device;
mod draft;
mod inventory;
mod machine;
mod names;
mod person;
mod planted;
mod rules;
mod tree;
mod truth;
mod zone;

#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;

pub use case::Case;
pub use device::Device;
pub use draft::Organisation;
pub use inventory::CsvRows;
pub use machine::Machine;
pub use names::{DOMAIN, PlannedSet, SETS, profiles};
pub use planted::{Incident, Planted};
pub use truth::GroundTruth;

use chrono::{DateTime, SubsecRound, Utc};
use fastrand::Rng;

/// What an estate is to be. The same settings give the same estate, byte by byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EstateSettings {
    /// Managed machines; held between [`Estate::MIN_MACHINES`] and [`Estate::MAX_MACHINES`].
    pub machines: u32,
    /// How many of them are AMT devices that say hello; held between [`Estate::MIN_DEVICES`] and the machines.
    pub devices: u32,
    /// Which of all such estates.
    pub seed: u64,
    /// The time at which its ages are counted from.
    pub as_of: DateTime<Utc>,
}

impl EstateSettings {
    /// Returns the usual estate of this size: one machine in 25 is a new AMT device.
    pub fn new(machines: u32, seed: u64, as_of: DateTime<Utc>) -> Self {
        Self { machines, devices: machines / 25, seed, as_of }
    }
}

/// A sample estate.
#[derive(Debug, Clone)]
pub struct Estate {
    settings: EstateSettings,
    /// What is peculiar about each device, in the order in which they arrive.
    cases: Vec<Case>,
    /// Spreads the machine numbers over the names, so that neighbours in arrival are strangers by name.
    stride: u64,
}

impl Estate {
    /// The smallest estate.
    pub const MIN_MACHINES: u32 = 100;
    /// The largest estate; its addresses still fit the plan.
    pub const MAX_MACHINES: u32 = 500_000;
    /// The fewest devices that show every case.
    pub const MIN_DEVICES: u32 = 60;

    /// Generates an estate.
    pub fn generate(settings: EstateSettings) -> Self {
        let machines = settings.machines.clamp(Self::MIN_MACHINES, Self::MAX_MACHINES);
        let devices = settings.devices.clamp(Self::MIN_DEVICES, machines);
        let as_of = settings.as_of.trunc_subsecs(0);
        let settings = EstateSettings { machines, devices, as_of, ..settings };
        let cases = case::arrivals(devices, &mut Rng::with_seed(settings.seed));
        Self { settings, cases, stride: stride(u64::from(machines)) }
    }

    /// Returns the settings as they were taken.
    pub fn settings(&self) -> EstateSettings {
        self.settings
    }

    /// Returns the number of machines.
    pub fn machines(&self) -> u32 {
        self.settings.machines
    }

    /// Returns the number of devices: machines 0 up to this one say hello.
    pub fn devices(&self) -> u32 {
        self.settings.devices
    }

    /// Returns a source of chance for one purpose and machine.
    fn chance(&self, purpose: u64, index: u32) -> Rng {
        let mut rng = Rng::with_seed(self.settings.seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let start = rng.u64(..);
        Rng::with_seed(start.wrapping_add(u64::from(index).wrapping_mul(0xD134_2543_DE82_EF95)))
    }
}

/// Returns a step that visits every number below `count` once.
fn stride(count: u64) -> u64 {
    let mut step = (count * 5 / 8) | 1;
    while gcd(step, count) != 1 {
        step += 2;
    }
    step
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
