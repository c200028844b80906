//! Command lines that the program must refuse, each with its exit code and a message that helps, before it touches the
//! terminal or a database.

use crate::names::Names;
use crate::program::Estate;
use crate::stage::Stage;
use std::io::{BufRead, BufReader};
use std::process::{Output, Stdio};

fn estate() -> (Names, Estate) {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    (names, estate)
}

/// Asserts exit code and message of a command that failed.
#[track_caller]
pub(crate) fn fails(output: &Output, exit: i32, parts: &[&str]) {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{message}");
    for part in parts {
        assert!(message.contains(part), "no {part:?} in {message}");
    }
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn wrong_settings_are_told_by_file_and_line() {
    let (_names, estate) = estate();
    let own = |text| estate.file("own.toml", text);
    let wrong = own("language = \"en\"\n\n[hello]\nbatch = \"many\"\n");
    let config = wrong.to_str().unwrap();
    fails(&estate.run(&["hello", "list", "--config", config]), 2, &["own.toml:4", "hello.batch", "CONF-0001"]);
    own("[hello]\nbatsh = 5\n");
    fails(&estate.run(&["hello", "list", "--config", config]), 2, &["own.toml:2", "batsh", "hello.batch"]);
    own("[hello]\nbatch = \n");
    fails(&estate.run(&["hello", "list", "--config", config]), 2, &["own.toml:2", "CONF-0001"]);
    fails(&estate.run(&["hello", "list", "--config", "/nowhere/at/all.toml"]), 2, &["/nowhere/at/all.toml"]);
    fails(&estate.run(&["hello", "list", "--set", "hello.nothing=1"]), 2, &["hello.nothing"]);
    // The file in the estate's own directory is found without being named.
    std::fs::create_dir(estate.data()).unwrap();
    std::fs::write(estate.data().join("config.toml"), "\n\n\n[dns]\nattempts = 0\n").unwrap();
    fails(&estate.run(&["hello", "list"]), 2, &["config.toml:5", "dns.attempts"]);
    assert!(!estate.data().join("administration.db").exists());
}

#[test]
fn the_console_refuses_before_it_touches_the_terminal() {
    let (_names, estate) = estate();
    for (setting, parts) in [
        ("console.theme=nope", ["CONF-0002", "nope"]),
        ("console.keymap=nope", ["CONF-0002", "nope"]),
        ("console.colors=pink", ["CONF-0001", "pink"]),
    ] {
        let mut stage = Stage::start(&estate.command(&["--set", setting]), 80, 24);
        assert_eq!(stage.ended(), 2, "{setting}");
        for part in parts {
            stage.wait_for(part);
        }
        let bytes = stage.bytes();
        assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
        stage.is_given_back();
    }
    fails(&estate.run(&[]), 2, &["TERM-0001"]);
    fails(&estate.run(&["demo"]), 2, &["TERM-0001"]);
}

#[test]
fn cmf_30_who_may_not_is_told_who_can() {
    let (_names, estate) = estate();
    estate.json(&["nss", "create", "NICE"]);
    let owner = estate.json(&["log"])[0]["actor"].as_str().unwrap().to_owned();
    let stranger = estate.run(&["amt", "profile", "create", "P", "--as", "stranger"]);
    fails(&stranger, 3, &["CORE-0001", "stranger", "amt.profile", &owner]);
    let read_only = estate.run(&["amt", "profile", "create", "P", "--read-only"]);
    fails(&read_only, 3, &["CORE-0002", "read-only"]);
    assert_eq!(estate.json(&["amt", "profile", "list"]), serde_json::json!([]));
    fails(&estate.run(&["hello", "list", "--status", "nonsense"]), 2, &["nonsense", "unresolved"]);
    fails(&estate.run(&["hello", "lits"]), 2, &["list"]);
}

#[test]
fn a_reader_that_goes_away_ends_a_command_without_a_word() {
    let (_names, estate) = estate();
    let mut child = estate
        .command(&["generate", "man"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(!line.is_empty());
    fails(&output, 0, &[]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
