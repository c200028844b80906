//! Texts from outside that are made to command the terminal: they are shown, and command nothing.

use crate::names::Names;
use crate::program::{Estate, send_from};
use crate::refused::fails;
use crate::stage::Stage;
use crate::terminal::console;
use crate::two::{ready, send, uuid};
use sqlx::Connection;
use std::time::Duration;

/// Sets the title, erases, moves, answers back (OSC, CSI, DCS; C0 and C1), reverses the line, and rings.
const BAD: &str = "A\x1b]0;owned\x07B\x1b[2JC\x1bP$q\x1b\\D\u{9b}31mE\u{202e}F\rG\u{200b}H";

fn is_clean(bytes: &[u8]) {
    let text = String::from_utf8(bytes.to_vec()).expect("whole characters");
    for bad in ["owned", "\x07", "\x1bP", "\u{9b}", "\u{202e}", "\u{200b}"] {
        let at = text.find(bad).map(|at| text[..at].chars().rev().take(60).collect::<Vec<_>>());
        let at = at.map(|before| before.into_iter().rev().collect::<String>());
        let allowed = bad == "owned" && !text.contains("\x1b]0;owned");
        assert!(at.is_none() || allowed, "{bad:?} after {at:?}");
    }
}

/// Writes into the databases what the program itself would have refused, as another program might.
fn poison(estate: &Estate) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let file = format!("sqlite://{}", estate.data().join("administration.db").display());
        let mut database = sqlx::SqliteConnection::connect(&file).await.unwrap();
        for statement in [
            "UPDATE system_set SET description = ?, link_person = ?1, created_by = ?1 WHERE name = 'BAD'",
            "UPDATE mapping SET fqdn = ?",
            "UPDATE profile SET name = ?",
            "UPDATE lease SET host = ?, role = ?1",
            "UPDATE operation SET reason = ?, command = ?1 WHERE id = (SELECT max(id) FROM operation)",
        ] {
            let done = sqlx::query(statement).bind(BAD).execute(&mut database).await.unwrap();
            assert_eq!(done.rows_affected(), 1, "{statement}");
        }
        database.close().await.unwrap();
    });
}

#[test]
fn nothing_from_outside_reaches_the_terminal_raw() {
    let names = Names::start();
    let estate = ready(&names);
    estate.json(&["nss", "create", "NICE"]);
    let refused = estate.run(&["nss", "create", "BAD", "--parent", "NICE", "--description", BAD]);
    fails(&refused, 2, &["description", "CORE-0007"]);
    is_clean(&refused.stderr);
    let refused = estate.run(&["nss", "create", "BAD", "--parent", "NICE", "--reason", BAD]);
    fails(&refused, 2, &["reason", "CORE-0007"]);
    is_clean(&refused.stderr);
    estate.json(&["nss", "create", "BAD", "--parent", "NICE"]);
    let mut server = estate.serve();
    send_from("127.0.0.1", server.address, BAD.as_bytes());
    estate.wait_for(&["hello", "rejected"], |list| list.as_array().unwrap().len() == 1);
    send(&estate, &server.address.to_string(), 1);
    estate.wait_for(&["hello", "list", "--status", "queued"], |list| list.as_array().unwrap().len() == 1);
    server.kill();
    poison(&estate);
    for command in [&["nss", "list"][..], &["log"], &["hello", "rejected"], &["nss", "show", "BAD"]] {
        let output = estate.run(command);
        is_clean(&[output.stdout, output.stderr].concat());
    }

    let mut command = console(&estate);
    command.args(["--as", BAD]);
    let mut stage = Stage::start(&command, 160, 50);
    stage.wait_for("bailiwick  Overview");
    stage.wait_for("Latest changes");
    let shown = estate.run(&["hello", "show", &uuid(1)]);
    is_clean(&[shown.stdout, shown.stderr].concat());
    let keys = [("2", "Sets"), ("G", "BAD"), ("8", "Log"), ("\r", "Log"), ("\x1b", "Log"), ("5", "1 of 1")];
    for (keys, shown) in keys {
        stage.press(keys);
        stage.wait_for(shown);
        stage.settle(Duration::from_millis(200));
    }
    // The message that was no hello, with its bytes.
    stage.press("G");
    stage.wait_for("bytes kept");
    stage.press(":BAD");
    stage.wait_for("Find anything");
    stage.settle(Duration::from_millis(200));
    stage.press("\x1b");
    stage.settle(Duration::from_millis(200));
    stage.press("q");
    stage.is_given_back();
    assert_eq!(stage.ended(), 0);
    is_clean(&stage.bytes());
}
