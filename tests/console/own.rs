//! The user's own view on a real terminal, as `bailiwick me` opens it.

use crate::program::Estate;
use crate::stage::Stage;
use std::net::SocketAddr;
use std::process::Stdio;

/// An estate in which this machine is offered Tool, which needs Runtime, and in which Games is denied.
fn estate() -> Estate {
    let estate = Estate::new(SocketAddr::from(([127, 0, 0, 1], 9)));
    let host = rustix::system::uname().nodename().to_string_lossy().split('.').next().unwrap().to_owned();
    let done = |line: &str| {
        let output = estate.run(&line.split(' ').collect::<Vec<_>>());
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    };
    done("nss create NICE");
    done("nsc create Office --nss NICE");
    done(&format!("nsc member add Office {host}"));
    for (name, more) in [("Runtime", ""), ("Tool", " --dependencies 1"), ("Games", "")] {
        done(&format!("pkg create {name} --nss NICE --version 1.0 --kind application{more}"));
        done(&format!("pkg publish {name}"));
    }
    done("pkg assign Tool Office --action publish");
    done("pkg assign Games Office --action deny");
    estate
}

fn verbs(estate: &Estate) -> Vec<String> {
    let log = estate.json(&["log"]);
    log.as_array().unwrap().iter().map(|record| record["verb"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn cmf_26_cmf_27_a_user_chooses_on_a_full_screen_and_takes_it_back() {
    let estate = estate();
    let mut stage = Stage::start(&estate.command(&["me"]), 80, 24);
    stage.wait_for("bailiwick  My software");
    stage.wait_for("Yours to choose, or allowed (1)");
    stage.wait_for("Not allowed here (1)");
    stage.press("\r");
    stage.wait_for("[1 Why]");
    stage.press("\r");
    stage.wait_for("Tool 1.0 is installed and kept");
    stage.wait_for("Runtime 1.0 is installed too, because Tool 1.0 needs it");
    assert!(!verbs(&estate).contains(&"pkg.choose".to_owned()), "a preview changes nothing");
    stage.press("\r");
    stage.wait_for("Done.");
    assert_eq!(verbs(&estate)[0], "pkg.choose");
    let states = |estate: &Estate| {
        let view = estate.json(&["me"]);
        let packages = view["packages"].as_array().unwrap().clone();
        packages.iter().map(|one| format!("{} {}", one["name"], one["state"])).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(states(&estate).replace('"', ""), "Games denied, Runtime applied, Tool applied");
    stage.press("\t\r");
    stage.wait_for("[2 What happens]");
    stage.press("\r");
    stage.wait_for("Taken back.");
    assert_eq!(states(&estate).replace('"', ""), "Games denied, Tool published");
    stage.press("\r");
    // What was chosen elsewhere appears by itself.
    assert!(estate.run(&["me", "choose", "Tool"]).status.success());
    stage.wait_for("Installed for you and kept (2)");
    stage.quit();
}

#[test]
fn cmf_26_the_view_is_drawn_without_colour_and_on_a_tiny_terminal() {
    let estate = estate();
    let mut command = estate.command(&["me"]);
    let stage = Stage::start(command.env("NO_COLOR", "1"), 80, 24);
    stage.wait_for("Tool 1.0");
    stage.wait("picture without colours", |screen| {
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let mut cells = cells.filter_map(|(row, column)| screen.cell(row, column));
        cells.all(|cell| (cell.fgcolor(), cell.bgcolor()) == (vt100::Color::Default, vt100::Color::Default))
    });
    stage.quit();
    let mut stage = Stage::start(&estate.command(&["me"]), 20, 5);
    stage.wait_for("40×10");
    stage.press("jj\r\x1b");
    stage.resize(80, 24);
    stage.wait_for("Tool 1.0");
    stage.quit();
}

#[test]
fn cmf_26_line_by_line_where_a_full_screen_is_not_wanted_or_not_possible() {
    let estate = estate();
    for (arguments, terminal) in [(&["me", "--lines"][..], "xterm-256color"), (&["me"], "dumb")] {
        let mut command = estate.command(arguments);
        let mut stage = Stage::start(command.env("TERM", terminal), 80, 24);
        stage.wait_for("Number to see why and to change it");
        stage.press("\r");
        assert_eq!(stage.ended(), 0, "{arguments:?}");
        assert!(!stage.bytes().windows(8).any(|bytes| bytes == b"\x1b[?1049h"), "no full screen");
    }
    let output = estate.command(&["me"]).stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("published"), "a list where nobody sits");
    let mut stage = Stage::start(&estate.command(&["me", "--machine", "nowhere"]), 80, 24);
    stage.wait_for("nowhere");
    assert_eq!(stage.ended(), 4, "not found");
}
