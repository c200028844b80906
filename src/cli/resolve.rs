//! `resolve`: what the chain says about a UUID and an address, without storing anything.

use super::failure::Done;
use super::session::Session;
use super::shape;
use crate::core::provisioning;
use clap::Args;
use std::net::IpAddr;
use uuid::Uuid;

#[derive(Debug, Clone, Args)]
pub(super) struct ResolveArgs {
    #[arg(value_name = "UUID")]
    uuid: Uuid,
    #[arg(value_name = "IP")]
    address: IpAddr,
}

impl ResolveArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let (trace, _) = provisioning::resolve(&session.ctx, &core, self.uuid, self.address.to_canonical()).await?;
        if session.json() {
            let value = shape::trace(&trace, session.locale);
            return session.document(&value);
        }
        session.trace(&trace)
    }
}
