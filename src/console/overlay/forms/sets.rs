//! Forms of the sets.

use super::{Field, Form, FormKind, Submission};
use crate::console::app::{Model, NssWish, Wish};
use crate::core::Problem;
use crate::core::system_set::NewSystemSet;

/// What a form of the sets is for. Sets are named by number or name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetsForm {
    /// Makes an NSS.
    CreateSet,
}

impl SetsForm {
    /// Returns the id of its title in the locale files.
    pub(in crate::console::overlay) fn title_id(&self) -> &'static str {
        match self {
            Self::CreateSet => "form-set",
        }
    }

    /// Returns what the form asks for.
    pub(in crate::console::overlay) fn submission(&self, form: &Form) -> Result<Submission, Problem> {
        Ok(Submission::plan(match self {
            Self::CreateSet => Wish::Nss(NssWish::Create(NewSystemSet {
                name: form.text(0),
                parent: form.some(1),
                description: form.text(2),
                link_person: form.text(3),
            })),
        }))
    }
}

impl Form {
    pub(in crate::console::overlay) fn set(model: &Model) -> Self {
        let parent = model.sets.selected_set().map(|node| node.set.name.clone()).unwrap_or_default();
        Self::new(
            FormKind::Sets(SetsForm::CreateSet),
            vec![
                Field::text("field-name", ""),
                Field::text("field-parent", parent),
                Field::text("field-description", ""),
                Field::text("field-person", ""),
            ],
        )
    }
}
