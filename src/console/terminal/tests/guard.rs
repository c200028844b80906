//! The terminal is given back: in good order, when a step fails, when somebody panics.

use std::{
    io::{self, Write},
    sync::Arc,
};

use tokio::sync::mpsc;

use super::{super::guard::Guard, Recorder};
use crate::console::event::{Signal, TermEvent};

fn state_of(bytes: &[u8]) -> (bool, bool, bool, bool) {
    let mut emulator =
        vt100::Parser::new(std::num::NonZeroU16::new(24).unwrap(), std::num::NonZeroU16::new(80).unwrap(), 0);
    emulator.process(bytes);
    let screen = emulator.screen();
    let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    (screen.alternate_screen(), screen.hide_cursor(), screen.bracketed_paste(), mouse)
}

#[test]
fn what_is_taken_is_given_back_on_drop() {
    for mouse in [false, true] {
        let out = Recorder::default();
        let guard = Guard::take(Box::new(out.clone()), false, mouse);
        assert_eq!(state_of(&out.bytes()), (true, true, true, mouse));
        drop(guard);
        assert_eq!(state_of(&out.bytes()), (false, false, false, false));
    }
}

#[test]
fn leaving_twice_writes_once() {
    let out = Recorder::default();
    let guard = Guard::take(Box::new(out.clone()), false, false);
    guard.leave();
    let writes = out.writes();
    guard.leave();
    drop(guard);
    assert_eq!(out.writes(), writes);
}

#[test]
fn nothing_is_written_while_the_terminal_is_not_ours() {
    let out = Recorder::default();
    let guard = Guard::take(Box::new(out.clone()), false, false);
    let epoch = guard.epoch().unwrap();
    guard.leave();
    assert_eq!(guard.epoch(), None);
    guard.write(b"late frame", epoch).unwrap();
    guard.enter();
    guard.write(b"frame of before", epoch).unwrap();
    assert!(!out.text().contains("frame"));
    guard.write(b"frame of now", guard.epoch().unwrap()).unwrap();
    assert!(out.text().ends_with("frame of now"));
}

#[test]
fn the_mouse_is_captured_and_let_go_at_will() {
    let out = Recorder::default();
    let guard = Guard::take(Box::new(out.clone()), false, false);
    let set = |on| guard.write(guard.set_mouse(on), guard.epoch().unwrap()).unwrap();
    set(true);
    assert!(state_of(&out.bytes()).3);
    guard.leave();
    guard.enter();
    assert!(state_of(&out.bytes()).3, "it stays captured over a pause");
    set(false);
    assert!(!state_of(&out.bytes()).3);
}

/// Fails on every write that holds `fails_on`.
struct Flaky(Recorder, &'static str);

impl Write for Flaky {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if super::contains(bytes, self.1) {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

#[test]
fn a_step_that_fails_does_not_keep_the_others_from_being_tried() {
    let out = Recorder::default();
    drop(Guard::take(Box::new(Flaky(out.clone(), "2004l")), false, false));
    let (alternate, hidden, ..) = state_of(&out.bytes());
    assert!(!alternate && !hidden);
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_the_application() {
    let out = Recorder::default();
    let guard = Guard::take(Box::new(out.clone()), false, true);
    let (sender, mut events) = mpsc::channel(4);
    guard.watch_panics(sender);
    let held = Arc::clone(&guard);
    let panicked = std::thread::spawn(move || {
        let _held = held;
        panic!("on purpose");
    })
    .join();
    assert!(panicked.is_err());
    assert_eq!(state_of(&out.bytes()), (false, false, false, false));
    assert_eq!(events.try_recv(), Ok(TermEvent::Signal(Signal::Panicked)));
}
