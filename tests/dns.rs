//! The DNS adapter against BIND: every kind of answer as a real server gives it.

// Tells the linter that helpers here are tests too.
#![cfg(test)]

#[path = "support/bind.rs"]
mod bind;

use bailiwick::dns::{DnsSettings, Resolver};
use bailiwick::model::evidence::{DnsAnswer, DnsName, Forward};
use bailiwick::port::NameService;
use bind::{Bind, BindZone};
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn resolver(servers: &[SocketAddr]) -> Resolver {
    Resolver::new(DnsSettings {
        servers: servers.to_vec(),
        timeout_ms: 1_000,
        attempts: 1,
        max_names: 256,
        ..DnsSettings::default()
    })
    .unwrap()
}

fn name(name: &str, forward: Forward) -> DnsName {
    DnsName { name: name.to_owned(), forward }
}

fn zones() -> Vec<BindZone> {
    let mut many = String::new();
    let mut reverse = String::from(
        "7 PTR PC7.Example.\n\
         8 PTR b.example.\n8 PTR a.example.\n8 PTR gone.example.\n8 PTR only6.example.\n\
         9 PTR evil\\027\\091m.example.\n9 PTR fine.example.\n\
         10 TXT \"a name without PTR\"\n\
         1.11 PTR below.example.\n\
         65 CNAME 65.64/26\n66 CNAME 66.64/26\n67 CNAME 67.gone.example.\n\
         200 PTR pc.broken.example.\n",
    );
    // 100 records of a type are the most that BIND takes; these do not fit into a UDP answer.
    for number in 0..100 {
        writeln!(reverse, "100 PTR a-rather-long-host-name-{number:03}.large.example.").unwrap();
        writeln!(many, "a-rather-long-host-name-{number:03}.large A 192.0.2.100").unwrap();
    }
    vec![
        BindZone::new("2.0.192.in-addr.arpa", &reverse),
        BindZone::new("64/26.2.0.192.in-addr.arpa", "65 PTR delegated.example.\n"),
        BindZone::new("8.b.d.0.1.0.0.2.ip6.arpa", &format!("7.{} PTR six.example.\n", "0.".repeat(22) + "0")),
        BindZone::new(
            "example",
            &format!(
                "pc7 A 192.0.2.7\npc7 A 192.0.2.77\na A 192.0.2.8\nb A 192.0.2.88\nonly6 AAAA 2001:db8::8\n\
                 fine CNAME real\nreal A 192.0.2.9\ndelegated A 192.0.2.65\nbelow A 192.0.2.11\n\
                 six AAAA 2001:db8::7\nsix A 192.0.2.6\n{many}"
            ),
        ),
        BindZone::broken("broken.example"),
        BindZone::broken("113.0.203.in-addr.arpa"),
    ]
}

#[tokio::test]
async fn amt_34_bind_answers_of_every_kind() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let resolver = resolver(&[bind.addr()]);

    let one = resolver.reverse(ip("192.0.2.7")).await;
    assert_eq!(one.answer, DnsAnswer::Names { names: vec![name("pc7.example", Forward::Confirmed)] });
    assert_eq!(one.source, Some(bind.addr().to_string()));
    assert!(one.duration_ms > 0.0);

    let elsewhere = Forward::Elsewhere { addresses: vec![ip("192.0.2.88")] };
    let cases = [
        (
            "192.0.2.8",
            vec![
                name("a.example", Forward::Confirmed),
                name("b.example", elsewhere),
                name("gone.example", Forward::NoAddress),
                name("only6.example", Forward::NoAddress),
            ],
        ),
        // The name with an escape sequence in it is not shown to anybody; the other one is an alias itself.
        ("192.0.2.9", vec![name("fine.example", Forward::Confirmed)]),
        // RFC 2317: the reverse name is an alias into a zone for a part of a /24.
        ("192.0.2.65", vec![name("delegated.example", Forward::Confirmed)]),
        ("2001:db8::7", vec![name("six.example", Forward::Confirmed)]),
        ("::ffff:192.0.2.7", vec![name("pc7.example", Forward::Confirmed)]),
        // The forward zone cannot be read.
        ("192.0.2.200", vec![name("pc.broken.example", Forward::Failed)]),
    ];
    for (address, names) in cases {
        assert_eq!(resolver.reverse(ip(address)).await.answer, DnsAnswer::Names { names }, "{address}");
    }
    for (address, answer) in [
        ("192.0.2.250", DnsAnswer::NxDomain),
        // A name with another record, and a name that exists only because there is one below it.
        ("192.0.2.10", DnsAnswer::Empty),
        ("192.0.2.11", DnsAnswer::Empty),
        // Delegated to a zone without this name, and to a zone that does not have the name either.
        ("192.0.2.66", DnsAnswer::NxDomain),
        ("192.0.2.67", DnsAnswer::NxDomain),
        ("203.0.113.1", DnsAnswer::ServFail),
        ("198.51.100.1", DnsAnswer::Refused),
    ] {
        assert_eq!(resolver.reverse(ip(address)).await.answer, answer, "{address}");
        let answered = matches!(answer, DnsAnswer::NxDomain | DnsAnswer::Empty);
        assert_eq!(resolver.health().unwrap().problem.is_none(), answered, "{address}");
    }
}

#[tokio::test]
async fn amt_34_bind_answer_that_needs_tcp_is_complete() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let DnsAnswer::Names { names } = resolver(&[bind.addr()]).reverse(ip("192.0.2.100")).await.answer else {
        panic!("no names");
    };
    assert_eq!(names.len(), 100);
    assert!(names.iter().all(|name| name.forward == Forward::Confirmed));
    assert!(names.is_sorted_by(|a, b| a.name < b.name));
}

#[tokio::test]
async fn amt_34_silent_server_times_out_and_does_not_hide_bind() {
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let silent = (silent.local_addr().unwrap(), silent);
    let started = Instant::now();
    let alone = resolver(&[silent.0]);
    assert_eq!(alone.reverse(ip("192.0.2.7")).await.answer, DnsAnswer::Timeout);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert!(!alone.check().await.ok);

    let Some(bind) = Bind::start(&zones()) else { return };
    let both = resolver(&[silent.0, bind.addr()]);
    for (address, answer) in [
        ("192.0.2.250", DnsAnswer::NxDomain),
        ("192.0.2.10", DnsAnswer::Empty),
        ("203.0.113.1", DnsAnswer::ServFail),
        ("198.51.100.1", DnsAnswer::Refused),
    ] {
        assert_eq!(both.reverse(ip(address)).await.answer, answer, "{address}");
    }
    // BIND refuses the question of `check`: it does not serve 127.in-addr.arpa here.
    let health = both.check().await;
    assert!(!health.ok && health.problem.unwrap().contains("REFUSED"));
    assert!(resolver(&[bind.addr()]).reverse(ip("192.0.2.7")).await.duration_ms < 900.0);
}
