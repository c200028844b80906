//! What the screen knows, and what keys and news change in it. It draws nothing and waits for nothing.

use super::look::Look;
use super::rows::{self, Group};
use super::talk::{Ask, News};
use super::{Words, sentence};
use crate::agent::status::{Notice, NoticeKind, PackageStatus, Postpone, Status};
use crate::agent::update::Program;
use crate::model::id::PackageId;
use chrono::{DateTime, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::sync::Arc;

/// Most notices that are kept.
const MAX_NOTICES: usize = 200;
/// Seconds for which a message is shown.
const MESSAGE: i64 = 8;

/// Everything that the screen knows.
pub(super) struct App {
    pub(super) words: Arc<dyn Words>,
    pub(super) look: Look,
    pub(super) now: DateTime<Utc>,
    pub(super) user: String,
    /// The last status, its packages in the order of the list, and when it came.
    pub(super) status: Option<(Status, DateTime<Utc>)>,
    /// Why the service does not answer, and since when.
    pub(super) lost: Option<(String, DateTime<Utc>)>,
    /// Newest last.
    pub(super) notices: Vec<Notice>,
    pub(super) selected: Option<PackageId>,
    pub(super) dialog: Option<Dialog>,
    /// A message and whether it is bad news.
    pub(super) message: Option<(String, bool, DateTime<Utc>)>,
    pub(super) end: Option<End>,
    /// Whether the user's view of the whole estate can be opened from here.
    pub(super) leads_on: bool,
}

/// What lies over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialog {
    /// Step two of the wizard: why a package stands as it does, and what can be done about it.
    Package(PackageId),
    /// Step three: what would happen.
    Confirm {
        package: PackageId,
        chosen: bool,
    },
    Reboot,
    Notices {
        skip: usize,
    },
    Help,
}

/// Why the user interface ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Quit,
    /// So that it can be replaced by a new version.
    Replaced,
    /// To make way for the user's view of the whole estate, and to come back after it.
    LeadOn,
}

impl App {
    pub(super) fn new(words: Arc<dyn Words>, look: Look, now: DateTime<Utc>) -> Self {
        Self {
            words,
            look,
            now,
            user: String::new(),
            status: None,
            lost: None,
            notices: Vec::new(),
            selected: None,
            dialog: None,
            message: None,
            end: None,
            leads_on: false,
        }
    }

    pub(super) fn packages(&self) -> &[PackageStatus] {
        self.status.as_ref().map_or(&[], |(status, _)| &status.packages)
    }

    pub(super) fn package(&self, id: PackageId) -> Option<&PackageStatus> {
        self.packages().iter().find(|one| one.desired.pkg == id)
    }

    pub(super) fn chosen_row(&self) -> Option<&PackageStatus> {
        self.package(self.selected?)
    }

    pub(super) fn say(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.text(id, arguments)
    }

    /// Takes the time.
    pub(super) fn tick(&mut self, now: DateTime<Utc>) {
        self.now = now;
        let old = |at: DateTime<Utc>| (now - at).num_seconds() >= MESSAGE;
        self.message = self.message.take().filter(|(_, _, at)| !old(*at));
    }

    /// Takes what comes from the service.
    pub(super) fn hear(&mut self, news: News) {
        match news {
            News::Found { user } => (self.user, self.lost) = (user, None),
            News::Lost { reason } => {
                let since = self.lost.as_ref().map_or(self.now, |(_, since)| *since);
                self.lost = Some((reason, since));
            }
            News::Status(mut status) => {
                rows::sort(&mut status.packages);
                self.status = Some((*status, self.now));
                self.keep_in_list();
            }
            News::Notices { notices, old } => self.notice(notices, old),
            News::Answered { ask, result } => self.answer(ask, result),
        }
    }

    fn notice(&mut self, notices: Vec<Notice>, old: bool) {
        if old {
            self.notices.clear();
        } else if let Some(last) = notices.last() {
            let bad = last.about == NoticeKind::Failed;
            self.message = Some((sentence::notice(&*self.words, last), bad, self.now));
        }
        let replaced = |one: &Notice| one.about == NoticeKind::NewVersion && one.package == Program::Ui.package();
        if !old && notices.iter().any(replaced) {
            self.end = Some(End::Replaced);
        }
        self.notices.extend(notices);
        let excess = self.notices.len().saturating_sub(MAX_NOTICES);
        self.notices.drain(..excess);
    }

    fn answer(&mut self, ask: Ask, result: Result<(), String>) {
        let (text, bad) = match (result, ask) {
            (Err(reason), _) => (self.say("ui-refused", &[("reason", &reason)]), true),
            (Ok(()), Ask::Choose { package, chosen }) => {
                let title = self.package(package).map(title).unwrap_or_default();
                (self.say(if chosen { "ui-chosen" } else { "ui-unchosen" }, &[("pkg", &title)]), false)
            }
            (Ok(()), Ask::CheckNow) => (self.say("ui-check-asked", &[]), false),
            (Ok(()), Ask::Reboot) => (self.say("ui-reboot-asked", &[]), false),
            (Ok(()), Ask::Postpone) => (self.say("ui-reboot-postponed", &[]), false),
        };
        self.message = Some((text, bad, self.now));
    }

    /// Keeps the cursor on a package of the list, and dialogs on one that is there.
    fn keep_in_list(&mut self) {
        if self.chosen_row().is_none() {
            self.selected = self.packages().first().map(|one| one.desired.pkg);
        }
        let gone = |id| self.package(id).is_none();
        if matches!(self.dialog, Some(Dialog::Package(id) | Dialog::Confirm { package: id, .. }) if gone(id)) {
            self.dialog = None;
        }
    }

    /// Takes a key and returns what the service is to be asked for.
    pub(super) fn press(&mut self, key: KeyEvent) -> Option<Ask> {
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            if key.code == KeyCode::Char('c') {
                self.end = Some(End::Quit);
            }
            return None;
        }
        match self.dialog {
            Some(dialog) => self.press_in(dialog, key.code),
            None => self.press_in_list(key.code),
        }
    }

    fn press_in_list(&mut self, key: KeyCode) -> Option<Ask> {
        match key {
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::PageUp => self.step(-10),
            KeyCode::PageDown => self.step(10),
            KeyCode::Home | KeyCode::Char('g') => self.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.step(isize::MAX),
            KeyCode::Tab => self.next_group(),
            KeyCode::Enter | KeyCode::Char(' ') => self.dialog = self.selected.map(Dialog::Package),
            KeyCode::Char('c') => return Some(Ask::CheckNow),
            KeyCode::Char('b') if self.waits_for_reboot() => self.dialog = Some(Dialog::Reboot),
            KeyCode::Char('n') => self.dialog = Some(Dialog::Notices { skip: 0 }),
            KeyCode::Char('?') | KeyCode::F(1) => self.dialog = Some(Dialog::Help),
            KeyCode::Char('m') if self.leads_on => self.end = Some(End::LeadOn),
            KeyCode::Char('q') => self.end = Some(End::Quit),
            _ => {}
        }
        None
    }

    fn press_in(&mut self, dialog: Dialog, key: KeyCode) -> Option<Ask> {
        let yes = matches!(key, KeyCode::Enter | KeyCode::Char('y'));
        match (dialog, key) {
            (Dialog::Notices { skip }, KeyCode::Down | KeyCode::Char('j')) => {
                let skip = (skip + 1).min(self.notices.len().saturating_sub(1));
                self.dialog = Some(Dialog::Notices { skip });
            }
            (Dialog::Notices { skip }, KeyCode::Up | KeyCode::Char('k')) => {
                self.dialog = Some(Dialog::Notices { skip: skip.saturating_sub(1) });
            }
            (Dialog::Package(package), _) if yes => {
                self.dialog = self.offer(package).map(|chosen| Dialog::Confirm { package, chosen });
            }
            (Dialog::Confirm { package, chosen }, _) if yes => {
                self.dialog = None;
                return Some(Ask::Choose { package, chosen });
            }
            (Dialog::Confirm { package, .. }, KeyCode::Esc | KeyCode::Char('n')) => {
                self.dialog = Some(Dialog::Package(package));
            }
            // A reboot is not agreed to by a key that only opens things.
            (Dialog::Reboot, KeyCode::Char('y')) => {
                self.dialog = None;
                return Some(Ask::Reboot);
            }
            (Dialog::Reboot, KeyCode::Char('p')) if self.postpone().is_some() => {
                self.dialog = None;
                return Some(Ask::Postpone);
            }
            (_, KeyCode::Esc | KeyCode::Char('q' | 'n')) => self.dialog = None,
            (Dialog::Help, _) => self.dialog = None,
            _ => {}
        }
        None
    }

    /// Returns what the user can do with a package: choose it, un-choose it, or nothing.
    pub(super) fn offer(&self, package: PackageId) -> Option<bool> {
        let desired = &self.package(package)?.desired;
        match (rows::is_chosen(desired), rows::is_choosable(desired)) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    }

    pub(super) fn waits_for_reboot(&self) -> bool {
        self.status.as_ref().is_some_and(|(status, _)| status.reboot_pending.is_some())
    }

    /// Returns how the reboot that comes by itself can be put off, if one does and it still can be.
    pub(super) fn postpone(&self) -> Option<Postpone> {
        let (status, _) = self.status.as_ref()?;
        status.postpone.filter(|postpone| postpone.left > 0)
    }

    /// Returns where the cursor is in the list.
    pub(super) fn cursor(&self) -> usize {
        let found = self.packages().iter().position(|one| Some(one.desired.pkg) == self.selected);
        found.unwrap_or_default()
    }

    fn step(&mut self, by: isize) {
        let last = self.packages().len().saturating_sub(1);
        let to = self.cursor().saturating_add_signed(by).min(last);
        self.selected = self.packages().get(to).map(|one| one.desired.pkg);
    }

    /// Goes to the first package of the next part of the list.
    fn next_group(&mut self) {
        let of = |one: &PackageStatus| rows::group(&one.desired);
        let own: Option<Group> = self.chosen_row().and_then(of);
        let packages = self.packages();
        let behind = packages.iter().find(|one| of(one) > own);
        self.selected = behind.or(packages.first()).map(|one| one.desired.pkg);
    }
}

/// Returns name and version of a package.
pub(super) fn title(one: &PackageStatus) -> String {
    format!("{} {}", one.desired.name, one.desired.version)
}
