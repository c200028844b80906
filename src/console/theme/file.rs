//! Reading one theme file. What it inherits and what terminal it is for is not known here.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Role, Symbol, ThemeError, colour::Paint};
use crate::console::source::Source;

/// The most bytes that a theme file may have.
pub(super) const MAX_BYTES: u64 = 64 * 1024;
/// The widest symbol, in columns.
const MAX_SYMBOL_COLUMNS: usize = 3;

/// One theme file, as written.
#[derive(Debug, Default)]
pub(super) struct ThemeFile {
    pub(super) inherits: Option<(String, String)>,
    pub(super) palette: BTreeMap<String, Paint>,
    pub(super) roles: BTreeMap<Role, RoleEntry>,
    pub(super) unicode: BTreeMap<Symbol, String>,
    pub(super) ascii: BTreeMap<Symbol, String>,
}

/// The style of one role: names of colours, which the palette of the theme or of its heir gives a value.
#[derive(Debug, Clone)]
pub(super) struct RoleEntry {
    pub(super) place: String,
    pub(super) fg: Option<String>,
    pub(super) bg: Option<String>,
    pub(super) mods: Modifier,
}

type Entry<'t, 'i> = (&'t str, &'t Spanned<DeValue<'i>>, String);

/// Reads a theme file.
pub(super) fn read(source: Source<'_>) -> Result<ThemeFile, ThemeError> {
    let table = source.parse().map_err(|(place, reason)| ThemeError { place, reason })?;
    let mut file = ThemeFile::default();
    for (key, value, place) in entries(&table, source) {
        match key {
            "name" | "appearance" => {
                string(value, &place)?;
            }
            "inherits" => file.inherits = Some((string(value, &place)?.to_owned(), place)),
            "palette" => {
                for (name, value, place) in entries(table_of(value, &place)?, source) {
                    file.palette.insert(name.to_owned(), paint(value, &place)?);
                }
            }
            "role" => {
                for (name, value, place) in entries(table_of(value, &place)?, source) {
                    let role = Role::ALL.iter().find(|role| role.name() == name);
                    let role = *role.ok_or_else(|| fault(&place, format!("unknown role `{name}`")))?;
                    file.roles.insert(role, role_entry(value, place)?);
                }
            }
            "symbol" => {
                for (set, value, place) in entries(table_of(value, &place)?, source) {
                    let symbols = symbols(value, &place, set == "ascii", source)?;
                    match set {
                        "unicode" => file.unicode = symbols,
                        "ascii" => file.ascii = symbols,
                        _ => return Err(fault(&place, format!("unknown symbol set `{set}`"))),
                    }
                }
            }
            _ => return Err(fault(&place, format!("unknown key `{key}`"))),
        }
    }
    Ok(file)
}

fn symbols(
    value: &Spanned<DeValue<'_>>,
    place: &str,
    ascii: bool,
    source: Source<'_>,
) -> Result<BTreeMap<Symbol, String>, ThemeError> {
    let mut symbols = BTreeMap::new();
    for (name, value, place) in entries(table_of(value, place)?, source) {
        let symbol = Symbol::ALL.iter().find(|symbol| symbol.name() == name);
        let symbol = *symbol.ok_or_else(|| fault(&place, format!("unknown symbol `{name}`")))?;
        let sign = string(value, &place)?;
        let columns = unicode_width::UnicodeWidthStr::width(sign);
        if columns == 0 || columns > MAX_SYMBOL_COLUMNS || sign.chars().any(char::is_control) {
            return Err(fault(&place, format!("a symbol takes 1 to {MAX_SYMBOL_COLUMNS} columns")));
        }
        if ascii && !sign.is_ascii() {
            return Err(fault(&place, format!("`{sign}` is not ASCII")));
        }
        symbols.insert(symbol, sign.to_owned());
    }
    Ok(symbols)
}

/// A colour of the palette: `"#f38ba8"`, or `{ rgb = "#f38ba8", indexed = 211, ansi = "light-red" }`.
fn paint(value: &Spanned<DeValue<'_>>, place: &str) -> Result<Paint, ThemeError> {
    let colour = |text: &str| Paint::parse(text).ok_or_else(|| fault(place, format!("`{text}` is not a colour")));
    if let Some(text) = value.get_ref().as_str() {
        return colour(text);
    }
    let table = table_of(value, place)?;
    let rgb = table.get("rgb").ok_or_else(|| fault(place, "`rgb` is missing".into()))?;
    let mut paint = colour(string(rgb, place)?)?;
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "rgb" => {}
            "indexed" => {
                let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
                paint.indexed = Some(number.ok_or_else(|| fault(place, "`indexed` is 0 to 255".into()))?);
            }
            "ansi" => {
                let ansi = colour(string(value, place)?)?.full;
                if matches!(ansi, Color::Rgb(..)) {
                    return Err(fault(place, "`ansi` is one of the terminal's own sixteen".into()));
                }
                paint.ansi = Some(ansi);
            }
            other => return Err(fault(place, format!("unknown key `{other}`"))),
        }
    }
    Ok(paint)
}

/// The style of a role: `"accent"`, or `{ fg = "accent", bg = "surface", mods = "bold reversed" }`.
fn role_entry(value: &Spanned<DeValue<'_>>, place: String) -> Result<RoleEntry, ThemeError> {
    let mut entry = RoleEntry { place, fg: None, bg: None, mods: Modifier::empty() };
    if let Some(fg) = value.get_ref().as_str() {
        entry.fg = Some(fg.to_owned());
        return Ok(entry);
    }
    for (key, value) in table_of(value, &entry.place)? {
        let text = string(value, &entry.place)?;
        match key.get_ref().as_ref() {
            "fg" => entry.fg = Some(text.to_owned()),
            "bg" => entry.bg = Some(text.to_owned()),
            "mods" => {
                for word in text.split_whitespace() {
                    let modifier =
                        modifier(word).ok_or_else(|| fault(&entry.place, format!("unknown modifier `{word}`")))?;
                    entry.mods |= modifier;
                }
            }
            other => return Err(fault(&entry.place, format!("unknown key `{other}`"))),
        }
    }
    Ok(entry)
}

/// Blinking is not offered: it costs nothing in bytes and much in patience.
fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underlined" => Modifier::UNDERLINED,
        "reversed" => Modifier::REVERSED,
        "crossed-out" => Modifier::CROSSED_OUT,
        _ => return None,
    })
}

fn entries<'t, 'i>(table: &'t DeTable<'i>, source: Source<'_>) -> Vec<Entry<'t, 'i>> {
    table.iter().map(|(key, value)| (key.get_ref().as_ref(), value, source.place(key.span()))).collect()
}

fn table_of<'t, 'i>(value: &'t Spanned<DeValue<'i>>, place: &str) -> Result<&'t DeTable<'i>, ThemeError> {
    value.get_ref().as_table().ok_or_else(|| fault(place, "a table is expected here".into()))
}

fn string<'t>(value: &'t Spanned<DeValue<'_>>, place: &str) -> Result<&'t str, ThemeError> {
    value.get_ref().as_str().ok_or_else(|| fault(place, "a text in quotes is expected here".into()))
}

fn fault(place: &str, reason: String) -> ThemeError {
    ThemeError { place: place.to_owned(), reason }
}
