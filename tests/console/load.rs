//! The listener of the real program under load: idle peers by the thousand, and a storm of hellos.

use crate::names::Names;
use crate::two::{ready, send, uuid};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::collections::HashSet;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Most idle peers.
const IDLE: usize = 10_000;
/// Fewest idle peers for which the test says anything.
const FEWEST: usize = 2_000;
/// Hellos of the storm.
const STORM: usize = 20_000;

/// Raises the test's own limit on open files, and returns it.
pub(crate) fn raise_open_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }).unwrap();
    limit.maximum.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
}

/// Devices that say hello, each once, straight on a socket.
pub(crate) struct Hellos;

impl Hellos {
    /// Sends so many, from many addresses of this machine.
    pub(crate) fn send(to: SocketAddr, number: usize) {
        std::thread::scope(|scope| {
            for worker in 0..4 {
                scope.spawn(move || {
                    for n in (worker..number).step_by(4) {
                        let mut stream = connect(n, to);
                        stream.write_all(&hello(&format!("bbbbbbbb-0000-0000-0000-{n:012}"))).unwrap();
                    }
                });
            }
        });
    }
}

fn connect(n: usize, to: SocketAddr) -> TcpStream {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let source = SocketAddr::from(([127, 0, 0, u8::try_from(n % 250 + 1).unwrap()], 0));
    socket.bind(&source.into()).unwrap();
    socket.connect(&to.into()).unwrap();
    socket.into()
}

/// A PKI hello without hashes.
fn hello(uuid: &str) -> Vec<u8> {
    let mut bytes = vec![0, 0, 3, 0, 0, 0, 0, 0];
    bytes.extend(uuid::Uuid::parse_str(uuid).unwrap().to_bytes_le());
    bytes.push(0);
    bytes
}

#[test]
fn a_hello_gets_through_between_ten_thousand_idle_peers() {
    let idle = IDLE.min(raise_open_files().saturating_sub(500));
    assert!(idle >= FEWEST, "only {idle} files may be open");
    let names = Names::start();
    let estate = ready(&names);
    let server = estate.serve_with(&["--set", "hello.max_connections=20000", "--set", "hello.read_timeout_ms=60000"]);
    let peers: Vec<TcpStream> = (0..idle).map(|n| connect(n, server.address)).collect();
    let start = Instant::now();
    send(&estate, &server.address.to_string(), 1);
    let show = ["hello", "show", &uuid(1)];
    while !estate.run(&show).status.success() {
        assert!(start.elapsed() < Duration::from_secs(20), "the hello did not get through");
    }
    println!("a hello gets through between {} idle peers in {:?}", peers.len(), start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    // Every one of them is still connected: none was turned away to make room.
    for mut peer in peers {
        peer.write_all(&[0]).unwrap();
    }
}

#[test]
fn none_of_a_storm_of_hellos_is_lost() {
    let names = Names::start();
    let estate = ready(&names);
    let server = estate.serve();
    let start = Instant::now();
    Hellos::send(server.address, STORM);
    let sent = start.elapsed();
    let list = estate.wait_for(&["hello", "list"], |list| list.as_array().unwrap().len() >= STORM);
    println!("{STORM} hellos sent in {sent:?}, all stored after {:?}", start.elapsed());
    let known: HashSet<&str> = list.as_array().unwrap().iter().map(|s| s["uuid"].as_str().unwrap()).collect();
    assert_eq!(known.len(), STORM);
    assert_eq!(estate.json(&["hello", "rejected"]), serde_json::json!([]));
}
