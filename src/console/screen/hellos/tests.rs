//! Tests of the screen.

use super::{Book, Group, Pane};
use crate::console::app::{Effect, Message, Request, update};
use crate::console::event::TermEvent;
use crate::console::view::testing::{filled, keys, screen, system, tell};
use crate::model::id::SystemId;
use crate::model::system::Status;
use crate::port::{HelloPage, Revision};

#[test]
fn print_all() {
    for size in [(80, 24), (120, 40), (40, 10), (200, 50)] {
        let mut model = filled(size);
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<enter>");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<enter>");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "e");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<esc>r");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<esc>w");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<esc>2");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "8");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "?");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<esc>:");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<esc>pe");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "SUP-1<enter>");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
        keys(&mut model, "<tab> <enter>");
        println!("{}\n{}", screen(&model), "=".repeat(size.0 as usize));
    }
}
