//! Plans an import of PID/PPS pairs: one pair a line, separated by blanks, commas or a semicolon; `#` starts a comment.

use crate::core::change::{Effect, Plan, Preview, quoted};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::key::{KeyError, Pid, Pps};
use crate::model::operation::{Change, ObjectRef};
use crate::model::permission::{Target, Verb};
use serde_json::json;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Most pairs that one import takes.
const MAX_PAIRS: usize = 100_000;

/// Reads the pairs and seals their secrets. `file` is what the log calls the source.
pub async fn plan(ctx: &OpContext, core: &Core, file: &str, text: Zeroizing<String>) -> Result<Plan> {
    core.authorise(ctx, Verb::AmtKeyManage, Target::ESTATE).await?;
    let mut sealed = BTreeMap::new();
    for (line, text) in (1_u64..).zip(text.lines()) {
        let text = text.split('#').next().unwrap_or_default();
        let mut words = text.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty());
        let (Some(pid), pps) = (words.next(), words.next()) else { continue };
        let wrong = |reason: String| Problem::KeyLine { line, reason };
        let pid: Pid = pid.parse().map_err(|e| wrong(format!("PID {e}")))?;
        let pps: Pps = pps
            .ok_or_else(|| wrong("PPS missing".into()))?
            .parse()
            .map_err(|e| wrong(format!("PPS {}", kind_of(&e))))?;
        if words.next().is_some() || sealed.len() >= MAX_PAIRS {
            return Err(wrong("too many words or pairs".into()).into());
        }
        sealed.insert(pid, core.ports.sealer.seal(pid, &pps)?);
    }
    let pids: Vec<Pid> = sealed.keys().copied().collect();
    let replaced = core.ports.admin.known_pids(&pids).await?.len() as u64;
    let names: Vec<String> = pids.iter().map(ToString::to_string).collect();
    Ok(Plan {
        preview: Preview {
            object: ObjectRef { kind: "key".into(), name: file.into() },
            before: None,
            after: Some(json!({ "pids": names })),
            effects: vec![Effect::Keys { added: pids.len() as u64 - replaced, replaced }],
            reversible: false,
            typed: None,
            command: format!("bailiwick amt key import {}", quoted(file)),
        },
        change: Change::ImportKeys { keys: sealed.into_iter().collect() }.into(),
    })
}

/// Says what is wrong with a secret without quoting any of it.
fn kind_of(error: &KeyError) -> &'static str {
    match error {
        KeyError::Length { .. } => "does not have 32 characters",
        KeyError::Character => "has a character outside A-Z and 0-9",
        KeyError::Checksum { .. } => "has a wrong checksum",
    }
}
