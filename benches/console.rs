//! The console in a pseudo-terminal of 200×50: first frame, keys, filter, bytes, memory. For Linux.
//!
//! `cargo bench --bench console [MACHINES] [HELLOS]`. The estate has the inventory of 100,000 machines and 20,000 systems
//! that said hello, in SQLite. Times count from the moment the key is written to the moment the last byte of the answer
//! has arrived; an answer ends when nothing has come for [`QUIET`]. A program that only sends the key back is measured
//! first: no console is faster, and where it is slow, the machine is busy with something else.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks and stops when it fails")]

use bailiwick::core::{OpContext, provisioning};
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::{embedded_core, load};
use bailiwick::model::hello::ReceivedHello;
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock as _, SystemClock};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// An answer is complete when nothing came for this long, where the screen answers from its own memory.
const QUIET: Duration = Duration::from_millis(20);
/// And where the core is asked for a list. What is asked for the row on which the cursor then rests comes later.
const QUIET_CORE: Duration = Duration::from_millis(60);
/// What comes within this time is not taken for the answer to the next key.
const REST: Duration = Duration::from_millis(150);
const KEYS: usize = 300;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u32>().ok());
    let (machines, hellos) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(20_000));
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    tokio::runtime::Runtime::new().unwrap().block_on(fill(&data, machines, hellos));
    println!("{machines} machines, {hellos} systems, 200×50");
    echo();
    for _ in 0..3 {
        measure(&data);
    }
}

async fn fill(data: &Path, machines: u32, hellos: u32) {
    let core = embedded_core(data, "bench").await.unwrap();
    let ctx = OpContext::new(Principal::user("bench"));
    let service = OpContext::service("resolver");
    let estate =
        Estate::generate(EstateSettings { devices: hellos, ..EstateSettings::new(machines, 1, SystemClock.now()) });
    load::prepare(&ctx, &core, &estate).await.unwrap();
    load::fill(&ctx, &core, &estate, &mut |_| {}).await.unwrap();
    let all: Vec<ReceivedHello> = (0..estate.devices())
        .filter_map(|index| estate.device(index))
        .map(|device| ReceivedHello {
            hello: device.hello(0),
            address: device.machine.address,
            received_at: SystemClock.now(),
            raw: Vec::new(),
        })
        .collect();
    for chunk in all.chunks(500) {
        provisioning::receive(&service, &core, chunk.to_vec(), Vec::new()).await.unwrap();
    }
    loop {
        let due = provisioning::next_due(&service, &core, 500, &[]).await.unwrap();
        if due.is_empty() {
            break;
        }
        let mut verdicts = Vec::new();
        for system in due {
            verdicts.push(provisioning::resolve_due(&service, &core, system, || Some(())).await.unwrap());
        }
        provisioning::store_all(&service, &core, &verdicts).await.unwrap();
    }
    core.close().await;
}

/// The program in a pseudo-terminal.
struct Screen {
    writer: Box<dyn Write + Send>,
    chunks: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    /// An answer is complete when nothing came for this long.
    quiet: Duration,
    /// The line is open as long as this lives.
    _master: Box<dyn MasterPty>,
}

/// One answer.
struct Answer {
    first: Duration,
    last: Duration,
    bytes: usize,
}

impl Screen {
    /// Sends keys and waits for the whole answer.
    fn press(&mut self, keys: &str) -> Answer {
        let start = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        let answer = self.answer(start, Duration::from_secs(2));
        if self.quiet == QUIET_CORE {
            self.answer(Instant::now(), REST);
        }
        answer
    }

    fn answer(&mut self, start: Instant, patience: Duration) -> Answer {
        let mut answer = Answer { first: Duration::ZERO, last: Duration::ZERO, bytes: 0 };
        loop {
            let wait = if answer.bytes == 0 { patience } else { self.quiet };
            match self.chunks.recv_timeout(wait) {
                Ok((at, chunk)) => {
                    if answer.bytes == 0 {
                        answer.first = at - start;
                    }
                    answer.last = at - start;
                    answer.bytes += chunk.len();
                    self.parser.process(&chunk);
                }
                Err(RecvTimeoutError::Timeout) => return answer,
                Err(RecvTimeoutError::Disconnected) => return answer,
            }
        }
    }

    /// Waits until the screen shows a text.
    fn expect(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.parser.screen().contents().contains(text) {
            assert!(Instant::now() < end, "{text:?} is not on:\n{}", self.parser.screen().contents());
            self.answer(Instant::now(), Duration::from_millis(100));
        }
    }
}

/// Starts a program in a pseudo-terminal, and tells when.
fn start(command: CommandBuilder) -> (Screen, Box<dyn Child>, Instant) {
    let pair = native_pty_system().openpty(PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 }).unwrap();
    let start = Instant::now();
    let child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (sender, chunks) = channel();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 65536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    let (rows, columns) = (NonZero::new(50).unwrap(), NonZero::new(200).unwrap());
    let parser = vt100::Parser::new(rows, columns, 0);
    let writer = pair.master.take_writer().unwrap();
    (Screen { writer, chunks, parser, quiet: QUIET, _master: pair.master }, child, start)
}

/// Measures a program that sends back what it gets.
fn echo() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "stty raw -echo && echo ready && exec cat"]);
    let (mut screen, mut child, _) = start(command);
    screen.expect("ready");
    tell("only sent back", (0..KEYS).map(|_| screen.press("j")));
    println!();
    child.kill().unwrap();
    child.wait().unwrap();
}

fn measure(data: &Path) {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bailiwick"));
    command.args(["--set", "hello.listen=127.0.0.1:0", "--set", "dns.servers=[\"127.0.0.1:9\"]", "--data"]);
    command.arg(data);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let (mut screen, mut child, start) = start(command);
    let pid = child.process_id().unwrap();
    // The first frame that has its facts: the list of what needs a person is there.
    let mut first = Answer { first: Duration::ZERO, last: Duration::ZERO, bytes: 0 };
    while !screen.parser.screen().contents().contains("since") {
        let (at, chunk) = screen.chunks.recv_timeout(Duration::from_secs(20)).unwrap();
        if first.bytes == 0 {
            first.first = at - start;
        }
        first.last = at - start;
        first.bytes += chunk.len();
        screen.parser.process(&chunk);
    }
    println!("first byte {}   first useful frame {}, {} bytes", ms(first.first), ms(first.last), first.bytes);

    let opened = Instant::now();
    screen.press("5");
    screen.expect("20,000");
    println!("hellos listed after {}   {}", ms(opened.elapsed()), memory(pid));
    screen.press("\t");
    screen.answer(Instant::now(), Duration::from_secs(1));
    tell("cursor move", (0..KEYS).map(|n| screen.press(if n % 2 == 0 { "j" } else { "k" })));
    screen.press("G");
    screen.press("gg");
    for _ in 0..30 {
        screen.press("j");
    }
    tell("scrolled row", (0..KEYS).map(|_| screen.press("j")));
    screen.press("/");
    tell(
        "filter, a key",
        ["p", "c", "a", "b", "\u{7f}", "\u{7f}", "c", "0", "1", "\u{7f}"].map(|key| {
            let answer = screen.press(key);
            screen.answer(Instant::now(), REST);
            answer
        }),
    );
    screen.press("\u{1b}");
    screen.answer(Instant::now(), Duration::from_secs(1));
    // What the core finds among all machines, and the tree with everything open.
    screen.quiet = QUIET_CORE;
    screen.press("3");
    screen.answer(Instant::now(), Duration::from_secs(2));
    screen.press("/");
    tell("machines, a key", ["p", "c", "a", "\u{7f}", "c", "0", "\u{7f}"].map(|key| screen.press(key)));
    tell("machines, words", ["w", "i", "n", " ", "o", "t", "t", " ", "1", "1"].map(|key| screen.press(key)));
    screen.press("\u{1b}");
    // All machines are read for the first word: what a person who types at once waits for.
    tell("machines, / and key", [screen.press("/p")]);
    screen.press("\u{1b}");
    tell("machines, sorted", ["o", "O", "o"].map(|key| screen.press(key)));
    screen.press("o");
    tell("tree, opened", [screen.press("2")]);
    screen.answer(Instant::now(), Duration::from_secs(2));
    screen.press("G");
    screen.press("gg");
    screen.quiet = QUIET;
    tell("tree, a move", (0..KEYS).map(|n| screen.press(if n % 2 == 0 { "j" } else { "k" })));
    screen.answer(Instant::now(), Duration::from_secs(1));
    let idle = screen.answer(Instant::now(), Duration::from_secs(3));
    println!("idle 3 s           {} bytes", idle.bytes);
    println!("after all          {}", memory(pid));
    screen.press("q");
    child.wait().unwrap();
    println!();
}

/// Returns what the program holds in memory, and the most that it held.
fn memory(pid: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let field =
        |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    format!("memory {}, at most {}", field("VmRSS:"), field("VmHWM:"))
}

fn tell(title: &str, answers: impl IntoIterator<Item = Answer>) {
    let (mut change, mut frame, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for answer in answers {
        change.push(answer.first);
        frame.push(answer.last);
        bytes.push(answer.bytes);
    }
    change.sort_unstable();
    frame.sort_unstable();
    bytes.sort_unstable();
    let p99 = |values: &[Duration]| values[(values.len() - 1) * 99 / 100];
    println!(
        "{title:<18} change median {} p99 {}   frame p99 {}   {} bytes",
        ms(change[change.len() / 2]),
        ms(p99(&change)),
        ms(p99(&frame)),
        bytes[bytes.len() / 2]
    );
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
