//! A write on the command line: shown with `--dry-run`, else committed.

use super::failure::Failure;
use super::session::Session;
use super::shape;
use crate::core::Core;
use crate::core::change::{Committed, Plan, Write, commit};
use clap::Args;

/// The options of every write.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct WriteArgs {
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

/// Whether a plan leaves everything as it is.
fn is_nothing(plan: &Plan) -> bool {
    matches!(&plan.change, Write::Configure(set) if set.edits.is_empty() && set.directory.is_empty())
}

impl Session<'_> {
    /// Takes over why the command writes, before it plans.
    pub(super) fn intend(&mut self, write: &WriteArgs) {
        self.ctx.reason.clone_from(&write.reason);
    }

    /// Commits a plan, or shows it. Returns what committing did; none for a dry run, and where there is nothing to
    /// change, which is not logged either.
    pub(super) async fn carry_out(
        &mut self,
        core: &Core,
        plan: &Plan,
        write: &WriteArgs,
    ) -> Result<Option<Committed>, Failure> {
        let effects: Vec<String> = plan.preview.effects.iter().map(|e| self.locale.say("effect", e)).collect();
        if !write.dry_run && is_nothing(plan) {
            if !self.json() {
                effects.iter().try_for_each(|effect| self.line(effect))?;
            }
            return Ok(None);
        }
        if !write.dry_run {
            let committed = commit(&self.ctx, core, plan).await?;
            if !self.json() {
                effects.iter().try_for_each(|effect| self.line(effect))?;
            }
            return Ok(Some(committed));
        }
        if self.json() {
            self.document(&shape::preview(&plan.preview, self.locale))?;
            return Ok(None);
        }
        let text = self.locale.text("cli-dry-run");
        self.line(&text)?;
        for effect in effects {
            self.line(&format!("  {effect}"))?;
        }
        for (sign, state) in [('-', &plan.preview.before), ('+', &plan.preview.after)] {
            if let Some(state) = state {
                self.line(&format!("  {sign} {state}"))?;
            }
        }
        Ok(None)
    }
}
