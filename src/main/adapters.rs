//! What commands need from outside the core, by the real adapters.

use crate::place::Place;
use crate::{agent, client};
use async_trait::async_trait;
use bailiwick::amt::hello;
use bailiwick::backend::{PublishAlone, Role};
use bailiwick::cli::{AgentAsk, Bootstrap, Outside, Publishing};
use bailiwick::config::Locale;
use bailiwick::core::{Core, Problem, Result};
use bailiwick::model::client::{CheckResult, ClientView};
use bailiwick::model::hello::{Hello, Malformed};
use std::io::{self, IsTerminal as _, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The adapters of one installation.
pub(crate) struct Adapters<'a> {
    pub(crate) place: &'a Place,
    pub(crate) keymap: String,
    pub(crate) locale: Arc<Locale>,
}

#[async_trait]
impl Outside for Adapters<'_> {
    async fn open(&self) -> Result<Core> {
        self.place.open().await
    }

    async fn send_hello(&self, to: &str, message: &Hello, source: Option<IpAddr>) -> io::Result<()> {
        let address = tokio::net::lookup_host(to)
            .await?
            .next()
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no address has this name"))?;
        hello::send(address, message, source).await
    }

    fn decode_hello(&self, bytes: &[u8]) -> std::result::Result<Hello, Malformed> {
        hello::decode(bytes)
    }

    fn keymap(&self) -> &str {
        &self.keymap
    }

    async fn agent_once(&self) -> Result<CheckResult> {
        agent::once(self.place).await
    }

    async fn agent_run(&self) -> Result<()> {
        agent::run(self.place).await
    }

    async fn agent_status(&self) -> Result<ClientView> {
        agent::status(self.place).await
    }

    async fn agent_ask(&self, ask: AgentAsk) -> Result<()> {
        agent::ask(self.place, ask).await
    }

    async fn agent_ui(&self, socket: Option<&Path>) -> Result<bool> {
        client::show(self.place, socket, self.locale.clone()).await
    }

    async fn agent_print(&self, socket: Option<&Path>, json: bool, out: &mut (dyn Write + Send)) -> Result<()> {
        client::print(self.place, socket, &self.locale, json, out).await
    }

    async fn agent_update(&self, program: &str, from: &Path, pids: &[u32], out: &mut (dyn Write + Send)) -> Result<()> {
        client::update(program, from, pids, out).await
    }

    async fn agent_restore(&self, program: &str, from: &Path) -> Result<bool> {
        client::restore(program, from).await
    }

    async fn bootstrap(&self, order: &Bootstrap) -> Result<PathBuf> {
        client::bootstrap(self.place, order).await
    }

    async fn publisher(&self, core: &Core) -> Result<Option<Box<dyn Publishing>>> {
        let settings = self.place.backend(Role::Publish);
        match PublishAlone::start(core.clone(), &settings).await {
            Ok(publisher) => Ok(Some(Box::new(Alone(publisher)))),
            Err(error) if matches!(error.problem, Problem::BackendElsewhere { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn host(&self) -> Option<String> {
        crate::place::host()
    }

    fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }
}

/// The backend's publisher, for a command.
struct Alone(PublishAlone);

#[async_trait]
impl Publishing for Alone {
    async fn stop(self: Box<Self>) {
        self.0.stop().await;
    }
}
