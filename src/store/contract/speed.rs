//! Figures for the budgets; run with `--ignored --nocapture`, built for release.

use super::World;
use super::samples::{address, hello, system, update};
use crate::port::{AdminStore as _, IntakeBatch, SystemQuery};
use crate::store::AdminDb;
use std::time::Instant;

#[tokio::test]
#[ignore = "prints figures; proves nothing"]
async fn figures() {
    let world = World::sqlite().await;
    let count = 20_000_u32;
    for round in ["new", "known"] {
        let start = Instant::now();
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
        println!("{round}: {:.1} µs a hello", start.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    }
    for _ in 0..2 {
        let start = Instant::now();
        let page = world.admin.systems(&SystemQuery { limit: 20_000, ..SystemQuery::default() }).await.unwrap();
        println!("{} systems read in {:?}", page.systems.len(), start.elapsed());
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
