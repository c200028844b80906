//! What the screen knows, and how it changes.

use super::marks::MarkedList;
use super::tab::{NscTab, SetTab};
use super::tree::{Key, Tree};
use crate::console::action::Action;
use crate::console::app::{Effect, Followed, Remote, Request, Slot};
use crate::console::screen::ScreenId;
use crate::console::screen::list::{Cursor, Filter};
use crate::console::screen::split::{Pane, list_in, panes};
use crate::core::computer_set::{ComputerSetDetail, ComputerSetRow, Members};
use crate::core::request::RequestQuery;
use crate::core::system_set::SystemSetDetail;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::request::{MemberRequest, RequestState};
use crate::model::system_set::SystemSetNode;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct SetsState {
    /// The NSSs, depth first.
    pub sets: Remote<Vec<SystemSetNode>>,
    /// Every NSC.
    pub computer_sets: Remote<Vec<ComputerSetRow>>,
    /// The selected NSS, or the NSS of the selected NSC, in full.
    pub set: Followed<SystemSetId, Box<SystemSetDetail>>,
    /// The selected NSC in full.
    pub computer_set: Followed<ComputerSetId, Box<ComputerSetDetail>>,
    /// The computers of the selected NSC.
    pub computers: Followed<ComputerSetId, Members>,
    /// The users of the selected NSC.
    pub users: Followed<ComputerSetId, Members>,
    /// The requests for the selected NSC, newest first.
    pub requests: Followed<ComputerSetId, Vec<MemberRequest>>,
    /// What is typed to narrow the tree.
    pub filter: Filter,
    /// The tree.
    pub tree: Tree,
    /// The part that has the keys.
    pub pane: Pane,
    /// The tab shown for an NSS.
    pub set_tab: SetTab,
    /// The tab shown for an NSC.
    pub nsc_tab: NscTab,
    /// The members of the shown tab.
    pub members: MarkedList,
    /// The cursor over requests, packages or releases.
    pub rows: Cursor,
    /// First line of the detail that is shown.
    pub scroll: usize,
    /// What the detail belongs to.
    shown: Option<Key>,
    /// A set to be selected when it is known.
    awaited: Option<Key>,
}

impl SetsState {
    /// Whether the tree was ever asked for.
    pub fn is_used(&self) -> bool {
        self.sets.get().is_some() || self.sets.is_waiting()
    }

    /// Returns every NSS.
    pub fn nodes(&self) -> &[SystemSetNode] {
        self.sets.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns every NSC.
    pub fn all_computer_sets(&self) -> &[ComputerSetRow] {
        self.computer_sets.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the NSS under the cursor.
    pub fn selected(&self) -> Option<&SystemSetNode> {
        let row = self.tree.selected()?;
        if matches!(row.key, Key::Set(_)) { self.nodes().get(row.place) } else { None }
    }

    /// Returns the NSS under the cursor, or the one that owns the NSC under the cursor.
    pub fn selected_set(&self) -> Option<&SystemSetNode> {
        let id = match self.tree.selected()?.key {
            Key::Set(id) => id,
            Key::ComputerSet(_) => self.selected_computer_set()?.set.nss,
        };
        self.nodes().iter().find(|node| node.set.id == id)
    }

    /// Returns the NSC under the cursor.
    pub fn selected_computer_set(&self) -> Option<&ComputerSetRow> {
        let row = self.tree.selected()?;
        if matches!(row.key, Key::ComputerSet(_)) { self.all_computer_sets().get(row.place) } else { None }
    }

    /// Returns which members the shown tab lists, if it does.
    pub fn member_kind(&self) -> Option<MemberKind> {
        self.selected_computer_set()?;
        match self.nsc_tab {
            NscTab::Computers => Some(MemberKind::Computer),
            NscTab::Users => Some(MemberKind::User),
            _ => None,
        }
    }

    /// Returns the members that the shown tab lists.
    pub fn member_names(&self) -> &[String] {
        self.shown_members().map(|members| members.names.as_slice()).unwrap_or_default()
    }

    /// Returns the members that the shown tab lists, with their age.
    pub fn shown_members(&self) -> Option<&Members> {
        let id = self.selected_computer_set()?.set.id;
        match self.member_kind()? {
            MemberKind::Computer => self.computers.of(&id),
            MemberKind::User => self.users.of(&id),
        }
    }

    /// Returns the marked members or, without marks, the one under the cursor.
    pub fn chosen_members(&self) -> Option<(MemberKind, Vec<&str>)> {
        let kind = self.member_kind().filter(|_| self.pane == Pane::Detail)?;
        Some((kind, self.members.chosen(self.member_names()))).filter(|(_, names)| !names.is_empty())
    }

    /// Returns the request under the cursor, if it waits for a decision.
    pub fn selected_request(&self) -> Option<&MemberRequest> {
        let id = self.selected_computer_set()?.set.id;
        let rows = self.requests.of(&id).filter(|_| self.nsc_tab == NscTab::Requests && self.pane == Pane::Detail)?;
        rows.get(self.rows.index).filter(|request| request.state == RequestState::Pending)
    }

    /// Returns the package under the cursor: of an assignment or of a release.
    pub fn selected_package(&self) -> Option<PackageId> {
        let id = self.selected_computer_set()?.set.id;
        let detail = self.computer_set.of(&id).filter(|_| self.pane == Pane::Detail)?;
        match self.nsc_tab {
            NscTab::Packages => detail.packages.get(self.rows.index).map(|assignment| assignment.pkg),
            NscTab::Releases => detail.releases.get(self.rows.index).map(|release| release.pkg),
            _ => None,
        }
    }

    /// Returns the names from the master down to an NSS.
    pub fn path<'a>(&'a self, node: &'a SystemSetNode) -> Vec<&'a str> {
        let mut names = vec![node.set.name.as_str()];
        let mut parent = node.set.parent;
        // No deeper than there are sets, however the tree is damaged.
        for _ in 0..self.nodes().len() {
            let Some(above) = parent.and_then(|id| self.nodes().iter().find(|n| n.set.id == id)) else { break };
            names.push(&above.set.name);
            parent = above.set.parent;
        }
        names.reverse();
        names
    }

    /// Selects a set, as a jump from the palette does.
    pub fn show(&mut self, key: Key) {
        self.filter.clear();
        self.awaited = None;
        let (sets, computer_sets) = (self.sets.get(), self.computer_sets.get());
        self.tree.show(
            key,
            sets.map(Vec::as_slice).unwrap_or_default(),
            computer_sets.map(Vec::as_slice).unwrap_or_default(),
        );
        self.pane = Pane::List;
        self.rearrange();
        if self.tree.selected().map(|row| row.key) != Some(key) {
            self.awaited = Some(key);
        }
    }

    /// Selects a tab of an NSC, as a jump from the inbox does.
    pub fn show_tab(&mut self, id: ComputerSetId, tab: NscTab) {
        self.nsc_tab = tab;
        self.show(Key::ComputerSet(id));
        self.pane = Pane::Detail;
        self.turn();
    }

    /// Takes note of which sets there are, after they were asked for.
    pub fn arrange(&mut self) {
        let sets = self.sets.get().map(Vec::as_slice).unwrap_or_default();
        self.tree.index(sets, self.computer_sets.get().map(Vec::as_slice).unwrap_or_default());
        if let Some(key) = self.awaited {
            let pane = self.pane;
            self.show(key);
            self.pane = pane;
        } else {
            self.rearrange();
        }
    }

    /// Decides anew which rows of the tree are visible.
    pub fn rearrange(&mut self) {
        let sets = self.sets.get().map(Vec::as_slice).unwrap_or_default();
        self.tree.arrange(sets, self.filter.text());
        self.note_shown();
    }

    /// Decides anew which members are visible.
    pub fn arrange_members(&mut self) {
        let mut members = std::mem::take(&mut self.members);
        members.arrange(self.member_names());
        self.members = members;
    }

    /// Returns the filter of the part that has the keys.
    pub fn filter_mut(&mut self) -> &mut Filter {
        if self.pane == Pane::Detail && self.member_kind().is_some() {
            &mut self.members.filter
        } else {
            &mut self.filter
        }
    }

    /// Applies the filter of the part that has the keys.
    pub fn filtered(&mut self) {
        if self.pane == Pane::Detail && self.member_kind().is_some() {
            self.arrange_members();
        } else {
            self.rearrange();
        }
    }

    fn note_shown(&mut self) {
        let key = self.tree.selected().map(|row| row.key);
        if key != self.shown {
            self.shown = key;
            self.turn();
        }
    }

    /// Begins a tab at its top.
    fn turn(&mut self) {
        (self.scroll, self.rows) = (0, Cursor::default());
        self.members = MarkedList::default();
        self.arrange_members();
    }

    /// Notes that what is known of the selected set may no longer be so.
    pub fn outdate(&mut self) {
        self.set.outdate();
        self.computer_set.outdate();
        self.computers.outdate();
        self.users.outdate();
        self.requests.outdate();
    }

    /// Takes note that a change was made: what was marked for it is no longer.
    pub fn committed(&mut self) {
        self.members.clear();
    }

    /// Asks for what is shown of the selected set, when the cursor rests on it.
    pub fn want(&mut self, now: DateTime<Utc>) -> Vec<Effect> {
        let owner = self.selected_set().map(|node| (node.set.id, node.set.name.clone()));
        let nsc = self.selected_computer_set().map(|row| row.set.id);
        let tab = |wanted: NscTab| nsc.filter(|_| self.nsc_tab == wanted);
        let (computers, users, requests) = (tab(NscTab::Computers), tab(NscTab::Users), tab(NscTab::Requests));
        let (id, name) = owner.unzip();
        let query = |id: ComputerSetId| {
            Request::Requests(RequestQuery { nsc: Some(id.to_string()), ..RequestQuery::default() })
        };
        [
            self.set.want(id, Slot::Set, now, |_| Request::Set(name.unwrap_or_default())),
            self.computer_set.want(nsc, Slot::ComputerSet, now, Request::ComputerSet),
            self.computers.want(computers, Slot::Computers, now, |id| Request::Members(id, MemberKind::Computer)),
            self.users.want(users, Slot::Users, now, |id| Request::Members(id, MemberKind::User)),
            self.requests.want(requests, Slot::Requests, now, query),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Returns the next time at which something is to be done or shown.
    pub fn wakes_at(&self, screen: ScreenId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let rows = [
            self.set.wakes_at(now),
            self.computer_set.wakes_at(now),
            self.computers.wakes_at(now),
            self.users.wakes_at(now),
            self.requests.wakes_at(now),
        ];
        let rows = rows.into_iter().flatten().filter(|_| screen == ScreenId::Sets);
        rows.chain(self.sets.slow_at(now)).chain(self.computer_sets.slow_at(now)).min()
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        match action {
            Action::Pane | Action::PaneBack => {
                let back = action == Action::PaneBack;
                match self.tree.selected().map(|row| row.key) {
                    Some(Key::ComputerSet(_)) => self.nsc_tab = self.nsc_tab.step(back),
                    _ => self.set_tab = self.set_tab.step(back),
                }
                self.turn();
            }
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(3),
            _ if self.pane == Pane::List => self.act_in_tree(action, body),
            _ => self.act_in_detail(action, body),
        }
    }

    fn act_in_tree(&mut self, action: Action, body: Rect) {
        let node = self.selected().cloned();
        match (action, &node) {
            (Action::Open, Some(node)) if self.filter.text().is_empty() && self.tree.open(node) => self.rearrange(),
            (Action::Open, _) => self.pane = Pane::Detail,
            (Action::Close, _) => {
                let above = match &node {
                    Some(node) => node.set.parent,
                    None => self.selected_computer_set().map(|row| row.set.nss),
                };
                self.tree.close(node.as_ref(), above);
                self.rearrange();
            }
            (Action::Mark, Some(node)) => {
                self.tree.fold(node);
                self.rearrange();
            }
            _ => {
                let page = panes(body, self.pane).list.height;
                self.tree.act(action, usize::from(page.saturating_sub(1)));
                self.note_shown();
            }
        }
    }

    fn act_in_detail(&mut self, action: Action, body: Rect) {
        let page = usize::from(panes(body, self.pane).detail.height.saturating_sub(3));
        if action == Action::Close {
            self.pane = Pane::List;
        } else if self.member_kind().is_some() {
            let mut members = std::mem::take(&mut self.members);
            members.act(action, self.member_names(), page);
            self.members = members;
        } else if let Some(length) = self.row_count() {
            self.rows.act(action, length, page);
        } else {
            let mut cursor = Cursor { index: self.scroll, offset: 0 };
            cursor.act(action, usize::MAX, page);
            self.scroll = cursor.index;
        }
    }

    /// Returns how many requests, packages or releases the shown tab lists, if it lists any such thing.
    pub fn row_count(&self) -> Option<usize> {
        let id = self.selected_computer_set()?.set.id;
        match self.nsc_tab {
            NscTab::Requests => Some(self.requests.of(&id).map_or(0, Vec::len)),
            NscTab::Packages => Some(self.computer_set.of(&id).map_or(0, |detail| detail.packages.len())),
            NscTab::Releases => Some(self.computer_set.of(&id).map_or(0, |detail| detail.releases.len())),
            _ => None,
        }
    }

    /// Goes back one step: a range that was begun, then the detail. Returns whether there was one.
    pub fn leave_pane(&mut self) -> bool {
        if self.members.marked() > 0 && self.pane == Pane::Detail {
            self.members.clear();
            return true;
        }
        std::mem::take(&mut self.pane) == Pane::Detail
    }

    /// Brings the windows to their cursors.
    pub fn settle(&mut self, body: Rect) {
        let panes = panes(body, self.pane);
        self.tree.list.settle(self.tree.rows().len(), usize::from(panes.list.height.saturating_sub(1)));
        let height = usize::from(list_in(panes.detail).height);
        self.members.list.settle(self.members.len(), height);
        self.rows.settle(self.row_count().unwrap_or_default(), height);
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let panes = panes(body, self.pane);
        let at = (column, row).into();
        let list = list_in(panes.detail);
        if panes.list.contains(at) && row > panes.list.y {
            self.pane = Pane::List;
            let hit = self.tree.click(self.tree.list.offset + usize::from(row - panes.list.y - 1));
            self.note_shown();
            return hit;
        }
        if panes.detail.contains(at) {
            self.pane = Pane::Detail;
            if list.contains(at) {
                let line = usize::from(row - list.y);
                self.members.list.index = (self.members.list.offset + line).min(self.members.len().saturating_sub(1));
                self.rows.index = (self.rows.offset + line).min(self.row_count().unwrap_or_default().saturating_sub(1));
            }
            return true;
        }
        false
    }
}
