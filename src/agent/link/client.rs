//! The side of the user interface, and of commands that ask the service.

use super::line::{read, write};
use super::message::{Answer, ClientHello, PROTOCOL, Program, Request, ServiceHello};
use super::{LINE, MAX_ANSWER, MAX_REQUEST, THOUGHT};
use crate::agent::error::{AgentError, Result};
use crate::agent::status::{ClientView, Notice, Status};
use crate::model::id::PackageId;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;
use tokio::io::BufReader;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};

/// A connection to the service. It is of no use any more after [`AgentError::Link`].
#[derive(Debug)]
pub struct Client {
    from: BufReader<OwnedReadHalf>,
    to: OwnedWriteHalf,
    user: String,
}

impl Client {
    /// Connects and introduces a program of this version.
    ///
    /// # Errors
    /// [`AgentError::Service`] where no service answers, or where it turns us away.
    pub async fn connect(path: &Path, program: Program, version: &str) -> Result<Self> {
        let failed = |e: io::Error| {
            let reason = match e.kind() {
                ErrorKind::NotFound | ErrorKind::ConnectionRefused => "no service listens there".into(),
                _ => e.to_string(),
            };
            AgentError::Service(format!("{}: {reason}", path.display()))
        };
        let stream = tokio::time::timeout(LINE, UnixStream::connect(path)).await;
        let stream = stream.map_err(|_| failed(io::ErrorKind::TimedOut.into()))?.map_err(failed)?;
        let (from, mut to) = stream.into_split();
        let mut from = BufReader::new(from);
        let hello = ClientHello { link: PROTOCOL, program, version: version.into() };
        // A service that has no place left says so and closes; its word is worth more than the broken pipe.
        let said = write(&mut to, &hello, LINE).await;
        let answer: ServiceHello = match read(&mut from, MAX_REQUEST, LINE).await.map_err(failed)? {
            Some(answer) => answer,
            None => return Err(failed(said.err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))),
        };
        if !answer.refused.is_empty() {
            return Err(AgentError::Service(answer.refused));
        }
        if answer.link != PROTOCOL {
            return Err(AgentError::Service(format!("version {} of the messages is not known", answer.link)));
        }
        Ok(Self { from, to, user: answer.user })
    }

    /// Returns the login name as whom the service knows us.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Returns the status, as this user sees it.
    pub async fn status(&mut self) -> Result<Status> {
        match self.ask(&Request::Status).await? {
            Answer::Status(status) => Ok(*status),
            other => Err(unexpected(&other)),
        }
    }

    /// Returns how the client of the machine stands.
    pub async fn view(&mut self) -> Result<ClientView> {
        match self.ask(&Request::View).await? {
            Answer::View(view) => Ok(*view),
            other => Err(unexpected(&other)),
        }
    }

    /// Returns notices with a number above this one, oldest first.
    pub async fn notices(&mut self, above: u64) -> Result<Vec<Notice>> {
        match self.ask(&Request::Notices { above }).await? {
            Answer::Notices(notices) => Ok(notices),
            other => Err(unexpected(&other)),
        }
    }

    /// Chooses or un-chooses a published package.
    pub async fn choose(&mut self, package: PackageId, chosen: bool) -> Result<()> {
        self.done(&Request::Choose { package, chosen }).await
    }

    /// Has the distribution point read now.
    pub async fn check_now(&mut self) -> Result<()> {
        self.done(&Request::CheckNow).await
    }

    /// Has a reboot done now that is due, or waits for somebody to agree.
    pub async fn agree_to_reboot(&mut self) -> Result<()> {
        self.done(&Request::AgreeToReboot).await
    }

    /// Puts off a reboot that comes by itself.
    pub async fn postpone_reboot(&mut self) -> Result<()> {
        self.done(&Request::PostponeReboot).await
    }

    async fn done(&mut self, request: &Request) -> Result<()> {
        match self.ask(request).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(&other)),
        }
    }

    async fn ask(&mut self, request: &Request) -> Result<Answer> {
        let failed = |e: io::Error| AgentError::Link(e.to_string());
        write(&mut self.to, request, LINE).await.map_err(failed)?;
        let answer = read(&mut self.from, MAX_ANSWER, THOUGHT + Duration::from_secs(5)).await.map_err(failed)?;
        match answer {
            Some(Answer::Refused(reason)) => Err(AgentError::Service(reason)),
            Some(answer) => Ok(answer),
            None => Err(failed(io::ErrorKind::UnexpectedEof.into())),
        }
    }
}

fn unexpected(answer: &Answer) -> AgentError {
    let kind = match answer {
        Answer::Status(_) => "status",
        Answer::View(_) => "view",
        Answer::Notices(_) => "notices",
        Answer::Done => "done",
        Answer::Refused(_) => "refused",
    };
    AgentError::Link(format!("an answer to another question: {kind}"))
}
