//! The conversation with the service, in a task of its own: the screen never waits for it.

use crate::agent::error::{AgentError, Result};
use crate::agent::link::{Client, Program};
use crate::agent::status::{Activity, Notice, Status};
use crate::model::id::PackageId;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::{sleep, timeout};

/// Time between two looks while the service does nothing.
const CALM: Duration = Duration::from_secs(2);
/// And while it does something.
const BUSY: Duration = Duration::from_millis(250);
/// Time between two tries to reach a service that does not answer.
const AWAY: Duration = Duration::from_secs(1);

/// What the user asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Choose { package: PackageId, chosen: bool },
    CheckNow,
    Reboot,
    Postpone,
}

/// What comes from the service.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum News {
    /// It answers; we are this user.
    Found {
        user: String,
    },
    /// It does not answer any more.
    Lost {
        reason: String,
    },
    Status(Box<Status>),
    /// Notices, and whether they are older than the connection.
    Notices {
        notices: Vec<Notice>,
        old: bool,
    },
    /// What became of what was asked for.
    Answered {
        ask: Ask,
        result: std::result::Result<(), String>,
    },
}

/// How far the notices have been read, and of which process of the service.
#[derive(Default)]
struct Read {
    pid: Option<u32>,
    number: Option<u64>,
}

/// Talks until nobody listens any more.
pub(super) async fn talk(socket: PathBuf, version: String, mut asks: Receiver<Ask>, news: Sender<News>) {
    let mut read = Read::default();
    loop {
        let reason = match Client::connect(&socket, Program::Ui, &version).await {
            Ok(client) => match converse(client, &mut read, &mut asks, &news).await {
                Ok(()) => return,
                Err(error) => reason(error),
            },
            Err(error) => reason(error),
        };
        if news.send(News::Lost { reason }).await.is_err() {
            return;
        }
        // What cannot be passed on is refused at once, not done later when the user has long forgotten it.
        match timeout(AWAY, asks.recv()).await {
            Ok(Some(ask)) => {
                let result = Err(AgentError::Link("it does not answer".into()).to_string());
                let _ = news.send(News::Answered { ask, result }).await;
                sleep(AWAY).await;
            }
            Ok(None) => return,
            Err(_) => {}
        }
    }
}

/// Returns why the service does not answer, without saying so once more.
fn reason(error: AgentError) -> String {
    match error {
        AgentError::Service(reason) | AgentError::Link(reason) => reason,
        error => error.to_string(),
    }
}

/// Talks over one connection until it breaks. Returns when nobody listens any more.
async fn converse(mut client: Client, read: &mut Read, asks: &mut Receiver<Ask>, news: &Sender<News>) -> Result<()> {
    if news.send(News::Found { user: client.user().to_owned() }).await.is_err() {
        return Ok(());
    }
    loop {
        let status = client.status().await?;
        // Another process counts its notices anew.
        if read.pid.replace(status.pid) != Some(status.pid) {
            read.number = None;
        }
        let pause = if status.activity == Activity::Idle { CALM } else { BUSY };
        if news.send(News::Status(Box::new(status))).await.is_err() {
            return Ok(());
        }
        let notices = client.notices(read.number.unwrap_or(0)).await?;
        let old = read.number.is_none();
        read.number = notices.last().map(|last| last.id).or(read.number).or(Some(0));
        if !notices.is_empty() && news.send(News::Notices { notices, old }).await.is_err() {
            return Ok(());
        }
        let ask = match timeout(pause, asks.recv()).await {
            Ok(Some(ask)) => ask,
            Ok(None) => return Ok(()),
            Err(_) => continue,
        };
        let done = match ask {
            Ask::Choose { package, chosen } => client.choose(package, chosen).await,
            Ask::CheckNow => client.check_now().await,
            Ask::Reboot => client.agree_to_reboot().await,
            Ask::Postpone => client.postpone_reboot().await,
        };
        let (result, broken) = match done {
            Ok(()) => (Ok(()), None),
            Err(AgentError::Service(reason)) => (Err(reason), None),
            Err(error) => (Err(error.to_string()), Some(error)),
        };
        if news.send(News::Answered { ask, result }).await.is_err() {
            return Ok(());
        }
        if let Some(error) = broken {
            return Err(error);
        }
    }
}
