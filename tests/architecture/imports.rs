//! Who may import what: the layers of CMF-11..CMF-13, as a table.

use crate::source::{Place, Source, product};

/// A room of the house, the rooms that it may import, and the foreign crates (or modules of the standard library) that
/// it must not.
struct Room {
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
}

/// What decides must not touch: no database, no network, no terminal, no command line, no environment.
const OUTSIDE: &[&str] = &[
    "sqlx",
    "ldap3",
    "hickory_resolver",
    "hickory_proto",
    "crossterm",
    "ratatui",
    "clap",
    "directories",
    "rustix",
    "socket2",
    "std::env",
    "std::fs",
    "std::process",
    "tokio::net",
    "tokio::fs",
    "tokio::process",
];

/// What a pure room must not touch either.
const IMPURE: &[&str] =
    &["tokio", "futures", "sqlx", "hickory_resolver", "crossterm", "ratatui", "clap", "std::env", "std::fs"];

/// A front end writes intent; others carry it out.
const CARRIED_OUT: &[&str] = &["sqlx", "ldap3", "hickory_resolver", "hickory_proto"];

/// No terminal behind the front ends.
const SCREENS: &[&str] = &["crossterm", "ratatui", "clap"];

const ADAPTER: &[&str] = &["model", "port"];

/// An adapter that keeps small files of its own.
const KEEPER: &[&str] = &["model", "port", "durable"];

const ROOMS: &[Room] = &[
    // What keeps a terminal safe is needed by everyone who draws on one, or writes what may be drawn.
    Room { name: "sanitise", may: &[], never: IMPURE },
    // So is the one way to read a secret, which several adapters keep in files.
    Room { name: "secret_file", may: &[], never: SCREENS },
    // What survives a power loss is needed by everyone who keeps a file.
    Room { name: "durable", may: &[], never: SCREENS },
    // Amounts read the same on every screen.
    Room { name: "figures", may: &[], never: IMPURE },
    Room { name: "model", may: &[], never: IMPURE },
    Room { name: "rules", may: &["model"], never: IMPURE },
    Room { name: "port", may: &["model"], never: IMPURE },
    Room { name: "core", may: &["model", "rules", "port", "sanitise"], never: OUTSIDE },
    Room { name: "config", may: &["model"], never: SCREENS },
    Room { name: "store", may: KEEPER, never: SCREENS },
    Room { name: "directory", may: &["model", "port", "sanitise"], never: SCREENS },
    Room { name: "dns", may: ADAPTER, never: SCREENS },
    Room { name: "hostprobe", may: &["model", "port", "secret_file"], never: SCREENS },
    Room { name: "amt", may: ADAPTER, never: SCREENS },
    Room { name: "distribution", may: &["model", "port", "durable", "sanitise", "secret_file"], never: SCREENS },
    // The wire format of the hello is shared with those who listen and those who send.
    Room { name: "backend", may: &["model", "rules", "port", "core", "amt"], never: SCREENS },
    // The client is a whole program of its own, with a screen for its user.
    Room {
        name: "agent",
        may: &["model", "rules", "port", "distribution", "sanitise", "durable", "figures"],
        never: &["clap"],
    },
    // Queries of use cases are values of `port`; its traits are out of a front end's reach, since only `main` has any.
    Room {
        name: "console",
        may: &["model", "rules", "port", "core", "config", "sanitise", "figures"],
        never: CARRIED_OUT,
    },
    Room { name: "cli", may: &["model", "rules", "port", "core", "config", "sanitise", "figures"], never: CARRIED_OUT },
    Room { name: "telemetry", may: &["config"], never: SCREENS },
    Room {
        name: "demo",
        may: &[
            "model",
            "rules",
            "port",
            "core",
            "config",
            "store",
            "directory",
            "dns",
            "amt",
            "distribution",
            "hostprobe",
            "backend",
        ],
        never: SCREENS,
    },
];

/// Inside the console: what draws or reads a terminal knows no screen.
const CONSOLE_PARTS: &[&str] = &["theme", "keymap", "terminal", "widget", "widgets", "sanitise"];
const CONSOLE_WHOLE: &[&str] = &["app", "screen", "screens", "overlay", "overlays", "view"];

/// Returns every import that the table does not allow.
pub(crate) fn check(sources: &[Source]) -> Vec<Place> {
    product(sources).flat_map(check_one).collect()
}

fn check_one(source: &Source) -> Vec<Place> {
    let module = source.module();
    // The roots, and what `main` keeps in files of its own, know everything.
    let Some(own) = module.first().filter(|name| *name != "main") else { return Vec::new() };
    let Some(room) = ROOMS.iter().find(|room| room.name == own) else {
        return vec![source.place(1, format!("room {own} is not in the table of tests/architecture/imports.rs"))];
    };
    let mut places = Vec::new();
    for (path, line) in source.walk().paths {
        let from_root = path.first().is_some_and(|name| name == "crate");
        let target = path.get(1).map(String::as_str).unwrap_or_default();
        if from_root && is_room(target) && target != own && !room.may.contains(&target) {
            places.push(source.place(line, format!("{own} must not import {target} ({})", path.join("::"))));
        }
        if from_root && own == "console" && target == "console" && crosses(&module, &path) {
            places.push(source.place(line, format!("{} must not import {}", module.join("::"), path.join("::"))));
        }
        if !from_root && room.never.iter().any(|never| names(&path, never)) {
            places.push(source.place(line, format!("{own} must not use {}", path.join("::"))));
        }
    }
    places.dedup();
    places
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|room| room.name == name)
}

fn crosses(module: &[String], path: &[String]) -> bool {
    let part = module.get(1).is_some_and(|name| CONSOLE_PARTS.contains(&name.as_str()));
    part && path.get(2).is_some_and(|name| CONSOLE_WHOLE.contains(&name.as_str()))
}

fn names(path: &[String], never: &str) -> bool {
    never.split("::").enumerate().all(|(at, name)| path.get(at).is_some_and(|segment| segment == name))
}
