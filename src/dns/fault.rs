//! What a server can answer instead of records, told apart. Maps the library's errors in one place.

use crate::model::evidence::DnsAnswer;
use hickory_proto::op::ResponseCode;
use hickory_resolver::net::{DnsError, NetError, NoRecords};
use std::io;

/// Why a question brought no records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The name does not exist.
    NxDomain,
    /// The name has no record of the type.
    Empty,
    /// The server failed.
    ServFail,
    /// The server refused.
    Refused,
    /// No answer in time.
    Timeout,
    /// Anything else, in words.
    Failed(String),
}

impl Fault {
    /// Tells whether DNS has spoken: another server would be expected to say the same.
    pub(super) fn is_verdict(&self) -> bool {
        matches!(self, Self::NxDomain | Self::Empty)
    }

    /// Returns how much this fault tells, to pick one when every server of a list has failed in its own way.
    pub(super) fn weight(&self) -> u8 {
        match self {
            Self::NxDomain | Self::Empty => 5,
            Self::ServFail => 4,
            Self::Refused => 3,
            Self::Failed(_) => 2,
            Self::Timeout => 1,
        }
    }

    /// Returns what is wrong with the name service; none when it answered.
    pub(super) fn problem(&self) -> Option<String> {
        match self {
            Self::NxDomain | Self::Empty => None,
            Self::ServFail => Some("the server failed (SERVFAIL)".to_owned()),
            Self::Refused => Some("the server refuses to answer (REFUSED)".to_owned()),
            Self::Timeout => Some("no answer in time".to_owned()),
            Self::Failed(reason) => Some(reason.clone()),
        }
    }
}

impl From<Fault> for DnsAnswer {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NxDomain => Self::NxDomain,
            Fault::Empty => Self::Empty,
            Fault::ServFail => Self::ServFail,
            Fault::Refused => Self::Refused,
            Fault::Timeout => Self::Timeout,
            Fault::Failed(reason) => Self::Failed { reason },
        }
    }
}

impl From<&NetError> for Fault {
    fn from(error: &NetError) -> Self {
        match error {
            NetError::Timeout => Self::Timeout,
            NetError::Io(error) if error.kind() == io::ErrorKind::TimedOut => Self::Timeout,
            NetError::Io(error) => Self::Failed(format!("the server cannot be reached: {error}")),
            // The pool says no more about a server to which both UDP and TCP failed.
            NetError::NoConnections => Self::Failed("the server cannot be reached".to_owned()),
            NetError::Dns(DnsError::ResponseCode(code)) => Self::from(*code),
            NetError::Dns(DnsError::NoRecordsFound(none)) if is_referral(none) => {
                Self::Failed("the server only refers to other servers: it does not answer for clients".to_owned())
            }
            NetError::Dns(DnsError::NoRecordsFound(none)) => Self::from(none.response_code),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<ResponseCode> for Fault {
    fn from(code: ResponseCode) -> Self {
        match code {
            ResponseCode::NoError => Self::Empty,
            ResponseCode::NXDomain => Self::NxDomain,
            ResponseCode::ServFail => Self::ServFail,
            ResponseCode::Refused => Self::Refused,
            other => Self::Failed(format!("the server answered {other}")),
        }
    }
}

/// Tells a referral (RFC 1034 section 4.3.1: only the name servers of a zone below) from an empty answer.
fn is_referral(none: &NoRecords) -> bool {
    none.response_code == ResponseCode::NoError && none.soa.is_none() && none.ns.is_some()
}
