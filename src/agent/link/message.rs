//! What goes over the socket.

use crate::agent::status::{ClientView, Notice, Status};
use crate::model::id::PackageId;
use serde::{Deserialize, Serialize};

/// The version of the messages. Both sides refuse any other.
pub const PROTOCOL: u32 = 1;

/// The program at the other end of the socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// The user interface, as long as its user is logged on.
    Ui,
    /// A command that asks once.
    Command,
}

/// The first line of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClientHello {
    /// The version of the messages.
    pub(super) link: u32,
    /// Which program it is.
    pub(super) program: Program,
    /// The program's version.
    pub(super) version: String,
}

/// The first line of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ServiceHello {
    /// The version of the messages.
    pub(super) link: u32,
    /// The user as whom the client is known.
    pub(super) user: String,
    /// Why the client is turned away; empty when it is not.
    #[serde(default)]
    pub(super) refused: String,
}

/// What a client asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Request {
    /// The status, for this user.
    Status,
    /// How the client of the machine stands, for whoever asks.
    View,
    /// Notices with a number above this one.
    Notices { above: u64 },
    /// To choose or un-choose a package.
    Choose { package: PackageId, chosen: bool },
    /// To have the distribution point read.
    CheckNow,
    /// To reboot the machine now.
    AgreeToReboot,
    /// To put off a reboot that comes by itself.
    PostponeReboot,
}

/// What the service answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "value", rename_all = "snake_case")]
pub(super) enum Answer {
    Status(Box<Status>),
    View(Box<ClientView>),
    Notices(Vec<Notice>),
    Done,
    /// Why not, in a sentence.
    Refused(String),
}
