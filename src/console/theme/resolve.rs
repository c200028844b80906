//! A theme, resolved for one terminal: what it inherits, the colours that there are, and the character set.

use std::{fs::File, io::Read, path::Path};

use ratatui::style::{Color, Modifier, Style};

use super::{
    Role, Symbol,
    colour::Paint,
    file::{self, RoleEntry, ThemeFile},
};
use crate::console::{
    source::Source,
    terminal::{Caps, Colors},
};

/// The themes that come with the program; every other one inherits from the first in the end.
const BUILT_IN: [(&str, &str); 7] = [
    ("terminal", include_str!("../../../themes/terminal.toml")),
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
    ("deuteranopia", include_str!("../../../themes/deuteranopia.toml")),
    ("tritanopia", include_str!("../../../themes/tritanopia.toml")),
    ("mono", include_str!("../../../themes/mono.toml")),
];
/// The longest chain of inheritance.
const MAX_ANCESTORS: usize = 8;

/// A theme, resolved for one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    styles: Vec<Style>,
    symbols: Vec<String>,
}

/// A theme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ThemeError {
    /// `file:line`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

impl Theme {
    /// The themes that come with the program, the default first.
    pub const NAMES: [&'static str; 7] =
        ["terminal", "dark", "light", "high-contrast", "deuteranopia", "tritanopia", "mono"];

    /// Loads the theme `name`, from `user_dir` if that has a file of the name, and fits it to the terminal.
    pub fn load(name: &str, user_dir: Option<&Path>, caps: &Caps) -> Result<Self, ThemeError> {
        let chain = ancestry(name, user_dir)?;
        let mut styles = Vec::with_capacity(Role::ALL.len());
        for role in Role::ALL {
            let entry = chain.iter().find_map(|file| file.roles.get(role));
            let entry = entry.ok_or_else(|| missing(name, "role", role.name()))?;
            styles.push(style(entry, &chain, caps.colors)?);
        }
        let mut symbols = Vec::with_capacity(Symbol::ALL.len());
        for symbol in Symbol::ALL {
            let sign = chain
                .iter()
                .find_map(|file| if caps.unicode { file.unicode.get(symbol) } else { file.ascii.get(symbol) });
            symbols.push(sign.ok_or_else(|| missing(name, "symbol", symbol.name()))?.clone());
        }
        let text = styles[Role::Text as usize];
        keep_visible(&mut styles[Role::Selection as usize], text);
        Ok(Self { name: name.to_owned(), styles, symbols })
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how `role` looks. The whole screen is first filled with [`Role::Text`], which may have a background.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// Returns the sign for `symbol`.
    pub fn symbol(&self, symbol: Symbol) -> &str {
        &self.symbols[symbol as usize]
    }
}

/// Reads a theme and everything that it inherits, the heir first.
fn ancestry(name: &str, user_dir: Option<&Path>) -> Result<Vec<ThemeFile>, ThemeError> {
    let mut chain: Vec<ThemeFile> = Vec::new();
    let mut next = Some((name.to_owned(), name.to_owned()));
    while let Some((name, place)) = next {
        if chain.len() >= MAX_ANCESTORS {
            return Err(ThemeError { place, reason: "the themes inherit from each other in a circle".into() });
        }
        let file = open(&name, &place, user_dir, chain.is_empty())?;
        next = file.inherits.clone();
        chain.push(file);
    }
    Ok(chain)
}

/// Opens the theme `name`. A file of one's own shadows a built-in theme only as the heir, so that it can inherit it.
fn open(name: &str, place: &str, user_dir: Option<&Path>, heir: bool) -> Result<ThemeFile, ThemeError> {
    let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
    let own = user_dir.filter(|_| heir || built_in.is_none()).filter(|_| is_file_name(name));
    if let Some(path) = own.map(|dir| dir.join(format!("{name}.toml"))).filter(|path| path.is_file()) {
        let shown = path.display().to_string();
        let mut text = String::new();
        File::open(&path)
            .and_then(|file| file.take(file::MAX_BYTES + 1).read_to_string(&mut text))
            .map_err(|error| ThemeError { place: format!("{shown}:1"), reason: error.to_string() })?;
        if text.len() as u64 > file::MAX_BYTES {
            return Err(ThemeError {
                place: format!("{shown}:1"),
                reason: format!("longer than {} bytes", file::MAX_BYTES),
            });
        }
        return file::read(Source { name: &shown, text: &text });
    }
    match built_in {
        Some((name, text)) => file::read(Source { name: &format!("themes/{name}.toml"), text }),
        None => Err(ThemeError { place: place.to_owned(), reason: format!("there is no theme `{name}`") }),
    }
}

/// Keeps a name from the configuration from walking out of the theme directory.
fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'))
}

fn style(entry: &RoleEntry, chain: &[ThemeFile], colors: Colors) -> Result<Style, ThemeError> {
    let colour = |name: &Option<String>| -> Result<Option<Color>, ThemeError> {
        let Some(name) = name else { return Ok(None) };
        let paint = chain.iter().find_map(|file| file.palette.get(name)).copied().or_else(|| Paint::parse(name));
        let paint = paint.ok_or_else(|| ThemeError {
            place: entry.place.clone(),
            reason: format!("`{name}` is neither in the palette nor a colour"),
        })?;
        Ok(paint.at(colors))
    };
    let mut style = Style::new().add_modifier(entry.mods);
    style.fg = colour(&entry.fg)?;
    style.bg = colour(&entry.bg)?;
    if style.fg.is_some() && style.fg == style.bg && style.fg != Some(Color::Reset) {
        // Few colours have made text and ground the same: the terminal's own pair is at least readable.
        (style.fg, style.bg) = (None, None);
        style = style.add_modifier(Modifier::REVERSED);
    }
    Ok(style)
}

/// Makes sure that the selection differs from plain text by something that is still there without colours.
fn keep_visible(selection: &mut Style, text: Style) {
    let ground = selection.bg.filter(|bg| *bg != Color::Reset && Some(*bg) != text.bg);
    if ground.is_none() {
        *selection = selection.add_modifier(Modifier::REVERSED);
    }
}

fn missing(theme: &str, kind: &str, name: &str) -> ThemeError {
    ThemeError { place: theme.to_owned(), reason: format!("{kind} `{name}` is not defined") }
}
