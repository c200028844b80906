//! The listening socket.

use socket2::{Domain, Protocol, SockRef, Socket, Type};
use std::io;
use std::net::{SocketAddr, TcpStream};
use tokio::net::TcpListener;

/// How many peers may wait to be accepted; the system may lower it.
const BACKLOG: i32 = 8192;

/// Opens the socket. An IPv6 wildcard takes IPv4 peers too.
pub(super) fn open(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // Elsewhere the option would let another program take the port away.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?;
    }
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Accepts a peer that waits already; [`io::ErrorKind::WouldBlock`] when none does. Unlike the listener's own method
/// it does not enlist the connection with the runtime, which most connections do not live long enough to need.
pub(super) fn accept_waiting(listener: &TcpListener) -> io::Result<(TcpStream, SocketAddr)> {
    let (socket, peer) = SockRef::from(listener).accept()?;
    let peer = peer.as_socket().ok_or(io::ErrorKind::InvalidData)?;
    let stream = TcpStream::from(socket);
    stream.set_nonblocking(true)?;
    Ok((stream, peer))
}
