//! A name service on loopback that knows 127.0.0.1 to 127.0.0.250.

use bailiwick::demo::{DnsPeer, Zone};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::runtime::Runtime;

/// A running name service; stopped when dropped.
pub(crate) struct Names {
    peer: DnsPeer,
    _runtime: Runtime,
}

impl Names {
    /// Starts it: 127.0.0.N is `pc-N.corp.example`.
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut zone = Zone::new();
        for n in 1..=250 {
            zone.host(Ipv4Addr::new(127, 0, 0, n).into(), &format!("pc-{n}.corp.example"));
        }
        let peer = runtime.block_on(async { DnsPeer::start(zone, SocketAddr::from(([127, 0, 0, 1], 0))) });
        Self { peer: peer.unwrap(), _runtime: runtime }
    }

    /// Returns where it answers.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.peer.addr()
    }
}
