//! Layers, places and every kind of mistake.

use super::*;

fn file(text: &str) -> ConfigFile {
    ConfigFile { name: "config.toml".into(), text: text.into() }
}

fn from_file(text: &str) -> Result<Settings, Vec<SettingProblem>> {
    let file = file(text);
    load(Layers { file: Some(&file), ..Layers::default() })
}

fn from_sets(sets: &[&str]) -> Result<Settings, Vec<SettingProblem>> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    load(Layers { sets: &sets, ..Layers::default() })
}

#[test]
fn the_defaults_are_settings_and_in_range() {
    let settings = load(Layers::default()).unwrap();
    assert_eq!(settings.hello.listen.port(), 9971);
    assert_eq!(check(&settings), []);
}

#[test]
fn the_defaults_document_every_setting() {
    let settings = Table::try_from(load(Layers::default()).unwrap()).unwrap();
    let documented: Table = DEFAULTS.parse().unwrap();
    let mut expected = leaves(&settings);
    let mut found = leaves(&documented);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    // A line of its own, or one shared with the setting directly above it, explains each.
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with('#')) {
        let above = lines[..number].iter().rev().take_while(|line| !line.is_empty() && !line.starts_with('['));
        assert!(above.into_iter().any(|line| line.starts_with("# ")), "nothing explains {line}");
    }
}

#[test]
fn the_later_layer_wins() {
    let file = file("[dns]\ntimeout_ms = 100\nattempts = 3\nconcurrency = 5\n");
    let variables = [
        ("BAILIWICK_DNS__ATTEMPTS".to_owned(), "4".to_owned()),
        ("BAILIWICK_DNS__CONCURRENCY".to_owned(), "6".to_owned()),
        ("BAILIWICK_DATA".to_owned(), "/srv".to_owned()),
        ("BAILIWICK_LANGUAGE".to_owned(), "de".to_owned()),
    ];
    let sets = ["dns.concurrency=7".to_owned()];
    let settings = load(Layers { file: Some(&file), variables: &variables, sets: &sets }).unwrap();
    assert_eq!((settings.dns.timeout_ms, settings.dns.attempts, settings.dns.concurrency), (100, 4, 7));
    assert_eq!(settings.language, "de");
}

#[test]
fn values_are_toml_and_a_bare_word_is_a_text() {
    let settings = from_sets(&[
        "dns.servers=[\"127.0.0.1:5353\"]",
        "hello.listen=127.0.0.1:0",
        "console.colors=256",
        "console.theme=dark",
        "console.keymap=\"emacs\"",
        "database.administration=postgres:///b?host=/run&x=1",
    ])
    .unwrap();
    assert_eq!(settings.dns.servers, ["127.0.0.1:5353".parse().unwrap()]);
    assert_eq!(settings.hello.listen, "127.0.0.1:0".parse().unwrap());
    assert_eq!(
        (settings.console.colors.as_str(), settings.console.theme.as_str(), settings.console.keymap.as_str()),
        ("256", "dark", "emacs")
    );
    assert_eq!(settings.database.administration, "postgres:///b?host=/run&x=1");
}

#[test]
fn a_file_is_told_every_mistake_with_its_line() {
    let problems = from_file(
        "langage = \"de\"\n[dns]\nservers = 5\nattempts = 0\n\n[hello]\nlisten = \"nowhere\"\nmax_bytes = 31\n[frob]\nx = 1\n[console]\nsymbols = \"runes\"\nmouse = true\n",
    )
    .unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| (p.place.as_str(), p.fault.clone())).collect();
    let key = String::from;
    assert_eq!(told.len(), 7, "{told:#?}");
    assert!(told.contains(&("config.toml:1", Fault::Misspelt { key: key("langage"), nearest: key("language") })));
    assert!(told.contains(&(
        "config.toml:3",
        Fault::WrongType { key: key("dns.servers"), reason: key("invalid type: integer `5`, expected a sequence") }
    )));
    let few = Fault::OutOfRange { key: key("dns.attempts"), value: 0, least: 1, most: 10 };
    assert!(told.contains(&("config.toml:4", few)));
    assert!(told.iter().any(|(place, fault)| *place == "config.toml:7" && fault.key() == Some("hello.listen")));
    assert!(told.iter().any(|(place, fault)| *place == "config.toml:8" && fault.key() == Some("hello.max_bytes")));
    assert!(told.contains(&("config.toml:9", Fault::Unknown { key: key("frob") })));
    assert!(told.iter().any(|(place, fault)| *place == "config.toml:12" && matches!(fault, Fault::NotAChoice { .. })));
}

#[test]
fn a_file_that_is_not_toml_is_told_with_its_line() {
    let problems = from_file("language = \"en\"\n[dns\n").unwrap_err();
    assert_eq!(problems[0].place, "config.toml:2");
    assert!(matches!(problems[0].fault, Fault::Syntax { .. }));
}

#[test]
fn options_and_variables_are_told_by_name() {
    let problems = from_sets(&["dns.server=[]", "nonsense", "hello=5"]).unwrap_err();
    assert_eq!(problems[0].place, "--set dns.server");
    assert_eq!(problems[1].fault, Fault::NotAPair { text: "nonsense".into() });
    assert_eq!(problems[2].fault.key(), Some("hello"));
    let variables = [("BAILIWICK_DNS__TIMEOUT".to_owned(), "5".to_owned())];
    let problems = load(Layers { variables: &variables, ..Layers::default() }).unwrap_err();
    assert_eq!(problems[0].place, "BAILIWICK_DNS__TIMEOUT");
}

#[test]
fn an_option_cannot_smuggle_in_a_second_setting() {
    let problems = from_sets(&["dns.attempts=1\nvalue2 = 3"]).unwrap_err();
    assert!(matches!(problems[0].fault, Fault::WrongType { .. }), "{problems:?}");
}

#[test]
fn only_a_needed_file_must_be_there() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("config.toml");
    assert!(ConfigFile::read(&path, false).unwrap().is_none());
    assert!(matches!(ConfigFile::read(&path, true).unwrap_err().fault, Fault::Unreadable { .. }));
    std::fs::write(&path, "a".repeat(MAX_FILE as usize + 1)).unwrap();
    assert!(ConfigFile::read(&path, false).is_err());
    std::fs::write(&path, "language = \"de\"").unwrap();
    assert_eq!(ConfigFile::read(&path, false).unwrap().unwrap().text, "language = \"de\"");
}
