//! What the manager of a locally managed NSC releases, and the emergency (CMFX-07, CMFX-08).

use crate::core::change::{Effect, Plan};
use crate::core::computer_set::touching;
use crate::core::{Core, OpContext, Problem, Result, configuration, named};
use crate::model::assignment::{Release, ReleaseState};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::id::ReleaseId;
use crate::model::membership::key;
use crate::model::object::{ChangeSet, Edit, ObjectKind};
use crate::model::operation::ObjectRef;
use crate::model::package::{Package, PackageState};
use crate::model::permission::{Target, Verb};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// The longest emergency in hours.
const LONGEST: u32 = 72;

/// A wish to unblock a package in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnblockWish {
    /// Number or name of the NSC.
    pub nsc: String,
    /// Number or name of the package.
    pub pkg: String,
    /// How long, in hours.
    pub hours: u32,
}

/// Checks a wish to release a package for an NSC and says what it would do.
pub async fn plan_release(ctx: &OpContext, core: &Core, nsc: &str, pkg: &str) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let at = core.ports.clock.now();
    let case = Case::of(&now, nsc, pkg, at)?;
    core.authorise(ctx, Verb::NscLocalRelease, case.target()).await?;
    case.check()?;
    let command = format!("bailiwick nsc release {} {}", case.set.id, case.package.id);
    if case.set.nss == case.package.nss || case.is_released() {
        return case.plan(ctx, core, Verb::NscLocalRelease, None, vec![Effect::Nothing {}], command).await;
    }
    let release = case.release(ctx, ReleaseState::Released, at);
    let effects = vec![Effect::Creates { object: "release".into(), name: case.package.title() }];
    case.plan(ctx, core, Verb::NscLocalRelease, Some(release), effects, command).await
}

/// Checks a wish to unblock. The first person's wish waits for a second person, whose same wish carries it out.
///
/// A wish that nobody has joined for as long as it was to last is void, and can be made anew.
pub async fn plan_unblock(ctx: &OpContext, core: &Core, wish: UnblockWish) -> Result<Plan> {
    let now = configuration::read(ctx, core).await?;
    let at = core.ports.clock.now();
    let case = Case::of(&now, &wish.nsc, &wish.pkg, at)?;
    core.authorise(ctx, Verb::NscLocalUnblock, case.target()).await?;
    case.check()?;
    if !(1..=LONGEST).contains(&wish.hours) {
        let expected = format!("1 to {LONGEST}");
        return Err(Problem::Invalid { field: "hours".into(), value: wish.hours.to_string(), expected }.into());
    }
    let command = format!("bailiwick nsc unblock {} {} --hours {}", case.set.id, case.package.id, wish.hours);
    let nothing = |mut also: Vec<Effect>| {
        also.insert(0, Effect::Nothing {});
        also
    };
    match case.before.map(|release| (&release.state, release)) {
        _ if case.set.nss == case.package.nss || case.is_released() => {
            case.plan(ctx, core, Verb::NscLocalUnblock, None, nothing(Vec::new()), command).await
        }
        Some((ReleaseState::Emergency { until, .. }, _)) if at < *until => {
            case.plan(ctx, core, Verb::NscLocalUnblock, None, nothing(vec![Effect::Until { at: *until }]), command)
                .await
        }
        Some((ReleaseState::EmergencyAsked { hours }, asked)) if asked.is_waiting(at) => {
            if key(&asked.by) == key(&ctx.principal.name) {
                let asked_by = asked.by.clone();
                return Err(Problem::SecondPerson { name: case.package.title(), asked_by }.into());
            }
            let until = at + TimeDelta::hours((*hours).into());
            let state = ReleaseState::Emergency { agreed_by: ctx.principal.name.clone(), until };
            // The record stays the first person's: who asked, when and why.
            let release = Release { state, ..asked.clone() };
            let effects = vec![
                Effect::Creates { object: "release".into(), name: case.package.title() },
                Effect::Until { at: until },
            ];
            case.plan(ctx, core, Verb::NscLocalUnblock, Some(release), effects, command).await
        }
        _ => {
            if ctx.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                return Err(Problem::ReasonNeeded { verb: Verb::NscLocalUnblock.name().into() }.into());
            }
            let release = case.release(ctx, ReleaseState::EmergencyAsked { hours: wish.hours }, at);
            case.plan(ctx, core, Verb::NscLocalUnblock, Some(release), vec![Effect::NeedsSecondPerson {}], command)
                .await
        }
    }
}

/// A package of another NSS for a locally managed NSC, and how its release stands.
struct Case<'a> {
    set: &'a ComputerSet,
    package: &'a Package,
    before: Option<&'a Release>,
    number: i64,
    at: DateTime<Utc>,
}

impl<'a> Case<'a> {
    fn of(now: &'a Configuration, nsc: &str, pkg: &str, at: DateTime<Utc>) -> Result<Self> {
        let (set, package) = (named::computer_set(now, nsc)?, named::package(now, pkg)?);
        let before = now.releases.values().find(|release| release.nsc == set.id && release.pkg == package.id);
        Ok(Self { set, package, before, number: now.next(ObjectKind::Release), at })
    }

    fn target(&self) -> Target {
        Target::Nsc { id: self.set.id }
    }

    fn check(&self) -> Result<()> {
        if !self.set.locally_managed {
            return Err(Problem::NotLocallyManaged { name: self.set.name.clone() }.into());
        }
        if self.package.state == PackageState::Retired {
            let state = self.package.state.name().into();
            return Err(Problem::PackageState { name: self.package.title(), state }.into());
        }
        Ok(())
    }

    fn is_released(&self) -> bool {
        self.before.is_some_and(|release| release.state == ReleaseState::Released)
    }

    fn release(&self, ctx: &OpContext, state: ReleaseState, at: DateTime<Utc>) -> Release {
        Release {
            id: self.before.map_or(ReleaseId(self.number), |release| release.id),
            nsc: self.set.id,
            pkg: self.package.id,
            state,
            by: ctx.principal.name.clone(),
            at,
            reason: ctx.reason.clone().unwrap_or_default(),
        }
    }

    async fn plan(
        &self,
        ctx: &OpContext,
        core: &Core,
        verb: Verb,
        after: Option<Release>,
        effects: Vec<Effect>,
        command: String,
    ) -> Result<Plan> {
        let shown = |release: &Release| self.shape(release);
        let before = self.before.map(shown);
        let change = ChangeSet {
            verb,
            target: self.target(),
            object: ObjectRef { kind: "nsc".into(), name: self.set.name.clone() },
            after: after.as_ref().map(shown).or_else(|| before.clone()),
            before,
            edits: after.into_iter().map(|after| self.edit(after)).collect(),
            directory: Vec::new(),
            undoes: None,
        };
        touching::plan(ctx, core, change, effects, command).await
    }

    fn edit(&self, after: Release) -> Edit {
        match self.before {
            Some(before) => Edit::change(before.clone(), after),
            None => Edit::create(after),
        }
    }

    fn shape(&self, release: &Release) -> Value {
        json!({
            "pkg": self.package.title(),
            "open": release.is_open(self.at),
            "state": release.state,
            "by": release.by,
            "reason": release.reason,
        })
    }
}
