//! `publish rebuild`: everything rendered anew from the configuration, compared byte by byte.

use crate::cli::failure::{Done, Failure};
use crate::cli::session::Session;
use crate::core::Exit;
use crate::core::publication::{Rebuilt, rebuild};
use serde_json::json;

pub(super) async fn run(session: &mut Session<'_>) -> Done {
    let core = session.core().await?;
    let rebuilt = rebuild(&session.ctx, &core).await?;
    if session.json() {
        session.document(&json!(rebuilt))?;
    } else {
        tell(session, &rebuilt)?;
    }
    if rebuilt.identical { Ok(()) } else { Err(Failure::Told(Exit::Failed)) }
}

fn tell(session: &mut Session<'_>, rebuilt: &Rebuilt) -> Done {
    let id = if rebuilt.identical { "cli-publish-identical" } else { "cli-publish-differs" };
    let args = [("generation", rebuilt.generation.to_string().into()), ("files", rebuilt.files.into())];
    let text = session.say(id, args);
    session.line(&text)?;
    rebuilt.differing.iter().try_for_each(|file| session.line(&format!("  {file}")))?;
    for point in &rebuilt.points {
        point.differing.iter().try_for_each(|file| session.line(&format!("  {}: {file}", point.name)))?;
        if !point.problem.is_empty() {
            session.line(&format!("  {}: {}", point.name, point.problem))?;
        }
    }
    if rebuilt.outstanding > 0 {
        let text = session.say("cli-publish-outstanding", [("count", rebuilt.outstanding.into())]);
        session.remark(&text)?;
    }
    Ok(())
}
