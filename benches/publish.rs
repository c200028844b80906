//! How long it takes from a commit until three distribution points in folders have the changed flat files and the record
//! is acknowledged, in one process as a backend does it.
//!
//! `cargo bench --bench publish [MACHINES]`; 100,000 by default. The budget is 1 s, the aim 0.2 s. Beside each kind of
//! change stands how many bytes of index and of flat files one client has to download after it.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

#[path = "support/publisher.rs"]
mod publisher;

use bailiwick::core::computer_set::{self, ComputerSetEdit, MembersWish, plan_add_members};
use bailiwick::core::configuration;
use bailiwick::core::package::{self, PackageEdit};
use bailiwick::core::publication::status;
use bailiwick::model::directory::MemberKind;
use bailiwick::model::package::PackageState;
use publisher::Publisher;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// Changes of each kind.
const ROUNDS: usize = 11;
/// Seconds that a change may take, and shall take.
const BUDGET: f64 = 1.0;
const AIM: f64 = 0.2;

fn main() {
    let machines = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure(machines));
}

async fn measure(machines: u32) {
    let folder = tempfile::tempdir().unwrap();
    let points = ["north", "south", "west"].map(|name| (name, folder.path().join(name)));
    points.iter().for_each(|(_, path)| std::fs::create_dir(path).unwrap());
    let places: Vec<(&str, &Path)> = points.iter().map(|(name, path)| (*name, path.as_path())).collect();
    let estate = Publisher::new(machines, folder.path(), &places).await;
    let (ctx, core) = (&estate.ctx, &estate.core);
    let start = Instant::now();
    let publisher = estate.start().await;
    estate.acknowledged().await;
    let first = status::show(ctx, core).await.unwrap().generation.unwrap();
    let taken = start.elapsed().as_secs_f64();
    println!("{machines} machines, {} files; all of them for the first time: {taken:.2} s", first.files);

    let now = configuration::read(ctx, core).await.unwrap();
    let in_use = now.packages.values().find(|package| package.state == PackageState::Published);
    let package = in_use.unwrap().id.to_string();
    let set = now.computer_sets.keys().next().unwrap().to_string();
    println!("{:<28} {:>9} {:>9} {:>9}   changed on a point", "", "median", "worst", "ratio");
    for what in ["a package's description", "an NSC's description", "a member of an NSC"] {
        let mut taken = Vec::with_capacity(ROUNDS);
        let mut changed = String::new();
        for round in 0..ROUNDS {
            let text = Some(format!("round {round} of {what}"));
            let plan = match what {
                "a package's description" => {
                    let edit = PackageEdit { description: text, ..PackageEdit::default() };
                    package::plan_edit(ctx, core, &package, edit).await
                }
                "an NSC's description" => {
                    let edit = ComputerSetEdit { description: text, ..ComputerSetEdit::default() };
                    computer_set::plan_edit(ctx, core, &set, edit).await
                }
                _ => {
                    let names = vec![format!("BENCH{round}")];
                    let wish = MembersWish { nsc: set.clone(), kind: MemberKind::Computer, names };
                    plan_add_members(ctx, core, wish).await
                }
            };
            let plan = plan.unwrap();
            let before = files(places[0].1);
            taken.push(estate.publish(&plan).await);
            changed = difference(&before, &files(places[0].1));
        }
        taken.sort_by(f64::total_cmp);
        let (median, worst) = (taken[ROUNDS / 2], taken[ROUNDS - 1]);
        println!("{what:<28} {median:>7.3} s {worst:>7.3} s {:>9.2}   {changed}", median / BUDGET);
    }
    println!("(the ratio is to the budget of {BUDGET} s; the aim is {AIM} s)");
    publisher.stop().await;
}

/// Returns what lies in a point's folder of configuration.
fn files(point: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![point.join("config")]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(point).unwrap().display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Returns how many bytes of index and of flat files are new.
fn difference(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> String {
    let new: Vec<_> = after.iter().filter(|(name, bytes)| before.get(*name) != Some(*bytes)).collect();
    let size = |index: bool| -> usize {
        new.iter().filter(|(name, _)| name.contains("CMFINDEX") == index).map(|(_, bytes)| bytes.len()).sum()
    };
    format!("{} files: {} bytes of index, {} of flat files", new.len(), size(true), size(false))
}
