//! What forms ask for, by what they are about: their fields, and the wish that follows from them.

mod amt;
mod packages;
mod session;
mod sets;

use super::fields::Field;
use super::form::{Form, Submission};
use crate::console::app::Model;
use crate::core::Problem;
use crate::model::permission::Decision;
use chrono::{DateTime, Utc};

pub use amt::AmtForm;
pub use packages::PackagesForm;
pub use session::SessionForm;
pub use sets::SetsForm;

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it is about")]
pub enum FormKind {
    Session(SessionForm),
    Amt(AmtForm),
    Sets(SetsForm),
    Packages(PackagesForm),
}

impl FormKind {
    /// Returns the id of the form's title in the locale files; what it says above the fields is the attribute `intro`.
    pub(super) fn title_id(&self) -> &'static str {
        match self {
            Self::Session(form) => form.title_id(),
            Self::Amt(form) => form.title_id(),
            Self::Sets(form) => form.title_id(),
            Self::Packages(form) => form.title_id(),
        }
    }

    /// Returns the name of what the form is about, for its title.
    pub(super) fn about(&self) -> Option<&str> {
        match self {
            Self::Sets(form) => Some(form.about()),
            Self::Packages(form) => Some(form.about()),
            Self::Session(_) | Self::Amt(_) => None,
        }
    }

    /// Returns whether the person may do what the form asks for where it says; none while it does not say where.
    pub(super) fn decision(&self, form: &Form, model: &Model) -> Option<Decision> {
        match self {
            Self::Packages(kind) => kind.decision(form, model),
            Self::Session(_) | Self::Amt(_) | Self::Sets(_) => None,
        }
    }

    /// Returns what a form asks for.
    pub(super) fn submission(&self, form: &Form, now: DateTime<Utc>) -> Result<Submission, Problem> {
        match self {
            Self::Session(kind) => kind.submission(form, now),
            Self::Amt(kind) => kind.submission(form),
            Self::Sets(kind) => kind.submission(form),
            Self::Packages(kind) => kind.submission(form),
        }
    }
}
