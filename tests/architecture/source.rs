//! A parsed source file, and the walk over its product code: everything that is not compiled for tests alone.

use proc_macro2::{Span, TokenStream, TokenTree};
use std::fmt;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, File, Ident, Item, UseTree};

/// Where a rule is broken, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    pub(crate) line: usize,
    pub(crate) rule: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.rule)
    }
}

/// A source file.
pub(crate) struct Source {
    /// Path from the root of the repository.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) file: File,
}

impl Source {
    pub(crate) fn parse(path: &Path, text: String) -> Self {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path: path.to_owned(), text, file }
    }

    pub(crate) fn place(&self, line: usize, rule: impl Into<String>) -> Place {
        Place { path: self.path.clone(), line, rule: rule.into() }
    }

    /// Returns the path of the module that the file is, `[]` for the roots: `src/a/mod.rs` and `src/a.rs` are `a`.
    pub(crate) fn module(&self) -> Vec<String> {
        let inner = self.path.strip_prefix("src").unwrap_or(&self.path).with_extension("");
        let mut names: Vec<_> = inner.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            names.pop();
        }
        names
    }

    /// Returns the modules in other files that this one declares for tests alone.
    pub(crate) fn test_modules(&self) -> Vec<Vec<String>> {
        let below = |name: &Ident| [self.module(), vec![name.to_string()]].concat();
        let declared = self.file.items.iter().filter_map(|item| match item {
            Item::Mod(module) if module.content.is_none() && is_for_tests(&module.attrs) => Some(below(&module.ident)),
            _ => None,
        });
        declared.collect()
    }

    /// Walks over the product code.
    pub(crate) fn walk(&self) -> Walk {
        let mut walk = Walk { module: self.module(), ..Walk::default() };
        walk.visit_file(&self.file);
        walk
    }
}

/// Returns the sources that are not for tests alone.
pub(crate) fn product(sources: &[Source]) -> impl Iterator<Item = &Source> {
    let tests: Vec<_> = sources.iter().flat_map(Source::test_modules).collect();
    sources.iter().filter(move |source| {
        let module = source.module();
        !tests.iter().any(|test| module.starts_with(test))
    })
}

/// What the walk over a file's product code found; numbers are lines.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    module: Vec<String>,
    /// Every path that code names, `crate`, `super` and `self` resolved to the path from the crate's root, with
    /// `crate` in front; paths of other crates as they are.
    pub(crate) paths: Vec<(Vec<String>, usize)>,
    /// Methods called.
    pub(crate) calls: Vec<(String, usize)>,
    /// Macros called.
    pub(crate) macros: Vec<(String, usize)>,
    /// Modules declared.
    pub(crate) modules: Vec<(String, usize)>,
}

impl Walk {
    fn enter_path(&mut self, names: Vec<String>, line: usize) {
        let known = |count: usize, module: &[String]| module[..module.len().saturating_sub(count)].to_vec();
        let supers = names.iter().take_while(|name| *name == "super").count();
        let from_root = match names.first().map(String::as_str) {
            Some("crate") => names[1..].to_vec(),
            Some("super") => [known(supers, &self.module), names[supers..].to_vec()].concat(),
            Some("self") => {
                let supers = names[1..].iter().take_while(|name| *name == "super").count();
                [known(supers, &self.module), names[1 + supers..].to_vec()].concat()
            }
            _ => return self.paths.push((names, line)),
        };
        self.paths.push(([vec!["crate".to_owned()], from_root].concat(), line));
    }

    fn enter_tree(&mut self, mut before: Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.enter_tree(before, &path.tree);
            }
            UseTree::Name(name) => self.enter_end(before, &name.ident),
            UseTree::Rename(rename) => self.enter_end(before, &rename.ident),
            UseTree::Glob(glob) => self.enter_path(before, line_of(glob.star_token.spans[0])),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.enter_tree(before.clone(), tree);
                }
            }
        }
    }

    fn enter_end(&mut self, mut names: Vec<String>, last: &Ident) {
        if names.is_empty() || last != "self" {
            names.push(last.to_string());
        }
        self.enter_path(names, line_of(last.span()));
    }

    /// Looks into a macro's arguments, which are not parsed: paths from `crate`, method calls and macro calls.
    fn enter_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let ident = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        };
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.enter_tokens(group.stream()),
                TokenTree::Ident(name) if name == "crate" || name == "super" => {
                    let mut names = vec![name.to_string()];
                    let mut next = at + 1;
                    while let (true, true, Some(name)) = (is(next, ':'), is(next + 1, ':'), ident(next + 2)) {
                        names.push(name.to_string());
                        next += 3;
                    }
                    self.enter_path(names, line_of(name.span()));
                }
                TokenTree::Ident(name) if at > 0 && is(at - 1, '.') => {
                    self.calls.push((name.to_string(), line_of(name.span())));
                }
                TokenTree::Ident(name) if is(at + 1, '!') => {
                    self.macros.push((name.to_string(), line_of(name.span())));
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let for_tests = match item {
            syn::ImplItem::Fn(function) => is_for_tests(&function.attrs),
            _ => false,
        };
        if !for_tests {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.modules.push((module.ident.to_string(), line_of(module.ident.span())));
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.enter_tree(Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 {
            self.enter_path(names, path.segments.first().map_or(0, |segment| line_of(segment.ident.span())));
        }
        visit::visit_path(self, path);
    }

    /// Restricted visibility (`pub(crate)`, `pub(in …)`) names no import.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.calls.push((call.method.to_string(), line_of(call.method.span())));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(segment) = call.path.segments.last() {
            self.macros.push((segment.ident.to_string(), line_of(segment.ident.span())));
        }
        self.visit_path(&call.path);
        self.enter_tokens(call.tokens.clone());
    }
}

pub(crate) fn line_of(span: Span) -> usize {
    span.start().line
}

/// Whether an item is compiled for tests alone.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let mut found = false;
        if attribute.path().is_ident("cfg") {
            // `cfg(test)` or `cfg(all(test, …))`; anything else, `not(test)` too, is product code.
            let _ = attribute.parse_nested_meta(|meta| {
                found |= meta.path.is_ident("test");
                if meta.path.is_ident("all") {
                    meta.parse_nested_meta(|inner| {
                        found |= inner.path.is_ident("test");
                        Ok(())
                    })?;
                }
                Ok(())
            });
        }
        found || attribute.path().is_ident("test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
