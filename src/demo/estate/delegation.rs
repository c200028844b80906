//! Who may do what in the estate: grants, administrators, and the groups that stand around in every directory.

use super::catalogue::Catalogue;
use super::draft::Draft;
use super::names::{LINK_LOGINS, SETS};
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::directory::{DirectoryEdit, MemberKind};
use crate::model::id::{AdministratorId, ComputerSetId, GrantId};
use crate::model::object::ObjectKind;
use crate::model::permission::Verb;
use chrono::TimeDelta;

/// What an NSS right below the master holds, the most needed first. An NSS further below holds the first half: never
/// more than the one above (D-09).
const VERBS: [Verb; 22] = [
    Verb::NscCreate,
    Verb::NscEdit,
    Verb::NscMemberComputerAdd,
    Verb::NscMemberComputerRemove,
    Verb::NscMemberUserAdd,
    Verb::NscMemberUserRemove,
    Verb::NscMemberApprove,
    Verb::NscLocalRelease,
    Verb::PkgAssignApply,
    Verb::PkgAssignAllow,
    Verb::PkgAssignPublish,
    Verb::NscDelete,
    Verb::NscLocalSet,
    Verb::NscLocalUnblock,
    Verb::PkgAssignDeny,
    Verb::PkgCreate,
    Verb::PkgEdit,
    Verb::PkgDelete,
    Verb::PkgPublish,
    Verb::ScheduleSet,
    Verb::NssEdit,
    Verb::ReportViewNsc,
];

/// NSSs that only keep members, and leave packages to others.
const SMALL: [&str; 3] = ["LIBRARY", "MEDICAL", "FIRE-BRIGADE"];

/// Groups of users that have nothing to do with sets, as they stand in every directory.
const NOISE: [&str; 11] = [
    "CMF FrontEnd Users",
    "NICE Users",
    "NICE VPN Users",
    "GP Apply NoAdmin",
    "GP Apply Favorites Redirection",
    "NICE Enforce Screen Lock",
    "NICE Deny Enforce Screen Lock",
    "NICE Enforce Proxy",
    "NICE Deny Enforce Proxy",
    "NICE Enforce Disk Quota",
    "NICE Deny Enforce Disk Quota",
];

/// The most members of a group of this sort.
const NOISE_MEMBERS: u32 = 300;

pub(super) fn plan(draft: &mut Draft<'_>, packages: &Catalogue, giant: ComputerSetId) {
    for at in 1..draft.tree.len() {
        let above = draft.tree[at].parent;
        let is_small = [at, above].iter().any(|&at| SMALL.contains(&draft.tree[at].name.as_str()));
        let verbs = match above {
            _ if is_small => &VERBS[..7],
            0 => &VERBS[..],
            _ => &VERBS[..VERBS.len() / 2],
        };
        for &verb in verbs {
            grant(draft, at, verb, Reach::Nss);
        }
    }
    // The pilot ring's people look after the giant set's members, and radiation protection after one package.
    let place = |name: &str| SETS.iter().position(|set| set.name == name).unwrap_or(1);
    grant(draft, place("IT-PILOT"), Verb::ReportViewAll, Reach::Nsc(giant));
    grant(draft, place("IT-PILOT"), Verb::ReportViewOwn, Reach::Nsc(giant));
    grant(draft, place("HSE-RP"), Verb::PkgGpo, Reach::Pkg(packages.all[packages.policies.start].id));

    for at in 0..draft.tree.len() {
        let login = draft.responsible(at);
        administrator(draft, at, Trustee::User(login), Reach::Nss);
        if draft.tree[at].parent == 0 {
            let group = format!("{} Administrators", draft.tree[at].name);
            let first = at as u32 * 7;
            group_of_users(draft, &group, (first..first + 3).collect());
            administrator(draft, at, Trustee::Group(group), Reach::Nss);
        }
    }
    let helpdesk = draft.estate.user(3).name;
    administrator(draft, place("IT-PILOT"), Trustee::User(helpdesk), Reach::Nsc(giant));
    noise(draft);
}

fn grant(draft: &mut Draft<'_>, at: usize, verb: Verb, reach: Reach) {
    let grant = Grant {
        id: GrantId(draft.number(ObjectKind::Grant)),
        nss: draft.nss[at],
        verb,
        reach,
        granted_at: draft.as_of() - TimeDelta::days(700),
        granted_by: "efischeradm".into(),
    };
    draft.create(grant);
}

fn administrator(draft: &mut Draft<'_>, at: usize, trustee: Trustee, reach: Reach) {
    let entry = Administrator {
        id: AdministratorId(draft.number(ObjectKind::Administrator)),
        nss: draft.nss[at],
        trustee,
        reach,
        added_at: draft.as_of() - TimeDelta::days(600),
        added_by: "efischeradm".into(),
    };
    draft.create(entry);
}

fn noise(draft: &mut Draft<'_>) {
    let users = draft.estate.users();
    for (nth, group) in (0..).zip(NOISE) {
        let step = 3 + nth;
        group_of_users(draft, group, (nth..users).step_by(step as usize).take(NOISE_MEMBERS as usize).collect());
    }
    for building in 1..=30 {
        group_of_users(draft, &format!("building-{building}"), (building..users).step_by(97).collect());
    }
    for (nth, letter) in (0..).zip('A'..='T') {
        // The twenty given names begin with a letter each.
        let of_letter = (nth..users).step_by(20).take(NOISE_MEMBERS as usize).collect();
        group_of_users(draft, &format!("Users by Letter {letter}"), of_letter);
    }
}

fn group_of_users(draft: &mut Draft<'_>, group: &str, users: Vec<u32>) {
    let names = users.into_iter().map(|user| draft.estate.user(user).name).collect();
    draft.directory.push(DirectoryEdit::CreateGroup { group: group.into(), description: String::new() });
    draft.directory.push(DirectoryEdit::Add { group: group.into(), members: MemberKind::User, names });
}

/// Returns the login name with which a link person administers.
pub(super) fn login(person: &str) -> &'static str {
    LINK_LOGINS.iter().find(|(_, name)| *name == person).map_or("efischeradm", |(login, _)| login)
}
