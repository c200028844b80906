//! Connections that keep us waiting: a task each, as many as the settings allow, the oldest given up first.

use super::connection::{Connection, Ending, Verdict};
use super::{Intake, page};
use std::collections::VecDeque;
use std::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

/// The waiting connections, oldest first.
pub(super) struct Patient {
    intake: Intake,
    tasks: JoinSet<()>,
    /// Telling a task, or dropping its sender, makes it end with what it has.
    hurry: VecDeque<oneshot::Sender<()>>,
}

impl Patient {
    /// Begins with none.
    pub(super) fn new(intake: Intake) -> Self {
        Self { intake, tasks: JoinSet::new(), hurry: VecDeque::new() }
    }

    /// Returns how many wait.
    pub(super) fn count(&mut self) -> usize {
        while self.tasks.try_join_next().is_some() {}
        self.tasks.len()
    }

    /// Waits for the rest of a message.
    pub(super) fn add(&mut self, stream: TcpStream, connection: Connection) {
        let stream = match tokio::net::TcpStream::from_std(stream) {
            Ok(stream) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be waited for");
                return self.intake.count_limited();
            }
        };
        let (hurry, hurried) = oneshot::channel();
        self.tasks.spawn(wait(stream, connection, hurried, self.intake.clone()));
        self.hurry.push_back(hurry);
        if self.hurry.len() > 2 * self.tasks.len() + 64 {
            self.hurry.retain(|task| !task.is_closed());
        }
    }

    /// Ends the connection that has waited longest: its message counts if it is whole, and is given up if not.
    pub(super) fn hurry_oldest(&mut self) {
        while let Some(task) = self.hurry.pop_front() {
            if task.send(()).is_ok() {
                return;
            }
        }
    }

    /// Ends all of them and waits until what is whole is handed over.
    pub(super) async fn finish(mut self) {
        self.hurry.clear();
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn wait(
    stream: tokio::net::TcpStream,
    mut connection: Connection,
    mut hurried: oneshot::Receiver<()>,
    intake: Intake,
) {
    let ending = loop {
        tokio::select! {
            biased;
            readable = stream.readable() => {
                let ended = match readable {
                    Ok(()) => connection.take_in(|chunk| stream.try_read(chunk)),
                    Err(_) => Some(Ending::Closed),
                };
                if let Some(ending) = ended {
                    break ending;
                }
            }
            _ = &mut hurried => break Ending::Hurried,
            () = sleep_until(connection.ends_at()) => break Ending::Late,
        }
    };
    if let Ok(stream) = stream.into_std() {
        conclude(&intake, stream, connection, ending).await;
    }
}

/// Does what a connection came to, and closes it.
pub(super) async fn conclude(intake: &Intake, stream: TcpStream, connection: Connection, ending: Ending) {
    match connection.judge(ending, intake.clock.now()) {
        Verdict::Arrival(arrival) => {
            drop(stream);
            intake.hand_over(arrival).await;
        }
        Verdict::Page => page::send(&stream),
        Verdict::CutOff => intake.count_limited(),
    }
}
