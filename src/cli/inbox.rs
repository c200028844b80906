//! `inbox`: what waits for whoever asks.

use super::failure::Done;
use super::session::{Session, time};
use super::shape::with_message;
use super::table::Table;
use crate::core::Core;
use crate::core::inbox::{InboxItem, list, mark_read};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

#[derive(Debug, Clone, Args)]
pub(super) struct InboxArgs {
    #[command(subcommand)]
    command: Option<InboxCommand>,
}

#[derive(Debug, Clone, Subcommand)]
enum InboxCommand {
    List(ListArgs),
    Read(ReadArgs),
}

#[derive(Debug, Clone, Default, Args)]
struct ListArgs {
    #[arg(long)]
    unread: bool,
}

#[derive(Debug, Clone, Args)]
struct ReadArgs {
    #[arg(value_name = "KEY", required_unless_present = "all")]
    keys: Vec<String>,
    #[arg(long, conflicts_with = "keys")]
    all: bool,
}

impl InboxArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match &self.command {
            None => ListArgs::default().run(session, &core).await,
            Some(InboxCommand::List(args)) => args.run(session, &core).await,
            Some(InboxCommand::Read(args)) => args.run(session, &core).await,
        }
    }
}

impl ListArgs {
    async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let mut items = list(&session.ctx, core).await?;
        let unread = items.iter().filter(|item| !item.read).count();
        items.retain(|item| !self.unread || !item.read);
        if session.json() {
            return session.array(items.iter().map(|item| shape(session, item)).collect::<Vec<_>>());
        }
        let mut table = Table::new(session.headings(&["at", "unread", "matter", "key"]));
        for item in &items {
            table.row([
                time(item.at),
                session.yes_or_no(!item.read),
                session.locale.say("inbox", &item.matter),
                item.key.clone(),
            ]);
        }
        session.table(&table, items.is_empty())?;
        let text = session.say("cli-unread", [("count", unread.into())]);
        session.remark(&text)
    }
}

impl ReadArgs {
    async fn run(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let keys = match self.all {
            true => list(&session.ctx, core).await?.into_iter().map(|item| item.key).collect(),
            false => self.keys.clone(),
        };
        mark_read(&session.ctx, core, &keys).await?;
        let unread = list(&session.ctx, core).await?.iter().filter(|item| !item.read).count();
        if session.json() {
            return session.document(&json!({ "unread": unread }));
        }
        let text = session.say("cli-unread", [("count", unread.into())]);
        session.remark(&text)
    }
}

/// An item as JSON: what it is about beside its key, and the sentence.
fn shape(session: &Session<'_>, item: &InboxItem) -> Value {
    let mut value = with_message("inbox", &item.matter, session.locale);
    value["key"] = json!(item.key);
    value["at"] = json!(item.at);
    value["read"] = json!(item.read);
    value
}
