//! Lists of trusted roots, each kept once: what two dozen hashes say is the same for all devices of one firmware.

use crate::model::hello::CertificateHash;
use crate::port::StoreResult;
use crate::store::engine::{Tx, any_of, on, pieces};
use crate::store::values::unreadable;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The numbers of lists.
pub(super) struct Numbers(HashMap<Vec<u8>, i64>);

impl Numbers {
    /// Returns the number of a list; none for the empty one.
    pub(super) fn of(&self, list: &[CertificateHash]) -> Option<i64> {
        self.0.get(&pack(list)).copied()
    }
}

/// Looks the numbers of lists up and gives new lists theirs. Other writers wait meanwhile, so that no list gets two.
pub(super) async fn number<'a>(
    tx: &mut Tx,
    lists: impl Iterator<Item = &'a [CertificateHash]>,
) -> StoreResult<Numbers> {
    let mut packed = HashSet::new();
    let mut last: &[CertificateHash] = &[];
    for list in lists {
        // Mostly it is the same as the one before.
        if list != last {
            packed.insert(pack(list));
            last = list;
        }
    }
    packed.remove(&[][..]);
    let mut missing: Vec<Vec<u8>> = packed.into_iter().collect();
    let mut numbers = HashMap::with_capacity(missing.len());
    numbers.extend(find(tx, &missing).await?);
    missing.retain(|list| !numbers.contains_key(list));
    numbers.extend(add(tx, &missing).await?);
    Ok(Numbers(numbers))
}

type Numbered = Vec<(Vec<u8>, i64)>;

async fn find(tx: &mut Tx, lists: &[Vec<u8>]) -> StoreResult<Numbered> {
    let mut found = Vec::new();
    for piece in pieces(lists) {
        let rows: Numbered = on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("SELECT roots, id FROM root_list WHERE roots IN (");
            any_of!(sql, piece.iter().map(Vec::as_slice));
            sql.build_query_as().fetch_all(&mut **c).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

async fn add(tx: &mut Tx, lists: &[Vec<u8>]) -> StoreResult<Numbered> {
    let mut added = Vec::new();
    for piece in pieces(lists) {
        let rows: Numbered = on!(&mut *tx, c: D => {
            let mut sql = QueryBuilder::<D>::new("INSERT INTO root_list (roots) ");
            sql.push_values(piece, |mut row, list| {
                row.push_bind(list.as_slice());
            });
            sql.push(" RETURNING roots, id");
            sql.build_query_as().fetch_all(&mut **c).await
        })?;
        added.extend(rows);
    }
    Ok(added)
}

/// Deletes the lists that no system names any more.
pub(super) const DELETE_UNUSED: &str = "DELETE FROM root_list \
    WHERE id NOT IN (SELECT root_list FROM amt_system WHERE root_list IS NOT NULL)";

/// Writes a list as its column holds it: each hash with its length in front.
fn pack(list: &[CertificateHash]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(list.iter().map(|hash| 1 + hash.bytes().len()).sum());
    for hash in list {
        packed.extend(u8::try_from(hash.bytes().len()));
        packed.extend_from_slice(hash.bytes());
    }
    packed
}

/// Lists that were read, each once.
#[derive(Default)]
pub(super) struct Shared(HashMap<Vec<u8>, Arc<[CertificateHash]>>);

impl Shared {
    /// Reads what [`pack`] wrote.
    pub(super) fn unpack(&mut self, packed: Vec<u8>) -> StoreResult<Arc<[CertificateHash]>> {
        if let Some(list) = self.0.get(&packed) {
            return Ok(Arc::clone(list));
        }
        let list: Arc<[CertificateHash]> = unpack(&packed)?.into();
        self.0.insert(packed, Arc::clone(&list));
        Ok(list)
    }
}

fn unpack(mut packed: &[u8]) -> StoreResult<Vec<CertificateHash>> {
    let broken = || unreadable("list of roots", "");
    let mut list = Vec::with_capacity(packed.len() / 33);
    while let Some((&length, rest)) = packed.split_first() {
        let (hash, rest) = rest.split_at_checked(usize::from(length)).ok_or_else(broken)?;
        list.push(CertificateHash::new(hash).ok_or_else(broken)?);
        packed = rest;
    }
    Ok(list)
}
