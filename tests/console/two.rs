//! Two processes on one data directory: what one does the other shows, and one of them is the backend.

use crate::names::Names;
use crate::program::Estate;
use crate::stage::Stage;
use crate::terminal::console;
use std::time::{Duration, Instant};

/// An estate with a profile and the policy's box checked.
pub(crate) fn ready(names: &Names) -> Estate {
    let estate = Estate::new(names.addr());
    estate.json(&["amt", "profile", "create", "Enterprise"]);
    estate.json(&["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "true"]);
    estate
}

pub(crate) fn uuid(n: usize) -> String {
    format!("aaaaaaaa-0000-0000-0000-{n:012}")
}

/// Sends a hello as a user does.
pub(crate) fn send(estate: &Estate, to: &str, n: usize) {
    let sent = estate.run(&["hello", "send", to, "--uuid", &uuid(n)]);
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
}

#[test]
fn what_serve_resolves_shows_up_on_the_console_which_takes_over_when_serve_dies() {
    let names = Names::start();
    let estate = ready(&names);
    let mut server = estate.serve();
    let mut stage = Stage::start(&console(&estate), 160, 45);
    stage.wait("who runs the backend", |screen| {
        let shown = screen.contents();
        shown.contains("serve on ") && shown.contains(&format!("process {}", server.id()))
    });
    stage.wait_for(&server.address.to_string());

    stage.press("5");
    stage.wait_for("0 of 0");
    let sent = Instant::now();
    send(&estate, &server.address.to_string(), 1);
    let sending = sent.elapsed();
    stage.wait("the resolved hello", |screen| {
        let shown = screen.contents();
        shown.contains(&uuid(1)) && shown.contains("pc-1.corp.example")
    });
    println!("a hello is on the other process's screen {:?} after it was sent", sent.elapsed() - sending);
    assert!(sent.elapsed() < Duration::from_secs(10) + sending, "{:?}", sent.elapsed());

    stage.press("1");
    stage.wait_for("process");
    server.kill();
    let killed = Instant::now();
    stage.wait_for("this console since");
    stage.wait("a listener of its own", |screen| listening(&screen.contents()).is_some());
    println!("the console is the backend {:?} after the other one was killed", killed.elapsed());
    assert!(killed.elapsed() < Duration::from_secs(20), "{:?}", killed.elapsed());
    let address = listening(&stage.contents()).unwrap();
    assert_ne!(address, server.address.to_string());
    send(&estate, &address, 2);
    stage.press("5");
    stage.wait_for(&uuid(2));
    stage.wait_for("2 of 2");
    stage.quit();
}

#[test]
fn serve_is_refused_while_a_console_runs_the_backend_and_welcome_afterwards() {
    let names = Names::start();
    let estate = ready(&names);
    let stage = Stage::overview(&console(&estate));
    stage.wait_for("this console");
    let refused = estate.run(&["serve", "--listen", "127.0.0.1:0"]);
    let message = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(5), "{message}");
    assert!(message.contains("NET-0002") && message.contains("console"), "{message}");
    assert!(message.contains(&format!("process {}", stage.id())), "{message}");
    stage.quit();
    drop(estate.serve());
}

/// Returns the address at which the overview says that the listener listens.
pub(crate) fn listening(shown: &str) -> Option<String> {
    let line = shown.lines().find(|line| line.contains("listener"))?;
    let start = line.find("127.0.0.1:")?;
    Some(line[start..].split_whitespace().next()?.to_owned())
}
