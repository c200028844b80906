//! Sends one message from a device's own address, as far as the system lets a program choose it.

use crate::amt::hello::{encode, send};
use crate::demo::estate::{Case, Device};
use crate::model::hello::Hello;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;
use tokio::time::timeout;

/// A service that takes longer than this for a connection is as good as gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// Offsets in a hello of the fields that broken firmware spoils.
const CREDENTIALS_FLAG: usize = 0;
const INTERFACE_VERSION: usize = 2;

/// Sends a device's hello. Where its address cannot be bound (only Linux lets a program send from any address of the
/// loopback network) it comes from whichever address the system chooses.
pub(super) async fn say(to: SocketAddr, device: &Device, retry: u32) -> io::Result<()> {
    match deliver(to, device, retry, Some(device.machine.address)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => deliver(to, device, retry, None).await,
        sent => sent,
    }
}

async fn deliver(to: SocketAddr, device: &Device, retry: u32, source: Option<IpAddr>) -> io::Result<()> {
    let hello = device.hello(retry);
    if device.case == Case::Malformed {
        return timeout(PATIENCE, send_bytes(to, &spoiled(&hello, device.machine.index), source)).await?;
    }
    send_hello(to, &hello, source).await
}

/// Sends a hello within the device's patience.
pub(super) async fn send_hello(to: SocketAddr, hello: &Hello, source: Option<IpAddr>) -> io::Result<()> {
    timeout(PATIENCE, send(to, hello, source)).await?
}

async fn send_bytes(to: SocketAddr, bytes: &[u8], source: Option<IpAddr>) -> io::Result<()> {
    let socket = if to.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(source) = source {
        socket.bind(SocketAddr::new(source, 0))?;
    }
    let mut stream = socket.connect(to).await?;
    stream.write_all(bytes).await?;
    stream.shutdown().await
}

/// Returns what is left of a hello that broken firmware sends: cut off, or with a value that does not exist.
pub(super) fn spoiled(hello: &Hello, index: u32) -> Vec<u8> {
    let mut bytes = encode(hello);
    match index % 3 {
        0 => bytes.truncate(21),
        1 => bytes[INTERFACE_VERSION] = 9,
        _ => bytes[CREDENTIALS_FLAG] = 7,
    }
    bytes
}
