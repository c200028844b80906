//! What a piece of the screen means. Themes give styles to meanings, never to widgets.

/// Declares the roles once: the variant, its name in theme files, its meaning.
macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a piece of the screen means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role { $($(#[$doc])* $variant,)* }

        impl Role {
            /// Every role, in the order of declaration.
            pub const ALL: &'static [Role] = &[$(Role::$variant,)*];

            /// Returns the name that theme files use.
            pub const fn name(self) -> &'static str {
                match self { $(Role::$variant => $name,)* }
            }
        }
    };
}

roles! {
    /// Ordinary text.
    Text = "text",
    /// Text that matters less: units, ages, labels.
    Muted = "text.muted",
    /// The one accent: where you are, what is active.
    Accent = "accent",
    /// Titles of screens, panes and overlays.
    Title = "title",
    /// The first line of the screen.
    Header = "header",
    /// Lines between panes and around overlays.
    Border = "border",
    /// The row under the cursor in the pane that has the keys.
    Selection = "selection",
    /// The row under the cursor in a pane that does not.
    SelectionInactive = "selection.inactive",
    /// Rows that were marked for a bulk action.
    Marked = "marked",
    /// Column heads of tables.
    Column = "column",
    /// A key in the footer and in help.
    KeyHint = "key",
    /// What a key does, in the footer and in help.
    KeyText = "key.text",
    /// An action that may not be done here; its reason stands beside it.
    Disabled = "disabled",
    /// A state that is as it should be.
    StatusOk = "status.ok",
    /// A state that somebody should look at.
    StatusWarn = "status.warn",
    /// A state that failed.
    StatusFailed = "status.failed",
    /// A state that nobody knows.
    StatusUnknown = "status.unknown",
    /// Work in progress.
    StatusBusy = "status.busy",
    /// What destroys or cannot be undone.
    Danger = "danger",
    /// What a change adds.
    DiffAdd = "diff.add",
    /// What a change takes away.
    DiffRemove = "diff.remove",
    /// The rule that decided.
    TraceWinner = "trace.winner",
    /// A rule that lost.
    TraceLoser = "trace.loser",
    /// The part of a text that a filter found.
    Match = "match",
    /// Text that is being typed.
    Input = "input",
    /// A small counter or label.
    Badge = "badge",
    /// The word in the header that says nothing can be written.
    ReadOnly = "lock.read-only",
    /// The word in the header that says writing is unlocked.
    Armed = "lock.armed",
    /// A value that is older than it should be.
    Stale = "stale",
}
