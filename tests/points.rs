//! Distribution points on real servers: a folder, a full disk, Apache with WebDAV, an S3-compatible store, and servers
//! that are no use.

// Tells the linter that helpers here are tests too.
#![cfg(test)]

#[path = "support/apache.rs"]
mod apache;
#[path = "support/moto.rs"]
mod moto;

use apache::Apache;
use bailiwick::distribution::{Deadlines, ObjectStores};
use bailiwick::model::id::PointId;
use bailiwick::model::point::Point;
use bailiwick::port::{FileServer, FileServers as _, PointError};
use bytes::Bytes;
use chrono::DateTime;
use moto::Moto;
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn point(url: &str, credential: &str) -> Point {
    Point {
        id: PointId(1),
        name: "dp1".into(),
        url: url.into(),
        credential: credential.into(),
        added_at: DateTime::UNIX_EPOCH,
        added_by: "anna".into(),
    }
}

fn open(url: &str) -> Arc<dyn FileServer> {
    ObjectStores::new("nowhere".into()).open(&point(url, "")).unwrap()
}

/// Opens a point with a credential.
fn open_with(url: &str, credential: &str) -> Arc<dyn FileServer> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("dp1.toml");
    std::fs::write(&file, credential).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    ObjectStores::new(folder.path().into()).open(&point(url, "dp1")).unwrap()
}

/// Opens a point that may take three quarters of a second.
fn open_hurried(url: &str) -> Arc<dyn FileServer> {
    let deadlines =
        Deadlines { connect: Duration::from_millis(500), call: Duration::from_millis(750), slowest: 1_000_000 };
    ObjectStores::new("nowhere".into()).with_deadlines(deadlines).open(&point(url, "")).unwrap()
}

/// What every point does, whatever it is made of.
async fn every_point_does(server: &dyn FileServer) {
    let index = "config/CMFINDEX.TXT";
    assert_eq!(server.get(index, None, 100).await, Err(PointError::NotFound(index.into())));
    assert_eq!(server.size(index).await, Ok(None));
    assert_eq!(server.list("config").await, Ok(Vec::new()));
    server.delete(index).await.unwrap();

    // Put, read, read again only when it is another.
    server.put(index, Bytes::from_static(b"generation 1")).await.unwrap();
    let first = server.get(index, None, 100).await.unwrap().unwrap();
    assert_eq!(first.bytes, "generation 1");
    let tag = first.tag.expect("a tag");
    assert_eq!(server.get(index, Some(&tag), 100).await, Ok(None));
    server.put(index, Bytes::from_static(b"generation 2")).await.unwrap();
    let second = server.get(index, Some(&tag), 100).await.unwrap().expect("another content");
    assert_eq!(second.bytes, "generation 2");
    assert_ne!(second.tag.as_deref(), Some(tag.as_str()));
    assert_eq!(server.size(index).await, Ok(Some(12)));

    // Nothing, something with unusual names, and no more than allowed.
    let odd = "packages/größe 1.2~rc1+b (x).deb";
    server.put(odd, Bytes::from_static(b"odd")).await.unwrap();
    assert_eq!(server.get(odd, None, 3).await.unwrap().unwrap().bytes, "odd");
    server.put("config/CMFUSRs/ff.TXT", Bytes::new()).await.unwrap();
    assert_eq!(server.get("config/CMFUSRs/ff.TXT", None, 0).await.unwrap().unwrap().bytes, "");
    let too_large = PointError::TooLarge { path: index.into(), max: 11 };
    assert_eq!(server.get(index, None, 11).await, Err(too_large.clone()));

    // A large file, both ways.
    let here = TempDir::new().unwrap();
    let (from, to) = (here.path().join("from"), here.path().join("to"));
    let content: Vec<u8> = (0..19_000_001_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    std::fs::write(&from, &content).unwrap();
    let large = "packages/0123456789abcdef/large.deb";
    assert_eq!(server.put_file(large, &from).await, Ok(19_000_001));
    assert_eq!(server.size(large).await, Ok(Some(19_000_001)));
    assert_eq!(server.get_file(large, &to, 19_000_001).await, Ok(19_000_001));
    assert!(std::fs::read(&to).unwrap() == content);
    assert_eq!(server.get_file(index, &to, 11).await, Err(too_large));
    // What was cut off is gone on with; what cannot be begins anew, and never has more than allowed.
    std::fs::write(&to, &content[..7_000_000]).unwrap();
    assert_eq!(server.get_rest(large, &to, 19_000_001).await, Ok(12_000_001));
    assert!(std::fs::read(&to).unwrap() == content);
    for begun in [Vec::new(), vec![7; 19_000_001], vec![7; 30_000_000]] {
        std::fs::write(&to, begun).unwrap();
        assert_eq!(server.get_rest(large, &to, 19_000_001).await, Ok(19_000_001));
        assert!(std::fs::read(&to).unwrap() == content);
    }
    let new = here.path().join("new");
    assert_eq!(server.get_rest(large, &new, 19_000_001).await, Ok(19_000_001));
    std::fs::write(&to, &content[..7_000_000]).unwrap();
    let less = PointError::TooLarge { path: large.into(), max: 19_000_000 };
    assert_eq!(server.get_rest(large, &to, 19_000_000).await, Err(less));
    assert!(to.metadata().unwrap().len() <= 19_000_000);
    assert!(matches!(server.get_rest("packages/gone", &to, 9).await, Err(PointError::NotFound(_))));
    let gone = here.path().join("gone");
    assert!(matches!(server.put_file("packages/x.deb", &gone).await, Err(PointError::Local(_))));
    assert_eq!(server.size("packages/x.deb").await, Ok(None));

    // What is there.
    let listed = server.list("config").await.unwrap();
    let sizes: BTreeMap<_, _> = listed.iter().map(|file| (file.path.as_str(), file.size)).collect();
    assert_eq!(sizes, BTreeMap::from([(index, 12), ("config/CMFUSRs/ff.TXT", 0)]));
    assert!(listed.iter().all(|file| file.modified_at.timestamp() > 1_700_000_000), "{listed:?}");
    let listed = server.list("packages").await.unwrap();
    assert!(listed.iter().any(|file| file.path == odd), "{listed:?}");

    server.delete(index).await.unwrap();
    server.delete(index).await.unwrap();
    assert_eq!(server.size(index).await, Ok(None));

    // Nothing outside of it.
    for path in ["../x", "/etc/passwd", "config/../../x", "config//x", "config/.x", "config\\x", ""] {
        assert!(matches!(server.get(path, None, 100).await, Err(PointError::Address(_))), "{path:?}");
        assert!(matches!(server.put(path, Bytes::new()).await, Err(PointError::Address(_))), "{path:?}");
        assert!(matches!(server.delete(path).await, Err(PointError::Address(_))), "{path:?}");
    }
}

#[tokio::test]
async fn cmf_77_a_folder() {
    let folder = TempDir::new().unwrap();
    let server = open(&format!("file://{}/dp1", folder.path().display()));
    assert!(matches!(server.get("config/x", None, 1).await, Err(PointError::Unavailable(_))), "there is no folder yet");
    std::fs::create_dir(folder.path().join("dp1")).unwrap();
    every_point_does(&*server).await;
    let mode = |path: &str| folder.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("dp1/config/CMFUSRs"), mode("dp1/config/CMFUSRs/ff.TXT")), (0o755, 0o644));
}

/// A small file system of its own; unmounted when dropped.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Mounts it over a folder of a megabyte; none where that is not allowed.
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let run = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        if run.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        println!("skipped: this user may not mount a small disk to fill");
        None
    }

    fn fill(&self) -> std::io::Error {
        let mut file = std::fs::File::create(self.0.path().join("filler")).unwrap();
        loop {
            if let Err(error) = file.write_all(&[1; 4_096]) {
                return error;
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_leaves_the_old_file() {
    let Some(disk) = SmallDisk::mount() else { return };
    let server = open(&format!("file://{}", disk.0.path().display()));
    server.put("config/CMFPKGs.TXT", Bytes::from_static(b"old")).await.unwrap();
    assert_eq!(disk.fill().kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(server.put("config/CMFPKGs.TXT", vec![2; 100_000].into()).await, Err(PointError::Full));
    assert_eq!(server.get("config/CMFPKGs.TXT", None, 100).await.unwrap().unwrap().bytes, "old");
    let left: Vec<_> = std::fs::read_dir(disk.0.path().join("config")).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    // With room again it goes on.
    std::fs::remove_file(disk.0.path().join("filler")).unwrap();
    server.put("config/CMFPKGs.TXT", vec![2; 100_000].into()).await.unwrap();
}

const LOGIN: &str = "user = \"cmf\"\npassword = \"hunter2\"\n";

#[tokio::test]
async fn cmf_77_apache() {
    let Some(apache) = Apache::start() else { return };
    every_point_does(&*open_with(&apache.url(), LOGIN)).await;
    // Half a file is never seen, and none is left behind.
    let mut names = Vec::new();
    let mut open_folders = vec![apache.root()];
    while let Some(folder) = open_folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() { open_folders.push(entry.path()) } else { names.push(entry.file_name()) }
        }
    }
    assert_eq!(names.len(), 3, "{names:?}");

    // Who reads needs no credential; who writes does.
    let anybody = open(&apache.url());
    assert_eq!(anybody.get("config/CMFUSRs/ff.TXT", None, 9).await.unwrap().unwrap().bytes, "");
    let file = "config/CMFPKGs.TXT";
    for denied in [open_with(&apache.url(), "user = \"cmf\"\npassword = \"wrong\"\n"), anybody] {
        assert!(matches!(denied.put(file, Bytes::new()).await, Err(PointError::Denied(_))));
        assert!(matches!(denied.list("config").await, Err(PointError::Denied(_))));
        let here = TempDir::new().unwrap();
        std::fs::write(here.path().join("x"), vec![0; 5_000_000]).unwrap();
        assert!(matches!(denied.put_file(file, &here.path().join("x")).await, Err(PointError::Denied(_))));
    }
    let elsewhere = open_with(&format!("{}/gone", apache.url()), LOGIN);
    assert!(elsewhere.put(file, Bytes::new()).await.is_err());
    assert!(!apache.root().join("config/CMFPKGs.TXT").exists());
}

#[tokio::test]
async fn a_server_that_lets_nobody_read_is_read_with_its_credential() {
    let Some(apache) = Apache::start_closed() else { return };
    let file = "config/CMFPKGs.TXT";
    let own = open_with(&apache.url(), LOGIN);
    own.put(file, Bytes::from_static(b"0123456789")).await.unwrap();
    assert!(matches!(open(&apache.url()).get(file, None, 10).await, Err(PointError::Denied(_))));
    // What is here already is gone on with, and asked for with the credential too.
    let here = TempDir::new().unwrap();
    let to = here.path().join("to");
    std::fs::write(&to, "0123").unwrap();
    assert!(matches!(open(&apache.url()).get_rest(file, &to, 10).await, Err(PointError::Denied(_))));
    assert_eq!(own.get_rest(file, &to, 10).await, Ok(6));
    assert_eq!(std::fs::read(&to).unwrap(), b"0123456789");
}

#[tokio::test]
async fn a_full_disk_of_apache_is_told() {
    let Some(disk) = SmallDisk::mount() else { return };
    let Some(apache) = Apache::start() else { return };
    let mounted = apache.root().join("small");
    std::fs::create_dir(&mounted).unwrap();
    // The same disk at a second place, below what Apache serves.
    let bound = Command::new("mount").arg("--bind").arg(disk.0.path()).arg(&mounted).status().unwrap();
    assert!(bound.success());
    apache::give_to_server(&mounted);
    let server = open_with(&format!("{}/small", apache.url()), LOGIN);
    let small = server.put("CMFPKGs.TXT", Bytes::from_static(b"old")).await;
    let large = server.put("CMFPKGs.TXT", vec![2; 2_000_000].into()).await;
    let kept = server.get("CMFPKGs.TXT", None, 100).await;
    // Apache may still hold a file of it for a moment.
    assert!(Command::new("umount").arg("--lazy").arg(&mounted).status().unwrap().success());
    assert_eq!((small, large), (Ok(()), Err(PointError::Full)));
    assert_eq!(kept.unwrap().unwrap().bytes, "old");
}

#[tokio::test]
async fn cmf_77_an_s3_compatible_store() {
    // The client needs what makes its connections safe, although these are not.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let Some(moto) = Moto::start().await else { return };
    let credential =
        format!("endpoint = \"{}\"\nregion = \"us-east-1\"\nkey_id = \"cmf\"\nsecret = \"hunter2\"\n", moto.endpoint());
    every_point_does(&*open_with("s3://cmf/some/prefix", &credential)).await;
    let other = open_with("s3://gone", &credential);
    assert!(matches!(other.get("config/x", None, 9).await, Err(PointError::NotFound(_))));
}

/// A server that does this to every connection.
fn serve(treat: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let treat = Arc::new(treat);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let treat = Arc::clone(&treat);
            std::thread::spawn(move || treat(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream, head: &str, piece: &[u8], pause: Duration) {
    let _ = stream.read(&mut [0; 4_096]);
    if stream.write_all(head.as_bytes()).is_err() {
        return;
    }
    while stream.write_all(piece).is_ok() {
        std::thread::sleep(pause);
    }
}

async fn fails_soon(server: &dyn FileServer) {
    let here = TempDir::new().unwrap();
    let (from, to) = (here.path().join("from"), here.path().join("to"));
    std::fs::write(&from, vec![0; 3_000_000]).unwrap();
    let unavailable = |what: &str, began: Instant, error: Option<PointError>| {
        assert!(matches!(error, Some(PointError::Unavailable(_))), "{what}: {error:?}");
        assert!(began.elapsed() < Duration::from_secs(8), "{what}: {:?}", began.elapsed());
    };
    let began = Instant::now();
    unavailable("get", began, server.get("config/x", None, 1_000).await.err());
    let began = Instant::now();
    unavailable("get_file", began, server.get_file("packages/x", &to, 1_000_000_000).await.err());
    let began = Instant::now();
    unavailable("put", began, server.put("config/x", Bytes::from_static(b"x")).await.err());
    let began = Instant::now();
    unavailable("put_file", began, server.put_file("packages/x", &from).await.err());
    let began = Instant::now();
    unavailable("size", began, server.size("config/x").await.err());
    let began = Instant::now();
    unavailable("list", began, server.list("config").await.err());
    let began = Instant::now();
    unavailable("delete", began, server.delete("config/x").await.err());
}

#[tokio::test]
async fn a_server_that_accepts_and_never_answers_holds_up_nobody() {
    let address = serve(|stream| {
        std::thread::sleep(Duration::from_secs(60));
        drop(stream);
    });
    fails_soon(&*open_hurried(&format!("http://{address}"))).await;
}

#[tokio::test]
async fn a_server_that_is_not_there_holds_up_nobody() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    fails_soon(&*open_hurried(&format!("http://{address}"))).await;
}

#[tokio::test]
async fn a_server_that_sends_more_than_allowed_is_cut_off() {
    let endless = serve(|stream| answer(stream, "HTTP/1.1 200 OK\r\n\r\n", &[7; 65_536], Duration::ZERO));
    let announced = serve(|stream| {
        answer(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n", &[7; 1_024], Duration::ZERO);
    });
    let here = TempDir::new().unwrap();
    for address in [endless, announced] {
        let server = open(&format!("http://{address}"));
        let too_large = |path: &str, max| PointError::TooLarge { path: path.into(), max };
        assert_eq!(server.get("config/x", None, 1_000_000).await, Err(too_large("config/x", 1_000_000)));
        let saved = server.get_file("packages/x", &here.path().join("x"), 1_000_000).await;
        assert_eq!(saved, Err(too_large("packages/x", 1_000_000)));
    }
    let written = here.path().join("x").metadata().map_or(0, |file| file.len());
    assert!(written <= 1_000_000, "{written} bytes");
}

#[tokio::test]
async fn a_server_that_sends_a_byte_at_a_time_is_given_up() {
    let address = serve(|stream| answer(stream, "HTTP/1.1 200 OK\r\n\r\n", b"x", Duration::from_millis(100)));
    let (server, began) = (open_hurried(&format!("http://{address}")), Instant::now());
    let got = server.get("config/x", None, 1_000_000_000).await;
    assert!(matches!(got, Err(PointError::Unavailable(_))), "{got:?}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_redirection_is_not_followed_and_told() {
    let address = serve(|stream| {
        answer(
            stream,
            "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
            b"",
            Duration::from_secs(1),
        );
    });
    let server = open(&format!("http://{address}"));
    let led = server.get("config/x", None, 9).await;
    assert_eq!(led, Err(PointError::Address("it leads to http://elsewhere.example/".into())));
}

#[test]
fn a_credential_does_not_travel_in_the_clear() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("dp1.toml");
    std::fs::write(&file, LOGIN).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let opened = |url: &str| ObjectStores::new(Path::to_owned(folder.path())).open(&point(url, "dp1")).map(drop);
    assert!(matches!(opened("http://dp.example/cmf"), Err(PointError::Address(_))));
    assert_eq!(opened("https://dp.example/cmf"), Ok(()));
    assert_eq!(opened("http://127.0.0.1:8080/cmf"), Ok(()));
}
