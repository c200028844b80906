//! Asks the operating system at an address for its name: [`crate::port::HostProbe`] (AMT-33).
//!
//! - `ntlm`: the message that begins NTLM, and a strict reader of the CHALLENGE that answers it.
//! - `smb`, `rpc`, `winrm`: the three services that give out a CHALLENGE to whoever asks. No account is named, so nothing
//!   can be locked out; the connection is closed behind the challenge.
//! - `challenge`: tries them one after another, a little apart.
//! - `smb_logon`: a credential's first logon, because SMB says why it refuses one.
//! - `wsman`: WMI over WS-Management, with a credential, sealed or in TLS; never in plain text.
//! - `credential`: the credential's file.
//! - `gate`: one logon at a time, and none after a refusal until somebody has looked at it.
//! - [`HostProber`]: the whole step within its deadline, so many hosts at a time.
//!
//! It gathers and never judges: whether a name is proved is decided by `rules::identity`. It follows no redirect and no
//! name that a host tells, and shows no secret.

mod challenge;
mod credential;
mod gate;
mod host_name;
mod link;
mod ntlm;
mod prober;
mod rpc;
mod settings;
mod smb;
mod smb_logon;
mod winrm;
mod wsman;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use prober::HostProber;
pub use settings::{HostPorts, HostSettings, Trust, WmiSettings};
