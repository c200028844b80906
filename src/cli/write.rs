//! A write on the command line: shown with `--dry-run`, else committed.

use super::failure::{Done, Failure};
use super::session::Session;
use super::shape;
use crate::core::change::{Committed, Plan, Write, commit};
use crate::core::{Core, Exit};
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
        let committed = self.commit_or_show(core, plan, write).await?;
        if !write.dry_run && !self.json() {
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
            return if is_nothing(plan) { Ok(None) } else { Ok(Some(commit(&self.ctx, core, plan).await?)) };
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
        let (before, after) = (&plan.preview.before, &plan.preview.after);
        if before == after {
            return Ok(None);
        }
        for (sign, state) in [('-', before), ('+', after)] {
            if let Some(state) = state {
                self.line(&format!("  {sign} {state}"))?;
            }
        }
        Ok(None)
    }

    /// Carries a write out and tells what came of it, also in the directory: the whole answer of a command that prints
    /// no object.
    pub(super) async fn conclude(&mut self, core: &Core, plan: &Plan, write: &WriteArgs) -> Done {
        let committed = self.carry_out(core, plan, write).await?;
        if write.dry_run {
            return Ok(());
        }
        if self.json() {
            let effects = plan.preview.effects.iter().map(|effect| shape::with_message("effect", effect, self.locale));
            let directory = committed.as_ref().and_then(|committed| committed.directory.as_ref());
            let refused = match directory {
                Some(DirectoryState::Done(outcome)) => outcome.refused.as_slice(),
                Some(DirectoryState::Pending) | None => &[],
            };
            self.document(&json!({
                "operation": committed.as_ref().map(|committed| committed.operation),
                "effects": effects.collect::<Vec<_>>(),
                "refused": refused,
                "pending": directory == Some(&DirectoryState::Pending),
            }))?;
        }
        committed.as_ref().map_or(Ok(()), |committed| self.tell_directory(committed))
    }

    /// Tells, as remarks, what the directory has not done.
    ///
    /// # Errors
    /// [`Failure::Told`] when it refused somebody.
    pub(super) fn tell_directory(&mut self, committed: &Committed) -> Done {
        match &committed.directory {
            None => Ok(()),
            Some(DirectoryState::Pending) => {
                let text = self.locale.text("cli-directory-pending");
                self.remark(&text)
            }
            Some(DirectoryState::Done(outcome)) => {
                for member in &outcome.refused {
                    let args = [("name", &member.name), ("group", &member.group), ("reason", &member.reason)];
                    let text = self.say("cli-directory-refused", args.map(|(key, value)| (key, value.as_str().into())));
                    self.remark(&text)?;
                }
                if outcome.refused.is_empty() { Ok(()) } else { Err(Failure::Told(Exit::Failed)) }
            }
        }
    }

    fn effects(&self, plan: &Plan) -> Vec<String> {
        plan.preview.effects.iter().map(|effect| self.locale.say("effect", effect)).collect()
    }
}
