//! `directory show`: which directory it is, and how it is.

use crate::cli::failure::Done;
use crate::cli::session::{Session, or_dash, time};
use crate::core::account;
use serde_json::json;

pub(super) async fn run(session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let view = account::show(&session.ctx, &core).await?;
    if session.json() {
        return session.document(&json!(view));
    }
    let count = |of: fn(&crate::port::DirectoryCounts) -> u64| or_dash(view.counts.as_ref().map(of));
    let takes = session.yes_or_no(view.takes_accounts);
    session.fields([
        ("directory", view.kind.clone()),
        ("place", view.place.clone()),
        ("base-dn", view.base_dn.clone()),
        ("takes-accounts", takes),
        ("computers", count(|counts| counts.computers)),
        ("users", count(|counts| counts.users)),
        ("groups", count(|counts| counts.groups)),
        ("memberships", count(|counts| counts.memberships)),
        ("asked", time(view.asked_at)),
        ("read", or_dash(view.read_at.map(time))),
        ("problem", or_dash(view.problem.clone())),
    ])
}
