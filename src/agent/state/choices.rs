//! What users chose on this machine.

use super::Folder;
use super::files::CHOICES;
use crate::agent::error::Result;
use crate::model::report::LocalChoice;

/// Most choices that are kept; the oldest go first.
const MAX_CHOICES: usize = 10_000;

/// The newest choice of each user about each package, the oldest first. Apart from the rest of the state, since users
/// choose also while packages are being installed.
#[derive(Debug)]
pub struct ChoiceBook {
    folder: Folder,
    choices: Vec<LocalChoice>,
}

impl ChoiceBook {
    /// Opens the book in the folder of the state.
    pub fn open(folder: &Folder) -> Result<Self> {
        Ok(Self { choices: folder.load(CHOICES)?.unwrap_or_default(), folder: folder.clone() })
    }

    /// Returns the choices.
    pub fn choices(&self) -> &[LocalChoice] {
        &self.choices
    }

    /// Keeps a choice in the place of that user's last one about the package; durable when it returns.
    pub fn choose(&mut self, choice: LocalChoice) -> Result<()> {
        let user = choice.user.to_lowercase();
        let mut choices = self.choices.clone();
        choices.retain(|other| other.pkg != choice.pkg || other.user.to_lowercase() != user);
        choices.push(choice);
        let surplus = choices.len().saturating_sub(MAX_CHOICES);
        choices.drain(..surplus);
        self.folder.save(CHOICES, &choices)?;
        self.choices = choices;
        Ok(())
    }
}
