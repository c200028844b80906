//! What is said of a set in sentences: whose it is, who administers it, what it holds, what the person may do there.

use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, labelled, pad, plain, span, wrap};
use crate::core::computer_set::ComputerSetRow;
use crate::model::delegation::{Administrator, Grant, Reach};
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSetNode;
use unicode_width::UnicodeWidthStr as _;

/// Returns a sentence with a number in it.
pub(super) fn counted(look: &Look, id: &str, count: u64) -> String {
    look.locale.with(id, [("count", count.into()), ("number", figures::count(count).into())])
}

/// Returns where a right counts.
pub(super) fn reach(model: &Model, reach: Reach) -> String {
    let look = &model.look;
    let now = model.rights_shown().map(|rights| rights.configuration());
    let (id, name) = match reach {
        Reach::Nss => return look.text("held-all"),
        Reach::Nsc(id) => {
            let name = now.and_then(|now| now.computer_sets.get(&id)).map(|set| set.name.clone());
            ("held-nsc", name.unwrap_or_else(|| id.to_string()))
        }
        Reach::Pkg(id) => {
            let name = now.and_then(|now| now.packages.get(&id)).map(|package| package.title());
            ("held-pkg", name.unwrap_or_else(|| id.to_string()))
        }
    };
    look.locale.with(id, [("name", name.into())])
}

/// Returns what an NSS is, who administers it, and what the person may do there.
pub(super) fn set_facts(model: &Model, node: &SystemSetNode, width: usize) -> Vec<Line> {
    let look = &model.look;
    let set = &node.set;
    let crumb = format!(" {} ", look.symbol(Symbol::Crumb));
    let mut lines = labelled(look, "label-path", &model.sets.path(node).join(&crumb), Role::Text, width);
    lines.extend(labelled(look, "column-person", &set.link_person, Role::Text, width));
    let mut owns = vec![counted(look, "picture-sets", model.sets.tree.own(set.id) as u64)];
    owns.extend((node.descendants > 0).then(|| counted(look, "picture-below", node.descendants as u64)));
    lines.extend(labelled(look, "label-owns", &owns.join(", "), Role::Text, width));
    let created = format!("{}, {}", set.created_by, figures::moment(set.created_at, model.now));
    if let Some(detail) = model.sets.set.of(&set.id) {
        let holds = match set.parent {
            None => look.text("holds-everything"),
            Some(_) => look.locale.with("holds-rights", [("count", detail.grants.len().into())]),
        };
        lines.extend(labelled(look, "label-holds", &holds, Role::Text, width));
    } else if let Some(problem) = model.sets.set.problem() {
        lines.extend(labelled(look, "label-holds", &look.locale.say("problem", problem), Role::StatusFailed, width));
    } else {
        lines.extend(labelled(look, "label-holds", look.symbol(Symbol::Ellipsis), Role::Muted, width));
    }
    lines.extend(labelled(look, "label-you-may", &you_may(model, Target::Nss { id: set.id }), Role::Text, width));
    lines.extend(labelled(look, "label-created", &created, Role::Text, width));
    if let Some(detail) = model.sets.set.of(&set.id) {
        lines.push(Line::new());
        lines.push(vec![span(look.text("label-administrators"), Role::Title)]);
        let row = |entry: &Administrator| {
            let by = format!("{}, {}", entry.added_by, figures::moment(entry.added_at, model.now));
            [entry.trustee.to_string(), reach(model, entry.reach), by]
        };
        lines.extend(in_columns(detail.administrators.iter().map(row).collect(), width));
        if detail.administrators.is_empty() {
            lines.push(vec![span(look.text("members-none"), Role::Muted)]);
        }
    }
    if !set.description.is_empty() {
        lines.push(Line::new());
        lines.extend(wrap(&set.description, width).into_iter().map(plain));
    }
    lines
}

/// Returns the rights that the person can use at a set, shortened where a whole family is among them.
fn you_may(model: &Model, target: Target) -> String {
    let families: &[&str] = match target {
        Target::Nsc { .. } => &["nsc.member", "nsc.local", "pkg.assign", "nsc"],
        _ => &["nss", "nsc.member", "nsc.local", "nsc", "pkg.assign", "pkg"],
    };
    let is_of = |verb: Verb, family: &str| verb.name().strip_prefix(family).is_some_and(|rest| rest.starts_with('.'));
    let belongs = |verb: Verb| families.iter().copied().find(|family| is_of(verb, family));
    let open = |verb: Verb| verb == Verb::NssView || verb == Verb::NscMemberRequest;
    let mut names: Vec<String> = Vec::new();
    for family in families {
        let verbs: Vec<Verb> =
            Verb::ALL.iter().copied().filter(|verb| belongs(*verb) == Some(*family) && !open(*verb)).collect();
        let may: Vec<Verb> = verbs
            .iter()
            .copied()
            .filter(|verb| model.may_as_shown(*verb, target).is_some_and(|decision| decision.allowed))
            .collect();
        if may.len() == verbs.len() && verbs.len() > 1 {
            names.push(format!("{family}.*"));
        } else {
            names.extend(may.iter().map(|verb| verb.name().to_owned()));
        }
    }
    match names.len() {
        0 => model.look.text("may-nothing"),
        _ if names.iter().all(|name| name.ends_with(".*")) && names.len() == families.len() => {
            model.look.text("may-everything")
        }
        _ => names.join(", "),
    }
}

/// Returns what an NSS holds, right by right.
pub(super) fn grants(model: &Model, node: &SystemSetNode, width: usize) -> Vec<Line> {
    let look = &model.look;
    if node.set.parent.is_none() {
        return vec![vec![span(look.text("holds-everything"), Role::Text)]];
    }
    let Some(detail) = model.sets.set.of(&node.set.id) else {
        return vec![match model.sets.set.problem() {
            Some(problem) => vec![span(look.locale.say("problem", problem), Role::StatusFailed)],
            None => vec![span(look.text("loading"), Role::Muted)],
        }];
    };
    if detail.grants.is_empty() {
        return vec![vec![span(look.text("grants-none"), Role::Muted)]];
    }
    let mut grants: Vec<_> = detail.grants.iter().collect();
    grants.sort_by_key(|grant| (grant.verb, grant.reach));
    let row = |grant: &Grant| {
        let by = format!("{}, {}", grant.granted_by, figures::moment(grant.granted_at, model.now));
        [grant.verb.name().to_owned(), reach(model, grant.reach), by]
    };
    in_columns(grants.into_iter().map(row).collect(), width)
}

/// Returns rows of who or what, where, and since when: in columns, or, where these are too wide, with the last on a line
/// of its own.
fn in_columns(rows: Vec<[String; 3]>, width: usize) -> Vec<Line> {
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    let fits = first + second + widest(2) + 4 <= width;
    let line = |[what, place, by]: [String; 3]| {
        let mut line = vec![span(pad(&what, first + 2), Role::Text)];
        if fits {
            line.push(span(pad(&place, second + 2) + &by, Role::Muted));
            return vec![line];
        }
        line.push(span(place, Role::Muted));
        vec![line, vec![span(format!("  {by}"), Role::Muted)]]
    };
    rows.into_iter().flat_map(line).collect()
}

/// Returns what an NSC is, whose it is, and what the person may do with it.
pub(super) fn computer_set_facts(model: &Model, row: &ComputerSetRow, width: usize) -> Vec<Line> {
    let look = &model.look;
    let set = &row.set;
    let detail = model.sets.computer_set.of(&set.id);
    let mut lines = labelled(look, "label-nss", &row.nss_name, Role::Text, width);
    if let Some(detail) = detail.filter(|detail| !detail.nested_in.is_empty()) {
        let crumb = format!(" {} ", look.symbol(Symbol::Crumb));
        lines.extend(labelled(look, "label-nested", &detail.nested_in.join(&crumb), Role::Text, width));
    }
    let (managed, role) =
        if set.locally_managed { ("managed-locally", Role::StatusWarn) } else { ("managed-centrally", Role::Text) };
    lines.extend(labelled(look, "label-local", &look.text(managed), role, width));
    lines.extend(labelled(look, "label-responsible", &set.responsible, Role::Text, width));
    if !set.os_version.is_empty() {
        lines.extend(labelled(look, "label-os", &set.os_version, Role::Text, width));
    }
    if let Some(detail) = detail {
        let count = |count: Option<u64>| count.map_or_else(|| look.symbol(Symbol::Unknown).to_owned(), figures::count);
        let read = detail.members_read_at.map_or_else(String::new, |at| figures::exact(at, model.now));
        let args = [
            ("computers", count(detail.row.computers).into()),
            ("users", count(detail.row.users).into()),
            ("at", read.into()),
        ];
        lines.extend(labelled(look, "label-members", &look.locale.with("members-read", args), Role::Text, width));
        lines.extend(labelled(look, "label-groups", &detail.groups.join(", "), Role::Text, width));
    } else if let Some(problem) = model.sets.computer_set.problem() {
        lines.extend(labelled(look, "label-members", &look.locale.say("problem", problem), Role::StatusFailed, width));
    }
    lines.extend(labelled(look, "label-you-may", &you_may(model, Target::Nsc { id: set.id }), Role::Text, width));
    let created = format!("{}, {}", set.created_by, figures::moment(set.created_at, model.now));
    lines.extend(labelled(look, "label-created", &created, Role::Text, width));
    if !set.description.is_empty() {
        lines.push(Line::new());
        lines.extend(wrap(&set.description, width).into_iter().map(plain));
    }
    lines
}
