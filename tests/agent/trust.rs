//! What is refused: tampered, unsigned and older configuration, and other files than those that were published.

use crate::site::{Site, noon};
use bailiwick::distribution::digest;
use bailiwick::model::assignment::AssignAction::Apply;
use bailiwick::port::PublishingKeys as _;
use serde_json::{Value, json};
use std::fs;

fn codes(result: &Value) -> Vec<&str> {
    result["critical"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

fn digest_of(bytes: &[u8]) -> String {
    digest::of(bytes).to_string()
}

#[test]
fn cmf_52_an_index_with_another_byte_is_refused_and_told_and_the_old_one_stays() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    site.once();
    let path = site.point(0).join("config/CMFINDEX.TXT");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(&path, good.replacen("gen=1 ", "gen=9 ", 1)).unwrap();
    let (exit, refused) = site.try_once();
    assert_ne!(exit, 0);
    assert_eq!(codes(&refused), ["SIGNATURE"], "{refused:#}");
    assert_eq!(refused["generation"], 1);
    assert_eq!(site.verdicts(&refused), [(1, "ok".into())]);
    assert_eq!(site.report()["critical"][0]["code"], "SIGNATURE", "the server is told");
    fs::write(&path, good).unwrap();
    assert_eq!(codes(&site.once()), Vec::<&str>::new());
}

#[test]
fn cmf_52_an_older_generation_is_refused_also_when_the_state_lost_its_file() {
    let Some(mut site) = Site::new(1) else { return };
    site.publish();
    let path = site.point(0).join("config/CMFINDEX.TXT");
    let old = fs::read(&path).unwrap();
    site.deb(1, "tool", "1.0", |_| {});
    site.publish();
    assert_eq!(site.once()["generation"], 2);
    fs::write(&path, &old).unwrap();
    for _ in 0..2 {
        let (exit, refused) = site.try_once();
        assert_ne!(exit, 0);
        assert_eq!((codes(&refused), &refused["generation"]), (vec!["GENERATION"], &json!(2)), "{refused:#}");
        // What remembers the generation is damaged; the index that was kept is signed and tells it too.
        fs::write(site.folder().join("data/agent/accepted.json"), b"{").unwrap();
        site.write_index();
        assert_eq!(site.once()["generation"], 2);
        fs::write(site.folder().join("data/agent/accepted.json"), b"{").unwrap();
        fs::write(&path, &old).unwrap();
    }
}

#[test]
fn cmf_52_a_flat_file_or_a_package_that_is_another_is_not_used() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    let path = site.point(0).join("config/CMFASGs/1.TXT");
    let good = fs::read(&path).unwrap();
    let mut bad = good.clone();
    let middle = bad.len() / 2;
    bad[middle] ^= 1;
    fs::write(&path, &bad).unwrap();
    let (_, refused) = site.try_once();
    assert_eq!((codes(&refused), &refused["generation"]), (vec!["DIGEST"], &json!(0)), "{refused:#}");
    fs::write(&path, &good).unwrap();

    // A part of the index, also with the file that it vouches for.
    let part = site.point(0).join("config/CMFINDEX/CMFASGs-1.TXT");
    let whole = fs::read_to_string(&part).unwrap();
    let forged = whole.replace(&digest_of(&good), &digest_of(&bad));
    assert_ne!(forged, whole);
    fs::write(&path, &bad).unwrap();
    fs::write(&part, forged).unwrap();
    let (_, refused) = site.try_once();
    assert_eq!((codes(&refused), &refused["generation"]), (vec!["DIGEST"], &json!(0)), "{refused:#}");
    fs::write(&path, &good).unwrap();
    fs::remove_file(&part).unwrap();
    assert_eq!(codes(&site.try_once().1), ["DIGEST"], "a part that is missing");
    fs::write(&part, whole).unwrap();

    let path = site.point(0).join("packages/tool_1.0_all.deb");
    let good = fs::read(&path).unwrap();
    for bad in [[&good[..], b"x"].concat(), good[1..].to_vec(), good.iter().map(|byte| byte ^ 1).collect()] {
        fs::write(&path, bad).unwrap();
        fs::remove_file(site.folder().join("data/agent/attempts.json")).ok();
        let (exit, refused) = site.try_once();
        assert_ne!(exit, 0);
        assert_eq!(codes(&refused), ["DIGEST"], "{refused:#}");
        assert_eq!(site.verdicts(&refused), [(1, "failed".into())]);
        assert_eq!(site.installed("tool"), None);
    }
    fs::write(&path, good).unwrap();
    fs::remove_file(site.folder().join("data/agent/attempts.json")).unwrap();
    assert_eq!(site.verdicts(&site.once()), [(1, "ok".into())]);
}

#[test]
fn cmf_52_a_new_key_is_learned_and_a_retired_one_is_trusted_no_longer() {
    let Some(mut site) = Site::new(1) else { return };
    site.publish();
    site.once();
    let first = site.keys().keys().unwrap()[0].clone();
    let by_first = fs::read(site.point(0).join("config/CMFINDEX.TXT")).unwrap();
    site.keys().add_key(&site.keys().draft_key().unwrap(), noon()).unwrap();
    site.publish();
    assert_eq!(site.once()["generation"], 2, "signed by both");
    site.keys().retire_key(&first.id, noon()).unwrap();
    site.publish();
    assert_eq!(site.once()["generation"], 3, "signed by the new one, which was announced");
    fs::write(site.point(0).join("config/CMFINDEX.TXT"), by_first).unwrap();
    let (_, refused) = site.try_once();
    assert_eq!(codes(&refused), ["SIGNATURE"], "{refused:#}");
}

#[test]
fn what_is_damaged_in_the_state_is_fetched_again() {
    let Some(mut site) = Site::new(1) else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    site.once();
    let flat = site.folder().join("data/agent/flat");
    let files: Vec<_> = fs::read_dir(&flat).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 5, "{files:?}");
    for file in &files {
        fs::write(file, b"damaged").unwrap();
    }
    let again = site.once();
    assert_eq!(site.verdicts(&again), [(1, "ok".into())]);
    assert!(again["bytes"].as_u64().unwrap() > 0);
    assert_eq!(site.once()["bytes"], 0);
}
