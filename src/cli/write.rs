//! A write on the command line: shown with `--dry-run`, else committed.

use super::failure::{Done, Failure};
use super::session::Session;
use super::shape;
use crate::core::Core;
use crate::core::change::{Committed, Plan, commit};
use crate::model::operation::DirectoryState;
use clap::Args;
use serde_json::json;

/// The options of every write.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct WriteArgs {
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

impl Session<'_> {
    /// Takes over why the command writes, before it plans.
    pub(super) fn intend(&mut self, write: &WriteArgs) {
        self.ctx.reason.clone_from(&write.reason);
    }

    /// Commits a plan, or shows it. Returns what committing did; none for a dry run, which changed nothing.
    pub(super) async fn carry_out(
        &mut self,
        core: &Core,
        plan: &Plan,
        write: &WriteArgs,
    ) -> Result<Option<Committed>, Failure> {
        let committed = self.commit_or_show(core, plan, write).await?;
        if committed.is_some() && !self.json() {
            self.effects(plan).iter().try_for_each(|effect| self.line(effect))?;
        }
        Ok(committed)
    }

    /// The same, without a word about what was done.
    pub(super) async fn commit_or_show(
        &mut self,
        core: &Core,
        plan: &Plan,
        write: &WriteArgs,
    ) -> Result<Option<Committed>, Failure> {
        if !write.dry_run {
            return Ok(Some(commit(&self.ctx, core, plan).await?));
        }
        if self.json() {
            self.document(&shape::preview(&plan.preview, self.locale))?;
            return Ok(None);
        }
        let text = self.locale.text("cli-dry-run");
        self.line(&text)?;
        for effect in self.effects(plan) {
            self.line(&format!("  {effect}"))?;
        }
        for (sign, state) in [('-', &plan.preview.before), ('+', &plan.preview.after)] {
            if let Some(state) = state {
                self.line(&format!("  {sign} {state}"))?;
            }
        }
        Ok(None)
    }

    /// Carries a write out and tells what came of it, also in the directory: the whole answer of a command that prints
    /// no object. Returns whether anything was written.
    pub(super) async fn conclude(&mut self, core: &Core, plan: &Plan, write: &WriteArgs) -> Result<bool, Failure> {
        let Some(committed) = self.carry_out(core, plan, write).await? else { return Ok(false) };
        self.tell_directory(&committed)?;
        if self.json() {
            let effects = plan.preview.effects.iter().map(|effect| shape::with_message("effect", effect, self.locale));
            self.document(&json!({
                "operation": committed.operation,
                "effects": effects.collect::<Vec<_>>(),
                "directory": committed.directory,
            }))?;
        }
        Ok(true)
    }

    /// Tells, as remarks, what the directory has not done.
    pub(super) fn tell_directory(&mut self, committed: &Committed) -> Done {
        match &committed.directory {
            None => Ok(()),
            Some(DirectoryState::Pending) => {
                let text = self.locale.text("cli-directory-pending");
                self.remark(&text)
            }
            Some(DirectoryState::Done(outcome)) => outcome.refused.iter().try_for_each(|refused| {
                let args = [("name", &refused.name), ("group", &refused.group), ("reason", &refused.reason)];
                let text = self.say("cli-directory-refused", args.map(|(key, value)| (key, value.as_str().into())));
                self.remark(&text)
            }),
        }
    }

    fn effects(&self, plan: &Plan) -> Vec<String> {
        plan.preview.effects.iter().map(|effect| self.locale.say("effect", effect)).collect()
    }
}
