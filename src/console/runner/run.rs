//! The loop itself.

use super::execute::Executor;
use super::follow::follow;
use super::record::Recorder;
use crate::config::Locale;
use crate::console::app::{Effect, Lock, Look, Message, Model, Note, Options, Remote, Session, Start, update};
use crate::console::event::{Signal, TermEvent};
use crate::console::keymap::Keymap;
use crate::console::screen::ScreenId;
use crate::console::terminal::{Copied, Terminal};
use crate::console::theme::Theme;
use crate::console::view::{Sheet, view};
use crate::core::{Core, OpContext, Result};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

/// How many messages may wait; then those who bring them wait.
const QUEUE: usize = 1024;
/// Most messages taken before a frame is drawn: a flood must not keep the screen from changing.
const BURST: usize = 4096;

/// Runs the console until its end, and returns the program's exit code.
#[expect(clippy::too_many_arguments, reason = "everything that a console is made of comes in from outside")]
pub async fn run(
    core: Core,
    ctx: OpContext,
    settings: Options,
    locale: Arc<Locale>,
    theme: Theme,
    keymap: Keymap,
    mut terminal: Terminal,
    backend: Option<Uuid>,
) -> Result<u8> {
    let clock = core.clock().clone();
    let mut recorder = Recorder::open(settings.record.as_deref())?;
    let lock = match (settings.read_only || ctx.read_only, settings.only) {
        (true, _) => Lock::Sealed,
        (false, Some(ScreenId::Own)) => Lock::Open,
        (false, _) => Lock::Locked,
    };
    let mut model = Model::new(Start {
        look: Look { theme, keymap, locale },
        session: Session {
            principal: ctx.principal.clone(),
            rights: Remote::default(),
            lock,
            then: Remote::default(),
            record: Remote::default(),
            backend,
        },
        size: terminal.size(),
        mouse: settings.mouse,
        only: settings.only,
        host: settings.host,
        place: settings.place,
        now: clock.now(),
    });
    let (sender, mut queue) = mpsc::channel(QUEUE);
    let follower = tokio::spawn(follow(core.clone(), ctx.clone(), sender.clone()));
    let mut executor = Executor::new(core, ctx, sender);
    let mut sheet = Sheet::default();
    let mut repaint = true;
    let code = loop {
        if model.dirty || repaint {
            terminal.submit(view(&mut sheet, &model, repaint));
            (model.dirty, repaint) = (false, false);
        }
        let mut taken = next(&mut terminal, &mut queue, model.wake_at(), clock.now()).await;
        let mut ended = None;
        for _ in 0..BURST {
            let Some(message) = taken else { break };
            model.now = clock.now();
            recorder.write(model.now, &message);
            for effect in update(&mut model, message) {
                match effect {
                    Effect::Core { tag, request, reason, as_of } => executor.ask(tag, request, reason, as_of),
                    Effect::Cancel(slot) => executor.cancel(slot),
                    Effect::Copy(text) => model.note(&copied(terminal.copy(&text))),
                    Effect::Suspend => terminal.suspend(),
                    Effect::Redraw => repaint = true,
                    Effect::Mouse(on) => {
                        terminal.set_mouse(on);
                        model.note(if on { &Note::MouseOn {} } else { &Note::MouseOff {} });
                    }
                    Effect::Quit(code) => ended = Some(code),
                }
            }
            if ended.is_some() {
                break;
            }
            taken = ready(&mut terminal, &mut queue);
        }
        if let Some(code) = ended {
            break code;
        }
    };
    follower.abort();
    executor.finish().await;
    terminal.close();
    Ok(code)
}

/// Waits for something to happen: what a person does comes first.
async fn next(
    terminal: &mut Terminal,
    queue: &mut mpsc::Receiver<Message>,
    wake_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<Message> {
    let nap = wake_at.map(|at| (at - now).to_std().unwrap_or(Duration::ZERO));
    tokio::select! {
        biased;
        event = terminal.events.recv() => Some(event.map_or(hangup(), Message::Terminal)),
        message = queue.recv() => message,
        () = tokio::time::sleep(nap.unwrap_or(Duration::MAX)), if nap.is_some() => Some(Message::Wake),
    }
}

/// Returns what has happened already, without waiting.
fn ready(terminal: &mut Terminal, queue: &mut mpsc::Receiver<Message>) -> Option<Message> {
    terminal.events.try_recv().map(Message::Terminal).ok().or_else(|| queue.try_recv().ok())
}

fn hangup() -> Message {
    Message::Terminal(TermEvent::Signal(Signal::Hangup))
}

fn copied(outcome: Copied) -> Note {
    match outcome {
        Copied::Sent { .. } => Note::Copied {},
        Copied::TooLong { .. } => Note::CopyTooLong {},
        Copied::Unsupported => Note::CopyUnsupported {},
        Copied::Busy => Note::CopyBusy {},
    }
}
