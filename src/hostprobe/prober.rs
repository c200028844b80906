//! The whole step: a challenge first, which costs nothing, then WMI where it may be used.

use super::challenge;
use super::credential::Credential;
use super::gate::Gate;
use super::link::Failure;
use super::settings::{HostSettings, WmiSettings};
use super::smb_logon::SmbLogon;
use super::wsman::{self, Asked};
use crate::model::evidence::{Gathered, milliseconds};
use crate::model::host::{
    Carrier, CredentialHealth, FaultClass, HostFault, HostFindings, HostQuestion, Stage, ToldByWmi,
};
use crate::port::{Clock, HostBreakers, HostProbe};
use async_trait::async_trait;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Asks hosts for their names.
pub struct HostProber {
    settings: HostSettings,
    permits: Semaphore,
    gate: Gate,
}

impl std::fmt::Debug for HostProber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HostProber").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl HostProber {
    /// Returns a prober that keeps refused credentials in `breakers`.
    pub fn new(settings: HostSettings, breakers: Arc<dyn HostBreakers>, clock: Arc<dyn Clock>) -> Self {
        let permits = Semaphore::new(settings.concurrency.max(1));
        Self { settings, permits, gate: Gate::new(breakers, clock) }
    }

    async fn steps(&self, question: HostQuestion, findings: &mut HostFindings, reached: &mut (Carrier, Stage)) {
        findings.told = challenge::ask(&self.settings, question.address, &mut findings.faults).await;
        let Some(wmi) = self.settings.wmi.as_ref().filter(|_| question.wmi) else { return };
        let carrier = wmi.carrier();
        *reached = (carrier, Stage::Connect);
        let started = Instant::now();
        match self.ask_wmi(wmi, question.address, findings, &mut reached.1).await {
            Ok(identity) => {
                let elapsed_ms = milliseconds(started.elapsed());
                findings.wmi = Some(ToldByWmi { carrier, identity, elapsed_ms });
            }
            Err(Failure { stage, class, code }) => {
                let elapsed_ms = milliseconds(started.elapsed());
                findings.faults.push(HostFault { carrier, stage, class, code, elapsed_ms });
            }
        }
    }

    /// Asks by WMI: where the settings allow it, where the gate is open, with one logon for both questions.
    async fn ask_wmi(
        &self,
        wmi: &WmiSettings,
        address: IpAddr,
        findings: &mut HostFindings,
        stage: &mut Stage,
    ) -> Result<crate::model::host::WmiIdentity, Failure> {
        let refuse = |class, code: String| Failure::new(Stage::Connect, class, code);
        if !wmi.allows(address) {
            return Err(refuse(FaultClass::NotAllowed, String::new()));
        }
        let credential =
            Credential::load(&wmi.credential).map_err(|bad| refuse(FaultClass::NoCredential, bad.to_string()))?;
        let account = credential.account();
        findings.account = Some(account.clone());
        if let Some(code) = self.gate.closed(&account).await {
            return Err(refuse(FaultClass::BreakerOpen, code));
        }
        let carrier = wmi.carrier();
        let asked = Asked {
            address: SocketAddr::new(address, self.settings.ports.of(carrier)),
            limits: (self.settings.connect, self.settings.read),
            trust: wmi.tls.as_ref(),
            name: findings.told.as_ref().map(|told| told.fqdn.as_str()),
        };
        tracing::info!(%address, carrier = carrier.name(), account, "asking a host by WMI");
        let mut session = wsman::Session::open(&asked, &credential).await?;
        let by_smb = self.smb_logon(&asked, findings, &credential).await;
        *stage = Stage::Auth;
        {
            let turn = self.gate.turn(&account).await;
            let turn = turn.map_err(|code| Failure::new(Stage::Auth, FaultClass::BreakerOpen, code))?;
            let taken_by_smb = match by_smb {
                Some(logon) => logon.log_on(&credential).await,
                None => Ok(()),
            };
            let logged_on = match taken_by_smb {
                Ok(()) => session.log_on(&credential).await,
                refused => refused,
            };
            if let Err(failure) = logged_on {
                if failure.class.refuses_account() {
                    turn.refused(&account, failure.class, &failure.code, address).await;
                }
                return Err(failure);
            }
        }
        drop(credential);
        *stage = Stage::Query;
        session.identity().await
    }

    /// Begins a logon by SMB where that told the name: a refusal comes with its reason there, and keeps WinRM from being
    /// asked. No account is named yet, so nobody's turn is taken.
    ///
    /// Not where TLS proves who the host is, since SMB does not.
    async fn smb_logon(&self, asked: &Asked<'_>, findings: &HostFindings, credential: &Credential) -> Option<SmbLogon> {
        let told_by_smb = findings.told.as_ref().is_some_and(|told| told.carrier == Carrier::Smb);
        if asked.trust.is_some() || !told_by_smb {
            return None;
        }
        let address = SocketAddr::new(asked.address.ip(), self.settings.ports.smb);
        let opened = SmbLogon::open(address, asked.limits, credential).await;
        opened.inspect_err(|failure| tracing::debug!(%address, ?failure, "SMB takes no logon")).ok()
    }
}

#[async_trait]
impl HostProbe for HostProber {
    async fn probe(&self, question: HostQuestion) -> Gathered<HostFindings> {
        let question = HostQuestion { address: question.address.to_canonical(), ..question };
        // Waiting for a permit is not the host's fault, so its deadline begins behind it.
        let permit = self.permits.acquire().await;
        let started = Instant::now();
        let mut findings = HostFindings::default();
        let mut reached = (self.settings.carriers.first().copied().unwrap_or(Carrier::Smb), Stage::Challenge);
        let steps = self.steps(question, &mut findings, &mut reached);
        let in_time = timeout(self.settings.step, steps).await.is_ok();
        drop(permit);
        let duration_ms = milliseconds(started.elapsed());
        if !in_time {
            let ((carrier, stage), class) = (reached, FaultClass::Deadline);
            findings.faults.push(HostFault { carrier, stage, class, code: String::new(), elapsed_ms: duration_ms });
        }
        Gathered { answer: findings, source: Some(question.address.to_string()), duration_ms }
    }

    async fn credential(&self) -> Option<CredentialHealth> {
        let wmi = self.settings.wmi.as_ref()?;
        let (account, problem) = match Credential::load(&wmi.credential) {
            Ok(credential) => (Some(credential.account()), None),
            Err(bad) => (None, Some(bad.to_string())),
        };
        Some(CredentialHealth {
            account,
            place: wmi.credential.display().to_string(),
            problem,
            networks: wmi.networks.iter().map(ToString::to_string).collect(),
            tls: wmi.tls.is_some(),
        })
    }
}
