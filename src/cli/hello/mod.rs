//! `hello`: the messages of AMT devices, sent, decoded, listed and explained.

mod decode;
mod list;
mod rejected;
mod replay;
mod send;
mod show;

use super::failure::Done;
use super::session::Session;
use clap::Subcommand;

#[derive(Debug, Clone, Subcommand)]
pub(super) enum HelloCommand {
    Send(send::SendArgs),
    Decode(decode::DecodeArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Replay(show::ShowArgs),
    WhatIf(replay::WhatIfArgs),
    Rejected(rejected::RejectedArgs),
}

impl HelloCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        match self {
            Self::Send(args) => args.run(session).await,
            Self::Decode(args) => args.run(session),
            Self::List(args) => args.run(session).await,
            Self::Show(args) => args.run(session).await,
            Self::Replay(args) => replay::replay(args, session).await,
            Self::WhatIf(args) => args.run(session).await,
            Self::Rejected(args) => args.run(session).await,
        }
    }
}
