use super::*;
use crate::amt::hello::encode;
use crate::backend::settings::ListenerSettings;
use crate::backend::testing::{eventually, hello, listener_settings};
use crate::model::hello::{Malformed, ReceivedHello, RejectedHello};
use crate::model::lease::BackendReport;
use crate::port::SystemClock;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

const LONG: Duration = Duration::from_secs(20);

/// A listener whose messages come out of a channel.
struct Bench {
    address: SocketAddr,
    arrivals: mpsc::Receiver<Arrival>,
    counters: Arc<Counters>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Bench {
    fn start(settings: &ListenerSettings, room: usize) -> Self {
        let listener = Listener::bind(settings).unwrap();
        let mut address = listener.address().unwrap();
        if address.ip().is_unspecified() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        let (writer, arrivals) = mpsc::channel(room);
        let counters = Arc::new(Counters::default());
        let intake = Intake { writer, counters: Arc::clone(&counters), clock: Arc::new(SystemClock) };
        let stop = CancellationToken::new();
        let task = tokio::spawn(listener.run(intake, stop.clone()));
        Self { address, arrivals, counters, stop, task }
    }

    async fn send(&self, bytes: &[u8]) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
    }

    async fn next(&mut self) -> Arrival {
        timeout(LONG, self.arrivals.recv()).await.unwrap().unwrap()
    }

    async fn next_hello(&mut self) -> ReceivedHello {
        match self.next().await {
            Arrival::Hello(hello) => hello,
            Arrival::Rejected(rejected) => panic!("rejected: {rejected:?}"),
        }
    }

    async fn next_rejected(&mut self) -> RejectedHello {
        match self.next().await {
            Arrival::Rejected(rejected) => rejected,
            Arrival::Hello(hello) => panic!("accepted: {hello:?}"),
        }
    }

    async fn reason(&mut self, bytes: &[u8]) -> Malformed {
        self.send(bytes).await;
        self.next_rejected().await.reason
    }

    fn report(&self) -> BackendReport {
        self.counters.report()
    }
}

/// The number that a hello was made with.
fn number(arrived: &ReceivedHello) -> u128 {
    arrived.hello.uuid.as_u128() - hello(0).uuid.as_u128()
}

fn message(n: u128) -> Vec<u8> {
    encode(&hello(n))
}

#[tokio::test]
async fn amt_17_a_hello_in_one_piece_arrives_with_its_bytes_and_address() {
    let mut bench = Bench::start(&listener_settings(), 8);
    bench.send(&message(7)).await;
    let arrived = bench.next_hello().await;
    assert_eq!(arrived.hello, hello(7));
    assert_eq!(arrived.raw, message(7));
    assert_eq!(arrived.address, IpAddr::V4(Ipv4Addr::LOCALHOST));
}

#[tokio::test]
async fn a_hello_byte_by_byte_is_the_same_hello() {
    let mut bench = Bench::start(&listener_settings(), 8);
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for byte in message(7) {
        stream.write_all(&[byte]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    drop(stream);
    assert_eq!(bench.next_hello().await.raw, message(7));
}

#[tokio::test]
async fn a_whole_hello_counts_although_its_peer_does_not_close() {
    let mut bench = Bench::start(&ListenerSettings { read_timeout: LONG * 9, ..listener_settings() }, 8);
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(&message(7)).await.unwrap();
    assert_eq!(bench.next_hello().await.hello, hello(7));
    assert_eq!(stream.read(&mut [0; 8]).await.unwrap(), 0, "the listener closes and never replies");
}

#[tokio::test]
async fn trailing_bytes_are_kept_and_counted_even_when_they_come_late() {
    let mut bench = Bench::start(&listener_settings(), 8);
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(&message(7)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    stream.write_all(b"more").await.unwrap();
    drop(stream);
    let arrived = bench.next_hello().await;
    assert_eq!(arrived.hello.trailing_bytes, 4);
    assert!(arrived.raw.ends_with(b"more"));
}

#[tokio::test]
async fn every_malformed_kind_is_kept_as_rejected() {
    let settings = ListenerSettings { read_timeout: Duration::from_millis(200), max_bytes: 900, ..listener_settings() };
    let mut bench = Bench::start(&settings, 8);
    let psk = |edit: fn(&mut Vec<u8>)| {
        let mut bytes = [&message(7)[..24], b"0000037M"].concat();
        bytes[2] = 2;
        edit(&mut bytes);
        bytes
    };
    let tail = |tail: &[u8]| [&message(7)[..24], tail].concat();
    assert_eq!(bench.reason(b"").await, Malformed::Empty);
    assert_eq!(bench.reason(&message(7)[..5]).await, Malformed::Short { got: 5, need: 24 });
    assert_eq!(bench.reason(&psk(|b| b[0] = 3)).await, Malformed::AdminFlag { value: 3 });
    assert_eq!(bench.reason(&psk(|b| b[2] = 1)).await, Malformed::Version { version: 1 });
    assert_eq!(bench.reason(&psk(|b| b[25] = b'_')).await, Malformed::PidCharacter);
    assert_eq!(bench.reason(&psk(|b| b[31] = b'N')).await, Malformed::PidChecksum { got: 'N', want: 'M' });
    assert_eq!(bench.reason(&tail(&[1, 9, 20])).await, Malformed::HashAlgorithm { index: 0, algorithm: 9 });
    assert_eq!(bench.reason(&tail(&[1, 1, 32])).await, Malformed::HashLength { index: 0, got: 32, want: 20 });
    assert_eq!(bench.reason(&tail(&[1, 1, 20, 5])).await, Malformed::Truncated { got: 28, need: 47 });
    assert_eq!(bench.reason(&[message(7), vec![0; 900]].concat()).await, Malformed::TooLong { limit: 900 });

    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(&message(7)[..30]).await.unwrap();
    let late = bench.next_rejected().await;
    assert_eq!(late.reason, Malformed::Deadline { got: 30 });
    assert_eq!(late.raw, message(7)[..30]);
}

#[tokio::test]
async fn the_deadline_is_for_the_whole_message_not_for_each_byte() {
    let settings = ListenerSettings { read_timeout: Duration::from_millis(300), ..listener_settings() };
    let mut bench = Bench::start(&settings, 8);
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    let drip = tokio::spawn(async move {
        for byte in message(7) {
            if stream.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let rejected = bench.next_rejected().await;
    assert!(matches!(rejected.reason, Malformed::Deadline { got: 1..20 }), "{rejected:?}");
    drip.abort();
}

#[tokio::test]
async fn an_http_client_gets_a_page_and_no_row() {
    let mut bench = Bench::start(&listener_settings(), 8);
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut page = String::new();
    timeout(LONG, stream.read_to_string(&mut page)).await.unwrap().unwrap();
    let (head, body) = page.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert_eq!(body, "bailiwick hello listener\n");
    assert!(head.contains(&format!("Content-Length: {}", body.len())));
    bench.send(&message(7)).await;
    assert_eq!(bench.next_hello().await.hello, hello(7), "the hello is the first and only row");
}

#[tokio::test]
async fn an_ipv4_peer_of_an_ipv6_socket_is_written_as_ipv4() {
    let mut bench = Bench::start(&ListenerSettings { listen: "[::]:0".parse().unwrap(), ..listener_settings() }, 8);
    bench.send(&message(7)).await;
    assert_eq!(bench.next_hello().await.address, IpAddr::V4(Ipv4Addr::LOCALHOST));
}

#[tokio::test]
async fn idle_peers_never_keep_a_real_device_out() {
    let settings = ListenerSettings { max_connections: 8, read_timeout: LONG * 9, ..listener_settings() };
    let mut bench = Bench::start(&settings, 64);
    let mut idle = Vec::new();
    for _ in 0..100 {
        idle.push(TcpStream::connect(bench.address).await.unwrap());
    }
    for n in 0..20 {
        bench.send(&message(n)).await;
        assert_eq!(bench.next_hello().await.hello, hello(n));
    }
    eventually(|| bench.report().limited >= 100 - 8).await;
}

#[tokio::test]
async fn a_whole_hello_that_makes_room_for_another_is_not_lost() {
    let settings = ListenerSettings { max_connections: 1, read_timeout: LONG * 9, ..listener_settings() };
    let mut bench = Bench::start(&settings, 64);
    let mut open = Vec::new();
    for n in 0..30 {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        stream.write_all(&message(n)).await.unwrap();
        open.push(stream);
    }
    let mut seen = Vec::new();
    for _ in 0..30 {
        seen.push(number(&bench.next_hello().await));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..30).collect::<Vec<_>>());
    assert_eq!(bench.report().limited, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_idle_connections_do_not_hurt() {
    let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX);
    let idle_count = if cfg!(debug_assertions) || files < 24_000 { (files as usize / 3).min(2_000) } else { 10_000 };
    let settings = ListenerSettings { max_connections: 16_384, read_timeout: LONG * 9, ..listener_settings() };
    let mut bench = Bench::start(&settings, 64);
    let mut idle = Vec::new();
    for _ in 0..idle_count {
        idle.push(TcpStream::connect(bench.address).await.unwrap());
    }
    let started = std::time::Instant::now();
    for n in 0..100 {
        bench.send(&message(n)).await;
        assert_eq!(bench.next_hello().await.hello, hello(n));
    }
    assert!(started.elapsed() < LONG, "100 hellos took {:?} beside {idle_count} idle peers", started.elapsed());
    assert_eq!(bench.report().limited, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_writer_makes_peers_wait_and_loses_nothing() {
    let mut bench = Bench::start(&ListenerSettings { max_connections: 16, ..listener_settings() }, 1);
    for n in 0..200 {
        bench.send(&message(n)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(bench.report().waiting <= 64, "{:?}", bench.report());
    let mut seen = Vec::new();
    for _ in 0..200 {
        seen.push(number(&bench.next_hello().await));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..200).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_graceful_stop_hands_over_what_was_sent() {
    let mut bench = Bench::start(&listener_settings(), 2048);
    for n in 0..1000 {
        bench.send(&message(n)).await;
    }
    let mut whole = TcpStream::connect(bench.address).await.unwrap();
    whole.write_all(&message(1000)).await.unwrap();
    let _half = TcpStream::connect(bench.address).await.unwrap().write_all(&message(1001)[..9]).await;
    bench.stop.cancel();
    timeout(LONG, &mut bench.task).await.unwrap().unwrap();
    let mut seen = 0;
    while let Some(arrival) = bench.arrivals.recv().await {
        seen += usize::from(matches!(arrival, Arrival::Hello(_)));
    }
    assert_eq!(seen, 1001);
    assert!(TcpStream::connect(bench.address).await.is_err(), "nobody listens any more");
}
