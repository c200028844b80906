//! `may`: may somebody do something somewhere, by which grants, or what is missing and who can give it.

use super::failure::Done;
use super::session::{Session, time};
use super::shape::with_message;
use super::table::Table;
use super::what_if::SupposeArgs;
use crate::core::change::quoted;
use crate::core::permission::{Holding, holdings, parse_target, parse_verbs, rights};
use crate::core::what_if::{Outlook, Turn, what_if};
use crate::core::{Core, Problem, configuration};
use crate::model::configuration::Configuration;
use crate::model::delegation::{Reach, Trustee};
use crate::model::permission::{Decision, Ground, Missing, Target, Verb};
use clap::Args;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Debug, Clone, Args)]
pub(super) struct MayArgs {
    #[arg(value_name = "PRINCIPAL")]
    principal: String,
    #[arg(value_name = "VERB")]
    verb: Option<String>,
    #[arg(value_name = "TARGET", default_value = "estate")]
    target: String,
    #[command(flatten)]
    suppose: SupposeArgs,
}

impl MayArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        session.date()?;
        let Some(verb) = &self.verb else { return self.list(session, &core).await };
        let verb = match parse_verbs(&[verb])?.as_slice() {
            [verb] => *verb,
            several => {
                let names: Vec<&str> = several.iter().map(|verb| verb.name()).collect();
                return Err(Problem::UnknownVerb { verb: verb.clone(), near: names.join(", ") }.into());
            }
        };
        let now = configuration::read(&session.ctx, &core).await?;
        let target = parse_target(&now, &self.target)?;
        let rights = rights(&session.ctx, &core, &self.principal).await?;
        let decision = rights.may(verb, target);
        if !self.suppose.is_empty() {
            let outlook = what_if(&session.ctx, &core, &self.suppose.suppositions()?).await?;
            let later = rights.under(Arc::clone(&outlook.after)).may(verb, target);
            return self.turned(session, &now, &outlook, [&decision, &later]);
        }
        if session.json() {
            let value = shape(session, &self.principal, &now, &decision);
            session.document(&value)
        } else {
            print(session, &self.principal, &now, &decision)
        }
    }

    /// Says what the answer is, and what it would be.
    fn turned(
        &self,
        session: &mut Session<'_>,
        now: &Configuration,
        outlook: &Outlook,
        [before, after]: [&Decision; 2],
    ) -> Done {
        if session.json() {
            let mut value = super::what_if::shape(session, outlook, &[]);
            value["before"] = shape(session, &self.principal, now, before);
            value["after"] = shape(session, &self.principal, &outlook.after, after);
            return session.document(&value);
        }
        let head = match session.ctx.as_of {
            Some(at) => session.say("cli-what-if-as-of", [("at", time(at).into())]),
            None => session.locale.text("cli-what-if-now"),
        };
        session.line(&head)?;
        print(session, &self.principal, now, before)?;
        super::what_if::steps(session, outlook)?;
        super::what_if::then(session)?;
        print(session, &self.principal, &outlook.after, after)
    }

    /// Lists what somebody may do, everywhere.
    async fn list(&self, session: &mut Session<'_>, core: &Core) -> Done {
        let rights = rights(&session.ctx, core, &self.principal).await?;
        if !self.suppose.is_empty() {
            let outlook = what_if(&session.ctx, core, &self.suppose.suppositions()?).await?;
            let own = Trustee::from(self.principal.clone());
            let is_own = |of: &Trustee| of.is(&rights.principal().name, rights.groups()) || *of == own;
            let turns: Vec<&Turn> = outlook.turns.iter().filter(|turn| is_own(&turn.trustee)).collect();
            let masters: Vec<_> = outlook.masters.iter().filter(|mastery| is_own(&mastery.trustee)).collect();
            if session.json() {
                let value = super::what_if::shape(session, &outlook, &turns);
                return session.document(&value);
            }
            super::what_if::steps(session, &outlook)?;
            super::what_if::then(session)?;
            return super::what_if::rights(session, &masters, &turns);
        }
        let held = holdings(&rights);
        if session.json() {
            return session.array(held.iter().map(|holding| json!(holding)));
        }
        if rights.is_master() {
            let text = session.say("cli-may-all", [("principal", self.principal.clone().into())]);
            return session.line(&text);
        }
        let mut table = Table::new(session.headings(&["nss", "verb-name", "reach", "meaning", "through"]));
        for Holding { nss_name, verb, reach, through, .. } in &held {
            let place = match reach {
                Reach::Nss => session.locale.text("cli-everywhere"),
                Reach::Nsc(id) => format!("nsc:{id}"),
                Reach::Pkg(id) => format!("pkg:{id}"),
            };
            let meaning = meaning(session, *verb);
            table.row([nss_name.clone(), verb.name().into(), place, meaning, through.to_string()]);
        }
        session.table(&table, held.is_empty())
    }
}

/// Returns what a verb means.
pub(super) fn meaning(session: &Session<'_>, verb: Verb) -> String {
    session.locale.text(&format!("verb-{}", verb.name().replace('.', "-")))
}

/// Returns a target for people.
fn place(now: &Configuration, target: Target) -> String {
    let nsc = |id| match now.computer_sets.get(&id) {
        Some(set) => format!("nsc:{id} ({})", set.name),
        None => format!("nsc:{id}"),
    };
    let pkg = |id| match now.packages.get(&id) {
        Some(package) => format!("pkg:{id} ({})", package.title()),
        None => format!("pkg:{id}"),
    };
    match target {
        Target::Estate {} => "estate".into(),
        Target::Nss { id } => {
            format!("nss:{}", now.system_sets.get(&id).map_or_else(|| id.to_string(), |set| set.name.clone()))
        }
        Target::Nsc { id } => nsc(id),
        Target::Pkg { id } => pkg(id),
        Target::Assignment { nsc: set, pkg: package } => format!("{} + {}", nsc(set), pkg(package)),
    }
}

/// Returns the command that gives what is missing.
fn command(missing: &Missing) -> String {
    let option = |reach: &Reach| match reach {
        Reach::Nss => String::new(),
        Reach::Nsc(id) => format!(" --nsc {id}"),
        Reach::Pkg(id) => format!(" --pkg {id}"),
    };
    match missing {
        Missing::Grant { nss_name, verb, reach, .. } => {
            format!("bailiwick nss grant {} {}{}", quoted(nss_name), verb.name(), option(reach))
        }
        Missing::Administrator { nss_name, principal, reach, .. } => {
            format!("bailiwick nss admin add {} {}{}", quoted(nss_name), quoted(principal), option(reach))
        }
    }
}

/// Returns why in one sentence.
fn reason(session: &Session<'_>, decision: &Decision) -> String {
    let ground = session.locale.say("ground", &json!({ "kind": decision.ground }));
    let links: Vec<String> = decision.chain.iter().map(|link| session.locale.say("link", link)).collect();
    if decision.ground == Ground::Granted && !links.is_empty() { links.join("; ") } else { ground }
}

fn shape(session: &Session<'_>, principal: &str, now: &Configuration, decision: &Decision) -> Value {
    let grants: Vec<Value> = decision.chain.iter().map(|link| with_message("link", link, session.locale)).collect();
    let missing = decision.missing.iter().map(|missing| {
        let mut value = with_message("missing", missing, session.locale);
        value["command"] = session.ctx.as_of.is_none().then(|| command(missing)).into();
        value
    });
    json!({
        "allowed": decision.allowed,
        "reason": reason(session, decision),
        "ground": decision.ground,
        "principal": principal,
        "verb": decision.verb,
        "target": place_name(now, decision.target),
        "grants": grants,
        "missing": missing.collect::<Vec<_>>(),
        "who_can": decision.who_can,
        "who_can_grant": decision.who_can_grant,
    })
}

/// Returns a target as it is written on the command line.
fn place_name(now: &Configuration, target: Target) -> String {
    match target {
        Target::Nsc { id } => format!("nsc:{id}"),
        Target::Pkg { id } => format!("pkg:{id}"),
        Target::Assignment { nsc, pkg } => format!("nsc:{nsc}+pkg:{pkg}"),
        Target::Estate {} | Target::Nss { .. } => place(now, target),
    }
}

fn print(session: &mut Session<'_>, principal: &str, now: &Configuration, decision: &Decision) -> Done {
    let id = if decision.allowed { "cli-may-yes" } else { "cli-may-no" };
    let text = session.say(
        id,
        [
            ("principal", principal.to_owned().into()),
            ("verb", decision.verb.name().into()),
            ("meaning", meaning(session, decision.verb).into()),
            ("target", place(now, decision.target).into()),
        ],
    );
    session.line(&text)?;
    let ground = session.locale.say("ground", &json!({ "kind": decision.ground }));
    session.line(&format!("  {ground}"))?;
    for link in &decision.chain {
        let text = session.locale.say("link", link);
        session.line(&format!("  ← {text}"))?;
    }
    if decision.allowed {
        return Ok(());
    }
    for missing in &decision.missing {
        let text = session.locale.say("missing", missing);
        let text = session.say("cli-may-missing", [("missing", text.into())]);
        session.line(&format!("  {text}"))?;
        // What was missing then is not given today.
        if session.ctx.as_of.is_none() {
            session.line(&format!("      {}", command(missing)))?;
        }
    }
    for (id, names) in [("cli-may-who-can-grant", &decision.who_can_grant), ("cli-may-who-can", &decision.who_can)] {
        if !names.is_empty() {
            let text = session.say(id, [("names", names.join(", ").into())]);
            session.line(&format!("  {text}"))?;
        }
    }
    Ok(())
}
