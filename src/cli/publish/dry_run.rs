//! `publish --dry-run`: the lines of each file that would change, and whom that concerns.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash};
use crate::core::publication::{Concerned, FileChange, FileChangeKind, Outlook, plan};
use serde_json::json;

/// How many lines of a file are shown to a person on each side; JSON has more.
const SHOWN: usize = 20;

pub(super) async fn run(session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let outlook = plan(&session.ctx, &core).await?;
    if session.json() {
        let mut value = json!(outlook);
        value["dry_run"] = true.into();
        return session.document(&value);
    }
    if outlook.files.is_empty() {
        let text = session.locale.text("cli-publish-nothing");
        return session.remark(&text);
    }
    // Every bucket has a file, also one in which nobody is yet.
    let is_empty = |change: &&FileChange| change.kind == FileChangeKind::Created && change.added_count == 0;
    outlook.files.iter().filter(|change| !is_empty(change)).try_for_each(|change| file(session, change))?;
    if let empty @ 1.. = outlook.files.iter().filter(is_empty).count() {
        let text = session.say("cli-publish-empty", [("count", empty.into())]);
        session.line(&text)?;
    }
    summary(session, &outlook)
}

fn file(session: &mut Session<'_>, change: &FileChange) -> Done {
    let id = match change.kind {
        FileChangeKind::Created => "cli-publish-created",
        FileChangeKind::Changed => "cli-publish-changed",
        FileChangeKind::Deleted => "cli-publish-deleted",
    };
    let args = [
        ("file", change.file.to_string().into()),
        ("removed", change.removed_count.into()),
        ("added", change.added_count.into()),
        ("readers", or_dash(change.readers).into()),
    ];
    let text = session.say(id, args);
    session.line(&text)?;
    if !change.is_known {
        let text = session.locale.text("cli-publish-unknown");
        return session.line(&format!("  {text}"));
    }
    for (sign, lines, count) in [('-', &change.removed, change.removed_count), ('+', &change.added, change.added_count)]
    {
        // A tab would be shown as a character that cannot be.
        lines.iter().take(SHOWN).try_for_each(|row| session.line(&format!("  {sign} {}", row.replace('\t', " | "))))?;
        let more = count.saturating_sub(SHOWN as u64);
        if more > 0 {
            let text = session.say("cli-publish-more", [("count", more.into())]);
            session.line(&format!("  {sign} {text}"))?;
        }
    }
    Ok(())
}

fn summary(session: &mut Session<'_>, outlook: &Outlook) -> Done {
    for (id, concerned) in [("cli-publish-machines", &outlook.machines), ("cli-publish-users", &outlook.users)] {
        let Some(Concerned { count, first }) = concerned else { continue };
        let text = session.say(id, [("count", (*count).into()), ("first", first.join(", ").into())]);
        session.line(&text)?;
    }
    Ok(())
}
