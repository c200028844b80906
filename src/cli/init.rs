//! `init`: an installation to begin with: the data directory, the master NSS, and distribution points. Doing it again
//! adds what is missing and changes nothing else. A point that somebody removed is not missing: the log knows of it.

use super::failure::{Done, Failure};
use super::session::Session;
use super::write::WriteArgs;
use crate::core::Core;
use crate::core::change::{Effect, commit};
use crate::core::distribution_point::{NewPoint, list as list_points, plan_add, prepare, three};
use crate::core::log::{self, LogQuery};
use crate::core::system_set::{NewSystemSet, list as list_sets, plan_create};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Args)]
pub(super) struct InitArgs {
    #[arg(long, value_name = "NAME", default_value = "NICE")]
    master: String,
    #[arg(long, value_name = "URL,…|none", value_delimiter = ',')]
    points: Option<Vec<String>>,
    #[command(flatten)]
    write: WriteArgs,
}

/// A step that is needed, or was done before.
enum Step {
    Directory(PathBuf),
    Master(String),
    Point(NewPoint),
    Removed(NewPoint),
    There { object: &'static str, name: String },
}

impl Step {
    /// Whether something comes into being.
    fn creates(&self) -> bool {
        !matches!(self, Self::Removed(_) | Self::There { .. })
    }

    /// Returns what it is about.
    fn object(&self) -> (&'static str, String) {
        match self {
            Self::Directory(path) => ("data", path.display().to_string()),
            Self::Master(name) => ("nss", name.clone()),
            Self::Point(point) | Self::Removed(point) => ("dp", format!("{} {}", point.name, point.url)),
            Self::There { object, name } => (object, name.clone()),
        }
    }
}

impl InitArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        session.intend(&self.write);
        let data = std::path::absolute(&session.around.paths.data)?;
        let is_new = is_empty(&data);
        let points = self.points(&data);
        // Opening it makes it; a dry run must not.
        let core = if is_new && self.write.dry_run { None } else { Some(session.core().await?) };
        let mut steps = match is_new {
            true => vec![Step::Directory(data)],
            false => vec![Step::There { object: "data", name: data.display().to_string() }],
        };
        steps.extend(self.needed(session, core.as_ref(), points).await?);
        if self.write.dry_run {
            let text = session.locale.text("cli-dry-run");
            session.remark(&text)?;
        } else if let Some(core) = &core {
            for step in &steps {
                carry_out(session, core, step).await?;
            }
        }
        tell(session, &steps, self.write.dry_run)
    }

    fn points(&self, data: &Path) -> Vec<NewPoint> {
        let Some(urls) = &self.points else { return three(&data.join("points").to_string_lossy()).into() };
        let urls = urls.iter().filter(|url| !url.is_empty() && *url != "none");
        let numbered = urls.zip(1..);
        let named =
            |(url, n): (&String, i32)| NewPoint { name: format!("dp{n}"), url: url.clone(), credential: String::new() };
        numbered.map(named).collect()
    }

    /// Returns what is there and what is needed: for the master and for each point.
    async fn needed(
        &self,
        session: &Session<'_>,
        core: Option<&Core>,
        points: Vec<NewPoint>,
    ) -> Result<Vec<Step>, Failure> {
        let (master, there) = match core {
            None => (None, Vec::new()),
            Some(core) => {
                let sets = list_sets(&session.ctx, core).await?;
                let rows = list_points(&session.ctx, core).await?;
                let master = sets.into_iter().find(|node| node.set.parent.is_none()).map(|node| node.set.name);
                (master, rows.into_iter().map(|row| row.point.name).collect())
            }
        };
        let mut steps = vec![match master {
            Some(name) => Step::There { object: "nss", name },
            None => Step::Master(self.master.clone()),
        }];
        for point in points {
            steps.push(if there.contains(&point.name) {
                Step::There { object: "dp", name: point.name }
            } else if self.points.is_none() && was_there(session, core, &point.name).await? {
                Step::Removed(point)
            } else {
                Step::Point(point)
            });
        }
        Ok(steps)
    }
}

/// Whether the log knows a point of this name: then it is not there because somebody removed it.
async fn was_there(session: &Session<'_>, core: Option<&Core>, name: &str) -> Result<bool, Failure> {
    let Some(core) = core else { return Ok(false) };
    let query = LogQuery { object: Some(format!("dp:{name}")), limit: 1, ..LogQuery::default() };
    Ok(!log::list(&session.ctx, core, &query).await?.is_empty())
}

async fn carry_out(session: &Session<'_>, core: &Core, step: &Step) -> Result<(), Failure> {
    let plan = match step {
        Step::Directory(_) | Step::Removed(_) | Step::There { .. } => return Ok(()),
        Step::Master(name) => {
            let new = NewSystemSet { name: name.clone(), ..NewSystemSet::default() };
            plan_create(&session.ctx, core, new).await?
        }
        Step::Point(point) => plan_add(&session.ctx, core, point.clone()).await?,
    };
    commit(&session.ctx, core, &plan).await?;
    if let Step::Point(point) = step {
        prepare(&session.ctx, core, &point.name).await?;
    }
    Ok(())
}

/// Whether nothing is there yet.
fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

fn tell(session: &mut Session<'_>, steps: &[Step], dry_run: bool) -> Done {
    let sentences: Vec<String> = steps.iter().map(|step| sentence(session, step)).collect();
    if !session.json() {
        return sentences.iter().try_for_each(|sentence| session.line(sentence));
    }
    let shape = |(step, message): (&Step, &String)| {
        let (object, name) = step.object();
        json!({ "object": object, "name": name, "creates": step.creates(), "message": message })
    };
    let shaped: Vec<_> = steps.iter().zip(&sentences).map(shape).collect();
    session.document(&json!({ "dry_run": dry_run, "steps": shaped }))
}

fn sentence(session: &Session<'_>, step: &Step) -> String {
    let (object, name) = step.object();
    match step {
        Step::There { .. } => session.say("cli-init-there", [("object", object.into()), ("name", name.into())]),
        Step::Removed(NewPoint { name, url, .. }) => {
            session.say("cli-init-removed", [("name", name.clone().into()), ("url", url.clone().into())])
        }
        _ => session.locale.say("effect", &Effect::Creates { object: object.into(), name }),
    }
}
