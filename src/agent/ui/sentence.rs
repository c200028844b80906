//! Rules, times and amounts as sentences.

use super::Words;
use crate::agent::status::{Activity, Notice, NoticeKind, Status};
use crate::figures::bytes;
use crate::model::desired::{DesiredState, Lost, Rule};
use crate::model::report::Verdict;
use chrono::{DateTime, Local, TimeDelta, Utc};
use serde_json::json;

/// Returns the word for a state.
pub(super) fn state(words: &dyn Words, state: DesiredState) -> String {
    words.text(&format!("desired-{}", state.name().replace('_', "-")), &[])
}

/// Returns the sentence of a rule, its times to the minute.
pub(super) fn rule(words: &dyn Words, rule: &Rule) -> String {
    words.fact("rule", &rule.with_times(|time| time.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string()))
}

/// Returns the sentence of a rule that lost, and why it did.
pub(super) fn lost(words: &dyn Words, lost: &Lost) -> String {
    format!("{} ({})", rule(words, &lost.rule), words.fact("because", &json!({ "kind": lost.because })))
}

/// Returns what a verdict means for the user; none where all is well.
pub(super) fn verdict(words: &dyn Words, verdict: Verdict) -> Option<String> {
    (verdict != Verdict::Ok).then(|| words.text(&format!("ui-verdict-{}", verdict.name()), &[]))
}

/// Returns the sentence of a notice.
pub(super) fn notice(words: &dyn Words, notice: &Notice) -> String {
    let id = match notice.about {
        NoticeKind::Installed => "ui-notice-installed",
        NoticeKind::Upgraded => "ui-notice-upgraded",
        NoticeKind::Repaired => "ui-notice-repaired",
        NoticeKind::Removed => "ui-notice-removed",
        NoticeKind::Failed => "ui-notice-failed",
        NoticeKind::RebootNeeded => "ui-notice-reboot-needed",
        NoticeKind::RebootSoon => "ui-notice-reboot-soon",
        NoticeKind::NewVersion => "ui-notice-new-version",
    };
    words.text(id, &[("pkg", &notice.package)])
}

/// Returns what the service does now.
pub(super) fn activity(words: &dyn Words, status: &Status, now: DateTime<Utc>) -> String {
    let for_how_long = |since: DateTime<Utc>| span(words, now - since);
    match &status.activity {
        Activity::Idle => match status.next_check_at {
            Some(next) if next > now => words.text("ui-idle-until", &[("in", &span(words, next - now))]),
            _ => words.text("ui-idle", &[]),
        },
        Activity::Checking { point } => words.text("ui-checking", &[("point", point)]),
        Activity::Downloading { package, point, done_bytes, size_bytes } => {
            let percent = percent(*done_bytes, *size_bytes).to_string();
            let (done, size) = (bytes(*done_bytes), bytes(*size_bytes));
            let facts =
                [("pkg", package.as_str()), ("point", point), ("percent", &percent), ("done", &done), ("size", &size)];
            words.text("ui-downloading", &facts)
        }
        Activity::Verifying => words.text("ui-verifying", &[]),
        Activity::Installing { package, since } => {
            words.text("ui-installing", &[("pkg", package), ("for", &for_how_long(*since))])
        }
        Activity::Removing { package, since } => {
            words.text("ui-removing", &[("pkg", package), ("for", &for_how_long(*since))])
        }
    }
}

/// Returns how much of a download is done, in whole percent.
pub(super) fn percent(done: u64, size: u64) -> u64 {
    u64::try_from(u128::from(done.min(size)) * 100 / u128::from(size.max(1))).unwrap_or(100)
}

/// Returns a length of time in its largest unit.
pub(super) fn span(words: &dyn Words, span: TimeDelta) -> String {
    let seconds = span.num_seconds().max(0);
    let (id, count) = match seconds {
        0..=119 => ("ui-seconds", seconds),
        120..=7199 => ("ui-minutes", seconds / 60),
        7200..=172_799 => ("ui-hours", seconds / 3600),
        _ => ("ui-days", seconds / 86_400),
    };
    words.text(id, &[("n", &count.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_more_than_all() {
        assert_eq!([percent(1, 3), percent(9, 3), percent(0, 0), percent(u64::MAX, u64::MAX)], [33, 100, 0, 100]);
    }
}
