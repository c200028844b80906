//! Tabs of a detail as a ring: after the last comes the first.

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
