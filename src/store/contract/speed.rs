//! Figures for the budgets; run with `--ignored --nocapture`, built for release.

use super::World;
use super::samples::{address, hello, system, update};
use crate::port::{AdminStore as _, IntakeBatch, SystemQuery};
use crate::store::AdminDb;
use std::time::Instant;

/// Processor time of this process so far, in microseconds; counted in hundredths of a second.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells");
    let ticks = stat.rsplit(')').next().expect("fields").split_whitespace().skip(11).take(2);
    ticks.map(|field| field.parse::<f64>().expect("a number") * 1e4).sum()
}

#[tokio::test]
#[ignore = "prints figures; proves nothing"]
async fn figures() {
    let world = World::sqlite().await;
    let count = 20_000_u32;
    for round in ["new", "known"] {
        let (start, before) = (Instant::now(), processor());
        for first in (0..count).step_by(300) {
            let numbers = first..(first + 300).min(count);
            let hellos: Vec<_> = numbers.clone().map(|n| hello(n, 5)).collect();
            let uuids: Vec<_> = hellos.iter().map(|h| h.hello.uuid).collect();
            let mut known = world.admin.systems_of(&uuids).await.unwrap();
            if known.is_empty() {
                known = numbers.map(|n| system(n, 5)).collect();
            }
            for system in &mut known {
                system.count += 1;
                system.address = address(9);
            }
            let systems = known.into_iter().map(update).collect();
            world.admin.store_hellos(&IntakeBatch { hellos, systems, ..IntakeBatch::default() }).await.unwrap();
        }
        let (wall, busy) = (start.elapsed().as_secs_f64() * 1e6, processor() - before);
        println!("{round}: {:.1} µs a hello, {:.1} of the processor", wall / f64::from(count), busy / f64::from(count));
    }
    for _ in 0..2 {
        let (start, before) = (Instant::now(), processor());
        let page = world.admin.systems(&SystemQuery { limit: 20_000, ..SystemQuery::default() }).await.unwrap();
        let busy = (processor() - before) / 1e3;
        println!("{} systems read in {:?}, {busy} ms of the processor", page.systems.len(), start.elapsed());
    }
    let start = Instant::now();
    world.admin.status_counts().await.unwrap();
    println!("counted in {:?}", start.elapsed());
    let start = Instant::now();
    let again = AdminDb::open(&world.places.0).await.unwrap();
    println!("opened in {:?}", start.elapsed());
    let start = Instant::now();
    again.revision().await.unwrap();
    println!("first read in {:?}", start.elapsed());
}
