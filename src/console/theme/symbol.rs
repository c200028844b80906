//! The few signs that the console draws, each with an ASCII twin.

/// Declares the symbols once: the variant, its name in theme files, its meaning.
macro_rules! symbols {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A sign that the console draws.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Symbol { $($(#[$doc])* $variant,)* }

        impl Symbol {
            /// Every symbol, in the order of declaration.
            pub const ALL: &'static [Symbol] = &[$(Symbol::$variant,)*];

            /// Returns the name that theme files use.
            pub const fn name(self) -> &'static str {
                match self { $(Symbol::$variant => $name,)* }
            }
        }
    };
}

symbols! {
    /// As it should be.
    Ok = "ok",
    /// Somebody should look.
    Warn = "warn",
    /// Failed.
    Failed = "failed",
    /// Nobody knows.
    Unknown = "unknown",
    /// In progress.
    Busy = "busy",
    /// A list item.
    Bullet = "bullet",
    /// A closed branch of a tree.
    Expand = "expand",
    /// An open branch of a tree.
    Collapse = "collapse",
    /// A leaf of a tree.
    Leaf = "leaf",
    /// The row under the cursor.
    Marker = "marker",
    /// A row that was marked for a bulk action.
    Mark = "mark",
    /// A ticked box.
    Checked = "checked",
    /// An empty box.
    Unchecked = "unchecked",
    /// From here to there.
    Arrow = "arrow",
    /// Between the parts of a path.
    Crumb = "crumb",
    /// A jump to another screen.
    Jump = "jump",
    /// Cut text.
    Ellipsis = "ellipsis",
    /// No value.
    Dash = "dash",
    /// Rising.
    Up = "up",
    /// Falling.
    Down = "down",
    /// A vertical line.
    VLine = "vline",
    /// A horizontal line.
    HLine = "hline",
    /// The upper left corner of an overlay.
    TopLeft = "top-left",
    /// The upper right corner of an overlay.
    TopRight = "top-right",
    /// The lower left corner of an overlay.
    BottomLeft = "bottom-left",
    /// The lower right corner of an overlay.
    BottomRight = "bottom-right",
    /// A bar of one eighth.
    Spark1 = "spark.1",
    /// A bar of two eighths.
    Spark2 = "spark.2",
    /// A bar of three eighths.
    Spark3 = "spark.3",
    /// A bar of four eighths.
    Spark4 = "spark.4",
    /// A bar of five eighths.
    Spark5 = "spark.5",
    /// A bar of six eighths.
    Spark6 = "spark.6",
    /// A bar of seven eighths.
    Spark7 = "spark.7",
    /// A full bar.
    Spark8 = "spark.8",
}

impl Symbol {
    /// The bars of a spark line, from low to high.
    pub const SPARKS: [Symbol; 8] = [
        Symbol::Spark1,
        Symbol::Spark2,
        Symbol::Spark3,
        Symbol::Spark4,
        Symbol::Spark5,
        Symbol::Spark6,
        Symbol::Spark7,
        Symbol::Spark8,
    ];

    /// Returns the bar for `value` where `highest` is a full bar.
    pub fn spark(value: u64, highest: u64) -> Self {
        let top = Self::SPARKS.len() as u128 - 1;
        let level = u128::from(value.min(highest)) * top / u128::from(highest.max(1));
        Self::SPARKS[usize::try_from(level.min(top)).unwrap_or(0)]
    }
}
