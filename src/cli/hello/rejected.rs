//! `hello rejected`: what came in as a hello and was not one.

use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::shape;
use crate::cli::table::Table;
use crate::core::hello;
use crate::model::hello::encode_hex;
use clap::Args;

/// Bytes of a message that the table shows.
const SHOWN: usize = 16;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RejectedArgs {
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

impl RejectedArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let rejected = hello::rejected(&session.ctx, &core, self.limit).await?;
        if session.json() {
            let values: Vec<_> = rejected.iter().map(|r| shape::rejected(r, session.locale)).collect();
            return session.array(values);
        }
        let mut table = Table::new(session.headings(&["at", "address", "detail", "bytes"]));
        for message in &rejected {
            table.row([
                time(message.received_at),
                message.address.to_string(),
                session.locale.say("malformed", &message.reason),
                encode_hex(message.raw.get(..SHOWN).unwrap_or(&message.raw)),
            ]);
        }
        session.table(&table, rejected.is_empty())
    }
}
