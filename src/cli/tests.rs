//! Parsing, help texts, and how problems are told.

use super::args::{Cli, Front};
use super::entry::{command, parse, peek};
use super::failure::{report, report_settings};
use super::help::ids_of;
use crate::config::{Layers, Locale, load};
use crate::core::Problem;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsString;

fn english() -> Locale {
    Locale::load("en", None).unwrap()
}

fn words(line: &str) -> Vec<OsString> {
    std::iter::once("bailiwick").chain(line.split_whitespace()).map(OsString::from).collect()
}

fn parsed(line: &str) -> Result<Cli, super::Stop> {
    parse(&words(line), &english())
}

const UUID: &str = "4c4c4544-0052-3610-8058-b7c04f523153";

#[test]
fn clap_finds_no_mistake_in_the_tree_of_commands() {
    command(&english()).debug_assert();
}

#[test]
fn every_command_and_argument_has_a_help_text_in_english_and_no_other() {
    fn walk(command: &clap::Command, path: &[String], locale: &Locale, used: &mut BTreeSet<String>) {
        let mut expect = |ids: Vec<String>, shown: Option<String>| {
            let found = ids.iter().find(|id| locale.find(id).is_some());
            let id = found.unwrap_or_else(|| panic!("no help text: one of {ids:?} is missing"));
            assert_eq!(shown.as_ref(), locale.find(id).as_ref(), "{id}");
            used.insert(id.clone());
        };
        expect(ids_of(path, None), command.get_about().map(ToString::to_string));
        for argument in command.get_arguments() {
            expect(ids_of(path, Some(argument)), argument.get_help().map(ToString::to_string));
            assert_eq!(argument.get_long_help(), None);
        }
        for inner in command.get_subcommands() {
            let path: Vec<String> = path.iter().cloned().chain([inner.get_name().to_owned()]).collect();
            walk(inner, &path, locale, used);
        }
    }
    let english = english();
    let mut used = BTreeSet::new();
    walk(&command(&english), &[], &english, &mut used);
    assert!(used.len() > 80, "only {} texts", used.len());
    let text = include_str!("../../assets/locales/en/cli.ftl");
    let commands = text.split("## What commands print").next().unwrap();
    let unused: Vec<_> = crate::config::locale::ids(commands)
        .into_iter()
        .filter(|id| !id.starts_with("cli-heading-") && !used.contains(id))
        .collect();
    assert!(unused.is_empty(), "help texts of nothing: {unused:?}");
}

#[test]
fn every_form_of_the_contract_is_understood() {
    for line in [
        "serve --listen 127.0.0.1:0",
        "demo --machines 100 --seed 7 --hellos 5",
        &format!("hello send 127.0.0.1:9971 --uuid {UUID} --pid 0000-037M --retry 3"),
        &format!("hello send 127.0.0.1:9971 --uuid {UUID} --hash-file f --from 127.0.0.2 --admin-credentials-set"),
        "hello decode -",
        "hello list --status resolved --limit 5 --json",
        &format!("hello show {UUID} --address 10.0.0.1"),
        &format!("hello replay {UUID}"),
        &format!("hello what-if {UUID} --ptr a.example.org b.example.org --policy true --cmdb-uuid none"),
        &format!("hello what-if {UUID} --no-ptr --host h --cmdb-ip n"),
        "hello rejected",
        &format!("resolve {UUID} 10.0.0.1"),
        "cmdb import Inv_AeX_A__TCPIP - --rejects r.csv --dry-run",
        &format!("cmdb show {UUID}"),
        "cmdb show ::1",
        "amt profile create Office --description d --access a=redirection --functions kvm,tls --reason why",
        "amt profile list",
        "amt profile show Office",
        "amt policy show",
        "amt policy set --profile Office --enabled true --dry-run",
        "amt policy set --enabled false",
        "amt mapping list",
        &format!("amt mapping show {UUID}"),
        &format!("amt mapping override {UUID} --fqdn pc.example.org --profile Office --reason r"),
        "amt key import keys.txt",
        "nss create NICE --parent X --description d --link-person p",
        "nss list",
        "nss show NICE",
        "nss edit NICE --name N --description d --link-person p --reason r",
        "nss move AB-CO --parent DSS --dry-run",
        "nss move AB-CO DSS",
        "nss delete AB-CO --reason r --json",
        "nss grant AB-CO nsc.create pkg.* --nsc 259 --dry-run --reason r",
        "nss grant AB-CO nsc.create,nsc.edit --pkg 12",
        "nss revoke AB-CO nsc.create --json",
        "nss admin add AB-CO bob --nsc 259",
        "nss admin remove AB-CO group:Operators --reason r",
        "may bob nsc.create nss:AB-CO --json",
        "may bob",
        "explain verbs",
        "log --object nss:NICE --since 2h --limit 3",
        "log --as-of 2h",
        "undo 7 --dry-run --reason mistake",
        "doctor",
        "doctor host 10.0.0.9 --wmi",
        &format!("host probe 10.0.0.9 --wmi --uuid {UUID} --json"),
        "host breaker list",
        "host breaker clear CORP\\reader --reason r --dry-run",
        "explain AMT-0001",
        "generate completions bash",
        "generate man out",
        "generate config",
        "generate keymap",
        "log --data d --config c --set a.b=1 --set c.d=2 --as anna --read-only --lang de --quiet",
    ] {
        if let Err(stop) = parsed(line) {
            panic!("{line}: {}", stop.text);
        }
    }
    for line in [
        "--as-of 2h",
        "serve --as-of 2h",
        "undo x",
        "hello send a --uuid x",
        "amt policy set",
        "cmdb show pc1",
        "nss",
        "nss edit A",
        "nss move A",
        "nss grant A",
        "frobnicate",
        "host probe pc1",
        "resolve a b",
    ] {
        let stop = parsed(line).unwrap_err();
        assert!(stop.is_error && stop.exit == 2, "{line}: {stop:?}");
    }
}

#[test]
fn the_front_end_follows_from_the_command() {
    assert!(matches!(parsed("--read-only").unwrap().front(), Front::Console));
    let serve = parsed("serve --listen 127.0.0.1:0").unwrap();
    assert!(matches!(serve.front(), Front::Serve(args) if args.listen.is_some_and(|a| a.port() == 0)));
    assert!(matches!(parsed("demo --machines 10").unwrap().front(), Front::Demo(args) if args.machines == 10));
    assert!(matches!(parsed("me --machine pc1").unwrap().front(), Front::Own(args) if args.machine.is_some()));
    for line in ["me --lines", "me --json", "me list", "me choose Tool", "me --as-of 2026-01-01"] {
        assert!(matches!(parsed(line).unwrap().front(), Front::Command), "{line}");
    }
    let log = parsed("log --object it's").unwrap();
    assert!(matches!(log.front(), Front::Command));
    assert_eq!(log.command_line, "bailiwick log --object 'it'\\''s'");
}

#[test]
fn global_options_are_seen_before_anything_else_wherever_they_stand() {
    let global = peek(&words("hello list --lang de --data /d --set a.b=1 --set c.d=2 --json"));
    assert_eq!((global.lang.as_deref(), global.json), (Some("de"), true));
    assert_eq!(global.data.unwrap().to_str(), Some("/d"));
    assert_eq!(global.sets, ["a.b=1", "c.d=2"]);
    let both = words("--set a.b=1 hello --set a.b=2 list --set a.b=3 --set c.d=4");
    assert_eq!(peek(&both).sets, ["a.b=1", "a.b=2", "a.b=3", "c.d=4"]);
    assert_eq!(parse(&both, &english()).unwrap().global.sets, peek(&both).sets);
    assert_eq!(peek(&words("--lang de hello list")).lang.as_deref(), Some("de"));
    assert_eq!(peek(&words("--lang de --help")).lang.as_deref(), Some("de"));
    assert_eq!(peek(&words("--lang de hello frobnicate")).lang.as_deref(), Some("de"));
    assert_eq!(peek(&words("hello frobnicate --wrong --lang=de")).lang.as_deref(), Some("de"));
    assert_eq!(peek(&words("hello list -- --lang de")).lang, None);
}

#[test]
fn help_speaks_the_chosen_language() {
    let german = Locale::load("de", None).unwrap();
    let stop = parse(&words("hello --help"), &german).unwrap_err();
    assert_eq!((stop.is_error, stop.exit), (false, 0));
    assert!(stop.text.contains("Aufruf: bailiwick hello"), "{}", stop.text);
    assert!(stop.text.contains("Befehle:"), "{}", stop.text);
    assert!(stop.text.contains("Hello sagen, wie ein Gerät es täte"), "{}", stop.text);
    let lacking = Locale::load("fr", Some("cli-heading-usage = Utilisation :\n")).unwrap();
    let stop = parse(&words("hello --help"), &lacking).unwrap_err();
    assert!(stop.text.contains("Utilisation : bailiwick hello"), "{}", stop.text);
    assert!(stop.text.contains("Say hello as a device would"), "what a language lacks is English\n{}", stop.text);
}

#[test]
fn amt_07_a_wrong_command_line_is_told_in_the_chosen_language() {
    let german = Locale::load("de", None).unwrap();
    let first = |line: &str, locale: &Locale| {
        let stop = parse(&words(line), locale).unwrap_err();
        assert_eq!((stop.is_error, stop.exit), (true, 2), "{line}");
        stop.text.lines().next().unwrap_or_default().to_owned()
    };
    for (line, in_english, in_german) in [
        ("frobnicate", "error: there is no command frobnicate", "Fehler: den Befehl frobnicate gibt es nicht"),
        ("nss list --limt 3", "error: --limt is not expected here", "Fehler: --limt wird hier nicht erwartet"),
        ("nss list more", "error: more is not expected here", "Fehler: more wird hier nicht erwartet"),
        ("nss create", "error: missing: <NAME>", "Fehler: es fehlt: <NAME>"),
        ("nss create X --parent", "error: --parent <NSS> needs a value", "Fehler: --parent <NSS> braucht einen Wert"),
        ("hello list --limit 1 --limit 2", "error: --limit <N> can be given", "Fehler: --limit <N> geht nur einmal"),
        (
            "amt policy set --enabled perhaps",
            "error: --enabled <true|false> cannot be perhaps: true, false",
            "Fehler: --enabled <true|false> kann nicht perhaps sein: true, false",
        ),
        ("resolve 1 10.0.0.1", "error: <UUID> cannot be 1: ", "Fehler: <UUID> kann nicht 1 sein: "),
        (
            &format!("hello what-if {UUID} --ptr a --no-ptr"),
            "error: --ptr <NAME>... does not go together with --no-ptr",
            "Fehler: --ptr <NAME>... verträgt sich nicht mit --no-ptr",
        ),
    ] {
        assert!(first(line, &english()).starts_with(in_english), "{}", first(line, &english()));
        assert!(first(line, &german).starts_with(in_german), "{}", first(line, &german));
    }
    let text = parse(&words("machine lst"), &german).unwrap_err().text;
    assert!(text.contains("\n\nEs gibt: list"), "{text}");
    assert!(text.contains("\n\nAufruf: bailiwick machine "), "{text}");
    assert!(text.ends_with("\n\nMehr mit --help.\n"), "{text}");
    let stop = parse(&words("nss create --json"), &german).unwrap_err();
    let error: Value = serde_json::from_str(&stop.text).unwrap();
    assert_eq!((&error["error"]["code"], &error["error"]["message"]), (&"CLI-0001".into(), &"es fehlt: <NAME>".into()));
    assert!(error["error"]["hint"].as_str().unwrap().starts_with("Aufruf: bailiwick nss create"), "{error}");
}

#[test]
fn the_help_of_a_command_reads_well() {
    insta::assert_snapshot!(parsed("amt policy set --help").unwrap_err().text, @r#"
    Change the policy; what is not named stays

    Usage: bailiwick amt policy set [OPTIONS]

    Options:
          --profile <NAME>        The profile that new systems get
          --enabled <true|false>  The box beside it; provisioning needs both
          --dry-run               Show what would change, and change nothing
          --reason <TEXT>         Why; kept in the action log

    Options of every command:
          --data <DIR>       Keep everything under this directory instead of the platform's (or BAILIWICK_DATA)
          --config <FILE>    Read settings from this file instead of config.toml in the configuration directory
          --set <KEY=VALUE>  Set one setting, for example 'dns.servers=["127.0.0.1:5353"]'; may be repeated
          --json             Print one JSON document instead of text
          --as <USER>        Act as another user; for administrators of the master set
          --as-of <TIME>     Show what was then: a time such as 2026-01-31T08:00:00Z, or 90m, 2h, 3d ago
          --read-only        Refuse every write
          --lang <LANG>      Language of the texts, for example de
          --quiet            Print no remarks on standard error
      -h, --help             Print help
    "#);
}

#[test]
fn a_usage_mistake_is_json_where_json_was_asked_for() {
    let stop = parsed("hello list --limit many --json").unwrap_err();
    assert_eq!((stop.exit, stop.is_error), (2, true));
    let value: Value = serde_json::from_str(&stop.text).unwrap();
    assert_eq!(value["error"]["kind"], "usage");
    assert!(value["error"]["message"].as_str().unwrap().contains("many"));
}

#[test]
fn a_problem_is_a_sentence_with_its_code_and_a_hint() {
    let tell = |json| {
        let mut err = Vec::new();
        let problem = Problem::NotFound { object: "nss".into(), name: "a\u{1b}[2J".into() };
        let exit = report(&problem.into(), &english(), json, &mut err);
        (exit, String::from_utf8(err).unwrap())
    };
    let (exit, text) = tell(false);
    assert_eq!(exit, 4);
    let mut err = Vec::new();
    report(&Problem::NoPoint {}.into(), &Locale::load("de", None).unwrap(), false, &mut err);
    let german = String::from_utf8(err).unwrap();
    assert!(german.starts_with("Fehler: ") && german.contains("\n\nHinweis: "), "{german}");
    insta::assert_snapshot!(text, @r"
    error: there is no nss a�[2J (CORE-0004)

    hint: `bailiwick nss list` shows which there are.
    ");
    let error: Value = serde_json::from_str(&tell(true).1).unwrap();
    assert_eq!(error["error"]["code"], "CORE-0004");
    assert_eq!(error["error"]["kind"], "not_found");
    assert!(error["error"]["hint"].as_str().unwrap().starts_with("`bailiwick nss list`"));
}

#[test]
fn every_wrong_setting_is_told() {
    let sets = ["dns.server=[]".to_owned(), "hello.batch=0".to_owned(), "x".to_owned()];
    let problems = load(Layers { sets: &sets, ..Layers::default() }).unwrap_err();
    let mut err = Vec::new();
    assert_eq!(report_settings(&problems, &english(), false, &mut err), 2);
    insta::assert_snapshot!(String::from_utf8(err).unwrap(), @r#"
    error: --set dns.server: there is no setting dns.server; did you mean dns.servers? (CONF-0001)
    error: --set hello.batch: hello.batch cannot be 0: 1 to 100000 (CONF-0001)
    error: --set: "x" is not section.key=VALUE (CONF-0001)

    hint: `bailiwick generate config` prints every setting with its default.
    "#);
    let mut err = Vec::new();
    report_settings(&problems, &english(), true, &mut err);
    let error: Value = serde_json::from_slice(&err).unwrap();
    assert_eq!(error["error"]["problems"].as_array().unwrap().len(), 3);
}
