//! How long it takes to ask 1,000 hosts when half of them are dead.
//!
//! `cargo bench --bench host_sweep [HOSTS] [CONCURRENCY]`. Every host is an address of its own. The living half answers an
//! SMB challenge, from one small peer of ours; the dead half is behind a wire on which every packet is lost, as behind a
//! firewall that drops: no carrier gets as far as a connection, which is the longest that a host can keep us waiting. For
//! that the benchmark begins anew in a network of its own (`unshare`, as root or where users may make one). Where it may
//! not, the dead half are addresses whose queue of connections is full.
//!
//! With the connection's limit scaled down to a tenth, a dead host costs `limit + 2 × 0.3 s`, since the carriers begin
//! that far apart. The total is bound by that and the concurrency: `dead / concurrency × cost`. When it takes more than a
//! tenth longer, the benchmark says so and fails.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use async_trait::async_trait;
use bailiwick::hostprobe::{HostPorts, HostProber, HostSettings};
use bailiwick::model::host::{Breaker, FaultClass, HostQuestion};
use bailiwick::port::{HostBreakers, HostProbe as _, StoreResult, SystemClock};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

/// How long a connection is waited for: a tenth of the default.
const CONNECT: Duration = Duration::from_millis(300);
/// How long the second and third carrier of a host that says nothing are held back.
const HELD_BACK: Duration = Duration::from_millis(600);
/// Tells the benchmark that it is in a network of its own.
const WIRE: &str = "BAILIWICK_BENCH_WIRE";
/// A network of its own whose only wire ends nowhere. Nobody answers for an address on it, and nobody is asked to.
const NETWORK: &str = "ip link set lo up && ip link add wire0 type veth peer name wire1 && ip link set wire0 arp off && \
    ip addr add 10.99.0.1/16 dev wire0 && ip link set wire0 up && ip link set wire1 up && exec \"$0\" \"$@\"";

struct NoBreakers;

#[async_trait]
impl HostBreakers for NoBreakers {
    async fn breakers(&self) -> StoreResult<Vec<Breaker>> {
        Ok(Vec::new())
    }
    async fn trip(&self, _: &Breaker) -> StoreResult<()> {
        Ok(())
    }
}

fn main() -> ExitCode {
    if std::env::var_os(WIRE).is_none() {
        for unshare in [&["--net"][..], &["--user", "--map-root-user", "--net"]] {
            let may = Command::new("unshare").args(unshare).args(["sh", "-c", NETWORK, "true"]).output();
            if may.is_ok_and(|done| done.status.success()) {
                let (program, arguments) = (std::env::current_exe().unwrap(), std::env::args_os().skip(1));
                let mut command = Command::new("unshare");
                command.args(unshare).args(["sh", "-c", NETWORK]).arg(program).args(arguments).env(WIRE, "1");
                return if command.status().unwrap().success() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            }
        }
    }
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (hosts, concurrency) = (numbers.next().unwrap_or(1_000).min(60_000), numbers.next().unwrap_or(32).max(1));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if runtime.block_on(sweep(hosts, concurrency)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns whether the total is within its bound.
async fn sweep(hosts: usize, concurrency: usize) -> bool {
    let listener = TcpListener::bind(("127.2.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let dead = Dead::behind_a_wire_or_a_full_queue(port).await;
    let living = TcpSocket::new_v4().unwrap();
    living.set_reuseport(true).unwrap();
    living.bind(SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), port)).unwrap();
    let listener = living.listen(1_024).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    let settings = HostSettings {
        ports: HostPorts { smb: port, rpc: port, winrm: port, ..HostPorts::default() },
        connect: CONNECT,
        concurrency,
        ..HostSettings::default()
    };
    let prober = HostProber::new(settings, Arc::new(NoBreakers), Arc::new(SystemClock));
    let addresses =
        (0..hosts).map(|number| if number % 2 == 0 { dead.address(number) } else { living_address(number) });
    let started = Instant::now();
    let mut asked: FuturesUnordered<_> =
        addresses.map(|address| prober.probe(HostQuestion { address, wmi: false })).collect();
    let (mut lost, mut costs) = (0, Vec::new());
    while let Some(found) = asked.next().await {
        match found.answer.told {
            Some(told) => costs.push(told.elapsed_ms),
            None if found.answer.faults.iter().all(|fault| fault.class == FaultClass::UnreachableFiltered) => lost += 1,
            None => {}
        }
    }
    let total = started.elapsed().as_secs_f64();
    costs.sort_by(f64::total_cmp);
    let of = |share: usize| costs.get(costs.len() * share / 100).copied().unwrap_or_default();
    let cost = (CONNECT + HELD_BACK).as_secs_f64();
    let bound = hosts.div_ceil(2).div_ceil(concurrency) as f64 * cost;
    println!("{hosts} hosts, half of them dead ({}), {concurrency} at the same time", dead.name());
    println!("a dead host costs {cost:.1} s; asked one by one they would cost {:.0} s", cost * hosts as f64 / 2.0);
    println!("total {total:.2} s; the deadline and the concurrency allow {bound:.2} s: {:.2} of it", total / bound);
    println!("a living host: median {:.1} ms, 99 % {:.1} ms", of(50), of(99));
    let (complete, in_time) = (lost + costs.len() == hosts, total <= bound * 1.1 + 0.5);
    if !complete {
        println!("FAILED: {} hosts answered, {lost} were given up; the others failed in another way", costs.len());
    }
    if !in_time {
        println!("FAILED: it took longer than the bound");
    }
    complete && in_time
}

/// How dead hosts are made.
enum Dead {
    /// Addresses on a wire that ends nowhere.
    Wire,
    /// One address whose queue of connections is full; with what fills it.
    Queue { _listener: TcpListener, _waiting: Vec<TcpStream> },
}

impl Dead {
    async fn behind_a_wire_or_a_full_queue(port: u16) -> Self {
        if std::env::var_os(WIRE).is_some() {
            return Self::Wire;
        }
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseport(true).unwrap();
        let address = SocketAddr::new([127, 3, 0, 1].into(), port);
        socket.bind(address).unwrap();
        let (listener, mut waiting) = (socket.listen(0).unwrap(), Vec::new());
        while let Ok(Ok(stream)) = timeout(CONNECT, TcpStream::connect(address)).await {
            waiting.push(stream);
        }
        Self::Queue { _listener: listener, _waiting: waiting }
    }

    fn address(&self, number: usize) -> IpAddr {
        match self {
            Self::Wire => Ipv4Addr::from(0x0a63_0002 + u32::try_from(number).unwrap()).into(),
            Self::Queue { .. } => [127, 3, 0, 1].into(),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Wire => "every packet to them is lost",
            Self::Queue { .. } => "their queues are full, since no network of our own may be made here",
        }
    }
}

fn living_address(number: usize) -> IpAddr {
    Ipv4Addr::from(0x7f02_0000 + u32::try_from(number).unwrap()).into()
}

/// Answers like a server of SMB.
async fn serve(mut stream: TcpStream) {
    for (status, token) in [(0, Vec::new()), (0xc000_0016_u32, challenge())] {
        let mut head = [0; 4];
        if stream.read_exact(&mut head).await.is_err() {
            return;
        }
        let mut request = vec![0; u32::from_be_bytes(head) as usize];
        if stream.read_exact(&mut request).await.is_err() {
            return;
        }
        let mut reply = vec![0; 72];
        reply[..4].copy_from_slice(&[0xfe, b'S', b'M', b'B']);
        reply[8..12].copy_from_slice(&status.to_le_bytes());
        reply[68] = 72;
        reply[70] = u8::try_from(token.len()).unwrap();
        reply.extend(token);
        let length = u32::try_from(reply.len()).unwrap().to_be_bytes();
        if stream.write_all(&[&length[..], &reply].concat()).await.is_err() {
            return;
        }
    }
}

/// An NTLM challenge with one name.
fn challenge() -> Vec<u8> {
    let name: Vec<u8> = "pc42.corp.example".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let info = [&[3, 0, u8::try_from(name.len()).unwrap(), 0][..], &name, &[0; 4]].concat();
    let mut message = b"NTLMSSP\0\x02\0\0\0".to_vec();
    message.extend([0; 28]);
    message.extend([info.len() as u8, 0, info.len() as u8, 0, 48, 0, 0, 0]);
    message.extend(info);
    message
}
