//! What the console sends to the terminal: nothing while nothing happens, and little for a small change.

use crate::load::{Hellos, raise_open_files};
use crate::names::Names;
use crate::stage::Stage;
use crate::terminal::console;
use crate::two::ready;
use std::time::Duration;

const SYSTEMS: usize = 500;
const MOVES: usize = 20;

#[test]
fn an_idle_console_is_silent_and_a_move_costs_few_bytes() {
    raise_open_files();
    let names = Names::start();
    let estate = ready(&names);
    let mut server = estate.serve();
    Hellos::send(server.address, SYSTEMS);
    estate.wait_for(&["hello", "list", "--status", "resolved"], |list| list.as_array().unwrap().len() == SYSTEMS);
    server.kill();

    let mut stage = Stage::overview(&console(&estate));
    stage.wait_for("this console");
    stage.settle(Duration::from_secs(3));
    stage.press("5");
    stage.wait_for("500 of 500");
    stage.press("\t");
    let mut before = stage.settle(Duration::from_secs(3));
    let start = before;
    for _ in 0..MOVES {
        stage.press("j");
        stage.wait_more(before);
        before = stage.settle(Duration::from_millis(100));
    }
    let each = (before - start) / MOVES;
    println!("{each} bytes for a move of the cursor");
    assert!(each <= 350, "{each} bytes for a move of the cursor");
    stage.quit();
}
