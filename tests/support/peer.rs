//! Peers on loopback that behave as a test wants.

use std::net::Ipv4Addr;
use tokio::net::{TcpListener, TcpStream};

/// A peer on a free port that treats each connection as `serve` does.
pub(crate) async fn peer<S, F>(serve: S) -> u16
where
    S: Fn(TcpStream) -> F + Send + 'static,
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    port
}

/// A port on which nobody listens.
pub(crate) async fn closed() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap().port()
}
