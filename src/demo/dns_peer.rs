//! A simulated DNS server on real UDP and TCP sockets, as strict as the protocol: RFC 1035, EDNS (RFC 6891), DNS over
//! TCP (RFC 7766). It stands for authoritative server and resolver at once, so its answers are authoritative and offer
//! recursion. Made for loopback: it has no access control.

use super::dns_zone::{Node, Zone, ZoneFault};
use hickory_proto::op::{Edns, Message, MessageType, Metadata, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, PTR, SOA};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

/// The largest UDP answer, whatever the client offers (the value that DNS flag day 2020 recommends).
const MAX_UDP: usize = 1_232;
/// Delayed answers under way; more questions than that are dropped, as by a real server under load.
const MAX_DELAYED: usize = 4_096;
/// Open TCP connections; more are closed at once.
const MAX_CONNECTIONS: usize = 256;
/// An idle TCP connection is closed after this time.
const TCP_IDLE: Duration = Duration::from_secs(10);
/// The longest chain of aliases in an answer.
const MAX_ALIASES: usize = 8;
/// How often a free port is looked for that UDP and TCP can share.
const PORT_TRIES: usize = 16;

/// A running simulated DNS server; stops when dropped.
pub struct DnsPeer {
    address: SocketAddr,
    state: Arc<State>,
    tasks: [JoinHandle<()>; 2],
}

struct State {
    zone: Arc<RwLock<Zone>>,
    questions: AtomicU64,
}

impl DnsPeer {
    /// Starts a server on the current Tokio runtime. Port 0 takes a free one.
    ///
    /// Fails when the address cannot be bound, or outside a runtime.
    pub fn start(records: Zone, address: SocketAddr) -> io::Result<Self> {
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        let (udp, tcp) = bind(address)?;
        let address = udp.local_addr()?;
        udp.set_nonblocking(true)?;
        tcp.set_nonblocking(true)?;
        let udp = tokio::net::UdpSocket::from_std(udp)?;
        let tcp = tokio::net::TcpListener::from_std(tcp)?;
        let state = Arc::new(State { zone: Arc::new(RwLock::new(records)), questions: AtomicU64::new(0) });
        let tasks = [runtime.spawn(serve_udp(udp, state.clone())), runtime.spawn(serve_tcp(tcp, state.clone()))];
        Ok(Self { address, state, tasks })
    }

    /// Returns where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Returns its records, which can be edited while it runs.
    pub fn zone(&self) -> Arc<RwLock<Zone>> {
        self.state.zone.clone()
    }

    /// Returns how many questions it has read so far.
    pub fn questions(&self) -> u64 {
        self.state.questions.load(Ordering::Relaxed)
    }
}

impl Drop for DnsPeer {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

fn bind(address: SocketAddr) -> io::Result<(UdpSocket, TcpListener)> {
    let mut tries = if address.port() == 0 { PORT_TRIES } else { 1 };
    loop {
        let udp = UdpSocket::bind(address)?;
        match TcpListener::bind(udp.local_addr()?) {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) if tries <= 1 => return Err(error),
            Err(_) => tries -= 1,
        }
    }
}

async fn serve_udp(socket: tokio::net::UdpSocket, state: Arc<State>) {
    let socket = Arc::new(socket);
    let mut delayed = JoinSet::new();
    let mut buffer = vec![0; usize::from(u16::MAX)];
    loop {
        while delayed.try_join_next().is_some() {}
        let (length, client) = match socket.recv_from(&mut buffer).await {
            Ok(received) => received,
            Err(error) => {
                // Some systems report here that an earlier answer was not wanted any more.
                tracing::debug!(%error, "simulated DNS: receiving failed");
                sleep(Duration::from_millis(1)).await;
                continue;
            }
        };
        let Some(reply) = state.reply(buffer.get(..length).unwrap_or_default(), false) else { continue };
        if reply.after.is_zero() {
            send(&socket, &reply.bytes, client).await;
        } else if delayed.len() < MAX_DELAYED {
            let socket = socket.clone();
            delayed.spawn(async move {
                sleep(reply.after).await;
                send(&socket, &reply.bytes, client).await;
            });
        }
    }
}

async fn send(socket: &tokio::net::UdpSocket, bytes: &[u8], client: SocketAddr) {
    if let Err(error) = socket.send_to(bytes, client).await {
        tracing::debug!(%error, %client, "simulated DNS: sending failed");
    }
}

async fn serve_tcp(listener: tokio::net::TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) if connections.len() < MAX_CONNECTIONS => {
                let state = state.clone();
                connections.spawn(async move {
                    if let Err(error) = serve_connection(stream, &state).await {
                        tracing::debug!(%error, "simulated DNS: a connection ended");
                    }
                });
            }
            Ok(_) => {}
            Err(error) => {
                tracing::debug!(%error, "simulated DNS: accepting failed");
                sleep(Duration::from_millis(10)).await;
            }
        }
    }
}

/// Answers the questions of a connection one after the other until the client closes it or is idle.
async fn serve_connection(mut stream: TcpStream, state: &State) -> io::Result<()> {
    loop {
        let length = timeout(TCP_IDLE, stream.read_u16()).await??;
        let mut request = vec![0; usize::from(length)];
        timeout(TCP_IDLE, stream.read_exact(&mut request)).await??;
        let Some(reply) = state.reply(&request, true) else { continue };
        sleep(reply.after).await;
        let length = u16::try_from(reply.bytes.len()).map_err(io::Error::other)?;
        let framed = [&length.to_be_bytes()[..], &reply.bytes].concat();
        timeout(TCP_IDLE, stream.write_all(&framed)).await??;
    }
}

/// An answer, and how much later it is to be sent.
struct Reply {
    bytes: Vec<u8>,
    after: Duration,
}

/// What the records say to a question.
struct Found {
    code: ResponseCode,
    answers: Vec<Record>,
    after: Duration,
}

impl Found {
    fn code(code: ResponseCode) -> Self {
        Self { code, answers: Vec::new(), after: Duration::ZERO }
    }
}

impl State {
    /// Returns the answer to a message; none when it deserves none (garbage, answers of others, a fault).
    fn reply(&self, request: &[u8], tcp: bool) -> Option<Reply> {
        let request = match Message::from_vec(request) {
            Ok(request) => request,
            Err(_) => return format_error(request),
        };
        if request.metadata.message_type != MessageType::Query {
            return None;
        }
        self.questions.fetch_add(1, Ordering::Relaxed);
        let zone = self.zone.read().unwrap_or_else(PoisonError::into_inner);
        let found = match request.queries.as_slice() {
            _ if request.metadata.op_code != OpCode::Query => Found::code(ResponseCode::NotImp),
            _ if request.version() != 0 => Found::code(ResponseCode::BADVERS),
            [question] if question.query_class() != DNSClass::IN => Found::code(ResponseCode::Refused),
            [question] => find(&zone, question)?,
            _ => Found::code(ResponseCode::FormErr),
        };
        let mut answer = Message::new(request.metadata.id, MessageType::Response, request.metadata.op_code);
        answer.metadata = Metadata::response_from_request(&request.metadata);
        answer.metadata.authoritative = matches!(found.code, ResponseCode::NoError | ResponseCode::NXDomain);
        answer.metadata.recursion_available = true;
        answer.metadata.response_code = found.code;
        answer.add_queries(request.queries.iter().cloned());
        if found.answers.iter().all(|record| record.record_type() == RecordType::CNAME) && answer.metadata.authoritative
        {
            answer.add_authority(soa(zone.ttl_s));
        }
        answer.add_answers(found.answers);
        if request.edns.is_some() {
            let mut edns = Edns::new();
            edns.set_max_payload(MAX_UDP as u16);
            answer.set_edns(edns);
        }
        let limit = if tcp { usize::from(u16::MAX) } else { usize::from(request.max_payload()).min(MAX_UDP) };
        Some(Reply { bytes: encode(&answer, limit)?, after: found.after })
    }
}

/// Returns FORMERR for something that has the header of a question and no readable rest.
fn format_error(request: &[u8]) -> Option<Reply> {
    let (&[high, low, flags, ..], 12..) = (request.first_chunk::<12>()?, request.len()) else { return None };
    let is_response = flags & 0x80 != 0;
    let answer = Message::error_msg(u16::from_be_bytes([high, low]), OpCode::Query, ResponseCode::FormErr);
    if is_response { None } else { Some(Reply { bytes: answer.to_vec().ok()?, after: Duration::ZERO }) }
}

/// Encodes an answer; one that is larger than `limit` is emptied and marked as truncated.
fn encode(answer: &Message, limit: usize) -> Option<Vec<u8>> {
    match answer.to_vec() {
        Ok(bytes) if bytes.len() <= limit => Some(bytes),
        _ => answer.truncate().to_vec().ok(),
    }
}

/// Looks a question up; none when the server is to stay silent.
fn find(zone: &Zone, question: &Query) -> Option<Found> {
    let mut owner = question.name().clone();
    let mut found = Found::code(ResponseCode::NoError);
    for _ in 0..MAX_ALIASES {
        let Some(node) = zone.get(&text(&owner)) else {
            found.code = ResponseCode::NXDomain;
            return Some(found);
        };
        match node.fault {
            Some(ZoneFault::Drop) => return None,
            Some(ZoneFault::ServFail) => return Some(Found::code(ResponseCode::ServFail)),
            Some(ZoneFault::Refused) => return Some(Found::code(ResponseCode::Refused)),
            Some(ZoneFault::Empty) => return Some(found),
            Some(ZoneFault::Delay(time)) => found.after = found.after.saturating_add(time),
            None => {}
        }
        let Some(data) = data_of(node, question.query_type()) else {
            return Some(Found::code(ResponseCode::ServFail));
        };
        if !data.is_empty() {
            let records = data.into_iter().map(|data| Record::from_rdata(owner.clone(), zone.ttl_s, data));
            found.answers.extend(records);
            return Some(found);
        }
        let Some(alias) = &node.alias else { return Some(found) };
        let Some(target) = wire_name(alias) else { return Some(Found::code(ResponseCode::ServFail)) };
        found.answers.push(Record::from_rdata(owner, zone.ttl_s, RData::CNAME(CNAME(target.clone()))));
        owner = target;
    }
    Some(Found::code(ResponseCode::ServFail))
}

/// Returns the data of a node's records of a type; none when one of them cannot be sent.
fn data_of(node: &Node, kind: RecordType) -> Option<Vec<RData>> {
    let addresses = node.addresses.iter().copied();
    match kind {
        RecordType::PTR => node.names.iter().map(|name| Some(RData::PTR(PTR(wire_name(name)?)))).collect(),
        RecordType::A => Some(addresses.filter(IpAddr::is_ipv4).map(address_data).collect()),
        RecordType::AAAA => Some(addresses.filter(IpAddr::is_ipv6).map(address_data).collect()),
        RecordType::CNAME => node.alias.iter().map(|name| Some(RData::CNAME(CNAME(wire_name(name)?)))).collect(),
        _ => Some(Vec::new()),
    }
}

fn address_data(address: IpAddr) -> RData {
    match address {
        IpAddr::V4(address) => RData::A(A(address)),
        IpAddr::V6(address) => RData::AAAA(AAAA(address)),
    }
}

/// Turns text into a name byte by byte: what stands between two dots is a label, whatever it holds.
fn wire_name(text: &str) -> Option<Name> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let mut name = Name::from_labels(text.split('.').map(str::as_bytes)).ok()?;
    name.set_fqdn(true);
    Some(name)
}

/// Returns the text under which a name is looked up: the reverse of [`wire_name`], where that is possible.
fn text(name: &Name) -> String {
    name.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(".")
}

/// Returns the record that says how long "there is none" may be remembered (RFC 2308).
fn soa(ttl_s: u32) -> Record {
    let root = Name::root();
    Record::from_rdata(root.clone(), ttl_s, RData::SOA(SOA::new(root.clone(), root, 1, 3_600, 600, 86_400, ttl_s)))
}

#[cfg(test)]
mod tests;
