//! The simulated server, spoken to byte by byte.

use super::*;
use hickory_proto::op::Query;
use std::net::Ipv4Addr;

const HOST: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

fn start(records: Zone) -> (DnsPeer, std::net::UdpSocket) {
    let peer = DnsPeer::start(records, "127.0.0.1:0".parse().unwrap()).unwrap();
    let client = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    client.connect(peer.addr()).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    (peer, client)
}

fn question(name: &str, kind: RecordType) -> Message {
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
    message
}

fn exchange(client: &std::net::UdpSocket, message: &Message) -> Message {
    client.send(&message.to_vec().unwrap()).unwrap();
    let mut buffer = [0; 65_535];
    let length = client.recv(&mut buffer).unwrap();
    Message::from_vec(&buffer[..length]).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn amt_34_answers_echo_the_question() {
    let mut zone = Zone::new();
    zone.ttl_s = 60;
    zone.ptr(HOST, "b.example").ptr(HOST, "a.example").address("a.example", HOST).alias("www.example", "a.example");
    let (_peer, client) = start(zone);

    let ask = question("7.2.0.192.IN-ADDR.arpa.", RecordType::PTR);
    let answer = exchange(&client, &ask);
    assert_eq!(answer.metadata.id, ask.metadata.id);
    assert_eq!(answer.queries, ask.queries);
    assert!(answer.queries[0].name().eq_case(ask.queries[0].name()));
    assert!(answer.metadata.authoritative && answer.metadata.recursion_available && answer.metadata.recursion_desired);
    assert_eq!(answer.answers.len(), 2);
    assert_eq!(answer.answers[0].ttl, 60);
    assert!(answer.edns.is_none());

    let answer = exchange(&client, &question("www.example.", RecordType::A));
    let kinds: Vec<_> = answer.answers.iter().map(Record::record_type).collect();
    assert_eq!(kinds, [RecordType::CNAME, RecordType::A]);

    let answer = exchange(&client, &question("a.example.", RecordType::AAAA));
    assert_eq!((answer.metadata.response_code, answer.answers.len()), (ResponseCode::NoError, 0));
    assert_eq!(answer.authorities[0].record_type(), RecordType::SOA);
    let answer = exchange(&client, &question("none.example.", RecordType::A));
    assert_eq!(answer.metadata.response_code, ResponseCode::NXDomain);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn amt_34_large_answers_are_truncated_to_what_the_client_takes() {
    let mut zone = Zone::new();
    for number in 0..20 {
        zone.ptr(HOST, &format!("host-with-a-long-name-{number}.example"));
    }
    let (peer, client) = start(zone);
    let mut ask = question("7.2.0.192.in-addr.arpa.", RecordType::PTR);
    let answer = exchange(&client, &ask);
    assert!(answer.metadata.truncation);
    assert_eq!(answer.answers.len(), 0);

    let mut edns = Edns::new();
    edns.set_max_payload(4_096);
    ask.set_edns(edns);
    let answer = exchange(&client, &ask);
    assert!(!answer.metadata.truncation);
    assert_eq!(answer.answers.len(), 20);
    assert_eq!(answer.edns.unwrap().max_payload(), 1_232);

    for number in 20..60 {
        peer.zone().write().unwrap().ptr(HOST, &format!("host-with-a-long-name-{number}.example"));
    }
    assert!(exchange(&client, &ask).metadata.truncation);
    let mut stream = TcpStream::connect(peer.addr()).await.unwrap();
    let bytes = ask.to_vec().unwrap();
    stream.write_u16(bytes.len() as u16).await.unwrap();
    stream.write_all(&bytes).await.unwrap();
    let mut answer = vec![0; usize::from(stream.read_u16().await.unwrap())];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(Message::from_vec(&answer).unwrap().answers.len(), 60);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn amt_34_garbage_is_refused_or_ignored() {
    let mut zone = Zone::new();
    zone.ptr(HOST, "a.example").ptr_fault("192.0.2.8".parse().unwrap(), ZoneFault::Drop);
    zone.ptr("192.0.2.9".parse().unwrap(), &"x".repeat(64));
    let (peer, client) = start(zone);
    let good = question("7.2.0.192.in-addr.arpa.", RecordType::PTR);

    let mut update = good.clone();
    update.metadata.op_code = OpCode::Update;
    let mut two = good.clone();
    two.add_query(good.queries[0].clone());
    let mut chaos = good.clone();
    chaos.queries[0].set_query_class(DNSClass::CH);
    let mut future = good.clone();
    let mut edns = Edns::new();
    edns.set_version(1);
    future.set_edns(edns);
    for (message, code) in [
        (&update, ResponseCode::NotImp),
        (&two, ResponseCode::FormErr),
        (&chaos, ResponseCode::Refused),
        (&future, ResponseCode::BADVERS),
        (&question("9.2.0.192.in-addr.arpa.", RecordType::PTR), ResponseCode::ServFail),
    ] {
        // As a number: 16 has two names.
        assert_eq!(u16::from(exchange(&client, message).metadata.response_code), u16::from(code));
    }

    // Nothing of this is answered: a stranger's answer, a dropped question, and bytes without a question's header.
    let mut reflected = good.clone();
    reflected.metadata.message_type = MessageType::Response;
    client.send(&reflected.to_vec().unwrap()).unwrap();
    client.send(&question("8.2.0.192.in-addr.arpa.", RecordType::PTR).to_vec().unwrap()).unwrap();
    let mut random = fastrand::Rng::with_seed(34);
    for length in (0..12).chain([512, 4_096]) {
        let mut bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
        if let Some(flags) = bytes.get_mut(2) {
            *flags |= 0x80;
        }
        client.send(&bytes).unwrap();
    }
    // The first answer to come is the one to the good question.
    assert_eq!(exchange(&client, &good).metadata.id, good.metadata.id);

    // Half a question is a format error.
    let bytes = good.to_vec().unwrap();
    client.send(&bytes[..bytes.len() - 3]).unwrap();
    let mut buffer = [0; 512];
    let length = client.recv(&mut buffer).unwrap();
    let answer = Message::from_vec(&buffer[..length]).unwrap();
    assert_eq!((answer.metadata.id, answer.metadata.response_code), (good.metadata.id, ResponseCode::FormErr));

    // A TCP client that sends garbage is cut off or ignored, and the server lives on.
    let mut stream = TcpStream::connect(peer.addr()).await.unwrap();
    stream.write_all(&[0xff; 64]).await.unwrap();
    drop(stream);
    assert_eq!(exchange(&client, &good).answers.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn amt_34_zone_of_20_000_hosts_can_be_edited_and_the_server_stops_when_dropped() {
    let mut zone = Zone::new();
    for number in 0..20_000_u32 {
        let address = IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number));
        zone.host(address, &format!("pc{number}.example"));
    }
    let (peer, client) = start(zone);
    let ask = question("31.78.0.10.in-addr.arpa.", RecordType::PTR);
    assert_eq!(exchange(&client, &ask).answers.len(), 1);
    peer.zone().write().unwrap().remove_ptr("10.0.78.31".parse().unwrap());
    assert_eq!(exchange(&client, &ask).metadata.response_code, ResponseCode::NXDomain);
    assert_eq!(peer.questions(), 2);

    let address = peer.addr();
    drop(peer);
    for _ in 0..100 {
        if std::net::UdpSocket::bind(address).is_ok() && std::net::TcpListener::bind(address).is_ok() {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("the ports are still taken");
}

#[test]
fn amt_34_starting_outside_a_runtime_is_an_error() {
    assert!(DnsPeer::start(Zone::new(), "127.0.0.1:0".parse().unwrap()).is_err());
}
