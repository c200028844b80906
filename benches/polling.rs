//! How many clients one distribution point serves, and how long it takes until all of them have seen a change.
//!
//! `cargo bench --bench polling [MACHINES] [CONNECTIONS]`; 100,000 machines and 8 connections by default. The point is
//! Apache (Debian package `apache2`) on loopback, or a folder where it is not installed. Each machine is asked for as
//! the client does it, with the client's own code: the index with the tag that it has; where that is another one, its
//! signature, the part of the index that tells of the machine, and the file of its bucket, each only if its digest is
//! another one. What a client does with it afterwards, and what it keeps on its disk, is not part of it.
//!
//! Told are: how many conditional requests a second the point answers while nothing changes; and, after a change, the
//! time until the last machine has it when all ask as fast as the point answers, the bytes, and the spread. With an
//! interval of an hour that load spreads over the hour; the share of it that the point would be busy is told, too.
//!
//! Server and clients share the machine, and the connections stay open: a point of its own is faster, one that is asked
//! by 100,000 real machines opens a connection for each.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark talks and stops when it fails"
)]

#[path = "../tests/support/apache.rs"]
#[expect(dead_code, reason = "everybody may read what is measured")]
mod apache;
#[path = "support/publisher.rs"]
mod publisher;

use apache::Apache;
use bailiwick::core::computer_set::{MembersWish, plan_add_members};
use bailiwick::core::configuration;
use bailiwick::core::package::{self, PackageEdit};
use bailiwick::core::publishing_key;
use bailiwick::distribution::ObjectStores;
use bailiwick::distribution::client::{Catalogue, TrustedKeys, check, needed_first, read_index};
use bailiwick::model::directory::MemberKind;
use bailiwick::model::id::PointId;
use bailiwick::model::package::PackageState;
use bailiwick::model::point::Point;
use bailiwick::model::publication::{Digest, INDEX};
use bailiwick::port::{Fetched, FileServer, FileServers as _, IndexEntry, PointError};
use bytes::Bytes;
use chrono::DateTime;
use futures::{StreamExt as _, stream};
use publisher::Publisher;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// The interval of a client, in seconds.
const INTERVAL: f64 = 3_600.0;
/// Bytes of index that a change of one machine may cost a client.
const BUDGET: u64 = 10_000;
/// Rounds in which nothing changes.
const QUIET: usize = 3;
/// How often a client asks again when its connection is lost.
const TRIES: usize = 5;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (machines, connections) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(8));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure(machines, connections.max(1)));
}

/// A client between two checks: what it remembers.
struct Client {
    machine: String,
    tag: Option<String>,
    /// Digests of what it keeps: parts of the index and flat files.
    keeps: HashSet<Digest>,
}

/// What a check came to.
#[derive(Default, Clone, Copy)]
struct Checked {
    /// Bytes of index, and of flat files.
    index: u64,
    files: u64,
    requests: u64,
    taken: Duration,
    /// When it had everything, since the round began.
    at: Duration,
}

async fn measure(machines: u32, connections: u32) {
    let apache = Apache::start();
    let folder = tempfile::tempdir().unwrap();
    let root: PathBuf = apache.as_ref().map_or_else(|| folder.path().join("point"), Apache::root);
    std::fs::create_dir_all(&root).unwrap();
    let estate = Publisher::new(machines, &folder.path().join("data"), &[("point", &root)]).await;
    let publishing = estate.start().await;
    estate.acknowledged().await;

    let url = apache.as_ref().map_or_else(|| format!("file://{}", root.display()), Apache::url);
    let point = Point {
        id: PointId(1),
        name: "point".into(),
        url: url.clone(),
        credential: String::new(),
        added_at: DateTime::UNIX_EPOCH,
        added_by: String::new(),
    };
    let server = ObjectStores::new(folder.path().to_owned()).open(&point).unwrap();
    let keys = publishing_key::list(&estate.ctx, &estate.core).await.unwrap();
    let keys = TrustedKeys::parse(&keys.iter().map(|key| &key.public).collect::<Vec<_>>()).unwrap();
    let site = Site {
        server,
        keys,
        connections: connections as usize,
        shelf: Mutex::default(),
        first: OnceLock::new(),
        lost: AtomicU64::new(0),
    };
    let names = (0..machines).map(|number| format!("pc{number:06}"));
    let mut clients: Vec<Client> = names.map(|machine| Client { machine, tag: None, keeps: HashSet::new() }).collect();
    println!("{machines} machines, {url}, {connections} connections, {} processors", processors());
    // All have been here before.
    for client in &mut clients {
        site.prime(client).await;
    }

    for _ in 0..QUIET {
        site.round(&mut clients, "nothing has changed", true).await;
    }
    let now = configuration::read(&estate.ctx, &estate.core).await.unwrap();
    let set = now.computer_sets.keys().next().unwrap().to_string();
    let wish = MembersWish { nsc: set, kind: MemberKind::Computer, names: vec!["BENCH1".into()] };
    let saved = estate.publish(&plan_add_members(&estate.ctx, &estate.core, wish).await.unwrap()).await;
    println!("saved and on the point after {saved:.3} s");
    site.round(&mut clients, "one machine joined a set", false).await;
    let package = now.packages.values().find(|package| package.state == PackageState::Published).unwrap();
    let edit = PackageEdit { description: Some("of the benchmark".into()), ..PackageEdit::default() };
    let plan = package::plan_edit(&estate.ctx, &estate.core, &package.id.to_string(), edit).await.unwrap();
    estate.publish(&plan).await;
    site.round(&mut clients, "a package was changed", false).await;
    println!("{} requests were made again, since their connection was lost", site.lost.load(Ordering::Relaxed));
    publishing.stop().await;
}

/// The point, as clients see it.
struct Site {
    server: Arc<dyn FileServer>,
    keys: TrustedKeys,
    connections: usize,
    /// What clients have on their disks, once for all that have it.
    shelf: Mutex<HashMap<Digest, Bytes>>,
    /// The index as it was before anything changed.
    first: OnceLock<Fetched>,
    /// Requests that were made again.
    lost: AtomicU64,
}

impl Site {
    /// Asks the point, again where a connection that had stood idle was closed in the same moment: a real client would
    /// ask the next point.
    async fn ask(&self, path: &str, tag: Option<&str>, max: u64) -> Option<Fetched> {
        for _ in 0..TRIES {
            match self.server.get(path, tag, max).await {
                Err(PointError::Unavailable(_)) => drop(self.lost.fetch_add(1, Ordering::Relaxed)),
                answer => return answer.unwrap(),
            }
        }
        panic!("the point does not answer");
    }

    /// Gives a client what it would have after its last check, and the point little to do.
    async fn prime(&self, client: &mut Client) {
        let path = format!("config/{INDEX}");
        let fetched = match self.first.get() {
            Some(fetched) => fetched.clone(),
            None => {
                let fetched = self.ask(&path, None, 1 << 20).await.unwrap();
                self.first.get_or_init(|| fetched).clone()
            }
        };
        client.keeps = self.shelf.lock().unwrap().keys().copied().collect();
        self.take(client, fetched).await;
    }

    /// Has every client check once, as fast as the point answers.
    async fn round(&self, clients: &mut [Client], what: &str, is_quiet: bool) {
        let (start, cpu) = (Instant::now(), own_cpu());
        let checks = clients.iter_mut().map(|client| async move {
            let began = Instant::now();
            let mut checked = self.check(client).await;
            (checked.taken, checked.at) = (began.elapsed(), start.elapsed());
            checked
        });
        let mut all: Vec<Checked> = stream::iter(checks).buffer_unordered(self.connections).collect().await;
        let total = start.elapsed().as_secs_f64();
        let sum = |of: fn(&Checked) -> u64| all.iter().map(of).sum::<u64>();
        let (requests, index, files) = (sum(|it| it.requests), sum(|it| it.index), sum(|it| it.files));
        let most_index = all.iter().map(|it| it.index).max().unwrap_or_default();
        let count = all.len().max(1) as u64;
        all.sort_by_key(|it| it.taken);
        let taken = [all[all.len() / 2], all[all.len() * 99 / 100]].map(|it| it.taken.as_secs_f64() * 1e3);
        println!("{what}");
        println!(
            "  all asked within {total:>8.2} s   {:>9.0} requests/s   {:.1} % of an hour",
            requests as f64 / total,
            total / INTERVAL * 100.0
        );
        println!(
            "  a check          {:>8.2} ms median, {:.2} ms at 99 %   {:.2} s of processor time of ours",
            taken[0],
            taken[1],
            own_cpu() - cpu
        );
        if is_quiet {
            assert_eq!((index, files), (0, 0), "nothing is downloaded when nothing has changed");
            return;
        }
        all.sort_by_key(|it| it.at);
        let seen =
            [all[0], all[all.len() / 2], all[all.len() * 9 / 10], all[all.len() - 1]].map(|it| it.at.as_secs_f64());
        println!(
            "  seen by the first after {:.3} s, by half {:.2} s, by 90 % {:.2} s, by all {:.2} s",
            seen[0], seen[1], seen[2], seen[3]
        );
        println!(
            "  {} bytes of index a client, at most {most_index} (budget {BUDGET}), and {} of flat files; {:.1} MB in all",
            index / count,
            files / count,
            (index + files) as f64 / 1e6
        );
    }

    /// Does what a client does, as far as it concerns the point.
    async fn check(&self, client: &mut Client) -> Checked {
        let path = format!("config/{INDEX}");
        match self.ask(&path, client.tag.as_deref(), 1 << 20).await {
            None => Checked { requests: 1, ..Checked::default() },
            Some(fetched) => self.take(client, fetched).await,
        }
    }

    /// Takes an index that is new to a client, and what it lacks of the rest.
    async fn take(&self, client: &mut Client, fetched: Fetched) -> Checked {
        let mut checked = Checked { requests: 1, index: fetched.bytes.len() as u64, ..Checked::default() };
        let trusted = read_index(&fetched.bytes, &self.keys).unwrap();
        client.tag = fetched.tag;
        let mut catalogue = Catalogue::new(trusted.index);
        let mut keeps = HashSet::new();
        for file in needed_first(&client.machine, &[]) {
            if let Some(part) = catalogue.lacks(file).copied() {
                let (bytes, sent) = self.get(client, &part).await;
                (checked.index, checked.requests) = (checked.index + sent, checked.requests + u64::from(sent > 0));
                catalogue.take_in(&part, &bytes).unwrap();
                keeps.insert(part.digest);
            }
            let entry = *catalogue.listed(file).unwrap();
            let (_, sent) = self.get(client, &entry).await;
            (checked.files, checked.requests) = (checked.files + sent, checked.requests + u64::from(sent > 0));
            keeps.insert(entry.digest);
        }
        client.keeps = keeps;
        checked
    }

    /// Returns what a client has on its disk, or else downloads; and how many bytes it downloaded.
    async fn get(&self, client: &Client, entry: &IndexEntry) -> (Bytes, u64) {
        let kept = || self.shelf.lock().unwrap().get(&entry.digest).cloned();
        if let Some(bytes) = Some(()).filter(|()| client.keeps.contains(&entry.digest)).and_then(|()| kept()) {
            return (bytes, 0);
        }
        let fetched = self.ask(&format!("config/{}", entry.file), None, entry.size).await.unwrap();
        check(entry, &fetched.bytes).unwrap();
        self.shelf.lock().unwrap().insert(entry.digest, fetched.bytes.clone());
        (fetched.bytes, entry.size)
    }
}

/// Returns the processor time of this process in seconds; 0 where the system does not tell.
fn own_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    let ticks: f64 = behind.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
