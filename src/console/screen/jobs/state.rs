//! What the screen knows, and how it changes.

use super::tab::JobsTab;
use crate::console::action::Action;
use crate::console::app::{Remote, Slot};
use crate::console::screen::list::{Cursor, Filter};
use crate::console::screen::split::{Pane, panes};
use crate::core::job::JobRow;
use crate::core::publication::{ClientQuery, ClientRow, Clients, Passage, Pipeline, PointStatus, Status};
use crate::model::filter::{Columns, Filter as Words, UNNAMED, row};
use crate::model::job::{Job, JobRun};
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// How many rows of a list are asked for at first, and how many at most: behind that somebody has to narrow it.
const FIRST: u32 = 200;
const MOST: u32 = 10_000;

/// A list with its filter.
#[derive(Debug)]
pub struct List {
    /// What is typed to narrow it.
    pub filter: Filter,
    /// The cursor over the visible rows.
    pub cursor: Cursor,
    /// Places of the rows that are visible.
    visible: Vec<usize>,
    /// The selected row's key.
    selected: Option<String>,
    /// How many rows are asked for.
    wanted: u32,
}

impl Default for List {
    fn default() -> Self {
        let (filter, cursor) = (Filter::default(), Cursor::default());
        Self { filter, cursor, visible: Vec::new(), selected: None, wanted: FIRST }
    }
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct JobsState {
    /// How publishing is, as the console last heard without asking.
    pub status: Option<Box<Status>>,
    /// How far the latest changes have come.
    pub pipeline: Remote<Pipeline>,
    /// The jobs.
    pub jobs: Remote<Vec<JobRow>>,
    /// What their latest runs did.
    pub runs: Remote<Vec<JobRun>>,
    /// Clients that the filter finds.
    pub clients: Remote<Clients>,
    /// What is shown.
    pub tab: JobsTab,
    /// The part that has the keys: the list, or the selected row in detail.
    pub pane: Pane,
    /// First line of the detail that is shown.
    pub scroll: usize,
    lists: [List; JobsTab::ALL.len()],
}

impl JobsState {
    /// Whether anything was ever asked for.
    pub fn is_used(&self) -> bool {
        self.pipeline.get().is_some() || self.pipeline.is_waiting()
    }

    /// Takes how publishing is. Returns whether anything but the time has changed.
    pub fn hear(&mut self, status: Option<Box<Status>>) -> bool {
        let known = self.status.as_ref().zip(status.as_ref());
        if known.is_some_and(|(known, new)| Status { at: known.at, ..Status::clone(new) } == **known) {
            return false;
        }
        let changed = self.status.is_some() || status.is_some();
        self.status = status;
        self.arrange(JobsTab::Points);
        changed
    }

    /// Returns the list of the shown tab.
    pub fn list(&self) -> &List {
        &self.lists[self.tab as usize]
    }

    fn list_mut(&mut self) -> &mut List {
        &mut self.lists[self.tab as usize]
    }

    /// Returns the filter of the shown tab.
    pub fn filter_mut(&mut self) -> &mut Filter {
        &mut self.list_mut().filter
    }

    /// Returns how many rows are visible.
    pub fn len(&self) -> usize {
        self.list().visible.len()
    }

    /// Whether no row is visible.
    pub fn is_empty(&self) -> bool {
        self.list().visible.is_empty()
    }

    /// Returns how many rows there are.
    pub fn total(&self) -> usize {
        match self.tab {
            JobsTab::Changes => self.changes().len(),
            JobsTab::Points => self.points().len(),
            JobsTab::Jobs => self.jobs.get().map_or(0, Vec::len),
            JobsTab::Runs => self.runs.get().map_or(0, Vec::len),
            JobsTab::Clients => self.client_rows().len(),
        }
    }

    fn changes(&self) -> &[Passage] {
        self.pipeline.get().map(|pipeline| pipeline.changes.as_slice()).unwrap_or_default()
    }

    /// Returns the distribution points.
    pub fn points(&self) -> &[PointStatus] {
        self.status.as_ref().map(|status| status.points.as_slice()).unwrap_or_default()
    }

    fn client_rows(&self) -> &[ClientRow] {
        self.clients.get().map(|clients| clients.rows.as_slice()).unwrap_or_default()
    }

    fn place(&self, tab: JobsTab, index: usize) -> Option<usize> {
        (self.tab == tab).then(|| self.lists[tab as usize].visible.get(index).copied()).flatten()
    }

    /// Returns a visible change.
    pub fn change(&self, index: usize) -> Option<&Passage> {
        self.changes().get(self.place(JobsTab::Changes, index)?)
    }

    /// Returns a visible distribution point.
    pub fn point(&self, index: usize) -> Option<&PointStatus> {
        self.points().get(self.place(JobsTab::Points, index)?)
    }

    /// Returns a visible job.
    pub fn job(&self, index: usize) -> Option<&JobRow> {
        self.jobs.get()?.get(self.place(JobsTab::Jobs, index)?)
    }

    /// Returns a visible run.
    pub fn run(&self, index: usize) -> Option<&JobRun> {
        self.runs.get()?.get(self.place(JobsTab::Runs, index)?)
    }

    /// Returns a visible client.
    pub fn client(&self, index: usize) -> Option<&ClientRow> {
        self.client_rows().get(self.place(JobsTab::Clients, index)?)
    }

    /// Returns the job that is meant: the one under the cursor, and elsewhere the one that publishes.
    pub fn meant(&self) -> Option<Job> {
        let index = self.list().cursor.index;
        match self.tab {
            JobsTab::Jobs => self.job(index).map(|row| row.job),
            JobsTab::Runs => self.run(index).map(|run| run.job),
            _ => Some(Job::Publish),
        }
    }

    /// Returns the distribution point under the cursor.
    pub fn selected_point(&self) -> Option<&PointStatus> {
        self.point(self.list().cursor.index)
    }

    /// Returns the question for clients that the filter asks: `behind`, `point:NAME`, and words of the name.
    pub fn query(&self) -> ClientQuery {
        let mut query = ClientQuery { limit: self.wanted(JobsTab::Clients), ..ClientQuery::default() };
        let mut words = Vec::new();
        for word in self.lists[JobsTab::Clients as usize].filter.text().split_whitespace() {
            match (word, word.strip_prefix("point:")) {
                ("behind", _) => query.behind = true,
                (_, Some("")) => {}
                (_, Some(point)) => query.point = Some(point.to_owned()),
                (word, None) => words.push(word),
            }
        }
        query.contains = (!words.is_empty()).then(|| words.join(" "));
        query
    }

    /// Returns how many rows of a tab are asked for.
    pub fn wanted(&self, tab: JobsTab) -> u32 {
        self.lists[tab as usize].wanted
    }

    /// Asks for no more clients than at first: another filter finds others.
    pub fn start_over(&mut self) {
        self.lists[JobsTab::Clients as usize].wanted = FIRST;
    }

    /// Whether there are rows of the shown tab that were not asked for.
    pub fn has_more(&self) -> bool {
        matches!(self.tab, JobsTab::Changes | JobsTab::Runs | JobsTab::Clients)
            && self.total() >= self.list().wanted as usize
    }

    /// Wants more rows, if the cursor is at the end of what is here and there are any. Returns what has to be asked for.
    pub fn want_more(&mut self) -> Option<Slot> {
        let (slot, is_waiting) = match self.tab {
            JobsTab::Changes => (Slot::Pipeline, self.pipeline.is_waiting()),
            JobsTab::Runs => (Slot::Runs, self.runs.is_waiting()),
            JobsTab::Clients => (Slot::Clients, self.clients.is_waiting()),
            JobsTab::Points | JobsTab::Jobs => return None,
        };
        let at_end = self.list().cursor.index + 1 >= self.len();
        if !at_end || is_waiting || !self.has_more() || self.list().wanted >= MOST {
            return None;
        }
        let list = self.list_mut();
        list.wanted = list.wanted.saturating_mul(2).min(MOST);
        Some(slot)
    }

    /// Decides anew which rows of a tab are visible; the cursor stays on its row.
    pub fn arrange(&mut self, tab: JobsTab) {
        let list = &self.lists[tab as usize];
        // Clients are found by the core: there are too many for the console.
        let words = if tab == JobsTab::Clients { Words::default() } else { list.filter.words(columns(tab)) };
        let search = words.search();
        let passes = |row: &String| search.passes(row);
        let texts = self.texts(tab);
        let visible: Vec<usize> =
            texts.iter().enumerate().filter(|(_, row)| passes(row)).map(|(place, _)| place).collect();
        let known = list.selected.as_ref();
        let known = known.and_then(|key| visible.iter().position(|place| self.key(tab, *place).as_ref() == Some(key)));
        let index = known.unwrap_or_else(|| list.cursor.index.min(visible.len().saturating_sub(1)));
        let selected = visible.get(index).and_then(|place| self.key(tab, *place));
        let list = &mut self.lists[tab as usize];
        list.visible = visible;
        match known {
            Some(index) => list.cursor.follow(index),
            None => list.cursor.index = index,
        }
        if selected != list.selected {
            list.selected = selected;
            if tab == self.tab {
                self.scroll = 0;
            }
        }
    }

    /// Returns the key of a row, visible or not.
    fn key(&self, tab: JobsTab, place: usize) -> Option<String> {
        match tab {
            JobsTab::Changes => self.changes().get(place).map(|it| it.operation.to_string()),
            JobsTab::Points => self.points().get(place).map(|it| it.id.to_string()),
            JobsTab::Jobs => self.jobs.get()?.get(place).map(|row| row.job.name().to_owned()),
            JobsTab::Runs => self.runs.get()?.get(place).map(|run| run.id.to_string()),
            JobsTab::Clients => self.client_rows().get(place).map(|row| row.check_in.machine.clone()),
        }
    }

    /// Returns the text of each row in which a filter over the tab's [`columns`] finds words.
    fn texts(&self, tab: JobsTab) -> Vec<String> {
        match tab {
            JobsTab::Changes => self.changes().iter().map(searched).collect(),
            JobsTab::Points => self.points().iter().map(|it| row([it.name.as_str()])).collect(),
            JobsTab::Jobs => {
                let name = |job: &JobRow| row([job.job.name()]);
                self.jobs.get().map(|rows| rows.iter().map(name).collect()).unwrap_or_default()
            }
            JobsTab::Runs => {
                let text = |run: &JobRun| row([run.job.name(), &run.problem.to_string()]);
                self.runs.get().map(|runs| runs.iter().map(text).collect()).unwrap_or_default()
            }
            JobsTab::Clients => vec![String::new(); self.client_rows().len()],
        }
    }

    /// Shows a tab with its row of this key selected, as a jump from another screen does.
    pub fn show(&mut self, tab: JobsTab, key: Option<String>) {
        (self.tab, self.pane, self.scroll) = (tab, Pane::List, 0);
        let list = self.list_mut();
        list.filter.clear();
        (list.selected, list.wanted) = (key, FIRST);
        self.arrange(tab);
    }

    fn note_selected(&mut self) {
        let (tab, index) = (self.tab, self.list().cursor.index);
        let key = self.list().visible.get(index).and_then(|place| self.key(tab, *place));
        self.list_mut().selected = key;
        self.scroll = 0;
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        let areas = panes(below_tabs(body), self.pane);
        match action {
            Action::Pane | Action::PaneBack => {
                self.tab = self.tab.step(action == Action::PaneBack);
                self.scroll = 0;
            }
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            Action::Open if !self.is_empty() => self.pane = Pane::Detail,
            Action::Close => self.pane = Pane::List,
            _ if self.pane == Pane::List => {
                let (length, page) = (self.len(), usize::from(areas.list.height.saturating_sub(1)));
                if self.list_mut().cursor.act(action, length, page) {
                    self.note_selected();
                }
            }
            _ => {
                let mut cursor = Cursor { index: self.scroll, offset: 0 };
                cursor.act(action, usize::MAX, usize::from(areas.detail.height));
                self.scroll = cursor.index;
            }
        }
    }

    /// Goes back from the detail to the list. Returns whether that was a step.
    pub fn leave_pane(&mut self) -> bool {
        std::mem::take(&mut self.pane) == Pane::Detail
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        let height = usize::from(panes(below_tabs(body), self.pane).list.height.saturating_sub(1));
        let length = self.len();
        self.list_mut().cursor.settle(length, height);
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let areas = panes(below_tabs(body), self.pane);
        let at = (column, row).into();
        if areas.list.contains(at) && row > areas.list.y {
            self.pane = Pane::List;
            let index = self.list().cursor.offset + usize::from(row - areas.list.y - 1);
            if index < self.len() {
                self.list_mut().cursor.index = index;
                self.note_selected();
            }
            return index < self.len();
        }
        if areas.detail.contains(at) {
            self.pane = Pane::Detail;
            return true;
        }
        false
    }

    /// Returns when a wait becomes long enough to be shown, or a change becomes late.
    pub fn wakes_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let late = self.status.as_ref().and_then(|status| status.late_at).filter(|at| *at > now);
        let waits =
            [self.pipeline.slow_at(now), self.jobs.slow_at(now), self.runs.slow_at(now), self.clients.slow_at(now)];
        waits.into_iter().flatten().chain(late).min()
    }
}

/// Returns the body without its line of tabs.
pub(super) fn below_tabs(body: Rect) -> Rect {
    Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body }
}

/// Returns the columns of a tab that a filter can name.
pub(super) fn columns(tab: JobsTab) -> &'static Columns {
    match tab {
        JobsTab::Changes => &[&["id"], &["who", "actor"], &["what", "verb"], &["object"], &["reason"]],
        JobsTab::Runs => &[&["job"], &["problem"]],
        JobsTab::Points | JobsTab::Jobs | JobsTab::Clients => UNNAMED,
    }
}

fn searched(change: &Passage) -> String {
    let object = format!("{}:{}", change.object.kind, change.object.name);
    let reason = change.reason.as_deref().unwrap_or_default();
    row([&change.operation.to_string(), &change.actor, change.verb.name(), &object, reason])
}
