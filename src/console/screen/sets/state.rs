//! What the screen knows, and how it changes.

use crate::console::action::Action;
use crate::console::app::Remote;
use crate::console::screen::list::{Cursor, Filter};
use crate::model::id::SystemSetId;
use crate::model::system_set::SystemSetNode;
use ratatui::layout::Rect;
use std::collections::HashSet;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct SetsState {
    /// The tree, depth first.
    pub sets: Remote<Vec<SystemSetNode>>,
    /// What is typed to narrow the tree.
    pub filter: Filter,
    /// The cursor over the visible sets.
    pub list: Cursor,
    closed: HashSet<SystemSetId>,
    /// Places in the tree of the sets that are visible.
    visible: Vec<usize>,
    selected: Option<SystemSetId>,
}

impl SetsState {
    /// Whether the tree was ever asked for.
    pub fn is_used(&self) -> bool {
        self.sets.get().is_some() || self.sets.is_waiting()
    }

    /// Returns the whole tree.
    pub fn nodes(&self) -> &[SystemSetNode] {
        self.sets.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns how many sets are visible.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether no set is visible.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Returns a visible set.
    pub fn row(&self, index: usize) -> Option<&SystemSetNode> {
        self.nodes().get(*self.visible.get(index)?)
    }

    /// Returns the selected set.
    pub fn selected(&self) -> Option<&SystemSetNode> {
        self.row(self.list.index)
    }

    /// Whether the sets below this one are hidden.
    pub fn is_closed(&self, node: &SystemSetNode) -> bool {
        self.filter.text().is_empty() && self.closed.contains(&node.set.id)
    }

    /// Returns the names from the master down to a set.
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
    pub fn show(&mut self, id: SystemSetId) {
        self.filter.clear();
        let mut above = self.nodes().iter().find(|node| node.set.id == id).and_then(|node| node.set.parent);
        while let Some(parent) = above.filter(|parent| self.closed.remove(parent)) {
            above = self.nodes().iter().find(|node| node.set.id == parent).and_then(|node| node.set.parent);
        }
        self.selected = Some(id);
        self.arrange();
    }

    /// Decides anew which sets are visible; the cursor stays on its set.
    pub fn arrange(&mut self) {
        let nodes = self.sets.get().map(Vec::as_slice).unwrap_or_default();
        let wanted = self.filter.text().to_lowercase();
        self.visible = if wanted.is_empty() { unfolded(nodes, &self.closed) } else { matching(nodes, &wanted) };
        let place = self.selected.and_then(|id| self.visible.iter().position(|place| nodes[*place].set.id == id));
        match place {
            Some(index) => self.list.follow(index),
            None => self.list.index = self.list.index.min(self.visible.len().saturating_sub(1)),
        }
        self.selected = self.selected().map(|node| node.set.id);
    }

    /// Carries a navigation action out.
    pub fn act(&mut self, action: Action, body: Rect) {
        match action {
            Action::Open => self.fold(|closed, id| closed.remove(&id)),
            Action::Close => {
                let parent = self.selected().and_then(|node| node.set.parent);
                let folds =
                    self.selected().is_some_and(|node| node.children > 0 && !self.closed.contains(&node.set.id));
                if folds {
                    self.fold(HashSet::insert);
                } else if let Some(parent) = parent {
                    self.selected = Some(parent);
                    self.arrange();
                }
            }
            Action::Mark => self.fold(|closed, id| closed.remove(&id) || closed.insert(id)),
            _ => {
                if self.list.act(action, self.visible.len(), usize::from(body.height.saturating_sub(1))) {
                    self.selected = self.selected().map(|node| node.set.id);
                }
            }
        }
    }

    fn fold(&mut self, change: impl Fn(&mut HashSet<SystemSetId>, SystemSetId) -> bool) {
        if let Some(id) = self.selected().filter(|node| node.children > 0).map(|node| node.set.id) {
            change(&mut self.closed, id);
            self.arrange();
        }
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, body: Rect) {
        self.list.settle(self.visible.len(), usize::from(super::view::list_area(body).height.saturating_sub(1)));
    }

    /// Takes a click. Returns whether it hit anything.
    pub fn click(&mut self, body: Rect, column: u16, row: u16) -> bool {
        let area = super::view::list_area(body);
        if !area.contains((column, row).into()) || row == area.y {
            return false;
        }
        let index = self.list.offset + usize::from(row - area.y - 1);
        if index >= self.visible.len() {
            return false;
        }
        self.list.index = index;
        self.selected = self.selected().map(|node| node.set.id);
        true
    }
}

fn unfolded(nodes: &[SystemSetNode], closed: &HashSet<SystemSetId>) -> Vec<usize> {
    let mut visible = Vec::with_capacity(nodes.len());
    let mut place = 0;
    while let Some(node) = nodes.get(place) {
        visible.push(place);
        place += 1 + if closed.contains(&node.set.id) { node.descendants } else { 0 };
    }
    visible
}

/// Sets with the text in name, description or link person, and the sets above them.
fn matching(nodes: &[SystemSetNode], wanted: &str) -> Vec<usize> {
    let hit = |node: &SystemSetNode| {
        [&node.set.name, &node.set.description, &node.set.link_person]
            .iter()
            .any(|text| text.to_lowercase().contains(wanted))
    };
    let mut path: Vec<usize> = Vec::new();
    let mut visible: Vec<usize> = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        path.truncate(node.depth);
        path.push(place);
        if hit(node) {
            let known = visible.last().copied();
            visible.extend(path.iter().copied().filter(|above| known.is_none_or(|known| *above > known)));
        }
    }
    visible
}
