//! How long a resolution from local evidence takes, with the inventory of 100,000 machines in SQLite.
//!
//! `cargo bench --bench resolution [MACHINES]`. The name service answers from memory, so that the figures are those of
//! the policy, the four inventory tables and the rules. The budget is 1 ms, the aim 0.1 ms.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::core::{OpContext, provisioning};
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::{embedded_core, load};
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock as _, SystemClock};
use bailiwick::rules::identity::decide;
use std::time::{Duration, Instant};

#[tokio::main]
async fn main() {
    let machines = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let core = embedded_core(&data, "bench").await.unwrap();
    let ctx = OpContext::new(Principal::user("bench"));
    let estate = Estate::generate(EstateSettings::new(machines, 1, SystemClock.now()));
    let started = Instant::now();
    load::prepare(&ctx, &core, &estate).await.unwrap();
    load::fill(&ctx, &core, &estate, &mut |_| {}).await.unwrap();
    println!("{machines} machines loaded in {:.1} s", started.elapsed().as_secs_f64());

    let devices: Vec<_> = (0..estate.devices()).filter_map(|index| estate.device(index)).collect();
    let (mut whole, mut rules) = (Vec::new(), Vec::new());
    for device in devices.iter().cycle().take(10_000) {
        let hello = device.hello(0);
        let started = Instant::now();
        let (_, evidence) = provisioning::resolve(&ctx, &core, hello.uuid, device.machine.address).await.unwrap();
        whole.push(started.elapsed());
        let started = Instant::now();
        std::hint::black_box(decide(&evidence, 2, evidence.gathered_at));
        rules.push(started.elapsed());
    }
    tell("resolution from local evidence", &mut whole);
    tell("the rules alone", &mut rules);
}

fn tell(title: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e6;
    println!("{title:<34} median {:>8.1} µs   p99 {:>8.1} µs", at(0.5), at(0.99));
}
