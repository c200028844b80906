//! The console and its terminal: the first frame, every way to end and to stop, sizes, pastes.

use crate::names::Names;
use crate::program::Estate;
use crate::stage::Stage;
use rustix::process::Signal;
use std::process::Command;

/// The console on an estate; its backend listens somewhere.
pub(crate) fn console(estate: &Estate) -> Command {
    estate.command(&["--set", "hello.listen=127.0.0.1:0"])
}

#[test]
fn the_overview_comes_first_and_every_end_gives_the_terminal_back() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    for (signal, exit) in [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::HUP), 129)] {
        let mut stage = Stage::overview(&console(&estate));
        stage.wait("alternate screen", |screen| screen.alternate_screen() && screen.bracketed_paste());
        for part in ["Needs a person", "Synchronization policy", "Parts", "read-only", "q quit"] {
            stage.wait_for(part);
        }
        match signal {
            None => stage.press("q"),
            Some(signal) => stage.signal(signal),
        }
        stage.is_given_back();
        assert_eq!(stage.ended(), exit, "{signal:?}");
    }
    // Whatever ended it, the lease was given back: the next run has it at once.
    let stage = Stage::overview(&console(&estate));
    stage.wait_for("this console");
    stage.quit();
}

#[test]
fn ctrl_c_twice_quits_with_its_exit_code() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    let mut stage = Stage::overview(&console(&estate));
    stage.press([3]);
    stage.wait_for("ctrl-c again to quit");
    stage.press([3]);
    stage.is_given_back();
    assert_eq!(stage.ended(), 130);
}

#[test]
fn the_demonstration_opens_fills_and_leaves_nothing_behind() {
    for signal in [None, Some(Signal::TERM)] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(["demo", "--machines", "500"]).env("TMPDIR", folder.path()).env_remove("BAILIWICK_DATA");
        command.env("LANG", "C.UTF-8").env("HOME", folder.path());
        let mut stage = Stage::overview(&command);
        stage.press("5");
        stage.wait_for("Hellos");
        // The group of the tree, which does not depend on which device happens to be under the cursor.
        stage.wait_for("✓ resolved");
        match signal {
            None => stage.press("q"),
            Some(signal) => stage.signal(signal),
        }
        stage.is_given_back();
        assert_eq!(stage.ended(), if signal.is_none() { 0 } else { 143 });
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_paints_everything_afterwards() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    let mut stage = Stage::overview(&console(&estate));
    for key in [true, false] {
        if key {
            stage.press([0x1a]);
        } else {
            stage.signal(Signal::TSTP);
        }
        stage.is_given_back();
        stage.wait_stopped();
        // The shell has written over the screen, and the window is another one.
        stage.blank(100, 30);
        stage.resize(100, 30);
        stage.signal(Signal::CONT);
        stage.wait("the whole overview", |screen| {
            let shown = screen.contents();
            screen.alternate_screen()
                && ["bailiwick  Overview", "Needs a person", "Synchronization policy", "q quit"]
                    .iter()
                    .all(|part| shown.contains(part))
        });
        stage.resize(80, 24);
        stage.wait_for("q quit");
    }
    stage.quit();
}

#[test]
fn a_storm_of_sizes_ends_with_a_screen_that_fits() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    let stage = Stage::overview(&console(&estate));
    for round in 0..60 {
        for (columns, rows) in [(20, 5), (1, 1), (80, 24), (300, 90), (40 + round, 10)] {
            stage.resize(columns, rows);
        }
    }
    stage.resize(20, 5);
    stage.wait("a sentence on what is needed", |screen| {
        let shown = screen.contents().split_whitespace().collect::<Vec<_>>().join(" ");
        shown.contains("too small") && shown.contains("40×10") && shown.contains("q quits")
    });
    stage.resize(80, 24);
    for part in ["bailiwick  Overview", "Needs a person", "q quit"] {
        stage.wait_for(part);
    }
    assert!(!stage.contents().contains("too small"));
    stage.quit();
}

#[test]
fn pasted_lines_are_text_and_never_keys() {
    let names = Names::start();
    let estate = Estate::new(names.addr());
    estate.json(&["nss", "create", "NICE"]);
    let mut stage = Stage::overview(&console(&estate));
    stage.press("2");
    stage.wait_for("1 system sets");
    stage.wait_for("created by");
    stage.settle(std::time::Duration::from_millis(300));
    // Each line would do something if it were typed: quit, make a set, edit the policy, unlock, confirm.
    let lines = "q\nsc\npe\npc\x0f\n\r8\n".repeat(1_000);
    // Blanks at the end of a line are the same with and without having been written.
    let trimmed = |text: String| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let before = trimmed(stage.contents());
    stage.paste(&lines);
    stage.press(":");
    stage.wait_for("Find anything");
    stage.press("\x1b");
    stage.wait("the list as it was", |screen| trimmed(screen.contents()) == before);
    // Into a filter it goes as one bounded line, without control characters.
    stage.press("/");
    stage.paste(&lines);
    stage.wait_for("nothing matches");
    assert!(stage.contents().contains("Sets"));
    stage.press("\x1b");
    stage.wait_for("created by");
    stage.quit();
    assert_eq!(estate.json(&["log"]).as_array().unwrap().len(), 1, "only what the test did itself");
}
