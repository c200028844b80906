//! Keys, pastes and the mouse, whole and in pieces, and bytes that mean nothing at all.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use proptest::prelude::*;

use super::super::{Decoder, input::MAX_PASTE_BYTES};
use crate::console::event::TermEvent;

fn decode(bytes: &[u8]) -> Vec<TermEvent> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(bytes, &mut out);
    decoder.flush(&mut out);
    out
}

/// Writes keys the way keymaps do.
fn keys(bytes: &[u8]) -> String {
    let names = decode(bytes).into_iter().map(|event| match event {
        TermEvent::Key(key) => crate::console::keymap::format_keys(&[key.into()]),
        other => format!("{other:?}"),
    });
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_of_every_kind() {
    for (bytes, expected) in [
        (&b"jG?"[..], "j G ?"),
        (b"\r\t\x7f \x08", "enter tab backspace space backspace"),
        (b"\x01\x0f\x1a\x00\x1f", "ctrl-a ctrl-o ctrl-z ctrl-space ctrl-_"),
        (b"\x1b[A\x1b[B\x1bOC\x1b[D", "up down right left"),
        (b"\x1b[H\x1bOF\x1b[1~\x1b[8~", "home end home end"),
        (b"\x1b[5~\x1b[6~\x1b[2~\x1b[3~", "pageup pagedown insert delete"),
        (b"\x1bOP\x1b[15~\x1b[24~\x1b[[A", "f1 f5 f12 f1"),
        (b"\x1b[1;5C\x1b[1;2A\x1b[3;5~\x1b[1;5R", "ctrl-right shift-up ctrl-delete ctrl-f3"),
        (b"\x1b[Z", "backtab"),
        (b"\x1bx\x1bX\x1b\r", "alt-x alt-shift-x alt-enter"),
        (b"\x1b[27;5;13~\x1b[13;2u\x1b[97;5u", "ctrl-enter shift-enter ctrl-a"),
        ("é東".as_bytes(), "é 東"),
        (b"\x1b", "esc"),
        (b"\x1b\x1b[A", "esc up"),
        (b"\x1bO", "alt-shift-o"),
        (b"\x1b[", "alt-["),
    ] {
        assert_eq!(keys(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn answers_that_nobody_asked_for_are_swallowed() {
    for answer in [
        &b"\x1b[?62;22c"[..],
        b"\x1b[24;80R",
        b"\x1b[?2026;2$y",
        b"\x1b[8;24;80t",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1bP>|WezTerm\x1b\\",
        b"\x1b[M !!",
        b"\x1b[99999999999999999999A",
        b"\xff\xfe\x80",
        b"\xc2\x9b",
    ] {
        assert_eq!(keys(&[answer, b"j"].concat()), "j", "{:?}", String::from_utf8_lossy(answer));
    }
}

#[test]
fn a_sequence_may_come_in_pieces() {
    let whole = "\x1b[1;5C東\x1b[200~pasted\r\ntext\x1b[201~j\x1b[<0;10;5M\x1bOP".as_bytes();
    let expected = decode(whole);
    for cut in 0..whole.len() {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(&whole[..cut], &mut out);
        decoder.feed(&whole[cut..], &mut out);
        assert_eq!(out, expected, "cut at {cut}");
        assert_eq!(decoder.patience(), None);
    }
}

#[test]
fn a_lone_escape_waits_briefly_and_a_begun_sequence_longer() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b", &mut out);
    let brief = decoder.patience().unwrap();
    decoder.feed(b"[1", &mut out);
    assert!(out.is_empty() && decoder.patience().unwrap() > brief);
    decoder.flush(&mut out);
    assert!(out.is_empty(), "half a sequence is no key");
    decoder.feed(b"j", &mut out);
    assert_eq!(out.len(), 1);
}

#[test]
fn a_paste_is_text_whatever_it_holds() {
    let events = decode(b"\x1b[200~q\x1b[A:quit\r\x03\x1b[201~j");
    assert_eq!(events[0], TermEvent::Paste("q\u{1b}[A:quit\n\u{3}".into()));
    assert_eq!(events.len(), 2);
}

#[test]
fn a_paste_is_bounded_and_ends() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b[200~", &mut out);
    for _ in 0..300 {
        decoder.feed(&[b'x'; 8192], &mut out);
    }
    decoder.feed(b"\x1b[201~j", &mut out);
    let [TermEvent::Paste(text), TermEvent::Key(_)] = out.as_slice() else { panic!("{} events", out.len()) };
    assert_eq!(text.len(), MAX_PASTE_BYTES);
    out.clear();
    decoder.feed(b"\x1b[200~no end", &mut out);
    decoder.flush(&mut out);
    assert_eq!(out, [TermEvent::Paste("no end".into())]);
}

#[test]
fn the_mouse_and_the_focus() {
    let events = decode(b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<65;1;1M\x1b[<32;300;2M\x1b[<18;3;3M\x1b[I\x1b[O");
    let kinds: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            TermEvent::Mouse(mouse) => Some((mouse.kind, mouse.column, mouse.row, mouse.modifiers)),
            _ => None,
        })
        .collect();
    let none = KeyModifiers::NONE;
    assert_eq!(
        kinds,
        [
            (MouseEventKind::Down(MouseButton::Left), 9, 4, none),
            (MouseEventKind::Up(MouseButton::Left), 9, 4, none),
            (MouseEventKind::ScrollDown, 0, 0, none),
            (MouseEventKind::Drag(MouseButton::Left), 299, 1, none),
            (MouseEventKind::Down(MouseButton::Right), 2, 2, KeyModifiers::CONTROL),
        ]
    );
    assert_eq!(events[5..], [TermEvent::Focus(true), TermEvent::Focus(false)]);
}

#[test]
fn keys_are_what_crossterm_would_say() {
    assert_eq!(decode(b"G"), [TermEvent::Key(KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT))]);
    assert_eq!(decode(b"\x03"), [TermEvent::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL))]);
    assert_eq!(decode(b"\x1b[Z"), [TermEvent::Key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT))]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_pieces_do_no_harm(
        pieces in prop::collection::vec(prop_oneof![
            prop::collection::vec(any::<u8>(), 0..40),
            Just(b"\x1b[".to_vec()), Just(b"\x1b]".to_vec()), Just(b"\x1b[200~".to_vec()),
            Just(b"\x1b[201~".to_vec()), Just(b"\x1b[<".to_vec()), Just(b";;;99999999999".to_vec()), Just(b"M".to_vec()),
        ], 0..20)
    ) {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for piece in &pieces {
            decoder.feed(piece, &mut out);
        }
        decoder.flush(&mut out);
        prop_assert_eq!(decoder.patience(), None);
        let typed: usize = pieces.iter().map(Vec::len).sum();
        prop_assert!(out.len() <= typed, "no event out of nothing");
        out.clear();
        decoder.feed(b"j", &mut out);
        prop_assert_eq!(out.len(), 1, "whatever came before, the next key is a key");
    }
}
