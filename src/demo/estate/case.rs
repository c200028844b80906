//! What can be peculiar about a device, and how often (requirements 4.5).
//!
//! Two rows of the shares are not here. The policy is one for the whole estate, so no single device can meet an
//! unchecked box; and whether the host would answer cannot be seen while no host adapter exists, so both host rows are
//! [`Case::NameFromDns`].

use fastrand::Rng;
use serde::Serialize;

macro_rules! cases {
    ($($(#[$doc:meta])* $variant:ident = $share:literal, $least:literal;)+) => {
        /// What is peculiar about a device.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Case {
            $($(#[$doc])* $variant,)+
        }

        impl Case {
            /// Every case.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns how many of 10,000 devices are such a case.
            pub fn share(self) -> u32 {
                match self { $(Self::$variant => $share),+ }
            }

            /// Returns the fewest of them in any estate.
            fn least(self) -> u32 {
                match self { $(Self::$variant => $least),+ }
            }
        }
    };
}

cases! {
    /// The agent's OOB discovery reported UUID and FQDN (AMT-55..AMT-61).
    AgentBased = 4_570, 1;
    /// Provisioned before: Network Discovery filled `Inv_AMT_Computer_System` (AMT-46).
    Reprovisioned = 1_200, 1;
    /// No UUID; the address record is right and DNS says so (AMT-36).
    AddressConfirmed = 1_100, 1;
    /// The address record belongs to the lease's former holder, and DNS contradicts it (AMT-28, AMT-38).
    AddressStale = 480, 1;
    /// Address record and PTR record name it, but the name has moved to another address.
    AddressMoved = 20, 1;
    /// DNS has several aliases, the inventory's name among them (AMT-36).
    AliasAmongSeveral = 400, 1;
    /// An address record and nothing in DNS (D-05).
    AddressUnconfirmed = 260, 1;
    /// An address record, and DNS answers SERVFAIL.
    DnsServerFails = 20, 1;
    /// An address record, and DNS does not answer at all.
    DnsDropsAnswer = 20, 1;
    /// Not in the inventory; DNS gives its name (AMT-39).
    NameFromDns = 1_440, 1;
    /// Not in the inventory; the address has four PTR names, one of which resolves back (AMT-35).
    FourAliases = 20, 1;
    /// Not in the inventory; its PTR name has no address record.
    PtrWithoutForward = 20, 1;
    /// The inventory has its UUID without a name, which is of no use (AMT-47); DNS gives the name.
    NamelessInventory = 20, 1;
    /// Nobody knows it (AMT-53).
    NothingResolves = 180, 1;
    /// The inventory has its UUID in the other byte order, which does not count (AMT-40).
    ByteOrder = 20, 1;
    /// The two UUID tables name different computers (D-10).
    UuidConflict = 20, 1;
    /// Found by UUID, and DNS names something else: a warning, no more (D-04).
    DnsDisagrees = 100, 1;
    /// Shares its UUID with two others, of which the inventory knows one (AMT-16, AMTX-07).
    DuplicateUuid = 60, 3;
    /// Its UUID is a manufacturer's placeholder.
    PlaceholderUuid = 10, 2;
    /// Its key is not in the key store (AMT-12).
    UnknownPid = 20, 1;
    /// What it sends is not a hello.
    Malformed = 20, 1;
}

/// Returns what is peculiar about each of `devices` devices, in order of arrival. One of every case comes first, and
/// devices that share a UUID come together.
pub(super) fn arrivals(devices: u32, rng: &mut Rng) -> Vec<Case> {
    let mut first = Vec::new();
    let mut later = Vec::new();
    for &case in Case::ALL.iter().filter(|case| **case != Case::AgentBased) {
        let share = (u64::from(devices) * u64::from(case.share()) + 5_000) / 10_000;
        let mut count = case.least().max(u32::try_from(share).unwrap_or(u32::MAX));
        let together = if case == Case::DuplicateUuid { TRIO } else { 1 };
        count -= count % together;
        let groups = (count / together) as usize;
        first.push((case, together));
        later.extend(std::iter::repeat_n((case, together), groups - 1));
    }
    let placed: u32 = first.iter().chain(&later).map(|(_, together)| together).sum();
    let ordinary = devices.saturating_sub(placed) as usize;
    // The first to arrive are half ordinary, as an operator would see them.
    let early = first.len().min(ordinary);
    first.extend(std::iter::repeat_n((Case::AgentBased, 1), early));
    later.extend(std::iter::repeat_n((Case::AgentBased, 1), ordinary - early));
    rng.shuffle(&mut first);
    rng.shuffle(&mut later);
    let groups = first.into_iter().chain(later);
    groups.flat_map(|(case, together)| std::iter::repeat_n(case, together as usize)).take(devices as usize).collect()
}

/// How many devices share a UUID.
pub(super) const TRIO: u32 = 3;
