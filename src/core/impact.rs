//! What a change of the configuration and of memberships does to machines, as effects of a preview.

use crate::core::change::{Effect, Plan};
use crate::core::computer_set::names;
use crate::core::{Core, OpContext, Result, configuration, membership};
use crate::model::configuration::Configuration;
use crate::model::desired::DesiredState;
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::PackageId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit};
use crate::port::AccountQuery;
use crate::rules::desired::Rules;
use crate::rules::impact::{Change, Crowd, Few, Impact, Overrule, Systems, impact, moves, tally};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// From how many machines or members on a change has to be typed to be made.
const LARGE: u64 = 100;
/// How many accounts are read at once.
const PAGE: u32 = 10_000;

/// What a core keeps so that the next question is answered at once.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    rules: Mutex<Option<Arc<Rules>>>,
    crowd: Mutex<Option<Arc<Crowd>>>,
}

/// Returns what these edits would do to machines: how many change, what is installed and removed where, reboots,
/// licences, what other rules overrule and what waits for a local manager, as of the context's time. Empty when no
/// machine changes.
pub(crate) async fn effects(
    ctx: &OpContext,
    core: &Core,
    edits: &[Edit],
    directory: &[DirectoryEdit],
) -> Result<Vec<Effect>> {
    let now = configuration::read(ctx, core).await?;
    let mut later = Configuration::clone(&now);
    later.apply_all(edits);
    let (before, after) = (core.rules(&now), Rules::compile(&Arc::new(later)));
    let crowd = core.crowd(ctx, before.asks_for_os() || after.asks_for_os()).await?;
    let moved = moves(&crowd.memberships, directory);
    let change = Change { before: &before, after: &after, edits, moved: &moved };
    let at = ctx.as_of.unwrap_or_else(|| core.ports.clock.now());
    let found = impact(change, &crowd, at);
    let wanted = |package: PackageId| {
        let states = tally(&before, package, &crowd, at);
        let wanted = [DesiredState::Applied, DesiredState::WaitingForWindow];
        wanted.iter().filter_map(|state| states.get(state)).sum::<u64>()
    };
    Ok(Telling { after: &after, before: &before, names: written(&crowd, directory) }.tell(&found, wanted))
}

/// Returns the plan of a change set. When it concerns many machines or members, a person has to type this word before
/// it is made.
pub(crate) fn plan(change: ChangeSet, effects: Vec<Effect>, command: String, word: &str) -> Plan {
    let is_large = effects.iter().any(|effect| match effect {
        Effect::Machines { count, .. } | Effect::MembersAdded { count, .. } | Effect::MembersRemoved { count, .. } => {
            *count > LARGE
        }
        _ => false,
    });
    let plan = Plan::configure(change, effects, command);
    if is_large { plan.typed(word) } else { plan }
}

impl Core {
    /// Returns the rules of a configuration. Those of the latest one are kept.
    pub(crate) fn rules(&self, now: &Arc<Configuration>) -> Arc<Rules> {
        let mut kept = self.prepared.rules.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(rules) if Arc::ptr_eq(rules.configuration(), now) => Arc::clone(rules),
            _ => Arc::clone(kept.insert(Arc::new(Rules::compile(now)))),
        }
    }

    /// Returns everybody by class. The latest one is kept as long as the directory does not change.
    pub(crate) async fn crowd(&self, ctx: &OpContext, with_systems: bool) -> Result<Arc<Crowd>> {
        let view = membership::read(ctx, self).await?;
        let fits = |crowd: &Arc<Crowd>| {
            Arc::ptr_eq(&crowd.memberships, &view.memberships) && crowd.systems.is_some() == with_systems
        };
        let kept = self.prepared.crowd.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(crowd) = kept.filter(fits) {
            return Ok(crowd);
        }
        let systems = if with_systems { Some(Arc::new(self.systems().await?)) } else { None };
        let crowd = Arc::new(Crowd::new(view.memberships, systems));
        *self.prepared.crowd.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&crowd));
        Ok(crowd)
    }

    /// Reads the machines' operating systems.
    async fn systems(&self) -> Result<Systems> {
        let mut systems = Systems::new();
        let mut texts: HashMap<String, Arc<str>> = HashMap::new();
        let mut after = None;
        loop {
            let query = AccountQuery { contains: None, after, limit: PAGE };
            let page = self.ports.directory.computers(&query).await?;
            for computer in &page {
                let os = texts.entry(computer.os.to_lowercase()).or_insert_with_key(|os| os.as_str().into());
                systems.insert(key(&computer.name), Arc::clone(os));
            }
            match page.last() {
                Some(last) if page.len() == PAGE as usize => after = Some(last.name.clone()),
                _ => return Ok(systems),
            }
        }
    }
}

/// Returns names as people write them, by key.
fn written<'a>(crowd: &'a Crowd, directory: &'a [DirectoryEdit]) -> impl Fn(MemberKind, &str) -> String + 'a {
    let mut new: HashMap<String, &str> = HashMap::new();
    for edit in directory {
        if let DirectoryEdit::Add { names, .. } = edit {
            new.extend(names.iter().map(|name| (key(name), name.as_str())));
        }
    }
    move |kind, key| crowd.memberships.written(kind, key).or(new.get(key).copied()).unwrap_or(key).to_owned()
}

/// Turns an impact into effects.
struct Telling<'a, N> {
    before: &'a Rules,
    after: &'a Rules,
    names: N,
}

impl<N: Fn(MemberKind, &str) -> String> Telling<'_, N> {
    fn tell(&self, found: &Impact, wanted: impl Fn(PackageId) -> u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        let computers = |few: &Few| self.first(MemberKind::Computer, few);
        if found.machines.count > 0 {
            effects.push(Effect::Machines { count: found.machines.count, first: computers(&found.machines) });
        }
        if found.users.count > 0 {
            let first = self.first(MemberKind::User, &found.users);
            effects.push(Effect::Users { count: found.users.count, first });
        }
        for (id, few) in &found.installs {
            effects.push(Effect::Installs { pkg: self.title(*id), count: few.count, first: computers(few) });
        }
        for (id, few) in &found.removes {
            effects.push(Effect::Removes { pkg: self.title(*id), count: few.count, first: computers(few) });
        }
        if found.reboots > 0 {
            effects.push(Effect::Reboots { count: found.reboots });
        }
        for ((id, nsc), count) in &found.blocked {
            let nsc = self.after.configuration().computer_sets.get(nsc).map_or(String::new(), |set| set.name.clone());
            effects.push(Effect::Blocked { pkg: self.title(*id), nsc, count: *count });
        }
        for ((id, rule), few) in &found.overruled {
            let (pkg, rule) = (self.title(*id), self.rule(*rule));
            effects.push(Effect::Overruled { pkg, count: few.count, rule, first: computers(few) });
        }
        for (id, few) in &found.installs {
            let licences = self.after.configuration().packages.get(id).and_then(|package| package.licences);
            let wanted = wanted(*id).saturating_add(few.count);
            if let Some(licences) = licences.filter(|licences| u64::from(*licences) < wanted) {
                effects.push(Effect::Licences { pkg: self.title(*id), licences, wanted });
            }
        }
        effects
    }

    fn first(&self, kind: MemberKind, few: &Few) -> Vec<String> {
        let more = few.count > few.first.len() as u64;
        names::and_more(few.first.iter().map(|key| (self.names)(kind, key)), more)
    }

    fn title(&self, id: PackageId) -> String {
        let known = |rules: &Rules| rules.configuration().packages.get(&id).map(|package| package.title());
        known(self.after).or_else(|| known(self.before)).unwrap_or_else(|| id.to_string())
    }

    /// Returns what goes before an assignment, in the words of the configuration.
    fn rule(&self, rule: Overrule) -> String {
        let now = self.after.configuration();
        match rule {
            Overrule::Package(id) => self.title(id),
            Overrule::OtherSystem => "os_filter".into(),
            Overrule::Assignment(id) => now.assignments.get(&id).map_or_else(String::new, |assignment| {
                let set = now.computer_sets.get(&assignment.nsc).map_or("", |set| set.name.as_str());
                format!("{} {set} ({})", assignment.action.name(), assignment.nsc)
            }),
        }
    }
}
