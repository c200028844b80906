//! A hello onto the wire, as a device sends it: connect, write, close. There is no reply to wait for.

use super::encode;
use crate::model::hello::Hello;
use std::io;
use std::net::{IpAddr, SocketAddr};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpSocket;

/// Sends a hello, from `source` if told: a simulated fleet has an address for each device. The caller sets a deadline.
///
/// # Errors
///
/// Whatever connecting and writing answer. No error does not mean that the message was stored: the protocol has no
/// acknowledgement.
pub async fn send(to: SocketAddr, hello: &Hello, source: Option<IpAddr>) -> io::Result<()> {
    let socket = if to.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(source) = source {
        socket.bind(SocketAddr::new(source, 0))?;
    }
    let mut stream = socket.connect(to).await?;
    stream.write_all(&encode(hello)).await?;
    stream.shutdown().await
}
