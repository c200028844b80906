//! WMI over WS-Management (MS-WSMV): two questions on one connection behind one logon.
//!
//! NTLM authenticates the TCP connection, so the connection is ours: HTTP/1.1, one request after another, every body read
//! to its end, no redirect, no proxy, no retry. Without TLS every body is sealed; nothing is ever sent, and no answer is
//! taken, in plain text.

mod connection;
mod framing;
mod message;
mod reply;
#[cfg(test)]
mod reply_tests;
mod seal;
mod session;
mod tls;

pub(super) use seal::Seal;
pub(super) use session::{Asked, Session};
