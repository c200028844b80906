//! Looks at the files that lie on a distribution point, and not only at the index that tells of them: one that
//! was damaged or replaced there is found and sent again.

use super::deliver::{CONFIG, Delivery, Seen, Undelivered, path};
use crate::core::Core;
use crate::model::index_part::ConfigFile;
use crate::port::{IndexEntry, Listed, PointError};
use chrono::{DateTime, Utc};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use std::collections::{BTreeSet, HashMap};

/// What a survey found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that are missing or not what they shall be.
    pub(super) damaged: BTreeSet<ConfigFile>,
    /// Files that are not part of the generation.
    pub(super) strays: BTreeSet<ConfigFile>,
}

/// Looks at every flat file and every part of the index but those that are sent anyway. One that was looked at before and
/// still has the same size and time is not read again.
pub(super) async fn survey(
    core: &Core,
    delivery: &Delivery<'_>,
    seen: &mut Seen,
    sent_anyway: &BTreeSet<ConfigFile>,
) -> Result<Found, Undelivered> {
    let mut there: HashMap<ConfigFile, (u64, DateTime<Utc>)> = HashMap::new();
    for Listed { path, size, modified_at } in delivery.server.list(CONFIG).await? {
        let name = path.strip_prefix(CONFIG).and_then(|name| name.strip_prefix('/'));
        if let Some(file) = name.and_then(|name| name.parse().ok()) {
            there.insert(file, (size, modified_at));
        }
    }
    let target = delivery.target;
    let strays = there.keys().filter(|file| target.entry(**file).is_none()).copied().collect();
    let mut found = Found { strays, ..Found::default() };
    let mut unread: Vec<(IndexEntry, DateTime<Utc>)> = Vec::new();
    for entry in target.entries().filter(|entry| !sent_anyway.contains(&entry.file)) {
        match there.get(&entry.file) {
            Some((size, at)) if *size == entry.size => {
                if seen.looked.get(&entry.file) != Some(&(*size, *at)) {
                    unread.push((entry, *at));
                }
            }
            _ => drop(found.damaged.insert(entry.file)),
        }
    }
    let read = |(entry, at): (IndexEntry, DateTime<Utc>)| async move {
        let is_whole = match delivery.server.get(&path(entry.file), None, entry.size).await {
            Ok(fetched) => fetched.is_some_and(|fetched| core.ports.files.digest(&fetched.bytes) == entry.digest),
            Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => false,
            Err(error) => return Err(error),
        };
        Ok::<_, PointError>((entry, at, is_whole))
    };
    let mut read = stream::iter(unread).map(read).buffer_unordered(delivery.concurrency.max(1));
    while let Some((entry, at, is_whole)) = read.try_next().await? {
        if is_whole {
            seen.looked.insert(entry.file, (entry.size, at));
        } else {
            found.damaged.insert(entry.file);
        }
    }
    Ok(found)
}
