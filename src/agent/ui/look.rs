//! How things look: the terminal's own sixteen colours, so that it fits every terminal, and signs that tell as much
//! without any colour.

use crate::model::desired::DesiredState;
use ratatui::style::{Color, Modifier, Style};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether it has colours.
    pub colours: bool,
    /// Whether it decodes UTF-8.
    pub unicode: bool,
}

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Muted,
    Title,
    Accent,
    Good,
    Warning,
    Bad,
    Key,
    Selection,
}

impl Look {
    /// Reads the environment through `env`, which returns the value of a variable.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = get("TERM").unwrap_or_else(|| "dumb".into());
        let plain = ["dumb", "vt100", "vt102", "vt220", "vt320", "xterm-mono"].contains(&term.as_str());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| get(name));
        let unicode = locale.map_or(!plain && term != "linux", |locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        Self { colours: !plain && get("NO_COLOR").is_none(), unicode }
    }

    pub(super) fn style(self, role: Role) -> Style {
        let plain = match role {
            Role::Text | Role::Good => Style::new(),
            Role::Muted => Style::new().add_modifier(Modifier::DIM),
            Role::Title | Role::Key => Style::new().add_modifier(Modifier::BOLD),
            Role::Accent => Style::new(),
            Role::Warning | Role::Bad => Style::new().add_modifier(Modifier::BOLD),
            // The colours below would become those of the background.
            Role::Selection => Style::new().fg(Color::Reset).add_modifier(Modifier::REVERSED),
        };
        let colour = match role {
            Role::Accent => Color::Cyan,
            Role::Good => Color::Green,
            Role::Warning => Color::Yellow,
            Role::Bad => Color::Red,
            Role::Text | Role::Muted | Role::Title | Role::Key | Role::Selection => return plain,
        };
        if self.colours { plain.fg(colour) } else { plain }
    }

    /// Returns the sign of a state, one column wide.
    pub(super) fn state(self, state: DesiredState) -> &'static str {
        let (unicode, ascii) = match state {
            DesiredState::Applied => ("●", "*"),
            DesiredState::WaitingForWindow => ("◷", "@"),
            DesiredState::BlockedByLocalManager => ("■", "#"),
            DesiredState::Published => ("○", "o"),
            DesiredState::Allowed => ("·", "."),
            DesiredState::RemovedOnce => ("−", "-"),
            DesiredState::Denied => ("×", "x"),
            DesiredState::Unmanaged => (" ", " "),
        };
        self.pick(unicode, ascii)
    }

    pub(super) fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.unicode { unicode } else { ascii }
    }

    pub(super) fn ellipsis(self) -> &'static str {
        self.pick("…", "~")
    }
}
