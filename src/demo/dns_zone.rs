//! The records of a simulated DNS server. Knows names and faults, and nothing of messages or sockets.

use hickory_proto::rr::Name;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

/// How a simulated server misbehaves for one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneFault {
    /// Never answers.
    Drop,
    /// Answers SERVFAIL.
    ServFail,
    /// Answers REFUSED.
    Refused,
    /// Answers that the name exists and has no such record.
    Empty,
    /// Answers correctly, this much later.
    Delay(Duration),
}

/// The records of a simulated DNS server; what is not here does not exist (NXDOMAIN).
///
/// Names are kept as given, so that hostile ones can be served; a record whose name cannot be sent makes the server
/// answer SERVFAIL, as a broken zone file does.
#[derive(Debug, Clone, Default)]
pub struct Zone {
    nodes: HashMap<Box<str>, Node>,
    /// How long resolvers may keep the answers, in seconds; 0 shows every edit at once.
    pub ttl_s: u32,
}

/// What a name owns.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// PTR records.
    pub(super) names: Vec<Box<str>>,
    /// A and AAAA records.
    pub(super) addresses: Vec<IpAddr>,
    /// The CNAME record.
    pub(super) alias: Option<Box<str>>,
    /// How the server misbehaves.
    pub(super) fault: Option<ZoneFault>,
}

impl Zone {
    /// Returns a zone without records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a PTR record and the forward record that confirms it.
    pub fn host(&mut self, address: IpAddr, name: &str) -> &mut Self {
        self.ptr(address, name).address(name, address)
    }

    /// Adds a PTR record.
    pub fn ptr(&mut self, address: IpAddr, name: &str) -> &mut Self {
        self.ptr_at(&reverse_name(address), name)
    }

    /// Adds a PTR record at any name, for delegated reverse zones (RFC 2317).
    pub fn ptr_at(&mut self, owner: &str, name: &str) -> &mut Self {
        self.node(owner).names.push(name.into());
        self
    }

    /// Adds an A or AAAA record.
    pub fn address(&mut self, name: &str, address: IpAddr) -> &mut Self {
        self.node(name).addresses.push(address);
        self
    }

    /// Makes a name an alias of another (CNAME).
    pub fn alias(&mut self, name: &str, target: &str) -> &mut Self {
        self.node(name).alias = Some(target.into());
        self
    }

    /// Makes the server misbehave for a name.
    pub fn fault(&mut self, name: &str, fault: ZoneFault) -> &mut Self {
        self.node(name).fault = Some(fault);
        self
    }

    /// Makes the server misbehave for the reverse lookup of an address.
    pub fn ptr_fault(&mut self, address: IpAddr, fault: ZoneFault) -> &mut Self {
        self.fault(&reverse_name(address), fault)
    }

    /// Removes everything that a name owns.
    pub fn remove(&mut self, name: &str) -> &mut Self {
        self.nodes.remove(key(name).as_str());
        self
    }

    /// Removes everything that the reverse name of an address owns.
    pub fn remove_ptr(&mut self, address: IpAddr) -> &mut Self {
        self.remove(&reverse_name(address))
    }

    /// Returns what a name owns.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.nodes.get(key(name).as_str())
    }

    fn node(&mut self, name: &str) -> &mut Node {
        self.nodes.entry(key(name).into_boxed_str()).or_default()
    }
}

/// Returns the name under which the PTR records of an address are found, without a trailing dot.
pub(super) fn reverse_name(address: IpAddr) -> String {
    key(&Name::from(address).to_ascii())
}

fn key(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}
