//! How fast names are found for 10,000 addresses on a local BIND, beside `dig -f` on the same questions in the same run.
//!
//! `cargo bench --bench reverse_dns [NAMES] [RUNS]`. The resolver asks each question once (every address is another
//! one), with the bounded number of questions under way that is its default, first for the PTR records alone as dig
//! does, then with the forward confirmation that resolution uses: two questions an address. What is not installed is
//! said and left out.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark talks and stops when it fails"
)]

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/support/bind.rs"]
mod bind;

use bailiwick::dns::{DnsSettings, Resolver};
use bailiwick::model::evidence::{DnsAnswer, Forward};
use bailiwick::port::NameService as _;
use bind::{Bind, BindZone};
use futures::StreamExt as _;
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::time::Instant;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (count, runs) = (numbers.next().unwrap_or(10_000).min(65_000), numbers.next().unwrap_or(3));
    let Some(server) = Bind::start(&zones(count)) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    println!("{count} addresses, {} questions under way, {runs} runs, medians", DnsSettings::default().concurrency);
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..runs {
        times[0].extend(dig(server.addr(), count));
        times[1].push(runtime.block_on(resolve(server.addr(), count, false)));
        times[2].push(runtime.block_on(resolve(server.addr(), count, true)));
    }
    let titles = ["dig -f, one after the other", "bailiwick, PTR", "bailiwick, PTR and confirmation"];
    let mut medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied()
    });
    let dig = medians[0];
    for (title, median) in titles.iter().zip(&mut medians) {
        let Some(seconds) = median else { continue };
        let ratio = dig.map_or_else(String::new, |dig| format!("{:>6.1} × dig", dig / *seconds));
        println!("{title:<34}{seconds:>8.3} s {:>9.0} addresses/s{ratio}", count as f64 / *seconds);
    }
}

fn address(n: usize) -> Ipv4Addr {
    Ipv4Addr::from_bits(Ipv4Addr::new(10, 9, 0, 1).to_bits() + n as u32)
}

fn zones(count: usize) -> [BindZone; 2] {
    let (mut reverse, mut forward) = (String::new(), String::new());
    for n in 0..count {
        let [_, _, c, d] = address(n).octets();
        writeln!(reverse, "{d}.{c} PTR pc{n}.example.").unwrap();
        writeln!(forward, "pc{n} A {}", address(n)).unwrap();
    }
    [BindZone::new("9.10.in-addr.arpa", &reverse), BindZone::new("example", &forward)]
}

/// Returns the seconds that dig takes; none when it is not installed.
fn dig(server: SocketAddr, count: usize) -> Option<f64> {
    let mut questions = tempfile::NamedTempFile::new().unwrap();
    for n in 0..count {
        std::io::Write::write_fmt(&mut questions, format_args!("-x {}\n", address(n))).unwrap();
    }
    let started = Instant::now();
    let output = Command::new("dig")
        .args(["@127.0.0.1", "-p", &server.port().to_string(), "+short", "-f"])
        .arg(questions.path())
        .stderr(Stdio::null())
        .output();
    let seconds = started.elapsed().as_secs_f64();
    let Ok(output) = output else {
        println!("dig is not installed (Debian package bind9-dnsutils)");
        return None;
    };
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), count, "dig found all names");
    Some(seconds)
}

async fn resolve(server: SocketAddr, count: usize, forward_confirm: bool) -> f64 {
    let settings = DnsSettings { servers: vec![server], forward_confirm, ..DnsSettings::default() };
    let window = settings.concurrency;
    let resolver = Resolver::new(settings).unwrap();
    let wanted = if forward_confirm { Forward::Confirmed } else { Forward::NotChecked };
    let started = Instant::now();
    let found = futures::stream::iter(0..count)
        .map(|n| resolver.reverse(IpAddr::V4(address(n))))
        .buffer_unordered(window)
        .filter(|gathered| {
            let named = |answer: &DnsAnswer| matches!(answer, DnsAnswer::Names { names } if names[0].forward == wanted);
            std::future::ready(named(&gathered.answer))
        })
        .count()
        .await;
    assert_eq!(found, count, "every name is found");
    started.elapsed().as_secs_f64()
}
