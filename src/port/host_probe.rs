//! The host operating system's own answer about its name (AMT-33), and the credentials that hosts have refused.

use crate::model::evidence::Gathered;
use crate::model::host::{Breaker, CredentialHealth, HostFindings, HostQuestion};
use crate::port::StoreResult;
use async_trait::async_trait;

/// Asks the host at an address for its FQDN and UUID.
#[async_trait]
pub trait HostProbe: Send + Sync {
    /// Asks once, within the adapter's own deadline. Failures are findings.
    async fn probe(&self, question: HostQuestion) -> Gathered<HostFindings>;

    /// Returns how the credential is; none when WMI is off.
    async fn credential(&self) -> Option<CredentialHealth>;
}

/// Keeps which credentials are not tried any more; a part of [`AdminStore`](crate::port::AdminStore).
#[async_trait]
pub trait HostBreakers: Send + Sync {
    /// Returns every credential that was refused and not cleared since.
    async fn breakers(&self) -> StoreResult<Vec<Breaker>>;

    /// Notes a refused credential, durably. The first refusal stays.
    async fn trip(&self, breaker: &Breaker) -> StoreResult<()>;
}
