//! Tests of searching and sorting machines.

use super::index::Index;
use super::search::{COLUMNS, Sort, SortColumn, first, matching};
use super::sets::Sets;
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::directory::{Computer, MemberKind};
use crate::model::filter::Filter;
use crate::model::id::{ComputerSetId, SystemSetId};
use crate::model::membership::Memberships;
use chrono::DateTime;
use std::sync::Arc;

struct Estate {
    index: Index,
    sets: Sets,
    now: Configuration,
}

fn estate() -> Estate {
    let mut index = Index::default();
    let machines = [
        ("PCA1", "pca1.cern.ch", "Windows 11 23H2", "anna"),
        ("PCA2", "PCA2.cern.ch", "Linux 9", ""),
        ("pcb1", "console.cern.ch", "windows Server 2022", "Otto"),
        ("PcB2", "", "", "anna"),
    ];
    for (day, (name, fqdn, os, owner)) in (1..).zip(machines) {
        assert!(index.push(&Computer {
            name: name.into(),
            fqdn: fqdn.into(),
            os: os.into(),
            owner: owner.into(),
            created_at: DateTime::from_timestamp(-day * 86_400, 0).unwrap(),
        }));
    }
    index.finish();
    let mut memberships = Memberships::default();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    memberships.add(ComputerSetId(7), MemberKind::Computer, names(&["PCA1", "PCB1"]));
    memberships.add(ComputerSetId(259), MemberKind::Computer, names(&["PCB1"]));
    let mut now = Configuration::default();
    for (id, name) in [(7, "NICE Default Desktop"), (259, "ATLAS DCS Operator")] {
        now.put(
            ComputerSet {
                id: ComputerSetId(id),
                nss: SystemSetId(1),
                name: name.into(),
                description: String::new(),
                parent: None,
                locally_managed: false,
                responsible: String::new(),
                os_version: String::new(),
                created_at: DateTime::UNIX_EPOCH,
                created_by: "anna".into(),
            }
            .into(),
        );
    }
    let sets = Sets::new(&index, &Arc::new(memberships));
    Estate { index, sets, now }
}

impl Estate {
    async fn found(&self, typed: &str) -> Vec<u32> {
        matching(&self.index, &self.sets, &self.now, &Filter::parse(typed, COLUMNS)).await
    }

    fn names(&self, found: &[u32]) -> Vec<String> {
        found.iter().map(|place| self.index.row(*place, &self.sets).computer.name).collect()
    }
}

#[tokio::test]
async fn machines_are_found_by_every_column_and_all_words() {
    let estate = estate();
    for (typed, expected) in [
        ("", "PCA1 PCA2 pcb1 PcB2"),
        ("pca", "PCA1 PCA2"),
        ("WIN", "PCA1 pcb1"),
        ("anna", "PCA1 PcB2"),
        ("console", "pcb1"),
        ("atlas", "pcb1"),
        ("259", "pcb1"),
        ("desktop otto", "pcb1"),
        ("cern.ch linux", "PCA2"),
        ("linux windows", ""),
        // The texts of neighbours stand one behind the other.
        ("chpca2", ""),
        ("pcb2", "PcB2"),
    ] {
        assert_eq!(estate.names(&estate.found(typed).await).join(" "), expected, "{typed}");
    }
}

#[tokio::test]
async fn a_word_is_looked_for_in_the_column_that_it_names() {
    let estate = estate();
    for (typed, expected) in [
        ("name:pcb", "pcb1 PcB2"),
        ("machine:console", ""),
        ("fqdn:console", "pcb1"),
        ("fqdn:pcb", ""),
        ("fqdn:pca", "PCA1 PCA2"),
        ("os:windows os:2022", "pcb1"),
        ("owner:otto", "pcb1"),
        ("owner:pca", ""),
        ("nsc:7", "PCA1 pcb1"),
        ("nsc:desktop name:a", "PCA1"),
    ] {
        assert_eq!(estate.names(&estate.found(typed).await).join(" "), expected, "{typed}");
    }
}

#[tokio::test]
async fn a_machine_is_shown_as_the_directory_writes_it() {
    let estate = estate();
    let row = estate.index.row(1, &estate.sets);
    assert_eq!((row.computer.name.as_str(), row.computer.fqdn.as_str()), ("PCA2", "PCA2.cern.ch"));
    let row = estate.index.row(2, &estate.sets);
    assert_eq!((row.computer.name.as_str(), row.computer.fqdn.as_str()), ("pcb1", "console.cern.ch"));
    assert_eq!(row.nscs, [ComputerSetId(7), ComputerSetId(259)]);
    let row = estate.index.row(3, &estate.sets);
    assert_eq!((row.computer.name.as_str(), row.computer.fqdn.as_str()), ("PcB2", ""));
    assert_eq!(row.computer.created_at, DateTime::from_timestamp(-4 * 86_400, 0).unwrap());
}

#[tokio::test]
async fn machines_come_in_any_order_page_by_page() {
    let estate = estate();
    for (column, descending, expected) in [
        (SortColumn::Name, false, "PCA1 PCA2 pcb1 PcB2"),
        (SortColumn::Name, true, "PcB2 pcb1 PCA2 PCA1"),
        (SortColumn::Os, false, "PCA2 PCA1 pcb1 PcB2"),
        (SortColumn::Os, true, "pcb1 PCA1 PCA2 PcB2"),
        (SortColumn::Owner, false, "PCA1 PcB2 pcb1 PCA2"),
        (SortColumn::Owner, true, "pcb1 PCA1 PcB2 PCA2"),
        (SortColumn::Fqdn, false, "pcb1 PCA1 PCA2 PcB2"),
        (SortColumn::Created, false, "PcB2 pcb1 PCA2 PCA1"),
    ] {
        let sort = Sort { column, descending };
        let all = || (0..4).collect::<Vec<u32>>();
        assert_eq!(estate.names(&first(&estate.index, all(), sort, None, 9)).join(" "), expected, "{sort:?}");
        let mut paged = Vec::new();
        while paged.len() < 4 {
            let after = paged.last().cloned();
            let page = first(&estate.index, all(), sort, after.as_deref(), 1);
            paged.extend(estate.names(&page));
        }
        assert_eq!(paged.join(" "), expected, "{sort:?}, one by one");
    }
    assert_eq!(first(&estate.index, vec![0, 2, 3], Sort::default(), Some("PCA9"), 9), [2, 3]);
}
