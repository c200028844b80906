//! Dialogs over the screen: the palette, help, forms, the preview of a change, and pages to read.
//!
//! The innermost has the keys. Closing one changes nothing; only the preview of a change leads to a write.

mod confirm;
mod fields;
mod form;
mod forms;
mod gains;
mod handle;
mod help;
mod inbox;
mod names;
mod page;
mod palette;
mod pick;
mod preview;
mod what_if;
mod why;
mod wizard;

pub use confirm::Confirm;
pub use fields::{Field, Value};
pub use form::{Form, Submission};
pub use forms::{AmtForm, FormKind, PackagesForm, SessionForm, SetsForm};
pub use handle::{act, hints, key, open, paste, settle, types, view};
pub use help::Help;
pub use inbox::Inbox;
pub use names::Names;
pub use page::{Page, PageKind};
pub use palette::{Entry, Jump, Palette};
pub use pick::{Chosen, Named, Pick, PickKind};
pub(crate) use pick::{named, wanted};
pub use what_if::WhatIf;
pub use why::Why;
pub use wizard::{Button, Wizard};

use crate::console::action::Action;

/// A dialog.
#[derive(Debug)]
pub enum Overlay {
    /// Finds actions and objects by name.
    Palette(Palette),
    /// Says what can be done here.
    Help(Help),
    /// Asks for values.
    Form(Form),
    /// Shows what a change would do, and asks whether to do it.
    Confirm(Box<Confirm>),
    /// Something to read.
    Page(Page),
    /// Who may do what with a set, and why.
    Why(Why),
    /// What would follow from changes that nobody makes.
    WhatIf(Box<WhatIf>),
    /// What waits for the person.
    Inbox(Inbox),
    /// Chooses a user or a machine by name.
    Pick(Pick),
    /// Leads through the choice of a package.
    Wizard(Box<Wizard>),
}

impl Overlay {
    /// Returns the form that asks why writing shall be unlocked, and then goes on with an action.
    pub fn unlock(then: Option<Action>) -> Self {
        Self::Form(Form::unlock(then))
    }

    /// Returns the form that asks as of when to look.
    pub fn as_of() -> Self {
        Self::Form(Form::as_of())
    }
}

#[cfg(test)]
mod tests;
