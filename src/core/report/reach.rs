//! How far generations have come among the clients: the first one, and nine in ten (CMF-79).

use crate::core::{Core, OpContext, Result};
use crate::model::permission::{Target, Verb};
use crate::port::Reached;
use std::collections::BTreeMap;

/// How many generations are followed; an older one that has not come far never will, for clients take the newest.
const FOLLOWED: u32 = 200;

/// Notes for each of the latest generations that the first client has it, and that nine in ten have it, if that is so
/// now. A client with a later generation has been past the earlier ones.
pub async fn note_reach(ctx: &OpContext, core: &Core) -> Result<()> {
    core.authorise(ctx, Verb::JobRun, Target::ESTATE).await?;
    let known: BTreeMap<i64, Reached> =
        core.ports.report.reach(FOLLOWED).await?.into_iter().map(|reached| (reached.generation, reached)).collect();
    let generations = core.ports.admin.generations(FOLLOWED).await?;
    let open = generations.iter().map(|generation| generation.number);
    let open: Vec<i64> =
        open.filter(|number| known.get(number).is_none_or(|reached| reached.most_at.is_none())).collect();
    let (clients, counts) = core.ports.report.generation_counts(&open).await?;
    let now = core.ports.clock.now();
    let reached = open.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(number, count)| Reached {
        generation: *number,
        first_at: known.get(number).map_or(now, |reached| reached.first_at),
        most_at: (count.saturating_mul(10) >= clients.saturating_mul(9)).then_some(now),
    });
    let reached: Vec<Reached> =
        reached.filter(|it| it.most_at.is_some() || !known.contains_key(&it.generation)).collect();
    if reached.is_empty() { Ok(()) } else { Ok(core.ports.report.put_reach(&reached).await?) }
}
