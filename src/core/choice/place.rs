//! On which machine a user looks at their software.

use crate::core::machine::show;
use crate::core::{Core, Exit, OpContext, Result};

/// On which machine a user looks at their software.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// On none: what follows the user to every machine.
    #[default]
    Everywhere,
    /// On the machine of this name in the network, if the directory knows it, and else on none.
    Here(String),
    /// On this machine.
    Machine(String),
}

impl Place {
    /// Returns the name of the machine, as the directory writes it where it was looked up there; none where there is
    /// none.
    ///
    /// # Errors
    /// What the directory says, except that it does not know the machine on which the user is.
    pub async fn machine(&self, ctx: &OpContext, core: &Core) -> Result<Option<String>> {
        match self {
            Self::Everywhere => Ok(None),
            Self::Machine(name) => Ok(Some(name.clone())),
            Self::Here(host) => match show(ctx, core, host).await {
                Ok(found) => Ok(Some(found.computer.name)),
                Err(error) if error.problem.exit() == Exit::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }
}
