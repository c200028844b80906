//! Every theme, on every terminal.

use std::fs;

use ratatui::style::{Color, Modifier};

use super::*;
use crate::console::terminal::{Caps, Colors};

const PROFILES: [Colors; 4] = [Colors::None, Colors::Ansi16, Colors::Ansi256, Colors::True];
const STATUS: [Role; 5] = [Role::StatusOk, Role::StatusWarn, Role::StatusFailed, Role::StatusUnknown, Role::StatusBusy];
const STATUS_SYMBOLS: [Symbol; 5] = [Symbol::Ok, Symbol::Warn, Symbol::Failed, Symbol::Unknown, Symbol::Busy];

fn caps(colors: Colors, unicode: bool) -> Caps {
    Caps { colors, unicode, synchronized: false, osc52: false, ssh: false, tmux: false }
}

fn everywhere(check: impl Fn(&Theme, Colors, bool)) {
    for name in Theme::NAMES {
        for colors in PROFILES {
            for unicode in [false, true] {
                let theme = Theme::load(name, None, &caps(colors, unicode)).unwrap();
                assert_eq!(theme.name(), name);
                check(&theme, colors, unicode);
            }
        }
    }
}

/// Relative luminance and contrast ratio: WCAG 2.2, definitions.
fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |(r, g, b)| 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    let (a, b): (f64, f64) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn known(color: Option<Color>) -> Option<(u8, u8, u8)> {
    match color? {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(index) if index >= 16 => {
            let rgb = termprofile::ansi256_to_rgb(index.into());
            Some((rgb.r(), rgb.g(), rgb.b()))
        }
        _ => None,
    }
}

#[test]
fn every_theme_loads_everywhere_and_stays_in_its_character_set() {
    everywhere(|theme, _, unicode| {
        for symbol in Symbol::ALL {
            assert!(unicode || theme.symbol(*symbol).is_ascii(), "{} {symbol:?}", theme.name());
        }
    });
}

#[test]
fn only_colours_that_the_terminal_has_are_used() {
    everywhere(|theme, colors, _| {
        for role in Role::ALL {
            for color in [theme.style(*role).fg, theme.style(*role).bg].into_iter().flatten() {
                let needs = match color {
                    Color::Rgb(..) => Colors::True,
                    Color::Indexed(_) => Colors::Ansi256,
                    _ => Colors::Ansi16,
                };
                assert!(needs <= colors, "{} {role:?} {color:?} at {colors:?}", theme.name());
            }
        }
    });
}

#[test]
fn the_selection_survives_without_colours() {
    everywhere(|theme, colors, _| {
        let (selection, text) = (theme.style(Role::Selection), theme.style(Role::Text));
        let reversed = selection.add_modifier.contains(Modifier::REVERSED);
        let ground = selection.bg.is_some_and(|bg| bg != Color::Reset) && selection.bg != text.bg;
        assert!(reversed || ground, "{} at {colors:?}", theme.name());
    });
}

#[test]
fn a_status_is_told_by_its_symbol() {
    everywhere(|theme, colors, unicode| {
        for (at, symbol) in STATUS_SYMBOLS.iter().enumerate() {
            for other in &STATUS_SYMBOLS[at + 1..] {
                assert_ne!(theme.symbol(*symbol), theme.symbol(*other), "{} {colors:?} {unicode}", theme.name());
            }
        }
    });
}

#[test]
fn good_and_bad_differ_in_colour_where_there_is_colour() {
    for name in Theme::NAMES.into_iter().filter(|name| *name != "mono") {
        for colors in [Colors::Ansi16, Colors::Ansi256, Colors::True] {
            let theme = Theme::load(name, None, &caps(colors, true)).unwrap();
            let ok = theme.style(Role::StatusOk).fg;
            assert!([Role::StatusWarn, Role::StatusFailed].iter().all(|role| theme.style(*role).fg != ok), "{name}");
        }
    }
}

#[test]
fn text_is_readable_where_both_colours_are_known() {
    let mut checked = 0;
    everywhere(|theme, colors, _| {
        let ground = theme.style(Role::Text).bg;
        for role in Role::ALL {
            let style = theme.style(*role);
            if let (Some(fg), Some(bg)) = (known(style.fg.or(theme.style(Role::Text).fg)), known(style.bg.or(ground))) {
                let ratio = contrast(fg, bg);
                assert!(ratio >= 4.5, "{} {role:?} at {colors:?}: {ratio:.2}", theme.name());
            }
        }
    });
    for role in STATUS {
        let theme = Theme::load("dark", None, &caps(Colors::True, true)).unwrap();
        checked += usize::from(known(theme.style(role).fg).is_some());
    }
    assert_eq!(checked, STATUS.len(), "the dark theme has known colours, so something was checked");
}

#[test]
fn status_text_is_readable_on_the_selection() {
    for name in ["dark", "light"] {
        let theme = Theme::load(name, None, &caps(Colors::True, true)).unwrap();
        let ground = known(theme.style(Role::Selection).bg).unwrap();
        for role in STATUS {
            let ratio = contrast(known(theme.style(role).fg).unwrap(), ground);
            assert!(ratio >= 4.5, "{name} {role:?}: {ratio:.2}");
        }
    }
}

#[test]
fn the_default_leaves_the_ground_to_the_terminal() {
    for colors in PROFILES {
        let theme = Theme::load("terminal", None, &caps(colors, true)).unwrap();
        for role in Role::ALL {
            assert!(matches!(theme.style(*role).bg, None | Some(Color::Reset)), "{role:?}");
        }
    }
}

#[test]
fn a_theme_of_ones_own_inherits_and_overrides() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("dark.toml"),
        "inherits = \"dark\"\n[palette]\nok = \"#00ff00\"\n[symbol.unicode]\nok = \"☺\"\n",
    )
    .unwrap();
    let theme = Theme::load("dark", Some(dir.path()), &caps(Colors::True, true)).unwrap();
    assert_eq!(theme.style(Role::StatusOk).fg, Some(Color::Rgb(0, 255, 0)));
    assert_eq!(theme.symbol(Symbol::Ok), "☺");
    assert_eq!(theme.style(Role::StatusWarn).fg, Some(Color::Rgb(0xe6, 0xc2, 0x69)));
}

#[test]
fn mistakes_are_told_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    let load = |text: &str| {
        fs::write(dir.path().join("mine.toml"), text).unwrap();
        let error = Theme::load("mine", Some(dir.path()), &caps(Colors::True, true)).unwrap_err();
        (error.place.rsplit('/').next().unwrap().to_owned(), error.reason)
    };
    let (place, reason) = load("inherits = \"dark\"\n[role]\n\"status.okay\" = \"ok\"\n");
    assert_eq!((place.as_str(), reason.as_str()), ("mine.toml:3", "unknown role `status.okay`"));
    let (place, reason) = load("inherits = \"dark\"\n[role]\n\"text\" = \"nocolour\"\n");
    assert_eq!((place.as_str(), reason.as_str()), ("mine.toml:3", "`nocolour` is neither in the palette nor a colour"));
    assert_eq!(load("inherits = \"dark\"\n\nname = \n").0, "mine.toml:3");
    assert_eq!(load("inherits = \"mine2\"\n").0, "mine.toml:1");
    assert_eq!(load("[symbol.ascii]\nok = \"✓\"\n").1, "`✓` is not ASCII");
    assert_eq!(load("inherits = \"mine\"\n").1, "the themes inherit from each other in a circle");
    assert!(load("").1.contains("is not defined"));
}

#[test]
fn a_theme_name_never_leaves_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("secret.toml"), "inherits = \"dark\"").unwrap();
    let inner = dir.path().join("themes");
    fs::create_dir(&inner).unwrap();
    assert!(Theme::load("../secret", Some(&inner), &caps(Colors::True, true)).is_err());
}

#[test]
fn sparks_reach_from_low_to_full() {
    assert_eq!(Symbol::spark(0, 100), Symbol::Spark1);
    assert_eq!(Symbol::spark(100, 100), Symbol::Spark8);
    assert_eq!(Symbol::spark(200, 100), Symbol::Spark8);
    assert_eq!(Symbol::spark(7, 0), Symbol::Spark1);
    assert_eq!(Symbol::spark(u64::MAX, u64::MAX), Symbol::Spark8);
}
