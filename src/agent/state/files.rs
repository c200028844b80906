//! The names of the state's files: one list, from which each is taken.

macro_rules! files {
    ($($name:ident = $file:literal),+ $(,)?) => {
        $(pub(super) const $name: &str = $file;)+

        /// Every file of the state.
        pub(super) const ALL: &[&str] = &[$($file),+];
    };
}

files! {
    ACCEPTED = "accepted.json",
    ATTEMPTS = "attempts.json",
    REMOVED = "removed.json",
    JOURNAL = "journal.json",
    REBOOT = "reboot.json",
    REBOOT_PLAN = "reboot-plan.json",
    REPORT = "report.json",
    CHOICES = "choices.json",
}
