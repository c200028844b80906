//! Forms of the sets: NSSs with their rights and administrators, NSCs with their members.

use super::{Field, Form, FormKind, Submission};
use crate::console::app::{Model, NscWish, NssWish, Request, RequestWish, Wish};
use crate::core::Problem;
use crate::core::computer_set::{ComputerSetEdit, MembersWish, NewComputerSet, UnblockWish};
use crate::core::system_set::{AdministratorWish, GrantWish, NewSystemSet, SystemSetEdit};
use crate::core::what_if::Supposition;
use crate::model::delegation::Trustee;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, PackageId, RequestId};
use crate::model::permission::Verb;

/// What a form of the sets is for. NSSs are named by name, NSCs by number and name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum SetsForm {
    CreateSet,
    EditSet { nss: String },
    MoveSet { nss: String },
    Grant { nss: String, verbs: Vec<Verb> },
    WhatIf { nss: String, verbs: Vec<Verb> },
    Revoke { nss: String, verbs: Vec<Verb> },
    AddAdministrator { nss: String },
    RemoveAdministrator { nss: String },
    CreateComputerSet { nss: String },
    EditComputerSet { nsc: ComputerSetId, name: String },
    AddMembers { nsc: ComputerSetId, name: String },
    Request { nsc: ComputerSetId, name: String },
    Refuse { request: RequestId, by: String },
    Unblock { nsc: ComputerSetId, name: String, pkg: PackageId },
}

/// Fields before the rights in a form that ticks rights.
const REACH_FIELDS: usize = 2;

impl SetsForm {
    /// Returns the id of its title in the locale files.
    pub(in crate::console::overlay) fn title_id(&self) -> &'static str {
        match self {
            Self::CreateSet => "form-set",
            Self::EditSet { .. } => "form-set-edit",
            Self::MoveSet { .. } => "form-set-move",
            Self::Grant { .. } => "form-grant",
            Self::WhatIf { .. } => "form-grant-what-if",
            Self::Revoke { .. } => "form-revoke",
            Self::AddAdministrator { .. } => "form-admin-add",
            Self::RemoveAdministrator { .. } => "form-admin-remove",
            Self::CreateComputerSet { .. } => "form-nsc",
            Self::EditComputerSet { .. } => "form-nsc-edit",
            Self::AddMembers { .. } => "form-members",
            Self::Request { .. } => "form-request",
            Self::Refuse { .. } => "form-refuse",
            Self::Unblock { .. } => "form-unblock",
        }
    }

    /// Returns the name of what the form is about.
    pub(in crate::console::overlay) fn about(&self) -> &str {
        match self {
            Self::CreateSet => "",
            Self::EditSet { nss }
            | Self::MoveSet { nss }
            | Self::Grant { nss, .. }
            | Self::WhatIf { nss, .. }
            | Self::Revoke { nss, .. }
            | Self::AddAdministrator { nss }
            | Self::RemoveAdministrator { nss }
            | Self::CreateComputerSet { nss } => nss,
            Self::EditComputerSet { name, .. }
            | Self::AddMembers { name, .. }
            | Self::Request { name, .. }
            | Self::Unblock { name, .. } => name,
            Self::Refuse { by, .. } => by,
        }
    }

    /// Returns what the form asks for.
    pub(in crate::console::overlay) fn submission(&self, form: &Form) -> Result<Submission, Problem> {
        let wish = match self {
            Self::CreateSet => Wish::Nss(NssWish::Create(NewSystemSet {
                name: form.text(0),
                parent: form.some(1),
                description: form.text(2),
                link_person: form.text(3),
            })),
            Self::EditSet { nss } => {
                let edit =
                    SystemSetEdit { name: form.changed(0), description: form.changed(1), link_person: form.changed(2) };
                Wish::Nss(NssWish::Edit { nss: nss.clone(), edit })
            }
            Self::MoveSet { nss } => Wish::Nss(NssWish::Move { nss: nss.clone(), parent: form.text(0) }),
            Self::Grant { nss, verbs } => Wish::Nss(NssWish::Grant(grant(form, nss, verbs)?)),
            Self::WhatIf { nss, verbs } => {
                return Ok(Submission::Ask(Request::WhatIf(suppositions(form, nss, verbs)?), None));
            }
            Self::Revoke { nss, verbs } => Wish::Nss(NssWish::Revoke(grant(form, nss, verbs)?)),
            Self::AddAdministrator { nss } => Wish::Nss(NssWish::AddAdministrator(administrator(form, nss))),
            Self::RemoveAdministrator { nss } => Wish::Nss(NssWish::RemoveAdministrator(administrator(form, nss))),
            Self::CreateComputerSet { nss } => Wish::Nsc(NscWish::Create(NewComputerSet {
                name: form.text(0),
                nss: nss.clone(),
                description: form.text(1),
                parent: form.some(2),
                locally_managed: form.on(3),
                responsible: form.text(4),
                os_version: form.text(5),
            })),
            Self::EditComputerSet { nsc, .. } => {
                let edit = ComputerSetEdit {
                    name: form.changed(0),
                    description: form.changed(1),
                    parent: form.changed(2),
                    locally_managed: form.turned(3),
                    responsible: form.changed(4),
                    os_version: form.changed(5),
                };
                Wish::Nsc(NscWish::Edit { nsc: nsc.to_string(), edit: Box::new(edit) })
            }
            Self::AddMembers { nsc, .. } => Wish::Nsc(NscWish::AddMembers(members(form, *nsc))),
            Self::Request { nsc, .. } => Wish::Request(RequestWish::Create(members(form, *nsc))),
            Self::Refuse { request, .. } => {
                let wish = Wish::Request(RequestWish::Refuse(*request));
                return Ok(Submission::Ask(Request::Plan(Box::new(wish)), Some(form.text(0))));
            }
            Self::Unblock { nsc, pkg, .. } => {
                let hours = form.text(0);
                let wrong = || Problem::Invalid {
                    field: "hours".into(),
                    value: hours.clone(),
                    expected: "a number of hours".into(),
                };
                let hours = hours.parse().map_err(|_| wrong())?;
                Wish::Nsc(NscWish::Unblock(UnblockWish { nsc: nsc.to_string(), pkg: pkg.to_string(), hours }))
            }
        };
        Ok(Submission::plan(wish))
    }
}

fn grant(form: &Form, nss: &str, verbs: &[Verb]) -> Result<GrantWish, Problem> {
    let ticked = verbs.iter().enumerate().filter(|(place, _)| form.on(place + REACH_FIELDS)).map(|(_, verb)| *verb);
    let verbs: Vec<Verb> = ticked.collect();
    if verbs.is_empty() {
        let expected = "at least one right".into();
        return Err(Problem::Invalid { field: "rights".into(), value: String::new(), expected });
    }
    Ok(GrantWish { nss: nss.to_owned(), verbs, nsc: form.some(0), pkg: form.some(1) })
}

/// Returns what is supposed of an NSS: that it gets or loses the ticked rights, and that somebody becomes an
/// administrator or is none any longer.
fn suppositions(form: &Form, nss: &str, verbs: &[Verb]) -> Result<Vec<Supposition>, Problem> {
    let (nsc, pkg) = (form.some(3), form.some(4));
    let ticked = verbs.iter().enumerate().filter(|(place, _)| form.on(place + SUPPOSED_FIELDS)).map(|(_, verb)| *verb);
    let verbs: Vec<Verb> = ticked.collect();
    let mut all = Vec::new();
    if !verbs.is_empty() {
        let wish = GrantWish { nss: nss.to_owned(), verbs, nsc: nsc.clone(), pkg: pkg.clone() };
        all.push(if form.text(0) == REVOKE { Supposition::Revoke(wish) } else { Supposition::Grant(wish) });
    }
    if let Some(trustee) = form.some(1) {
        let wish = AdministratorWish { nss: nss.to_owned(), trustee: Trustee::from(trustee), nsc, pkg };
        all.push(match form.text(2) == REMOVE {
            true => Supposition::RemoveAdministrator(wish),
            false => Supposition::AddAdministrator(wish),
        });
    }
    if all.is_empty() {
        let expected = "at least one right, or somebody".into();
        return Err(Problem::Invalid { field: "rights".into(), value: String::new(), expected });
    }
    Ok(all)
}

/// Fields before the rights in the form that supposes some.
const SUPPOSED_FIELDS: usize = 5;
const REVOKE: &str = "revoke";
const REMOVE: &str = "remove";

fn administrator(form: &Form, nss: &str) -> AdministratorWish {
    AdministratorWish {
        nss: nss.to_owned(),
        trustee: Trustee::from(form.text(0)),
        nsc: form.some(1),
        pkg: form.some(2),
    }
}

fn members(form: &Form, nsc: ComputerSetId) -> MembersWish {
    let kind = if form.on(1) { MemberKind::User } else { MemberKind::Computer };
    MembersWish { nsc: nsc.to_string(), kind, names: form.names(0) }
}

/// Whether an NSS can be given a verb at all.
fn is_grantable(verb: Verb) -> bool {
    !matches!(verb, Verb::NssCreate | Verb::NssDelete | Verb::NssGrant | Verb::NssRevoke)
}

impl Form {
    pub(in crate::console::overlay) fn set(model: &Model) -> Self {
        let parent = model.sets.selected_set().map(|node| node.set.name.clone()).unwrap_or_default();
        Self::new(
            FormKind::Sets(SetsForm::CreateSet),
            vec![
                Field::needed("field-name", ""),
                Field::text("field-parent", parent),
                Field::text("field-description", ""),
                Field::text("field-person", ""),
            ],
        )
    }

    pub(in crate::console::overlay) fn edit_set(model: &Model) -> Option<Self> {
        let set = &model.sets.selected_set()?.set;
        let fields = vec![
            Field::needed("field-name", &set.name),
            Field::text("field-description", &set.description),
            Field::text("field-person", &set.link_person),
        ];
        Some(Self::new(FormKind::Sets(SetsForm::EditSet { nss: set.name.clone() }), fields))
    }

    pub(in crate::console::overlay) fn move_set(model: &Model) -> Option<Self> {
        let nss = model.sets.selected_set()?.set.name.clone();
        Some(Self::new(FormKind::Sets(SetsForm::MoveSet { nss }), vec![Field::needed("field-parent", "")]))
    }

    /// Offers every right that an NSS can hold, and somebody to administer it.
    pub(in crate::console::overlay) fn suppose_rights(model: &Model) -> Option<Self> {
        let nss = model.sets.selected_set()?.set.name.clone();
        let verbs: Vec<Verb> = Verb::ALL.iter().copied().filter(|verb| is_grantable(*verb)).collect();
        let [nsc, pkg] = reach(model);
        let mut fields = vec![
            Field::choice("field-suppose", &["grant", REVOKE], "grant"),
            Field::text("field-administrator", ""),
            Field::choice("field-suppose-administrator", &["add", REMOVE], "add"),
            nsc,
            pkg,
        ];
        debug_assert_eq!(fields.len(), SUPPOSED_FIELDS);
        fields.extend(verbs.iter().map(|verb| Field::verb(*verb)));
        Some(Self::new(FormKind::Sets(SetsForm::WhatIf { nss, verbs }), fields))
    }

    /// Offers the rights that the selected NSS lacks.
    pub(in crate::console::overlay) fn grant(model: &Model) -> Option<Self> {
        let nss = model.sets.selected_set()?;
        let held = model.sets.set.of(&nss.set.id).map(|detail| detail.verbs.as_slice()).unwrap_or_default();
        let verbs: Vec<Verb> =
            Verb::ALL.iter().copied().filter(|verb| is_grantable(*verb) && !held.contains(verb)).collect();
        let fields = rights(model, &verbs);
        let nss = nss.set.name.clone();
        Some(Self::new(FormKind::Sets(SetsForm::Grant { nss, verbs }), fields))
    }

    /// Offers the rights that the selected NSS holds.
    pub(in crate::console::overlay) fn revoke(model: &Model) -> Option<Self> {
        let nss = model.sets.selected_set()?;
        let grants = model.sets.set.of(&nss.set.id).map(|detail| detail.grants.as_slice());
        let held = |verb: Verb| grants.is_none_or(|grants| grants.iter().any(|grant| grant.verb == verb));
        let verbs: Vec<Verb> = Verb::ALL.iter().copied().filter(|verb| is_grantable(*verb) && held(*verb)).collect();
        let fields = rights(model, &verbs);
        Some(Self::new(FormKind::Sets(SetsForm::Revoke { nss: nss.set.name.clone(), verbs }), fields))
    }

    pub(in crate::console::overlay) fn administrator(model: &Model, add: bool) -> Option<Self> {
        let nss = model.sets.selected_set()?.set.name.clone();
        let kind = if add { SetsForm::AddAdministrator { nss } } else { SetsForm::RemoveAdministrator { nss } };
        let mut fields = vec![Field::needed("field-principal", "")];
        fields.extend(reach(model));
        Some(Self::new(FormKind::Sets(kind), fields))
    }

    pub(in crate::console::overlay) fn create_computer_set(model: &Model) -> Option<Self> {
        let nss = model.sets.selected_set()?.set.name.clone();
        let kind = FormKind::Sets(SetsForm::CreateComputerSet { nss });
        Some(Self::new(kind, computer_set(["", "", "", "", ""], false)))
    }

    pub(in crate::console::overlay) fn edit_computer_set(model: &Model) -> Option<Self> {
        let set = &model.sets.selected_computer_set()?.set;
        let parent = set.parent.map(|id| id.to_string()).unwrap_or_default();
        let texts = [&set.name, &set.description, &parent, &set.responsible, &set.os_version].map(String::as_str);
        let kind = SetsForm::EditComputerSet { nsc: set.id, name: set.name.clone() };
        Some(Self::new(FormKind::Sets(kind), computer_set(texts, set.locally_managed)))
    }

    /// Asks for names of computers or, from the tab of the users, of users.
    pub(in crate::console::overlay) fn members(model: &Model, request: bool) -> Option<Self> {
        let set = &model.sets.selected_computer_set()?.set;
        let (nsc, name) = (set.id, set.name.clone());
        let kind = if request { SetsForm::Request { nsc, name } } else { SetsForm::AddMembers { nsc, name } };
        let users = model.sets.member_kind() == Some(MemberKind::User);
        let fields = vec![Field::names("field-names"), Field::check("field-users", users)];
        Some(Self::new(FormKind::Sets(kind), fields))
    }

    pub(in crate::console::overlay) fn refuse(model: &Model) -> Option<Self> {
        let request = model.sets.selected_request()?;
        let kind = SetsForm::Refuse { request: request.id, by: request.asked_by.clone() };
        Some(Self::new(FormKind::Sets(kind), vec![Field::needed("field-reason", "")]))
    }

    pub(in crate::console::overlay) fn unblock(model: &Model) -> Option<Self> {
        let set = &model.sets.selected_computer_set()?.set;
        let pkg = model.sets.selected_package()?;
        let kind = SetsForm::Unblock { nsc: set.id, name: set.name.clone(), pkg };
        Some(Self::new(FormKind::Sets(kind), vec![Field::needed("field-hours", "24")]))
    }
}

/// The fields of a form that ticks rights: where they count, and a box for each.
fn rights(model: &Model, verbs: &[Verb]) -> Vec<Field> {
    reach(model).into_iter().chain(verbs.iter().map(|verb| Field::verb(*verb))).collect()
}

/// Where rights count: everywhere, unless an NSC or a package is named. The NSC under the cursor is offered.
fn reach(model: &Model) -> [Field; REACH_FIELDS] {
    let nsc = model.sets.selected_computer_set().map(|row| row.set.id.to_string()).unwrap_or_default();
    [Field::text("field-nsc", nsc), Field::text("field-pkg", "")]
}

fn computer_set(texts: [&str; 5], local: bool) -> Vec<Field> {
    let [name, description, parent, responsible, os] = texts;
    vec![
        Field::needed("field-name", name),
        Field::text("field-description", description),
        Field::text("field-nested", parent),
        Field::check("field-local", local),
        Field::text("field-responsible", responsible),
        Field::text("field-os", os),
    ]
}
