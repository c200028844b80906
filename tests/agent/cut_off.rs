//! Kill -9 at random moments: nothing doubled, nothing lost, what is half installed is repaired.

use crate::site::Site;
use bailiwick::model::assignment::AssignAction::Apply;
use bailiwick::model::id::PackageId;
use serde_json::json;
use std::process::Stdio;
use std::time::{Duration, Instant};

const ROUNDS: i64 = 12;

#[test]
fn cmf_90_killed_at_random_moments_the_machine_still_comes_to_what_shall_be() {
    let Some(mut site) = Site::new(1) else { return };
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut killed = 0;
    for round in 1..=ROUNDS {
        let version = format!("{round}.0");
        site.script = "sleep 0.1".into();
        let older: Vec<PackageId> = (10..10 + round - 1).map(PackageId).collect();
        site.deb(9 + round, "tool", &version, |package| package.supersedes = older);
        site.assign(1, 9 + round, Apply);
        site.publish();
        // Several tries, most of which are killed somewhere between start and end.
        for longest in [400, 150, 60] {
            let mut check = site.command(&["agent", "once"]);
            let mut check = check.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(random.u64(0..longest)));
            killed += u32::from(check.try_wait().unwrap().is_none());
            check.kill().unwrap();
            check.wait().unwrap();
        }
        // An installer that was left alone may still be at it.
        let deadline = Instant::now() + Duration::from_secs(30);
        let settled = loop {
            let (_, result) = site.try_once();
            let told = site.verdicts(&result);
            if told.iter().any(|(id, verdict)| *id == 9 + round && verdict == "ok") {
                break result;
            }
            assert!(Instant::now() < deadline, "seed {seed}, round {round}: {result:#}");
            site.forget_failures();
            std::thread::sleep(Duration::from_millis(100));
        };
        assert_eq!(settled["critical"], json!([]), "seed {seed}");
        assert_eq!(site.installed("tool"), Some(version.clone()), "seed {seed}, round {round}");
        assert_eq!(site.content("usr/lib/tool/version"), Some(version.clone()));
        assert!(!site.folder().join("data/agent/journal.json").exists(), "seed {seed}, round {round}");
        assert_eq!(site.once()["steps"], json!([]), "seed {seed}, round {round}: done is done");
        // What dpkg configured to the end was never configured again.
        let installed = site.content("installed").unwrap();
        let count = installed.lines().filter(|line| *line == format!("tool {version}")).count();
        assert_eq!(count, 1, "seed {seed}, round {round}: {installed}");
    }
    println!("{killed} checks were killed");
    assert!(killed > 5, "they have to be killed while they run");
}
