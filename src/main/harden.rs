//! What the process does for its secrets before it does anything else: files for its owner alone, and no core dump.

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask};

/// Narrows what others could see of this process. A system that refuses leaves the process as it was.
pub(crate) fn harden() {
    umask(Mode::from_bits_truncate(0o077));
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}
