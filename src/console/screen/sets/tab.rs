//! The tabs of the detail: one thing about the selected set at a time.

/// A tab of an NSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetTab {
    /// Path, link person, who administers it.
    #[default]
    Overview,
    /// What it holds.
    Grants,
    /// Who was delegated what, from the master down.
    Picture,
}

/// A tab of an NSC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NscTab {
    /// What it is, whose it is, how large.
    #[default]
    Overview,
    /// Its computers.
    Computers,
    /// Its users.
    Users,
    /// Requests for membership.
    Requests,
    /// Packages assigned to it.
    Packages,
    /// What its manager has released.
    Releases,
}

/// Gives tabs their titles, and their order as a ring.
macro_rules! ring {
    ($tab:ident: $($variant:ident = $id:literal),+) => {
        impl $tab {
            /// Every tab, from left to right.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the id of its title in the locale files.
            pub const fn title_id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Returns the next tab, or the one before; after the last comes the first.
            pub fn step(self, back: bool) -> Self {
                let length = Self::ALL.len();
                let place = Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default();
                Self::ALL[(place + if back { length - 1 } else { 1 }) % length]
            }
        }
    };
}

pub(in crate::console::screen) use ring;

ring!(SetTab: Overview = "tab-overview", Grants = "tab-grants", Picture = "tab-picture");
ring!(
    NscTab: Overview = "tab-overview",
    Computers = "tab-computers",
    Users = "tab-users",
    Requests = "tab-requests",
    Packages = "tab-packages",
    Releases = "tab-releases"
);
