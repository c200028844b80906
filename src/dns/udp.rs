//! UDP sockets that are connected to their server.
//!
//! An unconnected socket never hears of a closed port or an unreachable network and runs into the time-out; a connected
//! one gets the ICMP error at once, and the kernel drops what other hosts send to it. Does nothing else: ports, retries
//! and the protocol are hickory's.

use async_trait::async_trait;
use hickory_resolver::net::runtime::{DnsUdpSocket, RuntimeProvider, TokioRuntimeProvider, TokioTime};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{Interest, ReadBuf};
use tokio::net::UdpSocket;

type Connecting<T> = Pin<Box<dyn Send + Future<Output = io::Result<T>>>>;

/// Tokio's runtime with connected UDP sockets.
#[derive(Clone, Default)]
pub(super) struct ConnectedUdp(TokioRuntimeProvider);

impl RuntimeProvider for ConnectedUdp {
    type Handle = <TokioRuntimeProvider as RuntimeProvider>::Handle;
    type Timer = <TokioRuntimeProvider as RuntimeProvider>::Timer;
    type Udp = ConnectedSocket;
    type Tcp = <TokioRuntimeProvider as RuntimeProvider>::Tcp;

    fn create_handle(&self) -> Self::Handle {
        self.0.create_handle()
    }

    fn connect_tcp(
        &self,
        server: SocketAddr,
        bind: Option<SocketAddr>,
        timeout: Option<Duration>,
    ) -> Connecting<Self::Tcp> {
        self.0.connect_tcp(server, bind, timeout)
    }

    fn bind_udp(&self, local: SocketAddr, server: SocketAddr) -> Connecting<Self::Udp> {
        Box::pin(async move {
            let socket = UdpSocket::bind(local).await?;
            socket.connect(server).await?;
            Ok(ConnectedSocket { socket, server })
        })
    }
}

/// A socket that talks to one server.
pub(super) struct ConnectedSocket {
    socket: UdpSocket,
    server: SocketAddr,
}

impl ConnectedSocket {
    async fn failure(&self) -> io::Error {
        let pending = || self.socket.take_error()?.ok_or_else(|| io::ErrorKind::WouldBlock.into());
        loop {
            if let Err(error) = self.socket.ready(Interest::ERROR).await {
                return error;
            }
            // "Would block" makes Tokio forget the mark, and the loop wait for the next one.
            match self.socket.try_io(Interest::ERROR, pending) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Ok(error) | Err(error) => return error,
            }
        }
    }
}

#[async_trait]
impl DnsUdpSocket for ConnectedSocket {
    type Time = TokioTime;

    fn poll_recv_from(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<(usize, SocketAddr)>> {
        let mut buffer = ReadBuf::new(buffer);
        ready!(self.socket.poll_recv(cx, &mut buffer))?;
        Poll::Ready(Ok((buffer.filled().len(), self.server)))
    }

    /// Waits for a datagram or an ICMP error. The kernel marks the socket of the latter as failed, not as readable, so
    /// that waiting to receive would not notice.
    async fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        tokio::select! {
            received = self.socket.recv(buffer) => Ok((received?, self.server)),
            error = self.failure() => Err(error),
        }
    }

    // The target is always the server: hickory makes a socket for each question.
    fn poll_send_to(&self, cx: &mut Context<'_>, bytes: &[u8], _target: SocketAddr) -> Poll<io::Result<usize>> {
        self.socket.poll_send(cx, bytes)
    }
}
