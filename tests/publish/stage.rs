//! An estate with two sets and three distribution points in folders.

use crate::program::Estate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const POINTS: [&str; 3] = ["north", "south", "west"];

/// The estate and its points.
pub(crate) struct Stage {
    pub(crate) estate: Estate,
    folder: tempfile::TempDir,
}

impl Stage {
    /// Makes an estate of which nothing is published yet.
    pub(crate) fn new() -> Self {
        let estate = Estate::new(SocketAddr::from(([127, 0, 0, 1], 9)));
        let stage = Self { estate, folder: tempfile::tempdir().unwrap() };
        for command in [
            "nss create NICE",
            "nss create VSC",
            "nsc create Consoles --nss VSC",
            "directory computer add PC1 PC2",
            "nsc member add Consoles PC1 PC2",
        ] {
            stage.run(&command.split(' ').collect::<Vec<_>>());
        }
        for point in POINTS {
            fs::create_dir(stage.folder(point)).unwrap();
            stage.run(&["dp", "add", point, &format!("file://{}", stage.folder(point).display())]);
        }
        stage
    }

    /// Runs a command that must succeed.
    pub(crate) fn run(&self, arguments: &[&str]) {
        let output = self.estate.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Publishes and waits until it is everywhere.
    pub(crate) fn publish(&self) -> Value {
        self.estate.json(&["publish", "run", "--timeout", "60", "--quiet"])
    }

    /// Makes a file outside of everything.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// Returns where a package's file lies on the server.
    pub(crate) fn stored(&self, source: &str) -> PathBuf {
        self.estate.data().join("packages").join(source)
    }

    pub(crate) fn points(&self) -> impl Iterator<Item = &'static str> {
        POINTS.into_iter()
    }

    /// Returns the folder of a point.
    pub(crate) fn folder(&self, point: &str) -> PathBuf {
        self.folder.path().join(point)
    }

    /// Puts a file in the place of a point's folder.
    pub(crate) fn break_point(&self, point: &str) {
        fs::rename(self.folder(point), self.folder.path().join("away")).unwrap();
        fs::write(self.folder(point), "not a folder").unwrap();
    }

    /// Puts the folder back.
    pub(crate) fn mend_point(&self, point: &str) {
        fs::remove_file(self.folder(point)).unwrap();
        fs::rename(self.folder.path().join("away"), self.folder(point)).unwrap();
    }

    /// Returns every file on a point, by path.
    pub(crate) fn files(&self, point: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.folder(point);
        let mut files = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    files.insert(name(&root, &path), fs::read(&path).unwrap());
                }
            }
        }
        // A temporary file that a killed publisher left is nothing that a client reads.
        files.retain(|name, _| name.ends_with(".TXT") && !name.contains("/."));
        files
    }

    /// Returns the newest generation.
    pub(crate) fn generation(&self) -> i64 {
        self.estate.json(&["publish", "status"])["generation"]["number"].as_i64().unwrap()
    }

    /// Returns the number of the newest record of the log.
    pub(crate) fn newest_operation(&self) -> i64 {
        self.estate.json(&["log", "--limit", "1"])[0]["id"].as_i64().unwrap()
    }
}

fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().to_string_lossy().into_owned()
}

/// Whether a record of the log is acknowledged.
pub(crate) fn acknowledged(log: &Value, id: i64) -> bool {
    let record = log.as_array().unwrap().iter().find(|record| record["id"] == id);
    record.is_some_and(|record| !record["server_ack"].is_null())
}

/// Returns the names of files.
pub(crate) fn names<'a>(files: &[(&'a String, &'a Vec<u8>)]) -> Vec<&'a str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}
