//! How many hellos a second are accepted, decoded and durably stored, beside two bare sinks in the same run. For Linux.
//!
//! `cargo bench --bench hello_intake [CONNECTIONS] [RUNS]`. Each measurement is a process of its own, so that processor
//! time and memory are its alone; the load comes from another process on the same machine. A message is a PKI hello
//! with 23 SHA-256 hashes (807 bytes), and every one has its own UUID, connection and (on loopback) source address.
//!
//! `BAILIWICK_BENCH_PEER=127.0.0.1:9971` also drives a listener that somebody else has started, in the same run. Its
//! time ends when it has closed all connections; whether it keeps anything is not asked.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::amt::hello::{decode, encode};
use bailiwick::backend::{Backend, ListenerSettings, PublishingSettings, ResolverSettings, Role, Settings};
use bailiwick::demo::embedded_core;
use bailiwick::model::hello::{CertificateHash, Hello, Interface};
use socket2::{Domain, Socket, Type};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, QueryBuilder, Sqlite, SqliteConnection};
use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};
use uuid::Uuid;

const ROLE: &str = "BAILIWICK_BENCH_ROLE";
const PEER: &str = "BAILIWICK_BENCH_PEER";

/// How many connections the load keeps open: fewer than any listener's queue, whose overflow would be measured instead.
const OPEN: usize = 256;

fn main() {
    match std::env::var(ROLE) {
        Ok(role) => {
            let words: Vec<&str> = role.split(' ').collect();
            match words[..] {
                ["load", address, count] => load(address.parse().unwrap(), count.parse().unwrap()),
                [kind, address, count] => measure(kind, address.parse().unwrap(), count.parse().unwrap()),
                _ => unreachable!("{role}"),
            }
        }
        Err(_) => compare(),
    }
}

/// Runs every kind in turn, several times, and prints the medians.
fn compare() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (count, runs) = (numbers.next().unwrap_or(20_000), numbers.next().unwrap_or(3));
    println!("{count} connections of 807 bytes, {runs} runs, medians");
    println!("{:<34}{:>10}{:>14}{:>12}", "", "hellos/s", "CPU ms/hello", "peak MB");
    let peer: Option<SocketAddr> = std::env::var(PEER).ok().map(|peer| peer.parse().unwrap());
    let mut kinds = vec![
        ("sink", "bare sink, decode, no storage"),
        ("direct", "bare sink + SQLite, group commit"),
        ("intake", "bailiwick, intake"),
        ("backend", "bailiwick, intake and resolution"),
    ];
    if peer.is_some() {
        kinds.push(("peer", "the peer"));
    }
    let mut results: Vec<Vec<[f64; 3]>> = vec![Vec::new(); kinds.len()];
    for run in 0..runs {
        for (index, (kind, _)) in kinds.iter().enumerate() {
            // An address of its own for each: ports of the last one may still be closing.
            let own = SocketAddr::from(([127, 0, 1 + run as u8, 1 + index as u8], 0));
            let address = peer.filter(|_| *kind == "peer").unwrap_or(own);
            let output = myself(&format!("{kind} {address} {count}")).wait_with_output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let figures: Vec<f64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
            results[index].push(figures.try_into().unwrap());
        }
    }
    for ((_, title), figures) in kinds.iter().zip(results) {
        let median = |column: usize| {
            let mut values: Vec<f64> = figures.iter().map(|row| row[column]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let told = |value: f64, digits: usize| if value.is_nan() { "-".into() } else { format!("{value:.digits$}") };
        let (rate, cpu, memory) = (told(median(0), 0), told(median(1), 4), told(median(2), 1));
        println!("{title:<34}{rate:>10}{cpu:>14}{memory:>12}");
    }
}

fn myself(role: &str) -> Child {
    Command::new(std::env::current_exe().unwrap()).env(ROLE, role).stdout(Stdio::piped()).spawn().unwrap()
}

fn message(n: u128) -> Vec<u8> {
    encode(&Hello {
        interface: Interface::Pki,
        admin_credentials_set: true,
        retry: 0,
        uuid: message_uuid(n),
        pid: None,
        certificate_hashes: (0..23).filter_map(|k| CertificateHash::new(&[k; 32])).collect(),
        trailing_bytes: 0,
    })
}

fn load(address: SocketAddr, count: u32) {
    let mut bytes = message(0);
    let mut open = VecDeque::with_capacity(OPEN);
    for n in 1..=count {
        bytes[8..24].copy_from_slice(message_uuid(n.into()).as_bytes());
        if open.len() == OPEN
            && let Some(oldest) = open.pop_front()
        {
            wait_for_close(oldest);
        }
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None).unwrap();
        if address.ip().is_loopback() {
            let source = Ipv4Addr::from_bits(Ipv4Addr::new(127, 64, 0, 0).to_bits() + n);
            socket.bind(&SocketAddr::from((source, 0)).into()).unwrap();
        }
        socket.connect(&address.into()).unwrap();
        let mut stream = TcpStream::from(socket);
        stream.write_all(&bytes).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        open.push_back(stream);
    }
    open.into_iter().for_each(wait_for_close);
}

fn wait_for_close(mut stream: TcpStream) {
    assert_eq!(stream.read(&mut [0]).unwrap_or(0), 0, "a listener for hellos never replies");
}

fn message_uuid(n: u128) -> Uuid {
    Uuid::from_u128(n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

/// Measures one kind and prints hellos a second, milliseconds of processor time a hello, and peak memory in megabytes.
fn measure(kind: &str, address: SocketAddr, count: usize) {
    if kind == "peer" {
        let started = Instant::now();
        assert!(myself(&format!("load {address} {count}")).wait().unwrap().success());
        return println!("{} NaN NaN", count as f64 / started.elapsed().as_secs_f64());
    }
    let cpu = cpu_seconds();
    let seconds = match kind {
        "sink" => sink(address, count),
        "direct" => direct(address, count),
        "intake" => backend(address, count, 0),
        "backend" => backend(address, count, 64),
        _ => unreachable!("{kind}"),
    };
    let cpu = cpu_seconds() - cpu;
    println!("{} {} {}", count as f64 / seconds, cpu * 1000.0 / count as f64, peak_megabytes());
}

fn under_load(address: SocketAddr, count: usize, wait: impl FnOnce()) -> f64 {
    let started = Instant::now();
    let load = myself(&format!("load {address} {count}"));
    wait();
    let seconds = started.elapsed().as_secs_f64();
    assert!(load.wait_with_output().unwrap().status.success());
    seconds
}

fn take_all(listener: &TcpListener, count: usize, mut take: impl FnMut(Vec<u8>)) {
    for _ in 0..count {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = Vec::with_capacity(1024);
        stream.read_to_end(&mut bytes).unwrap();
        decode(&bytes).unwrap();
        take(bytes);
    }
}

/// Listens with as long a queue as the listener that is measured; that of the standard library holds 128.
fn listener(address: SocketAddr) -> TcpListener {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None).unwrap();
    socket.bind(&address.into()).unwrap();
    socket.listen(8192).unwrap();
    socket.into()
}

fn sink(address: SocketAddr, count: usize) -> f64 {
    let listener = listener(address);
    let address = listener.local_addr().unwrap();
    under_load(address, count, || take_all(&listener, count, drop))
}

fn direct(address: SocketAddr, count: usize) -> f64 {
    let listener = listener(address);
    let address = listener.local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("direct.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut db = runtime.block_on(SqliteConnection::connect_with(&options)).unwrap();
    let table = "CREATE TABLE hello (id INTEGER PRIMARY KEY, uuid BLOB, raw BLOB) STRICT";
    runtime.block_on(sqlx::query(table).execute(&mut db)).unwrap();
    let (sender, receiver) = sync_channel(1024);
    let reader = std::thread::spawn(move || take_all(&listener, count, |bytes| sender.send(bytes).unwrap()));
    let seconds = under_load(address, count, || runtime.block_on(commit_groups(&mut db, &receiver)));
    reader.join().unwrap();
    let stored: i64 = runtime.block_on(sqlx::query_scalar("SELECT count(*) FROM hello").fetch_one(&mut db)).unwrap();
    assert_eq!(stored, count as i64);
    seconds
}

async fn commit_groups(db: &mut SqliteConnection, hellos: &Receiver<Vec<u8>>) {
    while let Ok(first) = hellos.recv() {
        let group: Vec<Vec<u8>> = std::iter::once(first).chain(hellos.try_iter().take(255)).collect();
        let mut tx = db.begin().await.unwrap();
        let mut sql = QueryBuilder::<Sqlite>::new("INSERT INTO hello (uuid, raw) ");
        sql.push_values(&group, |mut row, raw| {
            row.push_bind(&raw[8..24]).push_bind(raw.as_slice());
        });
        sql.build().execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn backend(address: SocketAddr, count: usize, concurrency: usize) -> f64 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let core = runtime.block_on(embedded_core(folder.path(), "bench")).unwrap();
    let backend = runtime.block_on(Backend::start(core, backend_settings(address, concurrency))).unwrap();
    let seconds = under_load(backend.listening().unwrap(), count, || {
        while backend.report().stored < count as u64 {
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    runtime.block_on(backend.stop());
    let options = SqliteConnectOptions::new().filename(folder.path().join("administration.db"));
    let stored: i64 = runtime.block_on(async {
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM hello").fetch_one(&mut db).await.unwrap()
    });
    assert_eq!(stored, count as i64);
    seconds
}

fn backend_settings(listen: SocketAddr, concurrency: usize) -> Settings {
    Settings {
        role: Role::Serve,
        host: "bench".into(),
        hello: ListenerSettings {
            listen,
            read_timeout: Duration::from_secs(5),
            max_bytes: 16_000,
            max_connections: 4096,
            per_address_per_minute: 120,
            batch: 512,
        },
        resolver: ResolverSettings { concurrency },
        history_days: 0,
        publishing: PublishingSettings {
            poll: Duration::from_millis(50),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(60),
            concurrency: 4,
        },
    }
}

/// Reads what the kernel counts of this process, in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat[stat.rfind(')').unwrap()..].split(' ').collect();
    fields[12..14].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
