//! The loop: keys, news, signals and time in; frames and requests out.

use super::Words;
use super::app::{App, End};
use super::look::Look;
use super::talk::{Ask, News, talk};
use super::terminal::Guard;
use super::view::draw;
use chrono::Utc;
use crossterm::event::{Event, EventStream, KeyEventKind};
use futures::StreamExt as _;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

/// Time between two frames in which only ages change.
const SECOND: Duration = Duration::from_secs(1);

/// How the user interface ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Quit,
    /// It makes way for a new version.
    Replaced,
    /// It makes way for the user's view of the whole estate (CMF-28), which whoever started it opens.
    LeadOn,
    /// A signal with this number ended it.
    Signal(i32),
}

/// Runs the user interface on the process's terminal until its user leaves. `leads_on` is whether it offers to go on to
/// the user's view of the whole estate.
///
/// # Errors
/// What the terminal says.
pub async fn run(socket: &Path, version: &str, words: Arc<dyn Words>, look: Look, leads_on: bool) -> io::Result<Ended> {
    let (asks, to_service) = mpsc::channel(16);
    let (to_screen, mut news) = mpsc::channel(64);
    let talking = tokio::spawn(talk(socket.into(), version.into(), to_service, to_screen));
    let mut ends = Ends::watch()?;
    let guard = Guard::take()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut app = App::new(words, look, Utc::now());
    app.leads_on = leads_on;
    let ended = show(&mut terminal, &mut app, &mut news, &asks, &mut ends).await;
    drop(guard);
    talking.abort();
    ended
}

async fn show(
    terminal: &mut Terminal<CrosstermBackend<io::Stdout>>,
    app: &mut App,
    news: &mut mpsc::Receiver<News>,
    asks: &mpsc::Sender<Ask>,
    ends: &mut Ends,
) -> io::Result<Ended> {
    let mut keys = EventStream::new();
    let mut seconds = tokio::time::interval(SECOND);
    loop {
        terminal.draw(|frame| draw(app, frame.buffer_mut()))?;
        let signal = tokio::select! {
            key = keys.next() => match key {
                Some(Ok(Event::Key(key))) if key.kind != KeyEventKind::Release => {
                    if let Some(ask) = app.press(key) && asks.try_send(ask).is_err() {
                        // So much is waiting already that one more would only come too late.
                        app.hear(News::Answered { ask, result: Err(app.say("ui-busy", &[])) });
                    }
                    None
                }
                Some(Ok(_)) => None,
                // The terminal is gone.
                Some(Err(error)) => return Err(error),
                None => return Ok(Ended::Quit),
            },
            Some(one) = news.recv() => {
                app.hear(one);
                // What has come meanwhile belongs into the same frame.
                while let Ok(one) = news.try_recv() {
                    app.hear(one);
                }
                None
            }
            _ = seconds.tick() => None,
            number = ends.next() => Some(number),
        };
        app.tick(Utc::now());
        match (signal, app.end) {
            (Some(number), _) => return Ok(Ended::Signal(number)),
            (None, Some(End::Quit)) => return Ok(Ended::Quit),
            (None, Some(End::Replaced)) => return Ok(Ended::Replaced),
            (None, Some(End::LeadOn)) => return Ok(Ended::LeadOn),
            (None, None) => {}
        }
    }
}

/// The signals that end the program.
struct Ends {
    terminate: Signal,
    hangup: Signal,
    interrupt: Signal,
}

impl Ends {
    fn watch() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.terminate.recv() => SignalKind::terminate().as_raw_value(),
            _ = self.hangup.recv() => SignalKind::hangup().as_raw_value(),
            _ = self.interrupt.recv() => SignalKind::interrupt().as_raw_value(),
        }
    }
}
