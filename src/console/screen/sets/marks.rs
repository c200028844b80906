//! A list of names with marks: for what is done to many members at once.

use crate::console::action::Action;
use crate::console::screen::list::{Cursor, Filter};
use crate::model::filter::{UNNAMED, row};
use std::collections::BTreeSet;

/// A list of names with marks. Marks stay on names while the filter changes.
#[derive(Debug, Default)]
pub struct MarkedList {
    /// What is typed to narrow the list.
    pub filter: Filter,
    /// The cursor over the visible names.
    pub list: Cursor,
    /// Places of the visible names.
    visible: Vec<usize>,
    marks: BTreeSet<String>,
    /// Where a range of marks began.
    anchor: Option<usize>,
}

impl MarkedList {
    /// Decides anew which names are visible. Marks of names that are gone go with them.
    pub fn arrange(&mut self, names: &[String]) {
        let words = self.filter.words(UNNAMED);
        let search = words.search();
        let hit = |name: &str| words.is_empty() || search.passes(&row([name]));
        self.visible = names.iter().enumerate().filter(|(_, name)| hit(name)).map(|(place, _)| place).collect();
        if !self.marks.is_empty() {
            let known: BTreeSet<&String> = names.iter().collect();
            self.marks.retain(|name| known.contains(name));
        }
        self.list.index = self.list.index.min(self.visible.len().saturating_sub(1));
        self.anchor = None;
    }

    /// Returns how many names are visible.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether no name is visible.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Returns a visible name.
    pub fn row<'a>(&self, names: &'a [String], index: usize) -> Option<&'a String> {
        names.get(*self.visible.get(index)?)
    }

    /// Whether a visible row is marked, or would be by the range that was begun.
    pub fn is_marked(&self, names: &[String], index: usize) -> bool {
        let range = self.anchor.map(|anchor| anchor.min(self.list.index)..=anchor.max(self.list.index));
        range.is_some_and(|range| range.contains(&index))
            || self.row(names, index).is_some_and(|name| self.marks.contains(name))
    }

    /// Returns how many names are marked.
    pub fn marked(&self) -> usize {
        self.marks.len()
    }

    /// Returns how many marked names the filter hides.
    pub fn hidden(&self, names: &[String]) -> usize {
        let visible = (0..self.len()).filter(|index| self.row(names, *index).is_some_and(|n| self.marks.contains(n)));
        self.marks.len() - visible.count()
    }

    /// Returns the marked names or, without marks, the name under the cursor.
    pub fn chosen<'a>(&'a self, names: &'a [String]) -> Vec<&'a str> {
        if self.marks.is_empty() {
            return self.row(names, self.list.index).map(String::as_str).into_iter().collect();
        }
        self.marks.iter().map(String::as_str).collect()
    }

    /// Removes every mark.
    pub fn clear(&mut self) {
        self.marks.clear();
        self.anchor = None;
    }

    /// Carries an action out. Returns whether it was one for a list with marks.
    pub fn act(&mut self, action: Action, names: &[String], page: usize) -> bool {
        match action {
            Action::Mark => {
                self.end_range(names);
                self.toggle(names);
                self.list.act(Action::Down, self.len(), page);
            }
            Action::MarkDown | Action::MarkUp => {
                self.mark(names, self.list.index, self.list.index);
                let step = if action == Action::MarkDown { Action::Down } else { Action::Up };
                self.list.act(step, self.len(), page);
                self.mark(names, self.list.index, self.list.index);
            }
            Action::MarkRange => {
                if self.anchor.is_none() {
                    self.anchor = Some(self.list.index);
                } else {
                    self.end_range(names);
                }
            }
            Action::MarkAll => {
                if self.marks.len() == names.len() {
                    self.clear();
                } else {
                    self.mark(names, 0, self.len().saturating_sub(1));
                }
            }
            _ => return self.list.act(action, self.len(), page),
        }
        true
    }

    /// Ends the range that was begun. Returns whether one was.
    pub fn end_range(&mut self, names: &[String]) -> bool {
        let Some(anchor) = self.anchor.take() else { return false };
        self.mark(names, anchor.min(self.list.index), anchor.max(self.list.index));
        true
    }

    fn mark(&mut self, names: &[String], from: usize, to: usize) {
        let found: Vec<String> = (from..=to).filter_map(|index| self.row(names, index).cloned()).collect();
        self.marks.extend(found);
    }

    fn toggle(&mut self, names: &[String]) {
        if let Some(name) = self.row(names, self.list.index)
            && !self.marks.remove(name)
        {
            self.marks.insert(name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        (0..10).map(|number| format!("pc{number:02}")).collect()
    }

    #[test]
    fn marks_and_ranges_survive_the_filter() {
        let names = names();
        let mut list = MarkedList::default();
        list.arrange(&names);
        for action in [Action::Mark, Action::Down, Action::MarkRange, Action::Down, Action::Down] {
            list.act(action, &names, 5);
        }
        assert!(list.is_marked(&names, 3), "a range is seen while it grows");
        list.act(Action::MarkRange, &names, 5);
        assert_eq!(list.chosen(&names), ["pc00", "pc02", "pc03", "pc04"]);
        list.filter.set("pc03");
        list.arrange(&names);
        assert_eq!((list.len(), list.marked(), list.hidden(&names)), (1, 4, 3));
        list.act(Action::Mark, &names, 5);
        assert_eq!(list.chosen(&names), ["pc00", "pc02", "pc04"]);
    }

    #[test]
    fn without_marks_the_row_under_the_cursor_is_meant_and_what_is_gone_loses_its_mark() {
        let mut names = names();
        let mut list = MarkedList::default();
        list.arrange(&names);
        assert_eq!(list.chosen(&names), ["pc00"]);
        list.act(Action::MarkAll, &names, 5);
        names.truncate(3);
        list.arrange(&names);
        assert_eq!(list.marked(), 3);
    }
}
