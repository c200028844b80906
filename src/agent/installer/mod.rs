//! What installs, removes and inspects packages on the machine: one file for each way (CMF-90).
//!
//! A package whose source ends in `.deb` is [`dpkg`]'s, one that ends in `.msi` is [`msi`]'s, unless it has an install
//! command of its own; everything else is a [`script`]. Every installer runs as a process of its own through [`run`],
//! which keeps its time, its output and its environment in bounds. Nothing here decides what shall be installed, and
//! nothing downloads.

mod detection;
mod dpkg;
mod msi;
mod run;
mod script;
#[cfg(test)]
mod testing;

use crate::agent::settings::AgentSettings;
use crate::port::{Ending, Outcome, PackageManager};
use run::Ran;
use std::sync::Arc;
use std::time::Duration;

/// The longest run of a program that only looks at something.
const SHORT: Duration = Duration::from_secs(60);

/// Returns every package manager. Each package is handled by exactly one of them.
pub fn all(settings: &AgentSettings) -> Vec<Arc<dyn PackageManager>> {
    let dpkg = Arc::new(dpkg::Dpkg::new(settings));
    let detection = Arc::new(detection::Detection::new(settings, Arc::clone(&dpkg)));
    let msi = Arc::new(msi::Msi::new(settings, Arc::clone(&detection)));
    let script = Arc::new(script::Script::new(settings, detection, vec![dpkg.clone(), msi.clone()]));
    vec![dpkg, msi, script]
}

/// Returns the outcome of a process, with an ending.
fn outcome(ending: Ending, ran: &Ran) -> Outcome {
    Outcome { ending, code: ran.code(), said: ran.said() }
}

/// Returns the outcome of what was not even begun.
fn failed(reason: String) -> Outcome {
    Outcome { ending: Ending::Failed, code: None, said: run::clean(&reason) }
}

/// Returns the outcome of a process by its exit code. A code that needs a reboot is a success in any case.
fn by_code(ran: &Ran, success: &[i32], reboot: &[i32], reboots: bool) -> Outcome {
    let ending = match ran.end {
        run::End::Exited(code) if reboot.contains(&code) => Ending::NeedsReboot,
        run::End::Exited(code) if success.contains(&code) && reboots => Ending::NeedsReboot,
        run::End::Exited(code) if success.contains(&code) => Ending::Done,
        run::End::TimedOut => Ending::TimedOut,
        _ => Ending::Failed,
    };
    outcome(ending, ran)
}
