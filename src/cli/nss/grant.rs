//! `nss grant` and `nss revoke`: what an NSS holds.

use super::ReachArgs;
use crate::cli::failure::Done;
use crate::cli::session::Session;
use crate::cli::write::WriteArgs;
use crate::core::permission::parse_verbs;
use crate::core::system_set::{GrantWish, plan_grant, plan_revoke};
use crate::core::{Core, Result};
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct GrantArgs {
    #[arg(value_name = "NSS")]
    nss: String,
    #[arg(value_name = "VERB", required = true)]
    verbs: Vec<String>,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    write: WriteArgs,
}

impl GrantArgs {
    pub(super) async fn grant(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let plan = plan_grant(&session.ctx, core, self.wish()?).await?;
        super::carry_out(session, core, &plan, &self.write, &self.nss).await
    }

    pub(super) async fn revoke(&self, session: &mut Session<'_>, core: &Core) -> Done {
        session.intend(&self.write);
        let plan = plan_revoke(&session.ctx, core, self.wish()?).await?;
        super::carry_out(session, core, &plan, &self.write, &self.nss).await
    }

    fn wish(&self) -> Result<GrantWish> {
        // Verbs may be separated by commas as well as by blanks.
        let words: Vec<&str> = self.verbs.iter().flat_map(|word| word.split(',')).filter(|w| !w.is_empty()).collect();
        Ok(GrantWish {
            nss: self.nss.clone(),
            verbs: parse_verbs(&words)?,
            nsc: self.reach.nsc.clone(),
            pkg: self.reach.pkg.clone(),
        })
    }
}
