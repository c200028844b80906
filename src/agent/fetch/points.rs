//! Which distribution point: spread by machine, the next one when one is dead, and back when it lives again (CMF-78).

use crate::agent::settings::PointAddress;
use crate::distribution::digest;
use crate::model::id::PointId;
use crate::model::point::Point;
use crate::port::{FileServer, FileServers, PointError};
use chrono::DateTime;
use std::sync::Arc;

/// A distribution point that can be read.
#[derive(Clone)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its files.
    pub server: Arc<dyn FileServer>,
}

/// Returns the points in the order in which somebody tries them: by the hash of both names, so that each machine has an
/// order of its own and the machines of a dead point spread over all others.
pub(super) fn in_order<'a>(who: &str, points: &'a [PointAddress]) -> Vec<&'a PointAddress> {
    let mut order: Vec<_> = points.iter().collect();
    order.sort_by_cached_key(|point| (std::cmp::Reverse(weight(who, &point.name)), point.name.clone()));
    order
}

fn weight(who: &str, point: &str) -> [u8; 32] {
    let text = format!("{}\n{}", who.to_lowercase(), point.to_lowercase());
    digest::of(text.as_bytes()).0
}

/// Opens points. One that cannot be opened is told with its reason.
pub(super) fn open(servers: &dyn FileServers, points: &[&PointAddress]) -> (Vec<Source>, Vec<(String, PointError)>) {
    let (mut open, mut failed) = (Vec::new(), Vec::new());
    for (place, PointAddress { name, url, credential }) in (0_i64..).zip(points) {
        let point = Point {
            id: PointId(place),
            name: name.clone(),
            url: url.clone(),
            credential: credential.clone(),
            added_at: DateTime::UNIX_EPOCH,
            added_by: String::new(),
        };
        match servers.open(&point) {
            Ok(server) => open.push(Source { name: name.clone(), server }),
            Err(error) => failed.push((name.clone(), error)),
        }
    }
    (open, failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn points(count: usize) -> Vec<PointAddress> {
        let point = |n| PointAddress { name: format!("DP{n}"), url: String::new(), credential: String::new() };
        (1..=count).map(point).collect()
    }

    #[test]
    fn cmf_78_the_load_is_spread_and_a_dead_points_machines_go_to_all_others() {
        let points = points(3);
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        let mut second: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for machine in 0..3_000 {
            let order = in_order(&format!("pc{machine}"), &points);
            *first.entry(&order[0].name).or_default() += 1;
            *second.entry((&order[0].name, &order[1].name)).or_default() += 1;
        }
        assert!(first.values().all(|count| (850..1150).contains(count)), "{first:?}");
        assert!(second.len() == 6 && second.values().all(|count| (350..650).contains(count)), "{second:?}");
    }

    #[test]
    fn cmf_78_a_new_point_takes_only_its_share() {
        let (three, four) = (points(3), points(4));
        let moved = (0..2_000).filter(|machine| {
            let machine = format!("pc{machine}");
            in_order(&machine, &three)[0].name != in_order(&machine, &four)[0].name
        });
        let moved = moved.count();
        assert!((400..600).contains(&moved), "{moved}");
        assert_eq!(in_order("PC1", &four), in_order("pc1", &four), "whatever the case");
    }
}
