//! `what-if`: what would follow from changes of rights and assignments that nobody makes.

use super::failure::Done;
use super::pkg::parse_action;
use super::session::Session;
use super::shape::with_message;
use crate::core::Problem;
use crate::core::package::AssignWish;
use crate::core::permission::parse_verbs;
use crate::core::system_set::{AdministratorWish, GrantWish};
use crate::core::what_if::{Mastery, Outlook, Step, Supposition, Turn, what_if};
use crate::model::delegation::Trustee;
use crate::model::permission::Decision;
use crate::sanitise::excerpt;
use clap::Args;
use serde_json::{Value, json};

/// Changes to think through.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct SupposeArgs {
    #[arg(long, value_name = "NSS:VERB")]
    grant: Vec<String>,
    #[arg(long, value_name = "NSS:VERB")]
    revoke: Vec<String>,
    #[arg(long, value_name = "NSS:PRINCIPAL")]
    admin: Vec<String>,
    #[arg(long, value_name = "NSS:PRINCIPAL")]
    no_admin: Vec<String>,
    #[arg(long, value_name = "PKG:NSC:ACTION")]
    assign: Vec<String>,
    #[arg(long, value_name = "PKG:NSC")]
    unassign: Vec<String>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct WhatIfArgs {
    #[command(flatten)]
    suppose: SupposeArgs,
}

impl SupposeArgs {
    /// Whether nothing is supposed.
    pub(super) fn is_empty(&self) -> bool {
        let lists = [&self.grant, &self.revoke, &self.admin, &self.no_admin, &self.assign, &self.unassign];
        lists.iter().all(|list| list.is_empty())
    }

    /// Returns what is supposed.
    pub(super) fn suppositions(&self) -> Result<Vec<Supposition>, crate::core::Error> {
        let mut all = Vec::new();
        for text in &self.grant {
            all.push(Supposition::Grant(grant(text, "grant")?));
        }
        for text in &self.revoke {
            all.push(Supposition::Revoke(grant(text, "revoke")?));
        }
        for text in &self.admin {
            all.push(Supposition::AddAdministrator(administrator(text, "admin")?));
        }
        for text in &self.no_admin {
            all.push(Supposition::RemoveAdministrator(administrator(text, "no-admin")?));
        }
        for text in &self.assign {
            all.push(Supposition::Assign(assignment(text)?));
        }
        for text in &self.unassign {
            let (pkg, nsc) = text.rsplit_once(':').ok_or_else(|| wrong("unassign", text))?;
            all.push(Supposition::Unassign(AssignWish::untimed(pkg, nsc, None)));
        }
        Ok(all)
    }
}

/// Reads `NSS:VERB[,VERB…]`, with `@nsc:ID` or `@pkg:ID` behind it where it shall not reach further.
fn grant(text: &str, option: &str) -> Result<GrantWish, crate::core::Error> {
    let (text, nsc, pkg) = reach(text);
    let (nss, verbs) = text.rsplit_once(':').ok_or_else(|| wrong(option, text))?;
    let verbs: Vec<&str> = verbs.split(',').map(str::trim).collect();
    Ok(GrantWish { nss: nss.into(), verbs: parse_verbs(&verbs)?, nsc, pkg })
}

/// Reads `NSS:PRINCIPAL`, with `@nsc:ID` or `@pkg:ID` behind it.
fn administrator(text: &str, option: &str) -> Result<AdministratorWish, Problem> {
    let (text, nsc, pkg) = reach(text);
    let (nss, principal) = text.split_once(':').ok_or_else(|| wrong(option, text))?;
    Ok(AdministratorWish { nss: nss.into(), trustee: Trustee::from(principal.to_owned()), nsc, pkg })
}

fn assignment(text: &str) -> Result<AssignWish, Problem> {
    let split = text.rsplit_once(':').and_then(|(front, action)| Some((front.rsplit_once(':')?, action)));
    let ((pkg, nsc), action) = split.ok_or_else(|| wrong("assign", text))?;
    let action = parse_action(action).map_err(|_| wrong("assign", text))?;
    Ok(AssignWish::untimed(pkg, nsc, Some(action)))
}

/// Splits off where it counts.
fn reach(text: &str) -> (&str, Option<String>, Option<String>) {
    match text.rsplit_once('@').map(|(front, place)| (front, place.split_once(':'))) {
        Some((front, Some(("nsc", id)))) => (front, Some(id.to_owned()), None),
        Some((front, Some(("pkg", id)))) => (front, None, Some(id.to_owned())),
        _ => (text, None, None),
    }
}

fn wrong(option: &str, text: &str) -> Problem {
    let value = excerpt(text, 80);
    Problem::Invalid { field: format!("--{option}"), value, expected: "supposition".into() }
}

impl WhatIfArgs {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        let suppositions = self.suppose.suppositions()?;
        if suppositions.is_empty() {
            return Err(wrong("grant", "").into());
        }
        let outlook = what_if(&session.ctx, &core, &suppositions).await?;
        session.date()?;
        if session.json() {
            let value = shape(session, &outlook, &outlook.turns.iter().collect::<Vec<_>>());
            return session.document(&value);
        }
        steps(session, &outlook)?;
        then(session)?;
        let all: Vec<&Turn> = outlook.turns.iter().collect();
        if outlook.concerns_rights() || outlook.effects.is_empty() {
            rights(session, &outlook.masters.iter().collect::<Vec<_>>(), &all)?;
        }
        machines(session, &outlook)
    }
}

/// Returns an outlook as JSON, with these of its turns.
pub(super) fn shape(session: &Session<'_>, outlook: &Outlook, turns: &[&Turn]) -> Value {
    let locale = session.locale;
    let facts = |decision: &Decision| {
        json!({
            "allowed": decision.allowed,
            "ground": decision.ground,
            "grants": decision.chain.iter().map(|link| with_message("link", link, locale)).collect::<Vec<_>>(),
            "missing": decision.missing.iter().map(|missing| with_message("missing", missing, locale)).collect::<Vec<_>>(),
            "who_can": decision.who_can,
        })
    };
    let effects = |effects: &[crate::core::change::Effect]| {
        effects.iter().map(|effect| with_message("effect", effect, locale)).collect::<Vec<_>>()
    };
    let step = |step: &Step| {
        json!({
            "subject": step.subject,
            "command": step.command,
            "effects": effects(&step.effects),
            "allowed": step.decision.allowed,
            "who_can": step.decision.who_can,
        })
    };
    let turn = |turn: &&Turn| {
        json!({
            "trustee": turn.trustee,
            "nss": turn.nss_name,
            "verb": turn.verb,
            "reach": turn.reach,
            "gained": turn.gained,
            "decides": turn.decides(),
            "before": facts(&turn.before),
            "after": facts(&turn.after),
        })
    };
    json!({
        "if": outlook.steps.iter().map(step).collect::<Vec<_>>(),
        "masters": outlook.masters,
        "turns": turns.iter().map(turn).collect::<Vec<_>>(),
        "effects": effects(&outlook.effects),
    })
}

/// Says what is supposed, and who could make it so.
pub(super) fn steps(session: &mut Session<'_>, outlook: &Outlook) -> Done {
    let head = session.locale.text("cli-what-if-if");
    session.line(&head)?;
    for step in &outlook.steps {
        let subject = step.needs_subject().map(|subject| format!("{subject}: ")).unwrap_or_default();
        for effect in &step.effects {
            let text = session.locale.say("effect", effect);
            session.line(&format!("  {subject}{text}"))?;
        }
        if let Some(command) = &step.command {
            session.line(&format!("      {command}"))?;
        }
        if !step.decision.allowed {
            let names = step.decision.who_can.join(", ");
            let text = session.say("cli-what-if-not-you", [("names", names.into())]);
            session.line(&format!("      {text}"))?;
        }
    }
    Ok(())
}

/// Writes the heading of what would follow.
pub(super) fn then(session: &mut Session<'_>) -> Done {
    let head = session.locale.text("cli-what-if-then");
    session.line(&head)
}

/// Says who would gain or lose what.
pub(super) fn rights(session: &mut Session<'_>, masters: &[&Mastery], turns: &[&Turn]) -> Done {
    for mastery in masters {
        let id = if mastery.gained { "what-if-master" } else { "what-if-no-master" };
        let text = session.say(id, [("who", mastery.trustee.to_string().into())]);
        session.line(&format!("  {text}"))?;
    }
    for turn in turns {
        let text = sentence(session, turn);
        session.line(&format!("  {} {text}", if turn.gained { '+' } else { '-' }))?;
        let decision = if turn.decides() && !turn.gained { None } else { Some(&turn.after) };
        for link in decision.into_iter().flat_map(|decision| &decision.chain) {
            let text = session.locale.say("link", link);
            session.line(&format!("      ← {text}"))?;
        }
    }
    if turns.is_empty() && masters.is_empty() {
        let text = session.locale.text("what-if-nobody");
        session.line(&format!("  {text}"))?;
    }
    Ok(())
}

fn sentence(session: &Session<'_>, turn: &Turn) -> String {
    let id = match (turn.gained, turn.decides()) {
        (true, true) => "what-if-gains",
        (true, false) => "what-if-has-already",
        (false, true) => "what-if-loses",
        (false, false) => "what-if-keeps",
    };
    session.say(
        id,
        [("who", turn.trustee.to_string().into()), ("verb", turn.verb.name().into()), ("place", turn.place().into())],
    )
}

/// Says what machines would get and lose.
pub(super) fn machines(session: &mut Session<'_>, outlook: &Outlook) -> Done {
    for effect in &outlook.effects {
        let text = session.locale.say("effect", effect);
        session.line(&format!("  {text}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assignment::AssignAction;
    use crate::model::permission::Verb;

    #[test]
    fn suppositions_are_read_with_names_that_hold_colons_and_blanks() {
        let args = SupposeArgs {
            grant: vec!["AB: CO:nsc.edit,pkg.publish@nsc:5".into()],
            admin: vec!["AB-CO:group:Vacuum: Operators@pkg:7".into()],
            assign: vec!["Adobe Reader 9:Control Room:deny".into()],
            unassign: vec!["7:5".into()],
            ..SupposeArgs::default()
        };
        let found = args.suppositions().unwrap();
        let [Supposition::Grant(grant), Supposition::AddAdministrator(entry), Supposition::Assign(wish), last] =
            &found[..]
        else {
            panic!("{found:?}")
        };
        assert_eq!((grant.nss.as_str(), grant.nsc.as_deref()), ("AB: CO", Some("5")));
        assert_eq!(grant.verbs, [Verb::NscEdit, Verb::PkgPublish]);
        assert_eq!(entry.trustee, Trustee::Group("Vacuum: Operators".into()));
        assert_eq!((entry.nss.as_str(), entry.pkg.as_deref()), ("AB-CO", Some("7")));
        assert_eq!((wish.pkg.as_str(), wish.nsc.as_str()), ("Adobe Reader 9", "Control Room"));
        assert_eq!(wish.action, Some(AssignAction::Deny));
        assert!(matches!(last, Supposition::Unassign(wish) if wish.action.is_none()));
    }

    #[test]
    fn what_is_no_supposition_is_told() {
        let one = |text: &str| vec![text.to_owned()];
        for args in [
            SupposeArgs { grant: one("AB-CO"), ..SupposeArgs::default() },
            SupposeArgs { revoke: one("AB-CO:nsc.creat"), ..SupposeArgs::default() },
            SupposeArgs { admin: one("rosa"), ..SupposeArgs::default() },
            SupposeArgs { assign: one("Tool:5"), ..SupposeArgs::default() },
            SupposeArgs { assign: one("Tool:5:remove"), ..SupposeArgs::default() },
            SupposeArgs { unassign: one("Tool"), ..SupposeArgs::default() },
        ] {
            assert!(args.suppositions().is_err(), "{args:?}");
        }
    }
}
