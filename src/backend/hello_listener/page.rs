//! The page that an HTTP client gets: people test with a browser or curl whether the port can be reached.

use std::io::Write as _;
use std::net::{Shutdown, TcpStream};

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 25\r\n\
Connection: close\r\n\r\nbailiwick hello listener\n";

/// Sends the page. A client that takes it not at once does not get it.
pub(super) fn send(mut stream: &TcpStream) {
    if let Err(error) = stream.write_all(PAGE).and_then(|()| stream.shutdown(Shutdown::Write)) {
        tracing::debug!(%error, "the page could not be sent");
    }
}
