//! Points that are no folders: a web server with a password, an S3-compatible store, and a line that breaks.

use crate::apache::Apache;
use crate::moto::Moto;
use crate::site::Site;
use bailiwick::distribution::ObjectStores;
use bailiwick::model::assignment::AssignAction::Apply;
use bailiwick::model::id::PointId;
use bailiwick::model::point::Point;
use bailiwick::port::FileServers as _;
use chrono::DateTime;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const LOGIN: &str = "user = \"cmf\"\npassword = \"hunter2\"\n";

/// Copies what the publisher has put into a folder to another one.
fn mirror(from: &Path, to: &Path) {
    let published = ["config", "packages"].map(|name| from.join(name)).into_iter().filter(|folder| folder.exists());
    assert!(Command::new("cp").arg("-r").args(published).arg(to).status().unwrap().success());
}

/// Lets a web server with a password have what is published, and the machine know that one point alone, at an address.
fn serve(site: &mut Site, apache: &Apache, address: &str) {
    mirror(&site.point(0), &apache.root());
    site.credential("web", LOGIN, 0o600);
    site.named = vec![format!("WEB={address} web")];
}

/// Returns a site whose machine knows a web server with a password alone; none where there is none.
fn served() -> Option<(Site, Apache)> {
    let mut site = Site::new(1)?;
    let apache = Apache::start_closed()?;
    site.publish();
    serve(&mut site, &apache, &apache.url());
    Some((site, apache))
}

fn problem(result: &Value) -> &str {
    result["problem"].as_str().or(result["error"]["message"].as_str()).unwrap_or_default()
}

#[test]
fn cmf_77_a_web_server_with_a_password_takes_over_from_a_folder_and_gets_the_report() {
    let Some(mut site) = Site::new(1) else { return };
    let Some(apache) = Apache::start_closed() else { return };
    site.deb(1, "tool", "1.0", |_| {});
    site.publish();
    mirror(&site.point(0), &apache.root());
    site.credential("web", LOGIN, 0o600);
    // Names with which the folder comes first for this machine.
    let place = format!("file://{}", site.point(0).display());
    let number = (1..20).find(|n| {
        site.named = vec![format!("DP{n}={place}"), format!("WEB{n}={} web", apache.url())];
        site.once()["point"] == format!("DP{n}")
    });
    let number = number.expect("some names in this order");
    fs::remove_dir_all(apache.root().join("reports")).ok();

    site.assign(1, 1, Apply);
    site.publish();
    mirror(&site.point(0), &apache.root());
    site.block(0);
    let taken_over = site.once();
    assert_eq!(taken_over["point"], format!("WEB{number}"), "{taken_over:#}");
    assert_eq!(site.verdicts(&taken_over), [(1, "ok".into())], "{taken_over:#}");
    assert_eq!(taken_over["reported"], true);
    let report = fs::read(apache.root().join("reports/pc1.cmf.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&report).unwrap()["pkgs"][0]["verdict"], "ok");
    site.unblock(0);
    assert_eq!(site.once()["point"], format!("DP{number}"), "it comes back");
}

#[test]
fn a_password_that_is_wrong_missing_or_open_to_others_is_told_and_never_shown() {
    let Some((site, _apache)) = served() else { return };
    fs::remove_dir_all(site.folder().join("data/credentials")).unwrap();
    for (text, mode, said) in [
        (None, 0o600, "No such file"),
        (Some("user = \"cmf\"\npassword = \"hunter3\"\n"), 0o600, "401"),
        (Some(LOGIN), 0o644, "chmod 600"),
    ] {
        text.into_iter().for_each(|text| site.credential("web", text, mode));
        let (exit, result) = site.try_once();
        assert_ne!(exit, 0);
        assert!(problem(&result).contains(said), "{said}: {result:#}");
        assert!(!result.to_string().contains("hunter"), "{result:#}");
    }
    // The secret is in a file, not among what every user of the machine can list.
    site.credential("web", LOGIN, 0o600);
    let mut service = site.start();
    let deadline = Instant::now() + Duration::from_secs(30);
    while site.json(&["agent", "status"])["generation"] != 1 {
        assert!(Instant::now() < deadline);
    }
    let arguments = fs::read(format!("/proc/{}/cmdline", service.id())).unwrap();
    assert!(!String::from_utf8_lossy(&arguments).contains("hunter"));
    site.stop(&mut service);
}

#[test]
fn a_credential_of_the_service_manager_goes_before_a_file() {
    let Some((site, _apache)) = served() else { return };
    let handed = site.folder().join("handed");
    fs::rename(site.folder().join("data/credentials"), &handed).unwrap();
    let output = site.command(&["agent", "once"]).env("CREDENTIALS_DIRECTORY", &handed).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_ne!(site.try_once().0, 0, "it is nowhere else");
}

#[tokio::test(flavor = "multi_thread")]
async fn cmf_77_an_s3_compatible_store_serves_a_machine() {
    // The client needs what makes its connections safe, although these are not.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let Some(mut site) = Site::new(1) else { return };
    let Some(moto) = Moto::start().await else { return };
    site.ballast = 300_000;
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    site.credential(
        "store",
        &format!("endpoint = {:?}\nregion = \"us-east-1\"\nkey_id = \"cmf\"\nsecret = \"hunter2\"\n", moto.endpoint()),
        0o600,
    );
    site.named = vec!["S3=s3://cmf/estate store".into()];
    let point = Point {
        id: PointId(1),
        name: "S3".into(),
        url: "s3://cmf/estate".into(),
        credential: "store".into(),
        added_at: DateTime::UNIX_EPOCH,
        added_by: "anna".into(),
    };
    let store = ObjectStores::new(site.folder().join("data/credentials")).open(&point).unwrap();
    for path in files(&site.point(0)) {
        let name = path.strip_prefix(site.point(0)).unwrap().display().to_string();
        store.put_file(&name, &path).await.unwrap();
    }
    // The first part of the package is here already.
    let package = site.point(0).join("packages/tool_1.0_all.deb");
    let partial = begin(&site, &fs::read(&package).unwrap()[..100_000]);
    let checked = site.once();
    assert_eq!(site.verdicts(&checked), [(1, "ok".into())], "{checked:#}");
    let config: u64 = files(&site.point(0).join("config")).iter().map(|file| file.metadata().unwrap().len()).sum();
    let rest = package.metadata().unwrap().len() - 100_000;
    let bytes = checked["bytes"].as_u64().unwrap();
    assert!((rest..=rest + config).contains(&bytes), "{bytes} of {rest}");
    assert!(!partial.exists());
    let report = store.get("reports/pc1.cmf.json", None, 1 << 20).await.unwrap().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&report.bytes).unwrap()["pkgs"][0]["verdict"], "ok");
}

fn files(below: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Leaves the beginning of the first package's file as a download that was cut off would. Returns where.
fn begin(site: &Site, bytes: &[u8]) -> PathBuf {
    let file = begun(site);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, bytes).unwrap();
    file
}

/// Returns where what has come of the first package's file is kept.
fn begun(site: &Site) -> PathBuf {
    let package = site.configuration.packages.values().next().unwrap();
    site.folder().join("data/agent/packages").join(package.checksum.to_lowercase()).join(".part")
}

/// A line to a server that can be slow, and breaks when so many bytes have come back over it.
struct Line {
    address: String,
    left: Arc<AtomicU64>,
}

impl Line {
    fn to(server: &str, pause: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let left = Arc::new(AtomicU64::new(u64::MAX));
        let (server, budget) = (server.trim_start_matches("http://").to_owned(), Arc::clone(&left));
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (server, budget) = (TcpStream::connect(&server).unwrap(), Arc::clone(&budget));
                let (mut to_server, mut from_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut from_client, &mut to_server);
                    let _ = to_server.shutdown(Shutdown::Write);
                });
                std::thread::spawn(move || carry(server, client, &budget, pause));
            }
        });
        Self { address, left }
    }

    fn breaks_after(&self, bytes: u64) {
        self.left.store(bytes, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, left: &AtomicU64, pause: Duration) {
    let mut piece = vec![0; 32_768];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        let before =
            left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(read as u64)));
        let room = usize::try_from(before.unwrap()).unwrap().min(read);
        if to.write_all(&piece[..room]).is_err() || room < read {
            break;
        }
        std::thread::sleep(pause);
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}

#[test]
fn cmf_89_a_download_that_was_cut_off_is_gone_on_with() {
    let Some(mut site) = Site::new(1) else { return };
    let Some(apache) = Apache::start() else { return };
    site.ballast = 2_000_000;
    site.deb(1, "tool", "1.0", |_| {});
    site.publish();
    let line = Line::to(&apache.url(), Duration::ZERO);
    serve(&mut site, &apache, &line.address);
    site.once();
    site.assign(1, 1, Apply);
    site.publish();
    mirror(&site.point(0), &apache.root());

    line.breaks_after(1_000_000);
    let (_, cut) = site.try_once();
    assert_eq!(site.verdicts(&cut), [(1, "failed".into())], "{cut:#}");
    assert_eq!(cut["critical"], json!([]), "nobody has tampered with anything");
    let size = site.size("packages/tool_1.0_all.deb");
    let partial = begun(&site);
    let have = partial.metadata().unwrap().len();
    assert!((500_000..1_000_000).contains(&have), "{have}");

    line.breaks_after(u64::MAX);
    site.forget_failures();
    let whole = site.once();
    assert_eq!(site.installed("tool").as_deref(), Some("1.0"), "{whole:#}");
    assert_eq!(whole["bytes"].as_u64().unwrap(), size - have, "only the rest comes");
    assert!(!partial.exists());

    // A beginning of something else costs a second download, and is no reason to distrust the point.
    site.deb(2, "tool", "2.0", |package| package.supersedes = vec![bailiwick::model::id::PackageId(1)]);
    site.configuration.packages.remove(&bailiwick::model::id::PackageId(1));
    site.assign(1, 2, Apply);
    site.publish();
    mirror(&site.point(0), &apache.root());
    begin(&site, &[7; 500_000]);
    let anew = site.once();
    assert_eq!((site.installed("tool").as_deref(), &anew["critical"]), (Some("2.0"), &json!([])), "{anew:#}");
}

#[test]
fn cmf_91_how_much_of_a_download_has_come_is_told_while_it_comes() {
    let Some(mut site) = Site::new(1) else { return };
    let Some(apache) = Apache::start_closed() else { return };
    site.ballast = 3_000_000;
    site.deb(1, "tool", "1.0", |_| {});
    site.assign(1, 1, Apply);
    site.publish();
    let line = Line::to(&apache.url(), Duration::from_millis(30));
    serve(&mut site, &apache, &line.address);
    let mut service = site.start();
    let (mut seen, deadline) = (Vec::new(), Instant::now() + Duration::from_secs(60));
    let size = site.size("packages/tool_1.0_all.deb");
    while site.installed("tool").is_none() {
        assert!(Instant::now() < deadline);
        let status = site.json(&["agent", "status"]);
        let activity = &status["activity"];
        if activity["kind"] == "downloading" && status["told_by"] == "service" {
            assert_eq!((&activity["package"], &activity["point"]), (&json!("tool 1.0"), &json!("WEB")));
            assert_eq!(activity["size_bytes"], size);
            seen.push(activity["done_bytes"].as_u64().unwrap());
        }
    }
    site.stop(&mut service);
    assert!(seen.is_sorted() && seen.iter().all(|done| *done <= size), "{seen:?}");
    seen.dedup();
    assert!(seen.len() >= 3, "it moves: {seen:?}");
}
