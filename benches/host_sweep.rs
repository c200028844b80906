//! How long it takes to ask 1,000 hosts when half of them are dead.
//!
//! `cargo bench --bench host_sweep [HOSTS] [CONCURRENCY]`. Every host is an address of its own in 127.0.0.0/8. The living
//! half answers an SMB challenge, from one small peer of ours; the dead half takes connections and never says a word,
//! which is the longest that a host can keep us waiting. With the deadlines scaled down to a tenth, the total is bound by
//! `dead × deadline / concurrency`, which is printed beside it, and not by the number of the dead alone. What the living
//! cost is the distribution behind it.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use async_trait::async_trait;
use bailiwick::hostprobe::{HostPorts, HostProber, HostSettings};
use bailiwick::model::host::{Breaker, Carrier, HostQuestion};
use bailiwick::port::{HostBreakers, HostProbe as _, StoreResult, SystemClock};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How long a silent host is waited for: a tenth of the default.
const READ: Duration = Duration::from_millis(400);

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

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (hosts, concurrency) = (numbers.next().unwrap_or(1_000).min(60_000), numbers.next().unwrap_or(32));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(sweep(hosts, concurrency));
}

async fn sweep(hosts: usize, concurrency: usize) {
    let listener = TcpListener::bind(("0.0.0.0", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    let settings = HostSettings {
        carriers: vec![Carrier::Smb],
        ports: HostPorts { smb: port, ..HostPorts::default() },
        read: READ,
        step: Duration::from_secs(1),
        concurrency,
        ..HostSettings::default()
    };
    let prober = HostProber::new(settings, Arc::new(NoBreakers), Arc::new(SystemClock));
    let started = Instant::now();
    let mut asked: FuturesUnordered<_> =
        (0..hosts).map(|number| prober.probe(HostQuestion { address: address(number), wmi: false })).collect();
    let (mut alive, mut costs) = (0, Vec::new());
    while let Some(found) = asked.next().await {
        if let Some(told) = found.answer.told {
            alive += 1;
            costs.push(told.elapsed_ms);
        }
    }
    let total = started.elapsed().as_secs_f64();
    costs.sort_by(f64::total_cmp);
    let dead = hosts - alive;
    let bound = (dead as f64 / concurrency as f64).ceil() * READ.as_secs_f64();
    let of = |share: usize| costs.get(costs.len() * share / 100).copied().unwrap_or_default();
    println!("{hosts} hosts, {dead} of them silent, {concurrency} at the same time, deadline {READ:?}");
    println!("total {total:.2} s; the deadline and the concurrency allow {bound:.2} s");
    println!("a living host: median {:.1} ms, 99 % {:.1} ms", of(50), of(99));
}

/// Every second address is dead.
fn address(number: usize) -> IpAddr {
    let number = u32::try_from(number).unwrap();
    Ipv4Addr::from(0x7f02_0000 + number).into()
}

/// Answers like a server of SMB where the last bit of its own address is set, and not at all elsewhere.
async fn serve(mut stream: TcpStream) {
    let Ok(IpAddr::V4(own)) = stream.local_addr().map(|own| own.ip()) else { return };
    if own.octets()[3] & 1 == 0 {
        tokio::time::sleep(Duration::from_secs(5)).await;
        return;
    }
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
