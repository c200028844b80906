//! What every file must look like, and what must not be in product code.

use crate::source::{Place, Source, line_of, product};
use syn::visit::Visit;
use syn::{Attribute, Item, Meta};

/// The longest file.
const MAX_LINES: usize = 500;

/// Module names that say nothing.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "types", "manager"];

/// What ends the program, or writes past the front end.
const CALLS: &[&str] = &["unwrap", "expect", "unwrap_err", "expect_err"];
const MACROS: &[&str] =
    &["panic", "todo", "unimplemented", "unreachable", "println", "print", "eprintln", "eprint", "dbg"];

/// Checks product code, `main.rs` aside where it must speak before anything else exists.
pub(crate) fn check_product(sources: &[Source]) -> Vec<Place> {
    let inner = product(sources).filter(|source| !source.path.ends_with("main.rs"));
    inner.flat_map(ends_the_program).collect()
}

fn ends_the_program(source: &Source) -> Vec<Place> {
    let walk = source.walk();
    let calls = walk.calls.iter().filter(|(name, _)| CALLS.contains(&name.as_str()));
    let macros = walk.macros.iter().filter(|(name, _)| MACROS.contains(&name.as_str()));
    calls
        .map(|(name, line)| source.place(*line, format!(".{name}() outside tests")))
        .chain(macros.map(|(name, line)| source.place(*line, format!("{name}! outside tests"))))
        .collect()
}

/// Checks any file, tests too.
pub(crate) fn check_any(source: &Source) -> Vec<Place> {
    let mut places = Vec::new();
    let lines = source.text.lines().count();
    if lines > MAX_LINES {
        places.push(source.place(lines, format!("{lines} lines, {MAX_LINES} at most")));
    }
    // Tests beside the code need no introduction.
    if !source.path.ends_with("tests.rs") && !source.file.attrs.iter().any(is_documentation) {
        places.push(source.place(1, "does not begin with //!"));
    }
    let inline = source.walk().modules;
    let own = source.module().last().cloned().map(|name| (name, 1));
    for (name, line) in inline.into_iter().chain(own) {
        if EMPTY_NAMES.contains(&name.as_str()) {
            places.push(source.place(line, format!("{name} says nothing as the name of a module")));
        }
    }
    let mut silenced = Silenced::default();
    silenced.visit_file(&source.file);
    places.extend(silenced.0.iter().map(|line| source.place(*line, "allow instead of expect with a reason")));
    places
}

/// Checks that the crate's documentation leads to every public module.
pub(crate) fn check_map(library: &Source) -> Vec<Place> {
    let map: String = library.file.attrs.iter().filter_map(documentation).collect();
    let public = library.file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if matches!(module.vis, syn::Visibility::Public(_)) => Some(&module.ident),
        _ => None,
    });
    public
        .filter(|name| !map.contains(&format!("[`{name}`]")))
        .map(|name| library.place(line_of(name.span()), format!("{name} is not on the map at the top")))
        .collect()
}

fn is_documentation(attribute: &Attribute) -> bool {
    matches!(attribute.style, syn::AttrStyle::Inner(_)) && documentation(attribute).is_some()
}

fn documentation(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Lines on which a lint is switched off without a reason.
#[derive(Default)]
struct Silenced(Vec<usize>);

impl<'ast> Visit<'ast> for Silenced {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let hidden = attribute.path().is_ident("cfg_attr")
            && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string().contains("allow ("));
        if attribute.path().is_ident("allow") || hidden {
            self.0.push(attribute.path().segments.first().map_or(0, |segment| line_of(segment.ident.span())));
        }
    }
}
