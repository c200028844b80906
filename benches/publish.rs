//! How long it takes from a commit until three distribution points in folders have the changed flat files and the record
//! is acknowledged, in one process as a backend does it.
//!
//! `cargo bench --bench publish [MACHINES]`; 100,000 by default. The budget is 1 s, the aim 0.2 s.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::backend::{ListenerSettings, PublishAlone, PublishingSettings, ResolverSettings, Role, Settings};
use bailiwick::core::change::commit;
use bailiwick::core::computer_set::{self, ComputerSetEdit, MembersWish, plan_add_members};
use bailiwick::core::distribution_point::{NewPoint, plan_add};
use bailiwick::core::package::{self, PackageEdit};
use bailiwick::core::publication::status;
use bailiwick::core::{Core, OpContext, configuration};
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::{embedded_core, load};
use bailiwick::model::directory::MemberKind;
use bailiwick::model::package::PackageState;
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock as _, SystemClock};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Changes of each kind.
const ROUNDS: usize = 11;

fn main() {
    let machines = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure(machines));
}

async fn measure(machines: u32) {
    let folder = tempfile::tempdir().unwrap();
    let core = embedded_core(folder.path(), "bench").await.unwrap();
    let ctx = OpContext::new(Principal::user("bench"));
    let estate = Estate::generate(EstateSettings::new(machines, 1, SystemClock.now()));
    load::prepare(&ctx, &core, &estate).await.unwrap();
    load::organise(&ctx, &core, &estate).await.unwrap();
    for name in ["north", "south", "west"] {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).unwrap();
        let (url, credential) = (format!("file://{}", path.display()), String::new());
        let plan = plan_add(&ctx, &core, NewPoint { name: name.into(), url, credential }).await.unwrap();
        commit(&ctx, &core, &plan).await.unwrap();
    }
    let start = Instant::now();
    let publisher = PublishAlone::start(core.clone(), &settings()).await.unwrap();
    acknowledged(&ctx, &core).await;
    let first = status::show(&ctx, &core).await.unwrap().generation.unwrap();
    println!("{machines} machines, {} files; all of them for the first time: {:.2} s", first.files, seconds(start));

    let now = configuration::read(&ctx, &core).await.unwrap();
    let in_use = now.packages.values().find(|package| package.state == PackageState::Published);
    let package = in_use.unwrap().id.to_string();
    let set = now.computer_sets.keys().next().unwrap().to_string();
    let names: Vec<String> = (0..ROUNDS).map(|round| format!("BENCH{round}")).collect();
    for what in ["a package's description", "an NSC's description", "a member of an NSC"] {
        let mut taken = Vec::with_capacity(ROUNDS);
        for (round, name) in names.iter().enumerate() {
            let text = Some(format!("round {round} of {what}"));
            let plan = match what {
                "a package's description" => {
                    let edit = PackageEdit { description: text, ..PackageEdit::default() };
                    package::plan_edit(&ctx, &core, &package, edit).await
                }
                "an NSC's description" => {
                    let edit = ComputerSetEdit { description: text, ..ComputerSetEdit::default() };
                    computer_set::plan_edit(&ctx, &core, &set, edit).await
                }
                _ => {
                    let wish = MembersWish { nsc: set.clone(), kind: MemberKind::Computer, names: vec![name.clone()] };
                    plan_add_members(&ctx, &core, wish).await
                }
            };
            let plan = plan.unwrap();
            let start = Instant::now();
            commit(&ctx, &core, &plan).await.unwrap();
            acknowledged(&ctx, &core).await;
            taken.push(seconds(start));
        }
        taken.sort_by(f64::total_cmp);
        println!("{what:<28} median {:.3} s   worst {:.3} s", taken[ROUNDS / 2], taken[ROUNDS - 1]);
    }
    publisher.stop().await;
}

/// Waits until every record is acknowledged: everything is on all three points.
async fn acknowledged(ctx: &OpContext, core: &Core) {
    while status::show(ctx, core).await.unwrap().backlog.count > 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

fn seconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}

fn settings() -> Settings {
    Settings {
        role: Role::Publish,
        host: "bench".into(),
        hello: ListenerSettings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            read_timeout: Duration::from_secs(5),
            max_bytes: 16_000,
            max_connections: 16,
            per_address_per_minute: 0,
            batch: 64,
        },
        resolver: ResolverSettings { concurrency: 0 },
        history_days: 0,
        publishing: PublishingSettings {
            poll: Duration::from_millis(250),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(3_600),
            concurrency: 8,
        },
    }
}
