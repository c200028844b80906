//! How a hello was resolved: the steps in the binding order, what each said, and the verdict.

use crate::model::cmdb::CmdbTable;
use crate::model::host::{Carrier, FaultClass, HostAttempt};
use crate::model::id::TraceId;
use crate::model::profile::ProfileRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use uuid::Uuid;

/// The verdict on one hello, with its ground.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Its number once stored.
    #[serde(default)]
    pub id: Option<TraceId>,
    /// The hello's UUID.
    pub uuid: Uuid,
    /// The hello's address.
    pub address: IpAddr,
    /// When it was decided.
    pub decided_at: DateTime<Utc>,
    /// The verdict.
    pub outcome: Outcome,
    /// The name, only when the outcome is `resolved`.
    pub fqdn: Option<String>,
    /// A name that was found and not trusted: what an operator may override with.
    #[serde(default)]
    pub tentative: Option<String>,
    /// The assigned profile.
    pub profile: Option<ProfileRef>,
    /// Which of the two documented scenarios this was (AMT-51); none when the policy stopped it.
    pub scenario: Option<Scenario>,
    /// What a person should know although it did not change the verdict.
    pub warnings: Vec<Warning>,
    /// The five steps, always all of them, in the binding order.
    pub steps: Vec<Step>,
}

/// A step of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which one.
    pub step: StepName,
    /// How it ended.
    pub result: StepResult,
    /// What it found, as facts; front ends turn it into a sentence.
    pub note: Note,
    /// Who answered, for example a table's name or a server's address.
    pub source: Option<String>,
    /// Age of the fact in seconds at the time of the decision.
    pub age_s: Option<i64>,
    /// How long the question took, in milliseconds; none when it was not asked.
    pub duration_ms: Option<f64>,
    /// How the host was asked, attempt by attempt; empty for every other step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<HostAttempt>,
}

/// The steps in their binding order (AMT-22..AMT-39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// Is a profile assigned, and its box checked?
    Policy,
    /// FQDN from the inventory by UUID.
    CmdbUuid,
    /// FQDN from the inventory by address.
    CmdbIp,
    /// FQDN from the host operating system.
    Host,
    /// Reverse DNS.
    Dns,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepResult {
    /// It found what it looks for.
    Hit,
    /// It looked and found nothing of use.
    Miss,
    /// It was not asked, or its answer was not needed.
    Skipped,
    /// It could not look.
    Error,
}

/// The verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Profile and FQDN are known.
    Resolved,
    /// No evidence gives a name.
    Unresolved,
    /// A name was found by address and nothing confirms it (D-05).
    Unverified,
    /// The UUID tables name different computers (D-10).
    Conflict,
    /// The policy assigns no profile (AMT-23).
    NoProfile,
    /// The policy's box is not checked (AMT-24).
    SyncDisabled,
}

/// The two documented scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// The inventory knows the UUID.
    AgentBased,
    /// It does not: only address, host and DNS can tell (AMT-52).
    NoAgent,
}

/// What a step found. The variant and its fields are the arguments of the sentence `note-<kind>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Note {
    /// The policy assigns a profile and its box is checked.
    PolicyAssigned { profile: String, profile_id: i64 },
    /// The policy assigns no profile.
    PolicyNoProfile,
    /// The box beside the profile is not checked.
    PolicyBoxOff { profile: String, profile_id: i64 },
    /// An earlier step ended the chain.
    NotReached,
    /// The answer was not needed, since the UUID matched.
    NotNeededUuidMatched,
    /// The answer was not needed, since the host proved its identity.
    NotNeededHostProved,
    /// Exactly this UUID is in a table.
    UuidHit { table: CmdbTable, fqdn: String },
    /// No row has this UUID.
    UuidMiss,
    /// No row has this UUID, and the tables hold nothing: neither agent nor discovery has reported (AMT-26).
    UuidTablesEmpty,
    /// Rows with this UUID exist and none has an FQDN (AMT-47).
    UuidWithoutName { table: CmdbTable },
    /// The tables name different computers.
    UuidConflict { first: String, second: String, first_table: CmdbTable, second_table: CmdbTable },
    /// One resource has this address. Tentative.
    AddressHit { fqdn: String },
    /// Several resources have this address; the one collected last is the candidate. Tentative.
    AddressSeveral { fqdn: String, count: usize },
    /// No resource has this address.
    AddressMiss,
    /// A resource has this address and no FQDN (AMT-31).
    AddressWithoutName,
    /// The reporting database failed.
    StoreFailed { reason: String },
    /// No host adapter is configured.
    HostNotConfigured,
    /// So many hosts were being asked that this one was not.
    HostCrowded,
    /// The host has the hello's UUID: its name holds.
    HostProved { fqdn: String },
    /// The host has another UUID than the hello's: the address belongs to another machine now.
    HostOther { fqdn: String, uuid: Uuid, hello: Uuid },
    /// The host told a name and no UUID that identifies it. Tentative.
    HostUnproved { fqdn: String },
    /// The host told a name to whoever asks, without proof. Tentative.
    HostNamed { fqdn: String, carrier: Carrier },
    /// The host gave no name that could be used. Its sentence is `host-fault-<class>`.
    HostFault { class: FaultClass, carrier: Carrier, code: String },
    /// The host did not answer.
    HostUnreachable { reason: String },
    /// The host refused the credential.
    HostAccessDenied,
    /// The host did not answer in time.
    HostTimeout,
    /// DNS agrees with the name that the inventory gave.
    DnsConfirms { fqdn: String, names: Vec<String> },
    /// DNS names something else than the inventory did: the resolved name is taken (AMT-38).
    DnsContradicts { fqdn: String, inventory: String, names: Vec<String> },
    /// DNS names something else than the host told: the resolved name is taken (AMT-38).
    DnsContradictsHost { fqdn: String, host: String, names: Vec<String> },
    /// DNS names only the machine that has the address now, which is not the one that said hello.
    DnsOtherMachine { names: Vec<String> },
    /// The alias equals the inventory's name, but that name now has another address: not proof enough.
    DnsForwardElsewhere { fqdn: String, names: Vec<String> },
    /// DNS gives the name (AMT-39).
    DnsName { fqdn: String, names: Vec<String> },
    /// DNS was asked for advice and names something else than the UUID match (D-04).
    DnsDisagrees { names: Vec<String> },
    /// The name does not exist.
    DnsNxDomain,
    /// The name exists and has no PTR record.
    DnsEmpty,
    /// The server failed.
    DnsServFail,
    /// The server refused.
    DnsRefused,
    /// No answer in time.
    DnsTimeout,
    /// The server could not be reached.
    DnsFailed { reason: String },
    /// No DNS server is configured.
    DnsNotConfigured,
}

/// Something that a person should know. In JSON the variant is `code`; the sentence is `warning-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Warning {
    /// The inventory's address record belongs to another computer (AMT-28).
    StaleAddress { record: String, collected: Option<DateTime<Utc>>, dns: Vec<String> },
    /// The address record is older than the limit, or its age is unknown.
    OldInventory { record: String, collected: Option<DateTime<Utc>> },
    /// A machine with another UUID answers at this address.
    AddressTaken { fqdn: String, uuid: Uuid, hello: Uuid },
    /// DNS names something else than the host itself told.
    HostContradicted { told: String, dns: Vec<String> },
    /// The host proved its identity and gave its name with two suffixes.
    HostSuffixes { chosen: String, other: String },
    /// DNS names something else than the UUID match; the match stands (D-04).
    DnsDisagrees { fqdn: String, names: Vec<String> },
    /// DNS could not confirm a UUID match.
    DnsSilent { fqdn: String },
    /// The chosen name has no address record.
    NoForwardRecord { fqdn: String },
    /// The chosen name resolves to other addresses only.
    ForwardElsewhere { fqdn: String, addresses: Vec<IpAddr> },
    /// DNS gave several names and nothing singles one out.
    SeveralNames { chosen: String, names: Vec<String> },
    /// Several resources share this address.
    SharedAddress { names: Vec<String> },
    /// Several resources carry this UUID and agree on the name.
    SeveralResources { fqdn: String },
    /// The inventory has this UUID in the other byte order (AMT-40).
    ByteOrder { fqdn: Option<String>, uuid: Uuid },
    /// Bytes behind the hello.
    TrailingBytes { count: usize },
    /// A PKI hello without a hash cannot be provisioned.
    NoCertificateHashes,
    /// A retry number above 14.
    RetryOutOfRange { retry: u32 },
}
