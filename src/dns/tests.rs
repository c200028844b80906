//! The resolver against the simulated DNS server, and against servers that misbehave below the protocol.

use super::*;
use crate::demo::{DnsPeer, Zone, ZoneFault};
use crate::model::evidence::{DnsAnswer, DnsName, Forward};
use crate::port::NameService;
use futures::future::join_all;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::UdpSocket;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn serve(fill: impl FnOnce(&mut Zone)) -> DnsPeer {
    let mut zone = Zone::new();
    fill(&mut zone);
    DnsPeer::start(zone, "127.0.0.1:0".parse().unwrap()).unwrap()
}

fn settings(servers: &[SocketAddr]) -> DnsSettings {
    DnsSettings { servers: servers.to_vec(), timeout_ms: 400, attempts: 1, ..DnsSettings::default() }
}

fn ask(servers: &[SocketAddr]) -> Resolver {
    Resolver::new(settings(servers)).unwrap()
}

fn names(list: &[(&str, Forward)]) -> DnsAnswer {
    let name = |(name, forward): &(&str, Forward)| DnsName { name: (*name).to_owned(), forward: forward.clone() };
    DnsAnswer::Names { names: list.iter().map(name).collect() }
}

/// A socket that never answers, and a port where nobody listens.
async fn black_hole() -> (SocketAddr, UdpSocket) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    (socket.local_addr().unwrap(), socket)
}

async fn closed_port() -> SocketAddr {
    black_hole().await.0
}

#[tokio::test]
async fn amt_36_each_name_once_sorted_with_its_forward_confirmation() {
    let host = ip("192.0.2.7");
    let peer = serve(|zone| {
        for name in ["Only6.example", "PC.Example", "b.example", "pc.example.", "none.example", "broken.example"] {
            zone.ptr(host, name);
        }
        zone.address("pc.example", ip("192.0.2.99")).address("pc.example", host).alias("b.example", "c.example");
        zone.address("c.example", ip("192.0.2.88")).address("c.example", ip("192.0.2.9"));
        zone.address("only6.example", ip("2001:db8::1")).fault("broken.example", ZoneFault::ServFail);
    });
    let resolver = ask(&[peer.addr()]);
    let found = resolver.reverse(host).await;
    let elsewhere = Forward::Elsewhere { addresses: vec![ip("192.0.2.9"), ip("192.0.2.88")] };
    let expected = names(&[
        ("b.example", elsewhere),
        ("broken.example", Forward::Failed),
        ("none.example", Forward::NoAddress),
        ("only6.example", Forward::NoAddress),
        ("pc.example", Forward::Confirmed),
    ]);
    assert_eq!(found.answer, expected);
    assert_eq!(found.source, Some(peer.addr().to_string()));
    assert!(found.duration_ms > 0.0);
    assert!(resolver.health().unwrap().ok);
}

#[tokio::test]
async fn amt_34_ipv6_and_mapped_addresses() {
    let peer = serve(|zone| {
        zone.host(ip("2001:db8::7"), "six.example").address("six.example", ip("192.0.2.7"));
        zone.host(ip("192.0.2.7"), "four.example");
    });
    let resolver = ask(&[peer.addr()]);
    let six = names(&[("six.example", Forward::Confirmed)]);
    assert_eq!(resolver.reverse(ip("2001:db8::7")).await.answer, six);
    let four = names(&[("four.example", Forward::Confirmed)]);
    assert_eq!(resolver.reverse(ip("::ffff:192.0.2.7")).await.answer, four);
}

#[tokio::test]
async fn amt_34_loopback_addresses_are_asked_for_like_any_other() {
    let peer = serve(|zone| _ = zone.host(ip("127.0.0.9"), "demo.example"));
    let found = ask(&[peer.addr()]).reverse(ip("127.0.0.9")).await.answer;
    assert_eq!(found, names(&[("demo.example", Forward::Confirmed)]));
}

#[tokio::test]
async fn amt_34_failures_are_told_apart_alone_and_behind_a_dead_server() {
    let peer = serve(|zone| {
        for (last, fault) in [
            (2, ZoneFault::Empty),
            (3, ZoneFault::ServFail),
            (4, ZoneFault::Refused),
            (5, ZoneFault::Drop),
            (6, ZoneFault::Delay(Duration::from_millis(50))),
        ] {
            let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, last));
            zone.host(address, "pc.example").ptr_fault(address, fault);
        }
    });
    let (dead, _hole) = black_hole().await;
    for servers in [vec![peer.addr()], vec![dead, peer.addr()], vec![closed_port().await, peer.addr()]] {
        let unreachable_first = servers.len() == 2 && servers[0] != dead;
        for (last, answer) in [
            (1, DnsAnswer::NxDomain),
            (2, DnsAnswer::Empty),
            (3, DnsAnswer::ServFail),
            (4, DnsAnswer::Refused),
            (5, DnsAnswer::Timeout),
            (6, names(&[("pc.example", Forward::Confirmed)])),
        ] {
            let resolver = ask(&servers);
            let started = Instant::now();
            let found = resolver.reverse(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))).await.answer;
            if last == 5 && unreachable_first {
                // One server is silent and the other is not there: the second tells more.
                assert!(matches!(found, DnsAnswer::Failed { .. }), "{found:?}");
            } else {
                assert_eq!(found, answer, "192.0.2.{last} at {servers:?}");
            }
            assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
            let health = resolver.health().unwrap();
            assert_eq!(health.ok, !matches!(last, 3..=5), "192.0.2.{last}: {health:?}");
            assert_eq!(health.problem.is_none(), health.ok);
        }
    }
}

#[tokio::test]
async fn amt_34_another_server_is_asked_when_one_fails_or_refuses() {
    let host = ip("192.0.2.7");
    let good = serve(|zone| _ = zone.host(host, "pc.example"));
    for fault in [ZoneFault::ServFail, ZoneFault::Refused] {
        let bad = serve(|zone| _ = zone.ptr_fault(host, fault).fault("pc.example", fault));
        let found = ask(&[bad.addr(), good.addr()]).reverse(host).await.answer;
        assert_eq!(found, names(&[("pc.example", Forward::Confirmed)]), "{fault:?}");
    }
}

#[tokio::test]
async fn amt_34_closed_port_is_noticed_at_once() {
    let closed = closed_port().await;
    let resolver = Resolver::new(DnsSettings { timeout_ms: 5_000, attempts: 3, ..settings(&[closed]) }).unwrap();
    let started = Instant::now();
    let found = resolver.reverse(ip("192.0.2.7")).await;
    let DnsAnswer::Failed { reason } = found.answer else { panic!("{found:?}") };
    assert!(reason.contains("cannot be reached"), "{reason}");
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert!(!resolver.check().await.ok);
}

#[tokio::test]
async fn amt_34_attempts_and_time_are_bounded() {
    let host = ip("192.0.2.7");
    let (dead, _hole) = black_hole().await;
    for (attempts, least, most) in [(1, 180, 2_000), (3, 580, 3_000)] {
        let resolver = Resolver::new(DnsSettings { timeout_ms: 200, attempts, ..settings(&[dead, dead]) }).unwrap();
        let started = Instant::now();
        assert_eq!(resolver.reverse(host).await.answer, DnsAnswer::Timeout);
        let took = started.elapsed().as_millis();
        assert!((least..most).contains(&took), "{attempts} attempts took {took} ms");
    }
    // All forward confirmations together take no longer than the reverse lookup may.
    let peer = serve(|zone| {
        for number in 0..16 {
            let name = format!("pc{number:02}.example");
            zone.ptr(host, &name).fault(&name, ZoneFault::Drop);
        }
    });
    let started = Instant::now();
    let DnsAnswer::Names { names } = ask(&[peer.addr()]).reverse(host).await.answer else { panic!("no names") };
    assert_eq!(names.iter().filter(|name| name.forward == Forward::Failed).count(), 16);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}

#[tokio::test]
async fn amt_34_dead_server_delays_only_the_question_that_finds_it_dead() {
    let (dead, _hole) = black_hole().await;
    let peer = serve(|zone| {
        for last in 0..100 {
            zone.host(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)), &format!("pc{last}.example"));
        }
    });
    let resolver = Resolver::new(DnsSettings { timeout_ms: 2_000, ..settings(&[dead, peer.addr()]) }).unwrap();
    let first = resolver.reverse(ip("192.0.2.0")).await;
    assert_eq!(first.answer, names(&[("pc0.example", Forward::Confirmed)]));
    assert!((300.0..2_000.0).contains(&first.duration_ms), "{}", first.duration_ms);
    let started = Instant::now();
    for last in 1..100 {
        let answer = resolver.reverse(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))).await.answer;
        assert!(matches!(answer, DnsAnswer::Names { .. }), "{answer:?}");
    }
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());

    // One name that nobody answers for does not hold up the others.
    peer.zone().write().unwrap().ptr_fault(ip("192.0.2.200"), ZoneFault::Drop);
    let resolver = Arc::new(resolver);
    let slow = tokio::spawn({
        let resolver = resolver.clone();
        async move { resolver.reverse(ip("192.0.2.200")).await.answer }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(resolver.reverse(ip("192.0.2.5")).await.duration_ms < 2_000.0);
    assert!(!slow.is_finished());
    assert_eq!(slow.await.unwrap(), DnsAnswer::Timeout);
}

#[tokio::test]
async fn amt_36_hostile_names_are_dropped_and_many_are_bounded() {
    let peer = serve(|zone| {
        for name in ["evil\x1b]0;x\x07.example", "a b.example", "<x>.example", "good.example", "\u{202e}gro.example"] {
            zone.ptr(ip("192.0.2.1"), name);
        }
        zone.ptr(ip("192.0.2.2"), "\x1b[2J.example");
        for number in 0..500 {
            zone.host(ip("192.0.2.3"), &format!("a-rather-long-host-name-{number:03}.department.example"));
        }
        for number in 0..20 {
            zone.alias(&format!("loop{number}.example"), &format!("loop{}.example", (number + 1) % 20));
        }
        zone.ptr(ip("192.0.2.4"), "loop0.example");
    });
    let resolver = ask(&[peer.addr()]);
    let found = resolver.reverse(ip("192.0.2.1")).await.answer;
    assert_eq!(found, names(&[("good.example", Forward::NoAddress)]));
    let found = resolver.reverse(ip("192.0.2.2")).await.answer;
    assert!(matches!(found, DnsAnswer::Failed { .. }), "{found:?}");
    let found = resolver.reverse(ip("192.0.2.4")).await.answer;
    assert_eq!(found, names(&[("loop0.example", Forward::Failed)]));

    // 500 names need TCP; the first 16 by name are kept.
    let DnsAnswer::Names { names } = resolver.reverse(ip("192.0.2.3")).await.answer else { panic!("no names") };
    assert_eq!(names.len(), 16);
    assert_eq!(names[0].name, "a-rather-long-host-name-000.department.example");
    assert_eq!(names[15].name, "a-rather-long-host-name-015.department.example");
    assert!(names.iter().all(|name| name.forward == Forward::Confirmed));
}

#[tokio::test]
async fn amt_34_bytes_that_are_no_answer_do_not_harm() {
    let liar = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = liar.local_addr().unwrap();
    let task = tokio::spawn(async move {
        let mut random = fastrand::Rng::with_seed(34);
        let mut buffer = [0; 1_500];
        while let Ok((length, client)) = liar.recv_from(&mut buffer).await {
            // The identifier is right and it claims to be an answer; the rest is noise, sometimes cut short.
            let mut answer = buffer[..length].to_vec();
            answer.extend(std::iter::repeat_with(|| random.u8(..)).take(40));
            for byte in answer.iter_mut().skip(2) {
                if random.u8(..4) == 0 {
                    *byte = random.u8(..);
                }
            }
            answer[2] |= 0x80;
            answer.truncate(random.usize(0..answer.len()));
            if liar.send_to(&answer, client).await.is_err() {
                break;
            }
        }
    });
    let resolver = Resolver::new(DnsSettings { timeout_ms: 100, ..settings(&[address]) }).unwrap();
    let answers = join_all((0..200).map(|last| resolver.reverse(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))))).await;
    assert!(answers.iter().all(|found| !matches!(found.answer, DnsAnswer::Names { .. })));
    task.abort();
}

#[tokio::test]
async fn amt_34_answers_are_remembered_for_their_time_to_live_and_no_longer() {
    let peer = serve(|zone| {
        zone.ttl_s = 3_600;
        zone.host(ip("192.0.2.1"), "pc.example");
    });
    let resolver = ask(&[peer.addr()]);
    for address in ["192.0.2.1", "192.0.2.2"] {
        let first = resolver.reverse(ip(address)).await.answer;
        let asked = peer.questions();
        assert_eq!(resolver.reverse(ip(address)).await.answer, first);
        assert_eq!(peer.questions(), asked, "{address} was asked for again");
    }
    let asked = peer.questions();
    assert!(resolver.check().await.ok);
    assert!(resolver.check().await.ok);
    assert_eq!(peer.questions(), asked + 2, "a check is never answered from memory");

    peer.zone().write().unwrap().ttl_s = 0;
    let fresh = ask(&[peer.addr()]);
    assert_eq!(fresh.reverse(ip("192.0.2.1")).await.answer, names(&[("pc.example", Forward::Confirmed)]));
    peer.zone().write().unwrap().remove_ptr(ip("192.0.2.1")).host(ip("192.0.2.1"), "new.example");
    assert_eq!(fresh.reverse(ip("192.0.2.1")).await.answer, names(&[("new.example", Forward::Confirmed)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amt_34_a_thousand_lookups_at_once() {
    let address = |number: u32| IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number));
    let peer = serve(|zone| {
        for number in 0..1_000 {
            zone.host(address(number), &format!("pc{number}.example"));
        }
    });
    let resolver = Resolver::new(DnsSettings { timeout_ms: 10_000, ..settings(&[peer.addr()]) }).unwrap();
    let started = Instant::now();
    let answers = join_all((0..1_000).map(|number| resolver.reverse(address(number)))).await;
    for (number, found) in answers.iter().enumerate() {
        assert_eq!(found.answer, names(&[(&format!("pc{number}.example"), Forward::Confirmed)]));
    }
    assert_eq!(peer.questions(), 2_000);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[tokio::test]
async fn amt_34_forward_confirmation_can_be_switched_off() {
    let peer = serve(|zone| _ = zone.host(ip("192.0.2.7"), "pc.example"));
    let resolver = Resolver::new(DnsSettings { forward_confirm: false, ..settings(&[peer.addr()]) }).unwrap();
    let found = resolver.reverse(ip("192.0.2.7")).await.answer;
    assert_eq!(found, names(&[("pc.example", Forward::NotChecked)]));
    assert_eq!(peer.questions(), 1);
}

// No runtime: making a resolver does no I/O.
#[test]
fn amt_34_settings_are_checked_and_a_resolver_costs_nothing() {
    let server: SocketAddr = "192.0.2.53:53".parse().unwrap();
    assert!(ask(&[server]).health().is_none());
    for wrong in [
        DnsSettings { timeout_ms: 0, ..settings(&[server]) },
        DnsSettings { attempts: 0, ..settings(&[server]) },
        DnsSettings { concurrency: 100_000, ..settings(&[server]) },
        DnsSettings { max_names: 0, ..settings(&[server]) },
        settings(&["192.0.2.53:0".parse().unwrap()]),
        settings(&["0.0.0.0:53".parse().unwrap()]),
    ] {
        assert!(Resolver::new(wrong.clone()).is_err(), "{wrong:?}");
    }
    let started = Instant::now();
    for _ in 0..100 {
        Resolver::new(DnsSettings::default()).unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?} for 100 resolvers", started.elapsed());
}
