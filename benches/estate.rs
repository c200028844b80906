//! How long a sample estate takes to load, through the core and the embedded directory.
//!
//! `cargo bench --bench estate [MACHINES]...`; without numbers 10,000 and 100,000 machines.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::core::OpContext;
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::{embedded_core, load};
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock as _, SystemClock};
use std::time::Instant;

fn main() {
    let mut sizes: Vec<u32> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    sizes.into_iter().for_each(|machines| runtime.block_on(measure(machines)));
}

async fn measure(machines: u32) {
    let folder = tempfile::tempdir().unwrap();
    let core = embedded_core(folder.path(), "bench").await.unwrap();
    let ctx = OpContext::new(Principal::user("bench"));
    let estate = Estate::generate(EstateSettings::new(machines, 1, SystemClock.now()));
    println!("{machines} machines");
    let mut start = Instant::now();
    let mut done = |what: &str| {
        println!("{what:30} {:8.2} s", start.elapsed().as_secs_f64());
        start = Instant::now();
    };
    load::prepare(&ctx, &core, &estate).await.unwrap();
    done("what the devices need");
    load::organise(&ctx, &core, &estate).await.unwrap();
    done("directory, sets and packages");
    load::fill_inventory(&ctx, &core, &estate, &mut |_| {}).await.unwrap();
    done("inventory");
}
