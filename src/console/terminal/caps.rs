//! What the terminal can do, as far as the environment tells.
//!
//! Nothing is asked of the terminal: an answer that comes late is typed into the program, and one that never comes
//! holds up the first frame.

use ratatui::style::Color;
use termprofile::TermProfile;

/// How many colours may be used. Ordered from few to many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colors {
    /// No colour; bold, reversed and underlined still work.
    None,
    /// The terminal's own sixteen.
    Ansi16,
    /// The indexed palette.
    Ansi256,
    /// 24 bits.
    True,
}

impl Colors {
    /// Returns the nearest colour that a terminal with so many has; `None` means that it has none at all.
    pub fn nearest(self, color: Color) -> Option<Color> {
        let profile = match self {
            Self::None => return None,
            Self::Ansi16 => TermProfile::Ansi16,
            Self::Ansi256 => TermProfile::Ansi256,
            Self::True => TermProfile::TrueColor,
        };
        profile.adapt_color(color)
    }
}

/// What the terminal can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// How many colours may be used.
    pub colors: Colors,
    /// Whether the terminal decodes UTF-8; otherwise symbols are ASCII.
    pub unicode: bool,
    /// Whether synchronized output (`CSI ? 2026`) is known to work.
    pub synchronized: bool,
    /// Whether `OSC 52` may reach a clipboard.
    pub osc52: bool,
    /// Whether we run on the far side of an SSH connection.
    pub ssh: bool,
    /// Whether tmux sits between us and the terminal.
    pub tmux: bool,
}

/// Names that `TERM` has on terminals which show 24-bit colours and know synchronized output.
const MODERN: [&str; 7] = ["xterm-kitty", "xterm-ghostty", "ghostty", "foot", "alacritty", "wezterm", "contour"];
/// Names that `TERM` has on terminals without any colour.
const COLOURLESS: [&str; 7] = ["dumb", "vt100", "vt102", "vt220", "vt320", "unknown", "xterm-mono"];
/// Names that `TERM_PROGRAM` has on terminals that know synchronized output.
const SYNCHRONIZED_PROGRAMS: [&str; 4] = ["WezTerm", "iTerm.app", "ghostty", "contour"];

impl Caps {
    /// Reads the environment through `env`, which returns the value of a variable.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = get("TERM").unwrap_or_else(|| "unknown".into());
        let tmux = get("TMUX").is_some();
        let modern = MODERN.iter().any(|name| term.starts_with(name));
        let plain_screen = term.starts_with("screen") && !tmux;
        Self {
            colors: colors(&term, modern, plain_screen, &get),
            unicode: unicode(&term, &get),
            synchronized: !tmux
                && !plain_screen
                && (modern
                    || get("WT_SESSION").is_some()
                    || get("TERM_PROGRAM").is_some_and(|name| SYNCHRONIZED_PROGRAMS.contains(&name.as_str()))),
            osc52: !plain_screen && term != "linux" && !COLOURLESS.contains(&term.as_str()),
            ssh: ["SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"].iter().any(|name| get(name).is_some()),
            tmux,
        }
    }
}

fn colors(term: &str, modern: bool, plain_screen: bool, get: &impl Fn(&str) -> Option<String>) -> Colors {
    // https://no-color.org: present and not empty, whatever its value.
    if get("NO_COLOR").is_some() || COLOURLESS.contains(&term) {
        return Colors::None;
    }
    let truecolor = matches!(get("COLORTERM").as_deref(), Some("truecolor" | "24bit"));
    // GNU screen hands COLORTERM on from the outer terminal but cuts 24-bit colours to pieces.
    if (truecolor || modern || term.ends_with("-direct")) && !plain_screen {
        Colors::True
    } else if term.contains("256color") {
        Colors::Ansi256
    } else {
        Colors::Ansi16
    }
}

/// The first of the locale variables that is set decides. Without any, a terminal of this century is taken to speak
/// UTF-8: SSH often drops the locale on the way.
fn unicode(term: &str, get: &impl Fn(&str) -> Option<String>) -> bool {
    match ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| get(name)) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => term != "linux" && term != "ansi" && !COLOURLESS.contains(&term),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(variables: &[(&str, &str)]) -> Caps {
        Caps::detect(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn colours_follow_the_environment() {
        assert_eq!(caps(&[("TERM", "xterm-256color")]).colors, Colors::Ansi256);
        assert_eq!(caps(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]).colors, Colors::True);
        assert_eq!(caps(&[("TERM", "xterm")]).colors, Colors::Ansi16);
        assert_eq!(caps(&[("TERM", "xterm-kitty")]).colors, Colors::True);
        assert_eq!(caps(&[("TERM", "screen-256color"), ("COLORTERM", "truecolor")]).colors, Colors::Ansi256);
        assert_eq!(caps(&[("TERM", "dumb")]).colors, Colors::None);
        assert_eq!(caps(&[]).colors, Colors::None);
    }

    #[test]
    fn no_color_wins_unless_it_is_empty() {
        assert_eq!(caps(&[("TERM", "xterm-kitty"), ("NO_COLOR", "0")]).colors, Colors::None);
        assert_eq!(caps(&[("TERM", "xterm-kitty"), ("NO_COLOR", "")]).colors, Colors::True);
    }

    #[test]
    fn the_strongest_locale_variable_decides_on_unicode() {
        assert!(caps(&[("TERM", "xterm"), ("LANG", "de_DE.UTF-8")]).unicode);
        assert!(!caps(&[("TERM", "xterm"), ("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]).unicode);
        assert!(caps(&[("TERM", "xterm"), ("LC_ALL", ""), ("LC_CTYPE", "C.utf8")]).unicode);
        assert!(caps(&[("TERM", "xterm")]).unicode);
        assert!(!caps(&[("TERM", "linux")]).unicode);
    }

    #[test]
    fn synchronized_output_only_where_it_is_known() {
        assert!(caps(&[("TERM", "foot")]).synchronized);
        assert!(!caps(&[("TERM", "foot"), ("TMUX", "/tmp/tmux")]).synchronized);
        assert!(!caps(&[("TERM", "xterm-256color")]).synchronized);
        assert!(caps(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")]).synchronized);
    }

    #[test]
    fn ssh_tmux_and_clipboard_are_seen() {
        let far = caps(&[("TERM", "tmux-256color"), ("TMUX", "x"), ("SSH_TTY", "/dev/pts/1")]);
        assert!(far.ssh && far.tmux && far.osc52);
        assert!(!caps(&[("TERM", "linux")]).osc52);
    }
}
