//! Forms of the console's session: why writing shall be unlocked, and as of when to look.

use super::{Field, Form, FormKind, Submission};
use crate::console::action::Action;
use crate::console::figures;
use crate::core::Problem;
use chrono::{DateTime, Utc};

/// What a form of the session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionForm {
    /// Unlocks writing, and then goes on with an action.
    Unlock(Option<Action>),
    /// Looks at an earlier time.
    AsOf,
}

impl SessionForm {
    /// Returns the id of its title in the locale files.
    pub(in crate::console::overlay) fn title_id(self) -> &'static str {
        match self {
            Self::Unlock(_) => "form-unlock",
            Self::AsOf => "form-as-of",
        }
    }

    /// Returns what the form asks for.
    pub(in crate::console::overlay) fn submission(
        self,
        form: &Form,
        now: DateTime<Utc>,
    ) -> Result<Submission, Problem> {
        match self {
            Self::Unlock(then) => Ok(Submission::Unlock(form.text(0), then)),
            Self::AsOf => {
                let text = form.text(0);
                let at = figures::parse_moment(&text, now).filter(|at| *at <= now);
                at.map(Submission::AsOf).ok_or_else(|| Problem::Invalid {
                    field: "time".into(),
                    value: text,
                    expected: "time".into(),
                })
            }
        }
    }
}

impl Form {
    pub(in crate::console::overlay) fn unlock(then: Option<Action>) -> Self {
        Self::new(FormKind::Session(SessionForm::Unlock(then)), vec![Field::needed("field-reason", "")])
    }

    pub(in crate::console::overlay) fn as_of() -> Self {
        Self::new(FormKind::Session(SessionForm::AsOf), vec![Field::needed("field-time", "")])
    }
}
