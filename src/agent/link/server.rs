//! The service's side: lets users in as whom the kernel says they are, and hands their requests on.

use super::account::Accounts;
use super::line::{read, write};
use super::message::{Answer, ClientHello, PROTOCOL, Program, Request, ServiceHello};
use super::socket::Listener;
use super::{LINE, MAX_CONNECTIONS, MAX_PER_USER, MAX_REQUEST, SILENCE, THOUGHT};
use crate::agent::status::Service;
use crate::sanitise::excerpt;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::BufReader;
use tokio::net::UnixStream;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Answers whoever connects until `stop` is cancelled; then the socket is gone.
pub async fn serve(listener: Listener, service: Arc<dyn Service>, stop: CancellationToken) {
    let door = Arc::new(Door { service, accounts: Accounts::of_machine(), inside: Mutex::default() });
    let mut talks = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.listener.accept() => accepted,
            Some(_) = talks.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => {
                let door = door.clone();
                talks.spawn(async move {
                    if let Err(error) = door.talk(stream).await {
                        tracing::debug!(%error, "a connection of a user interface ended");
                    }
                });
            }
            Err(error) => {
                // Out of file descriptors, for example: the next one may have better luck.
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    talks.shutdown().await;
}

/// Who is inside, and what they talk to.
struct Door {
    service: Arc<dyn Service>,
    accounts: Accounts,
    inside: Mutex<HashMap<u32, usize>>,
}

impl Door {
    async fn talk(self: &Arc<Self>, stream: UnixStream) -> io::Result<()> {
        let peer = stream.peer_cred()?;
        let (from, mut to) = stream.into_split();
        let mut from = BufReader::new(from);
        let Some(_place) = self.enter(peer.uid()) else {
            let refused = "too many connections".to_owned();
            return write(&mut to, &ServiceHello { link: PROTOCOL, user: String::new(), refused }, LINE).await;
        };
        let Some(hello) = read::<ClientHello>(&mut from, MAX_REQUEST, LINE).await? else { return Ok(()) };
        let user = self.accounts.name(peer.uid()).await;
        let refused = match &user {
            _ if hello.link != PROTOCOL => format!("version {} of the messages is not known", hello.link),
            None => format!("user id {} has no name on this machine", peer.uid()),
            Some(_) => String::new(),
        };
        let user = user.unwrap_or_default();
        let answer = ServiceHello { link: PROTOCOL, user: user.clone(), refused };
        write(&mut to, &answer, LINE).await?;
        if !answer.refused.is_empty() {
            return Ok(());
        }
        if hello.program == Program::Ui {
            let version = excerpt(&hello.version, 64);
            self.service.ui_runs(&user, &version, peer.pid().and_then(|pid| u32::try_from(pid).ok())).await;
        }
        while let Some(request) = read::<Request>(&mut from, MAX_REQUEST, SILENCE).await? {
            let answer = tokio::time::timeout(THOUGHT, self.answer(&user, request)).await;
            let answer = answer.unwrap_or_else(|_| Answer::Refused("the service is busy".into()));
            write(&mut to, &answer, LINE).await?;
        }
        Ok(())
    }

    async fn answer(&self, user: &str, request: Request) -> Answer {
        let settled = |result: Result<(), String>| result.map_or_else(Answer::Refused, |()| Answer::Done);
        match request {
            Request::Status => Answer::Status(Box::new(self.service.status(user).await)),
            Request::View => Answer::View(Box::new(self.service.view().await)),
            Request::Notices { above } => Answer::Notices(self.service.notices(above).await),
            Request::Choose { package, chosen } => settled(self.service.choose(user, package, chosen).await),
            Request::CheckNow => {
                self.service.check_now().await;
                Answer::Done
            }
            Request::AgreeToReboot => settled(self.service.agree_to_reboot(user).await),
            Request::PostponeReboot => settled(self.service.postpone_reboot(user).await),
        }
    }

    /// Takes a place, if there is one left.
    fn enter(self: &Arc<Self>, uid: u32) -> Option<Place> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let total: usize = inside.values().sum();
        let own = inside.entry(uid).or_default();
        if total >= MAX_CONNECTIONS || *own >= MAX_PER_USER {
            return None;
        }
        *own += 1;
        Some(Place { door: self.clone(), uid })
    }
}

/// A place that is given back when its holder goes.
struct Place {
    door: Arc<Door>,
    uid: u32,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.door.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = inside.get_mut(&self.uid) {
            *own -= 1;
            if *own == 0 {
                inside.remove(&self.uid);
            }
        }
    }
}
