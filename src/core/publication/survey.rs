//! Looks at the flat files that lie on a distribution point, and not only at the index that tells of them: a file that
//! was damaged or replaced there is found and sent again.

use super::deliver::{CONFIG, Delivery, Seen, Undelivered, path};
use crate::core::Core;
use crate::model::publication::{FlatFile, INDEX, Stamp};
use crate::port::{Listed, PointError};
use chrono::{DateTime, Utc};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use std::collections::{BTreeSet, HashMap};

/// What a survey found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that are missing or not what they shall be.
    pub(super) damaged: BTreeSet<FlatFile>,
    /// Flat files that are not part of the generation.
    pub(super) strays: BTreeSet<FlatFile>,
}

/// Looks at every flat file but those that are sent anyway. One that was looked at before and still has the same size
/// and time is not read again.
pub(super) async fn survey(
    core: &Core,
    delivery: &Delivery<'_>,
    seen: &mut Seen,
    sent_anyway: &BTreeSet<FlatFile>,
) -> Result<Found, Undelivered> {
    let mut there: HashMap<FlatFile, (u64, DateTime<Utc>)> = HashMap::new();
    for Listed { path, size, modified_at } in delivery.server.list(CONFIG).await? {
        let name = path.strip_prefix(CONFIG).and_then(|name| name.strip_prefix('/'));
        if let Some(file) = name.filter(|name| *name != INDEX).and_then(|name| name.parse().ok()) {
            there.insert(file, (size, modified_at));
        }
    }
    let stamps = &delivery.target.stamps;
    let mut found =
        Found { strays: there.keys().filter(|file| !stamps.contains_key(file)).copied().collect(), ..Found::default() };
    let mut unread: Vec<(&Stamp, DateTime<Utc>)> = Vec::new();
    for stamp in stamps.values().filter(|stamp| !sent_anyway.contains(&stamp.file)) {
        match there.get(&stamp.file) {
            Some((size, at)) if *size == stamp.size => {
                if seen.looked.get(&stamp.file) != Some(&(*size, *at)) {
                    unread.push((stamp, *at));
                }
            }
            _ => drop(found.damaged.insert(stamp.file)),
        }
    }
    let read = |(stamp, at): (Stamp, DateTime<Utc>)| async move {
        let is_whole = match delivery.server.get(&path(stamp.file), None, stamp.size).await {
            Ok(fetched) => fetched.is_some_and(|fetched| core.ports.files.digest(&fetched.bytes) == stamp.digest),
            Err(PointError::NotFound(_) | PointError::TooLarge { .. }) => false,
            Err(error) => return Err(error),
        };
        Ok::<_, PointError>((stamp, at, is_whole))
    };
    let unread: Vec<(Stamp, DateTime<Utc>)> = unread.into_iter().map(|(stamp, at)| (stamp.clone(), at)).collect();
    let mut read = stream::iter(unread).map(read).buffer_unordered(delivery.concurrency.max(1));
    while let Some((stamp, at, is_whole)) = read.try_next().await? {
        if is_whole {
            seen.looked.insert(stamp.file, (stamp.size, at));
        } else {
            found.damaged.insert(stamp.file);
        }
    }
    Ok(found)
}
