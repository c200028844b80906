//! What a client makes of a point that changes under its hands, and of one that many use at once.

use super::Fetcher;
use super::testing::{Servers, Shelves};
use crate::agent::error::AgentError;
use crate::agent::settings::PointAddress;
use crate::agent::state::Shelf;
use crate::distribution::TextFiles;
use crate::distribution::client::TrustedKeys;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, OperationId, PackageId, SystemSetId};
use crate::model::index_part::IndexPart;
use crate::model::membership::Memberships;
use crate::model::publication::{FlatFile, Generation, Stamp, bucket};
use crate::port::{FlatFiles as _, PublishingKeys as _};
use crate::rules::publication;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What lies on a point.
type Lying = BTreeMap<String, Vec<u8>>;
type Stamps = BTreeMap<FlatFile, Stamp>;

/// A publisher with one point.
struct Publisher {
    files: TextFiles,
    keys: TrustedKeys,
    folder: tempfile::TempDir,
}

impl Publisher {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = TextFiles::new(folder.path().join("keys"));
        files.add_key(&files.draft_key().unwrap(), DateTime::UNIX_EPOCH).unwrap();
        let keys = TrustedKeys::parse(&[files.keys().unwrap()[0].public.clone()]).unwrap();
        Self { files, keys, folder }
    }

    /// Returns the files of a generation in which machine PC1 is in set 1, which has this description.
    fn generation(&self, number: i64, description: &str) -> BTreeMap<String, Vec<u8>> {
        self.after(&BTreeMap::new(), number, description, &[]).0
    }

    /// Returns the files of the generation after one with these stamps, and its own stamps. In set 1 are PC1, the user
    /// mia and these machines.
    fn after(&self, before: &Stamps, number: i64, description: &str, machines: &[&str]) -> (Lying, Stamps) {
        let (mut now, mut members) = (Configuration::default(), Memberships::default());
        let set = ComputerSet {
            id: ComputerSetId(1),
            nss: SystemSetId(1),
            name: "set1".into(),
            description: description.into(),
            parent: None,
            locally_managed: false,
            responsible: "otto".into(),
            os_version: String::new(),
            created_at: DateTime::UNIX_EPOCH,
            created_by: "anna".into(),
        };
        now.put(set.into());
        let machines = machines.iter().chain(&["PC1"]).map(|name| (*name).to_owned());
        members.add(ComputerSetId(1), MemberKind::Computer, machines);
        members.add(ComputerSetId(1), MemberKind::User, ["mia".to_owned()]);
        let high_water = OperationId(number);
        let mut written = BTreeMap::new();
        let mut stamps = Stamps::new();
        for body in self.files.bodies(&publication::all(&now), &now, &members) {
            let (file, rows) = (body.file, self.files.digest(body.text.as_bytes()));
            let known = before.get(&file).filter(|stamp| stamp.body == rows);
            let (since, high_water) = known.map_or((number, high_water), |it| (it.generation, it.high_water));
            let bytes = self.files.file(&body, since, high_water);
            let (digest, size) = (self.files.digest(&bytes), bytes.len() as u64);
            stamps.insert(file, Stamp { file, generation: since, high_water, body: rows, digest, size });
            written.insert(format!("config/{}", body.file), bytes);
        }
        let generation = Generation { number, high_water, made_at: DateTime::UNIX_EPOCH, changed: vec![] };
        let listed: Vec<Stamp> = stamps.values().cloned().collect();
        let index = self.files.index(&generation, &listed).unwrap();
        written.extend(index.parts.into_iter().map(|(part, bytes)| (format!("config/{part}"), bytes)));
        written.insert("config/CMFINDEX.TXT".into(), index.root);
        (written, stamps)
    }

    fn fetcher(&self, machine: &str, points: &[(&str, &Shelves)], dead: &[&str]) -> Fetcher {
        let servers = points.iter().map(|(name, server)| ((*name).to_owned(), (*server).clone())).collect();
        let names = points.iter().map(|(name, _)| *name).chain(dead.iter().copied());
        Fetcher {
            servers: Arc::new(Servers(servers)),
            machine: machine.into(),
            points: names
                .map(|name| PointAddress { name: name.into(), url: name.into(), credential: String::new() })
                .collect(),
            keys: self.keys.clone(),
        }
    }

    fn shelf(&self) -> Shelf {
        Shelf::open(&self.folder.path().join("state")).unwrap()
    }
}

fn put(server: &Shelves, files: BTreeMap<String, Vec<u8>>) {
    files.into_iter().for_each(|(path, bytes)| server.write(&path, bytes));
}

#[tokio::test]
async fn cmf_89_a_publication_that_moves_on_in_between_is_read_with_its_own_index() {
    let publisher = Publisher::new();
    let (server, mut shelf) = (Shelves::default(), publisher.shelf());
    put(&server, publisher.generation(1, "first"));
    // After the index of the first generation was read, the second one is published.
    let second = publisher.generation(2, "second");
    server.after("config/CMFINDEX.TXT", move |files| {
        for (path, bytes) in second {
            files.insert(path, (bytes.into(), DateTime::UNIX_EPOCH));
        }
    });
    let fetcher = publisher.fetcher("PC1", &[("DP1", &server)], &[]);
    let configured = fetcher.check(&mut shelf, &[]).await.unwrap();
    assert_eq!((configured.generation, configured.problem), (2, None));
    let (configuration, members) = configured.content.unwrap();
    assert_eq!(configuration.computer_sets[&ComputerSetId(1)].description, "second");
    assert_eq!(members.of(MemberKind::Computer, "PC1"), [ComputerSetId(1)]);
    assert_eq!(shelf.accepted.generation, 2);
    server.reads();
    let again = fetcher.check(&mut shelf, &[]).await.unwrap();
    assert_eq!((again.bytes, server.reads()), (0, vec!["config/CMFINDEX.TXT".to_owned()]), "only asked whether");
}

/// Returns a machine whose bucket is another one than PC1's, in the same part of the index or in another.
fn machine(same_part: bool) -> String {
    let part = |name: &str| IndexPart::of(FlatFile::Computers(bucket(name)));
    let fits = |name: &String| bucket(name) != bucket("PC1") && (part(name) == part("PC1")) == same_part;
    (1..).map(|number| format!("OTHER{number}")).find(fits).unwrap()
}

#[tokio::test]
async fn cmf_89_of_the_index_only_the_part_is_read_that_tells_of_the_machine_and_changed() {
    let publisher = Publisher::new();
    let (server, mut shelf) = (Shelves::default(), publisher.shelf());
    let fetcher = publisher.fetcher("PC1", &[("DP1", &server)], &[]);
    let users = ["mia".to_owned()];
    let (files, stamps) = publisher.after(&Stamps::new(), 1, "x", &[]);
    put(&server, files);
    fetcher.check(&mut shelf, &users).await.unwrap();

    // A machine in another part joins: the index alone, of which there is little.
    let (far, near) = (machine(false), machine(true));
    let (files, stamps) = publisher.after(&stamps, 2, "x", &[&far]);
    put(&server, files);
    server.reads();
    let configured = fetcher.check(&mut shelf, &users).await.unwrap();
    assert_eq!((configured.generation, server.reads()), (2, vec!["config/CMFINDEX.TXT".to_owned()]));
    assert!(configured.bytes <= 4_000, "{} bytes", configured.bytes);

    // One in the same part: that part too, and nothing of what it tells of.
    let (files, stamps) = publisher.after(&stamps, 3, "x", &[&far, &near]);
    put(&server, files);
    let part = format!("config/{}", IndexPart::of(FlatFile::Computers(bucket("PC1"))).unwrap());
    let configured = fetcher.check(&mut shelf, &users).await.unwrap();
    assert_eq!((configured.generation, server.reads()), (3, vec!["config/CMFINDEX.TXT".to_owned(), part]));
    assert!(configured.bytes <= 10_000, "{} bytes", configured.bytes);

    // What tells of a user who is not here just now is kept: nothing of it is downloaded again.
    fetcher.check(&mut shelf, &[]).await.unwrap();
    put(&server, publisher.after(&stamps, 4, "x", &[&near]).0);
    assert_eq!(fetcher.check(&mut shelf, &[]).await.unwrap().generation, 4);
    server.reads();
    let configured = fetcher.check(&mut shelf, &users).await.unwrap();
    assert_eq!((configured.bytes, server.reads()), (0, vec!["config/CMFINDEX.TXT".to_owned()]));
    assert_eq!(configured.content.unwrap().1.of(MemberKind::User, "mia"), [ComputerSetId(1)]);
}

#[tokio::test]
async fn cmf_78_a_point_that_lags_behind_is_passed_over_and_nothing_is_told_of_it() {
    let publisher = Publisher::new();
    let (new, old, mut shelf) = (Shelves::default(), Shelves::default(), publisher.shelf());
    put(&new, publisher.generation(2, "new"));
    put(&old, publisher.generation(1, "old"));
    publisher.fetcher("PC1", &[("DP1", &new)], &[]).check(&mut shelf, &[]).await.unwrap();
    for points in [[("DP1", &new), ("DP2", &old)], [("DP1", &old), ("DP2", &new)]] {
        let configured = publisher.fetcher("PC1", &points, &["DP3"]).check(&mut shelf, &[]).await.unwrap();
        assert_eq!((configured.generation, configured.critical.len()), (2, 0));
        assert_eq!(configured.content.unwrap().0.computer_sets[&ComputerSetId(1)].description, "new");
    }
    let configured = publisher.fetcher("PC1", &[("DP1", &old)], &[]).check(&mut shelf, &[]).await.unwrap();
    assert_eq!(configured.critical[0].code, "GENERATION", "where all are older, it is told");
    assert!(matches!(configured.problem, Some(AgentError::Distrusts(_))));
    assert_eq!(configured.content.unwrap().0.computer_sets[&ComputerSetId(1)].description, "new");
}

#[tokio::test]
async fn never_more_machines_install_than_may_and_a_dead_one_gives_its_place_back() {
    let publisher = Publisher::new();
    let server = Shelves::default();
    let stale = Duration::from_secs(100);
    let machine = |n: u32| publisher.fetcher(&format!("PC{n}"), &[("DP1", &server)], &["DP2"]);
    let first = machine(1).slot(PackageId(7), 2, stale).await.unwrap();
    let _dead = machine(2).slot(PackageId(7), 2, stale).await.unwrap();
    assert!(machine(3).slot(PackageId(7), 2, stale).await.is_none());
    assert_eq!(server.paths().len(), 2, "who got no place leaves nothing behind");
    assert!(machine(3).slot(PackageId(8), 2, stale).await.is_some(), "each package by itself");
    first.give_back().await;
    let third = machine(3).slot(PackageId(7), 2, stale).await.unwrap();
    assert!(machine(4).slot(PackageId(7), 2, stale).await.is_none());
    server.pass(100);
    assert!(machine(4).slot(PackageId(7), 1, stale).await.is_some(), "the others have had their time");
    drop(third);
}
