//! What a correct service must make of each device: the labels by which detection is measured.

use super::{Case, Device, Estate};
use crate::model::system::Status;
use crate::model::trace::Outcome;
use serde::Serialize;
use std::net::IpAddr;
use uuid::Uuid;

/// The truth about a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundTruth {
    /// The UUID that it says.
    pub uuid: Uuid,
    /// Where its hellos come from.
    pub address: IpAddr,
    /// What is peculiar about it.
    pub case: Case,
    /// Where it must stand after its first hello; none when that must be rejected.
    pub status: Option<Status>,
    /// The verdict; none when nothing may be resolved.
    pub outcome: Option<Outcome>,
    /// The name that it must get; none when it must get none.
    pub fqdn: Option<String>,
    /// The name that must be offered to the operator, not used.
    pub tentative: Option<String>,
    /// The code of the warning that must be raised, if any.
    pub warning: Option<&'static str>,
}

impl Estate {
    /// Returns the truth about every device, in order of arrival.
    pub fn ground_truth(&self) -> impl Iterator<Item = GroundTruth> + use<'_> {
        (0..self.devices()).filter_map(|index| self.device(index)).map(|device| truth_about(&device))
    }
}

fn truth_about(device: &Device) -> GroundTruth {
    use Outcome::{Conflict, Resolved, Unresolved, Unverified};
    let (status, outcome, warning) = match device.case {
        Case::AgentBased
        | Case::Reprovisioned
        | Case::AddressConfirmed
        | Case::AliasAmongSeveral
        | Case::NameFromDns
        | Case::FourAliases
        | Case::NamelessInventory => (Some(Status::Queued), Some(Resolved), None),
        Case::AddressStale => (Some(Status::Queued), Some(Resolved), Some("stale_address")),
        Case::PtrWithoutForward => (Some(Status::Queued), Some(Resolved), Some("no_forward_record")),
        Case::DnsDisagrees => (Some(Status::Queued), Some(Resolved), Some("dns_disagrees")),
        Case::AddressMoved => (Some(Status::StaleAddress), Some(Unverified), Some("stale_address")),
        Case::AddressUnconfirmed | Case::DnsServerFails | Case::DnsDropsAnswer => {
            (Some(Status::Unverified), Some(Unverified), None)
        }
        Case::NothingResolves => (Some(Status::Unresolved), Some(Unresolved), None),
        Case::ByteOrder => (Some(Status::Unresolved), Some(Unresolved), Some("byte_order")),
        Case::UuidConflict => (Some(Status::Conflict), Some(Conflict), None),
        Case::DuplicateUuid => (Some(Status::DuplicateUuid), None, None),
        Case::PlaceholderUuid => (Some(Status::InvalidUuid), None, None),
        Case::UnknownPid => (Some(Status::NoKey), None, None),
        Case::Malformed => (None, None, None),
    };
    let name = |wanted| (outcome == Some(wanted)).then(|| device.machine.fqdn.clone());
    GroundTruth {
        uuid: device.uuid,
        address: device.machine.address,
        case: device.case,
        status,
        outcome,
        fqdn: name(Resolved),
        tentative: name(Unverified),
        warning,
    }
}
